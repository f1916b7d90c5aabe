import Testing
import Values

@Suite struct DurationTests {
  @Test(arguments: [
    ("P1Y2M", "P1Y2M"), ("-P3M", "-P3M"), ("P14M", "P1Y2M"), ("P0Y", "P0M"), ("P0M", "P0M"), ("-P0M", "P0M"), ("-P100M", "-P8Y4M"),
    ("P99999999Y", "P99999999Y"),
    ("-P999999999M", "-P83333333Y3M"), ("P1Y0M", "P1Y"), ("P0012M", "P1Y"),
  ])
  func months(text: String, canonical: String) throws {
    let duration = try #require(MonthsDuration(text))
    #expect(duration.description == canonical)
    #expect(MonthsDuration(canonical) == duration)
  }

  @Test(arguments: [
    "", "P", "-P", "P1", "1Y", "PY", "P1M1Y", "P1Y2", "P1Y2M3D", "P1D", "PT1M", "P-1Y", "+P1Y", "P1.5Y", "p1y", "P1Y ",
    "P999999999999999999Y",
    "P9999999999999999999M", "--P1Y",
  ])
  func refusesMonths(text: String) {
    #expect(MonthsDuration(text) == nil)
  }

  @Test(arguments: [
    ("P1DT2H3M4.5S", "P1DT2H3M4.5S"), ("P1D", "P1D"), ("PT24H", "P1D"), ("PT0H", "PT0S"), ("-PT1H2M", "-PT1H2M"), ("PT555M", "PT9H15M"),
    ("PT3600S", "PT1H"),
    ("P2DT274M", "P2DT4H34M"), ("P1DT2H3M4.123456789S", "P1DT2H3M4.123456789S"), ("-PT0.5S", "-PT0.5S"),
    ("PT0.000000001S", "PT0.000000001S"),
    ("-P1DT0.25S", "-P1DT0.25S"), ("P0D", "PT0S"), ("-PT0S", "PT0S"), ("PT1.500S", "PT1.5S"),
  ])
  func days(text: String, canonical: String) throws {
    let duration = try #require(DaysDuration(text))
    #expect(duration.description == canonical)
    #expect(DaysDuration(canonical) == duration)
  }

  @Test(arguments: [
    "", "P", "PT", "-P", "1D", "P1H", "P1DT", "PT1", "PT1M1H", "PT1S1M", "PT1H1H", "P1Y", "P1M", "PT1.5H", "PT1.0H", "PT.5S", "PT1.S",
    "P1.5D", "PT1.1234567890S",
    "P1D2H", "P1W", "+P1D", "PT-1H", "P1DT1H ", "P999999999999999999D",
  ])
  func refusesDays(text: String) {
    #expect(DaysDuration(text) == nil)
  }

  @Test func partsCarryTheSign() throws {
    let months = try #require(MonthsDuration("-P1Y2M"))
    #expect((months.years, months.months) == (-1, -2))
    let days = try #require(DaysDuration("-P1DT2H3M4.5S"))
    #expect((days.days, days.hours, days.minutes, days.seconds, days.nanoseconds) == (-1, -2, -3, -4, -500_000_000))
    #expect(days.negated?.description == "P1DT2H3M4.5S")
    #expect(days.magnitude == days.negated)
  }

  /// From the TCK: multiplication and division of durations.
  @Test func scaling() throws {
    #expect(try #require(MonthsDuration("P1Y11M")).multiplied(by: try #require(Number("-2.5")))?.description == "-P4Y9M")
    #expect(try #require(MonthsDuration("P10Y11M")).divided(by: try #require(Number("-2.5")))?.description == "-P4Y4M")
    #expect(try #require(MonthsDuration("P10Y")).divided(by: try #require(MonthsDuration("P5Y"))) == 2)
    #expect(try #require(MonthsDuration("P10Y")).divided(by: MonthsDuration.zero) == nil)
    #expect(try #require(DaysDuration("PT23H")).multiplied(by: try #require(Number("2.5")))?.description == "P2DT9H30M")
    #expect(try #require(DaysDuration("P10DT23H")).divided(by: try #require(Number("2.5")))?.description == "P4DT9H12M")
    #expect(try #require(DaysDuration("P10D")).divided(by: try #require(DaysDuration("P4D"))) == Number("2.5"))
    #expect(try #require(DaysDuration("P10D")).divided(by: Number.zero) == nil)
    #expect(try #require(DaysDuration("P1D")).multiplied(by: 0)?.description == "PT0S")
    #expect(try #require(DaysDuration("P1D")).multiplied(by: try #require(Number("1e30"))) == nil)
  }

  @Test func sums() throws {
    #expect(MonthsDuration(months: 12).adding(MonthsDuration(months: -2))?.description == "P10M")
    #expect(MonthsDuration(months: .max).adding(MonthsDuration(months: 1)) == nil)
    #expect(MonthsDuration(months: .min).negated == nil)
    #expect(try #require(DaysDuration("-P1D")).subtracting(try #require(DaysDuration("PT2H")))?.description == "-P1DT2H")
    #expect(try #require(DaysDuration("-PT0.5S")).adding(try #require(DaysDuration("PT0.25S")))?.description == "-PT0.25S")
    #expect(try #require(DaysDuration("-PT0.5S")) < .zero)
    #expect(try #require(DaysDuration("-PT0.5S")) > #require(DaysDuration("-PT1S")))
    let longest = try #require(DaysDuration(totalNanoseconds: Int128(Int64.max) * 1_000_000_000))
    #expect(longest.adding(try #require(DaysDuration("PT1S"))) == nil)
  }

  /// From the TCK and the DMN text: whole months towards zero, dates only.
  @Test(arguments: [
    ("2015-01-21", "2016-01-21", "P1Y"), ("2016-01-21", "2015-01-21", "-P1Y"), ("2016-01-01", "2016-01-01", "P0M"),
    ("2011-12-22", "2013-08-24", "P1Y8M"),
    ("2013-08-24", "2011-12-22", "-P1Y8M"), ("2014-12-31", "-2019-10-01", "-P4033Y2M"), ("2017-09-05", "2019-10-01", "P2Y"),
    ("2024-01-31", "2024-02-29", "P0M"),
    ("2024-02-29", "2024-01-31", "P0M"), ("2024-01-15", "2024-02-14", "P0M"), ("2024-02-14", "2024-01-15", "P0M"),
  ])
  func monthsBetween(start: String, end: String, expected: String) throws {
    #expect(MonthsDuration(from: try #require(CivilDate(start)), to: try #require(CivilDate(end))).description == expected)
  }
}
