import Testing
import Values

@Suite struct CivilDateTests {
  /// Every day from 1600 to 2400, counted one by one with nothing but the rule for leap years.
  @Test func everyDayOfEightHundredYears() throws {
    // 135,140 days from 1600-01-01 to 1970-01-01 (370 years, 90 of them leap years), and 1600-01-01 was a Saturday.
    var count: Int32 = -(370 * 365 + 90)
    var weekday = 6
    for year in 1600...2400 {
      let isLeap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
      var dayOfYear = 0
      for (index, length) in [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].enumerated() {
        for day in 1...length {
          dayOfYear += 1
          let date = try #require(CivilDate(year: year, month: index + 1, day: day))
          // One condition: a #expect for each of these two million facts would take minutes.
          let isRight =
            date.daysSinceEpoch == count && date.components == (year, index + 1, day) && date.weekday == weekday
            && date.dayOfYear == dayOfYear && CivilDate(daysSinceEpoch: Int(count)) == date
          if !isRight || (day == length && CivilDate(date.description) != date) { Issue.record("\(year)-\(index + 1)-\(day)") }
          count += 1
          weekday = weekday % 7 + 1
        }
        #expect(CivilDate(year: year, month: index + 1, day: length + 1) == nil)
      }
    }
  }

  @Test func fixedPoints() {
    #expect(CivilDate("1970-01-01")?.daysSinceEpoch == 0)
    #expect(CivilDate("2000-03-01")?.daysSinceEpoch == 11_017)
    #expect(CivilDate("0001-01-01")?.daysSinceEpoch == -719_162)
    #expect(CivilDate("2026-01-01")?.weekday == 4)
    #expect(CivilDate.earliest.description == "-9999-01-01")
    #expect(CivilDate.latest.description == "9999-12-31")
    #expect(CivilDate("-0044-03-15")?.description == "-0044-03-15")
    #expect(CivilDate("-0001-12-31")?.adding(days: 1) == CivilDate("0000-01-01"))
    #expect(CivilDate("0000-02-29")?.adding(days: 1) == CivilDate("0000-03-01"))
    #expect(CivilDate("9999-12-31")?.adding(days: 1) == nil)
    #expect(CivilDate("-9999-01-01")?.adding(days: -1) == nil)
    #expect(CivilDate("2025-01-01")?.adding(days: Int.max) == nil)
    #expect(CivilDate("2025-01-01")! < CivilDate("2025-01-02")!)
  }

  @Test(arguments: [
    "", "2025-02-30", "2025-13-01", "2025-00-01", "2025-01-00", "2025-1-1", "2025-01-1", "25-01-01", "2025/01/01", "20250101",
    " 2025-01-01", "2025-01-01 ",
    "2025-01-01T00:00:00", "+2025-01-01", "--2025-01-01", "-0000-01-01", "12025-01-01", "2023-02-29", "1900-02-29", "２０２５-01-01",
    "2025-01-01Z", "2025-01-32",
  ])
  func refuses(text: String) {
    #expect(CivilDate(text) == nil)
  }

  /// Days around New Year, where the ISO week belongs to the other year. Source: Python's date.isocalendar.
  @Test(arguments: [
    ("2004-12-31", 2004, 53), ("2005-01-01", 2004, 53), ("2005-01-03", 2005, 1), ("2008-12-29", 2009, 1), ("2010-01-03", 2009, 53),
    ("2010-01-04", 2010, 1), ("2020-12-31", 2020, 53), ("2021-01-04", 2021, 1), ("2024-12-30", 2025, 1), ("2026-01-01", 2026, 1),
    ("2026-12-31", 2026, 53), ("2025-08-01", 2025, 31), ("1600-01-01", 1599, 52),
  ])
  func isoWeeks(text: String, year: Int, week: Int) throws {
    let date = try #require(CivilDate(text))
    #expect(date.isoWeekYear == year)
    #expect(date.isoWeek == week)
  }

  @Test(arguments: [
    ("2024-01-31", "P1M", "2024-02-29"), ("2023-01-31", "P1M", "2023-02-28"), ("2024-03-31", "-P1M", "2024-02-29"),
    ("2023-03-31", "-P1M", "2023-02-28"),
    ("2024-02-29", "P1Y", "2025-02-28"), ("2024-02-29", "P4Y", "2028-02-29"), ("2024-02-29", "-P1Y", "2023-02-28"),
    ("2024-02-29", "P1M", "2024-03-29"),
    ("2025-12-31", "P2M", "2026-02-28"), ("2025-08-31", "P1M", "2025-09-30"), ("2025-01-15", "-P1M", "2024-12-15"),
    ("2025-01-15", "P0M", "2025-01-15"),
    ("2025-01-31", "P1Y1M", "2026-02-28"), ("0000-01-31", "-P1M", "-0001-12-31"),
  ])
  func monthsClampToTheEndOfTheMonth(start: String, months: String, end: String) throws {
    let date = try #require(CivilDate(start))
    #expect(date.adding(try #require(MonthsDuration(months))) == CivilDate(end))
  }

  @Test func monthsOutOfRange() throws {
    let date = try #require(CivilDate("2025-01-31"))
    #expect(date.adding(MonthsDuration(months: 12 * 8000)) == nil)
    #expect(date.adding(MonthsDuration(months: .max)) == nil)
    #expect(date.adding(MonthsDuration(months: .min)) == nil)
  }

  /// The TCK's date + days and time duration: midnight, then the date of what comes out.
  @Test(arguments: [
    ("-PT1H", "2021-01-01"), ("-PT24H", "2021-01-01"), ("PT1S", "2021-01-02"), ("PT25H", "2021-01-03"), ("P1D", "2021-01-03"),
  ])
  func durationsMoveDates(duration: String, end: String) throws {
    let date = try #require(CivilDate("2021-01-02"))
    #expect(date.adding(try #require(DaysDuration(duration))) == CivilDate(end))
  }

  @Test func differences() throws {
    let start = try #require(CivilDate("2024-02-28"))
    let end = try #require(CivilDate("2024-03-01"))
    #expect((end - start).description == "P2D")
    #expect((start - end).description == "-P2D")
    #expect((CivilDate.latest - CivilDate.earliest).days == 7_304_483)
  }
}
