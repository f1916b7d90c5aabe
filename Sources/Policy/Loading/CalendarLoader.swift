import Diagnostics
import Values

/// Reads `calendar/cn.yaml`: holidays and make-up working days, by the yearly notices.
struct CalendarLoader {
  let findings: Findings

  func load(_ file: DataFile) -> WorkingCalendar? {
    let source = file.source
    var map = MapReader(file.root, "a calendar", source, findings)
    _ = map.text("calendar")
    var holidays = Set<CivilDate>()
    var working: [CivilDate: DataNode] = [:]
    var years: [Int] = []
    for entry in map.entries("years") {
      guard let year = Int(entry.name) else {
        findings.error(.invalidValue, "`\(entry.name)` is not a year", entry.key, source)
        continue
      }
      years.append(year)
      var item = MapReader(entry.value, "the year \(year)", source, findings)
      _ = item.text("notice")
      for holiday in item.items("holidays") { holidays.formUnion(days(of: holiday, source)) }
      for node in item.items("working") { if let day = day(node, source) { working[day] = node } }
      item.finish()
    }
    map.finish()
    for (day, node) in working.sorted(by: { $0.key < $1.key }) where holidays.contains(day) {
      findings.error(.invalidValue, "\(day) is both a holiday and a working day", node, source)
    }
    guard let first = years.min(), let last = years.max(), years.count == last - first + 1 else {
      findings.error(.wrongShape, "the years of a calendar follow each other without a gap", file.root["years"] ?? file.root, source)
      return nil
    }
    return WorkingCalendar(holidays: holidays, workingDays: Set(working.keys), years: first...last)
  }

  private func days(of node: DataNode, _ source: SourceText) -> [CivilDate] {
    var map = MapReader(node, "a holiday", source, findings)
    _ = map.bilingual("name")
    let from = map.required("from").flatMap { day($0, source) }
    let to = map.required("to").flatMap { day($0, source) }
    map.finish()
    guard let from, let to else { return [] }
    if to < from { findings.error(.invalidValue, "the holiday ends before it begins", node, source) }
    guard from <= to else { return [] }
    return (from.daysSinceEpoch...to.daysSinceEpoch).compactMap { CivilDate(daysSinceEpoch: Int($0)) }
  }

  private func day(_ node: DataNode, _ source: SourceText) -> CivilDate? {
    let day = node.text.flatMap { CivilDate($0) }
    if day == nil {
      findings.error(.invalidValue, "`\(node.text ?? "")` is not a date", node, source, help: "write a day that exists as YYYY-MM-DD")
    }
    return day
  }
}
