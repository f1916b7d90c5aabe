import Testing
import Values

@Suite struct CivilTimeTests {
  @Test(arguments: [
    ("00:00:00", "00:00:00"), ("23:59:59.999999999", "23:59:59.999999999"), ("09:30:00.250", "09:30:00.25"), ("09:30:01.000", "09:30:01"),
  ])
  func readsAndPrints(text: String, canonical: String) {
    #expect(CivilTime(text)?.description == canonical)
    #expect(CivilDateTime("2025-08-01T" + text)?.description == "2025-08-01T" + canonical)
  }

  @Test(arguments: [
    "", "9:30:00", "09:30", "24:00:00", "23:60:00", "23:59:60", "09:30:00Z", "09:30:00+08:00", "09:30:00@Asia/Shanghai", "09:30:00.",
    "09:30:00.1234567890",
    "T09:30:00", "09:30:00 ", "-09:30:00",
  ])
  func refuses(text: String) {
    #expect(CivilTime(text) == nil)
    #expect(CivilDateTime("2025-02-28T" + text) == nil || text == "24:00:00")
  }

  @Test(arguments: [
    "2025-02-30T00:00:00", "2025-02-28 00:00:00", "2025-02-28", "2025-02-28T00:00:00Z", "2025-02-28T24:00:01", "9999-12-31T24:00:00",
  ])
  func refusesDateTimes(text: String) {
    #expect(CivilDateTime(text) == nil)
  }

  @Test func midnightThatEndsTheDay() {
    #expect(CivilDateTime("2021-01-01T24:00:00") == CivilDateTime("2021-01-02T00:00:00"))
  }

  @Test func timesGoRoundTheClock() throws {
    let time = try #require(CivilTime("23:00:00"))
    #expect(time.adding(try #require(DaysDuration("PT2H"))).description == "01:00:00")
    #expect(time.adding(try #require(DaysDuration("-P1DT23H0.5S"))).description == "23:59:59.5")
    #expect((try #require(CivilTime("10:00:00")) - time).description == "-PT13H")
    #expect(try #require(CivilTime("10:00:00")) < time)
  }

  @Test func dateTimesAddAndSubtract() throws {
    let start = try #require(CivilDateTime("2021-01-01T10:10:10"))
    #expect(start.adding(try #require(DaysDuration("-P1D")))?.description == "2020-12-31T10:10:10")
    #expect(start.adding(try #require(DaysDuration("-PT10H10M10.000000001S")))?.description == "2020-12-31T23:59:59.999999999")
    #expect(start.adding(try #require(MonthsDuration("-P1M")))?.description == "2020-12-01T10:10:10")
    #expect(start.adding(try #require(DaysDuration("P9999999D"))) == nil)
    let end = try #require(CivilDateTime("2021-01-02T00:00:00"))
    #expect((end - start).description == "PT13H49M50S")
    #expect((start - end).description == "-PT13H49M50S")
    #expect(start < end)
  }
}
