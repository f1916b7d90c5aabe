import Diagnostics
import Values

/// Reads `calendar/cn.yaml`: holidays and make-up working days, by the yearly notices.
struct CalendarLoader {
  let findings: Findings

  /// The days for counting, and the years with the names of their holidays, ascending.
  func load(_ file: DataFile) -> (calendar: WorkingCalendar, years: [PublishedYear])? {
    let source = file.source
    var map = MapReader(file.root, "a calendar", source, findings)
    _ = map.text("calendar")
    var holidays = Set<CivilDate>()
    var working: [CivilDate: DataNode] = [:]
    var published: [PublishedYear] = []
    for entry in map.entries("years") {
      guard let year = Int(entry.name) else {
        findings.error(.invalidValue, "`\(entry.name)` is not a year", entry.key, source)
        continue
      }
      var item = MapReader(entry.value, "the year \(year)", source, findings)
      let notice = item.text("notice")
      let named = item.items("holidays").compactMap { self.holiday($0, source) }
      for holiday in named { holidays.formUnion(days(of: holiday)) }
      published.append(PublishedYear(year: year, notice: notice ?? "", holidays: named))
      for node in item.items("working") { if let day = day(node, source) { working[day] = node } }
      item.finish()
    }
    map.finish()
    for (day, node) in working.sorted(by: { $0.key < $1.key }) where holidays.contains(day) {
      findings.error(.invalidValue, "\(day) is both a holiday and a working day", node, source)
    }
    published.sort { $0.year < $1.year }
    guard let first = published.first?.year, let last = published.last?.year, published.count == last - first + 1 else {
      findings.error(.wrongShape, "the years of a calendar follow each other without a gap", file.root["years"] ?? file.root, source)
      return nil
    }
    return (WorkingCalendar(holidays: holidays, workingDays: Set(working.keys), years: first...last), published)
  }

  private func holiday(_ node: DataNode, _ source: SourceText) -> PublishedYear.Holiday? {
    var map = MapReader(node, "a holiday", source, findings)
    let name = map.bilingual("name")
    let from = map.required("from").flatMap { day($0, source) }
    let to = map.required("to").flatMap { day($0, source) }
    map.finish()
    guard let from, let to else { return nil }
    if to < from { findings.error(.invalidValue, "the holiday ends before it begins", node, source) }
    guard let name, from <= to else { return nil }
    return PublishedYear.Holiday(name: name, from: from, to: to)
  }

  private func days(of holiday: PublishedYear.Holiday) -> [CivilDate] {
    (holiday.from.daysSinceEpoch...holiday.to.daysSinceEpoch).compactMap { CivilDate(daysSinceEpoch: Int($0)) }
  }

  private func day(_ node: DataNode, _ source: SourceText) -> CivilDate? {
    let day = node.text.flatMap { CivilDate($0) }
    if day == nil {
      findings.error(.invalidValue, "`\(node.text ?? "")` is not a date", node, source, help: "write a day that exists as YYYY-MM-DD")
    }
    return day
  }
}
