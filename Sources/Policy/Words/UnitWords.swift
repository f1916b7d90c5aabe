import Values

extension Unit {
  /// What follows a figure in this unit, such as ` 元`, `%`, ` 元/亩`.
  func suffix(_ language: Language) -> String {
    if self == .none { return "" }
    let text = description
    if text == "percent" { return "%" }
    if language == .en { return " " + text.replacing("_", with: " ") }
    let words = text.split(separator: "/").map { part in Unit.words[String(part)] ?? String(part) }
    return " " + words.joined(separator: "/")
  }

  private static let words = [
    "CNY": "元", "USD": "美元", "m": "米", "m2": "平方米", "mu": "亩", "kN": "千牛", "count": "个", "year": "年", "month": "个月", "day": "天",
    "working_day": "个工作日", "person": "人", "booth": "展位", "person_times": "人次", "enterprise_times": "家次", "rank": "名", "level": "级",
  ]
}
