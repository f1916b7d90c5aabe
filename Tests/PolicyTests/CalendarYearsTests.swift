import Foundation
import Policy
import Testing
import Values

/// The calendar keeps what people call the days off, and which notice says so.
struct CalendarYearsTests {
  @Test("years ascend, each with its notice and its holidays")
  func years() throws {
    let book = try Fixture.book.get()
    #expect(book.calendarYears.map(\.year) == Array(book.program.calendar.years))
    #expect(book.calendarYears.map(\.notice) == ["国办发明电〔2023〕7号", "国办发明电〔2024〕12号", "国办发明电〔2025〕7号"])
    let year = try #require(book.calendarYears.last)
    let edges = [
      ("2026-02-14", nil), ("2026-02-15", "春节"), ("2026-02-23", "春节"), ("2026-02-24", nil), ("2026-10-01", "国庆节"), ("2026-10-08", nil),
    ]
    for (day, name) in edges { #expect(year.holiday(on: try #require(CivilDate(day)))?.name.zh == name, "\(day)") }
    // Names and days off are the same days.
    let named = book.calendarYears.flatMap(\.holidays).flatMap { holiday in
      (holiday.from.daysSinceEpoch...holiday.to.daysSinceEpoch).compactMap { CivilDate(daysSinceEpoch: Int($0)) }
    }
    #expect(Set(named) == book.program.calendar.holidays)
  }
}
