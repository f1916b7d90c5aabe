public import Values

extension Unit {
  /// The unit as a word, such as `元`, `%`, `元/亩`; empty for a plain number.
  public func word(_ language: Language) -> String { String(suffix(language).drop { $0 == " " }) }

  /// What follows a figure in this unit, such as ` 元`, `%`, ` 元/亩`.
  func suffix(_ language: Language, isOne: Bool = false) -> String {
    if self == .none { return "" }
    let text = description
    if text == "percent" { return "%" }
    if language == .en { return Unit.english(text, isOne: isOne) }
    let words = text.split(separator: "/").map { part in Unit.words[String(part)] ?? String(part) }
    return " " + words.joined(separator: "/")
  }

  /// ` CNY/booth`, ` booths`, ` person`; a bare count needs no word.
  private static func english(_ text: String, isOne: Bool) -> String {
    var parts = text.split(separator: "/").map { String($0.replacing("_", with: " ")) }
    if parts.count == 1, parts[0] == "count" { return "" }
    if let first = parts.first, !isOne, counted.contains(first) { parts[0] = first + "s" }
    return " " + parts.joined(separator: "/")
  }

  private static let counted: Set<String> = ["year", "month", "day", "working day", "person", "booth", "level"]

  private static let words = [
    "CNY": "元", "USD": "美元", "m": "米", "m2": "平方米", "mu": "亩", "kN": "千牛", "count": "个", "year": "年", "month": "个月", "day": "天",
    "working_day": "个工作日", "person": "人", "booth": "展位", "person_times": "人次", "enterprise_times": "家次", "rank": "名", "level": "级",
  ]
}
