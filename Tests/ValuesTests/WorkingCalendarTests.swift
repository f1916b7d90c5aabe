import Testing
import Values

/// The working days of 2024 to 2026, as the State Council published them (国办发明电〔2023〕7号, 〔2024〕12号, 〔2025〕7号).
@Suite struct WorkingCalendarTests {
  static let calendar = WorkingCalendar(
    holidays: days(
      "2024-01-01", "2024-02-10..2024-02-17", "2024-04-04..2024-04-06", "2024-05-01..2024-05-05", "2024-06-08..2024-06-10",
      "2024-09-15..2024-09-17",
      "2024-10-01..2024-10-07", "2025-01-01", "2025-01-28..2025-02-04", "2025-04-04..2025-04-06", "2025-05-01..2025-05-05",
      "2025-05-31..2025-06-02",
      "2025-10-01..2025-10-08", "2026-01-01..2026-01-03", "2026-02-15..2026-02-23", "2026-04-04..2026-04-06", "2026-05-01..2026-05-05",
      "2026-06-19..2026-06-21", "2026-09-25..2026-09-27", "2026-10-01..2026-10-07"),
    workingDays: days(
      "2024-02-04", "2024-02-18", "2024-04-07", "2024-04-28", "2024-05-11", "2024-09-14", "2024-09-29", "2024-10-12", "2025-01-26",
      "2025-02-08", "2025-04-27",
      "2025-09-28", "2025-10-11", "2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"),
    years: 2024...2026)

  private static func days(_ spans: String...) -> Set<CivilDate> {
    var days: Set<CivilDate> = []
    for span in spans {
      guard let first = CivilDate(String(span.prefix(10))), let last = CivilDate(String(span.suffix(10))) else { continue }
      for distance in 0...Int(last.daysSinceEpoch - first.daysSinceEpoch) {
        days.formUnion([first.adding(days: distance)].compactMap(\.self))
      }
    }
    return days
  }

  @Test(arguments: [
    ("2026-02-12", 5, "2026-02-26"), ("2026-02-13", 10, "2026-03-05"), ("2025-09-26", 5, "2025-10-10"), ("2026-04-30", 5, "2026-05-11"),
    ("2026-09-18", 10, "2026-10-09"), ("2024-02-02", 5, "2024-02-08"), ("2025-11-20", 60, "2026-02-13"),
  ])
  func deadlines(start: String, days: Int, end: String) throws {
    let start = try #require(CivilDate(start))
    let found = try #require(Self.calendar.date(workingDays: days, after: start))
    #expect(found.date.description == end)
    #expect(!found.provisional)
    #expect(Self.calendar.workingDays(after: start, through: found.date) == (days, false))
  }

  /// Every start in four years and every period up to 70 days either way, against a walk day by day.
  @Test func agreesWithAWalk() throws {
    let calendar = Self.calendar
    var start = try #require(CivilDate("2023-06-01"))
    let last = try #require(CivilDate("2027-06-01"))
    while start < last {
      for step in [1, -1] {
        var day = start
        var count = 0
        var touchesUnpublished = false
        for _ in 1...100 {
          day = try #require(day.adding(days: step))
          touchesUnpublished = touchesUnpublished || !calendar.isPublished(day)
          let counts = calendar.workingDays(after: start, through: day)
          if calendar.isWorkingDay(day) {
            count += step
            let found = calendar.date(workingDays: count, after: start)
            if found?.date != day || found?.provisional != touchesUnpublished { Issue.record("\(start) + \(count)") }
          }
          if counts != (count, touchesUnpublished) { Issue.record("\(start) through \(day)") }
        }
      }
      start = try #require(start.adding(days: 17))
    }
  }

  @Test func provisionalBeyondThePublishedYears() throws {
    let start = try #require(CivilDate("2026-12-25"))
    #expect(try #require(Self.calendar.date(workingDays: 4, after: start)).provisional == false)
    let found = try #require(Self.calendar.date(workingDays: 5, after: start))
    #expect(found.date.description == "2027-01-01")
    #expect(found.provisional)
    #expect(Self.calendar.workingDays(after: start, through: found.date) == (5, true))
    #expect(Self.calendar.isPublished(start) && !Self.calendar.isPublished(found.date))
  }

  @Test func nothingToCount() throws {
    let holiday = try #require(CivilDate("2026-02-16"))
    #expect(try #require(Self.calendar.date(workingDays: 0, after: holiday)) == (holiday, false))
    #expect(Self.calendar.workingDays(after: holiday, through: holiday) == (0, false))
    #expect(!Self.calendar.isWorkingDay(holiday))
    #expect(Self.calendar.isWorkingDay(try #require(CivilDate("2026-02-14"))))
    #expect(!Self.calendar.isWorkingDay(try #require(CivilDate("2026-02-08"))))
  }

  @Test func bounded() throws {
    let start = try #require(CivilDate("2026-01-05"))
    #expect(Self.calendar.date(workingDays: 10_000_000, after: start) == nil)
    #expect(Self.calendar.date(workingDays: -10_000_000, after: start) == nil)
    #expect(Self.calendar.date(workingDays: .max, after: start) == nil)
    #expect(Self.calendar.date(workingDays: .min, after: start) == nil)
    #expect(Self.calendar.date(workingDays: 1, after: .latest) == nil)
    #expect(Self.calendar.date(workingDays: -1, after: .earliest) == nil)
  }
}
