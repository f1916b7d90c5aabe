import Foundation
import Testing
import Values
import WorkingDays

/// Periods worked out by hand on the published calendar.
@Suite struct ClockTests {
  static let calendar = Samples.calendar

  @Test(arguments: [
    ("2026-02-12", 5, "2026-02-26"), ("2026-02-13", 10, "2026-03-05"), ("2025-09-26", 5, "2025-10-10"), ("2026-04-30", 5, "2026-05-11"),
    ("2026-09-18", 10, "2026-10-09"), ("2024-02-02", 5, "2024-02-08"), ("2025-11-20", 60, "2026-02-13"),
  ])
  func workingDays(start: String, length: Int, end: String) throws {
    let (start, end) = (try CivilDate.of(start), try CivilDate.of(end))
    let rule = try Samples.rule(length)
    #expect(rule.period(from: start, Self.calendar) == Deadline(date: end, isProvisional: false))
    let clock = Clock(rule, startedOn: start)
    #expect(clock.elapsed(on: start, Self.calendar) == 0)
    #expect(clock.elapsed(on: end, Self.calendar) == length)
    #expect(clock.left(on: start, Self.calendar) == length)
    #expect(clock.left(on: end, Self.calendar) == 0)
    #expect(!clock.isOverdue(on: end, Self.calendar))
    #expect(clock.isOverdue(on: try #require(end.adding(days: 1)), Self.calendar))
  }

  @Test(arguments: [
    // First day counted: the start itself if it is a working day, else the next one.
    ("2026-02-12", 5, true, "2026-02-25"), ("2026-02-15", 1, true, "2026-02-24"), ("2026-02-12", 1, true, "2026-02-12"),
    ("2026-02-14", 1, true, "2026-02-14"),
    // Not counted: a start on a day off makes no difference.
    ("2026-02-15", 1, false, "2026-02-24"), ("2026-02-14", 1, false, "2026-02-24"),
  ])
  func firstDay(start: String, length: Int, counts: Bool, end: String) throws {
    let found = try Samples.rule(length, first: counts).period(from: try .of(start), Self.calendar)
    #expect(found?.date.description == end)
  }

  @Test(arguments: [
    // Seven calendar days, the start counted: ends on the sixth day after it.
    ("2026-03-02", 7, true, false, "2026-03-08"), ("2026-03-02", 7, true, true, "2026-03-09"), ("2026-03-02", 7, false, true, "2026-03-09"),
    // Into the Spring Festival of 2026-02-15…23: the end rolls to the 24th.
    ("2026-02-12", 5, false, true, "2026-02-24"), ("2026-02-12", 5, false, false, "2026-02-17"),
    // A make-up Saturday is a working day: nothing rolls.
    ("2026-02-12", 2, false, true, "2026-02-14"),
    ("2024-02-28", 2, false, false, "2024-03-01"), ("2026-03-02", 1, true, false, "2026-03-02"),
  ])
  func calendarDays(start: String, length: Int, first: Bool, rolls: Bool, end: String) throws {
    let found = try Samples.rule(length, .calendarDays, first: first, rolls: rolls).period(from: try .of(start), Self.calendar)
    #expect(found == Deadline(date: try .of(end), isProvisional: false))
  }

  @Test func provisional() throws {
    func period(_ rule: ClockRule, _ start: String) throws -> Deadline { try #require(rule.period(from: try .of(start), Self.calendar)) }
    // 2026-12-31 is a Thursday.
    #expect(try period(Samples.rule(4), "2026-12-25") == Deadline(date: .of("2026-12-31"), isProvisional: false))
    #expect(try period(Samples.rule(5), "2026-12-25") == Deadline(date: .of("2027-01-01"), isProvisional: true))
    // Before the published years as well; the uncounted first day is not looked at.
    #expect(try period(Samples.rule(5), "2023-12-28").isProvisional)
    #expect(try period(Samples.rule(1), "2023-12-31") == Deadline(date: .of("2024-01-02"), isProvisional: false))
    #expect(try period(Samples.rule(1, first: true), "2023-12-31").isProvisional)
    // Calendar days ask the calendar only whether the last day is off.
    #expect(
      try period(Samples.rule(30, .calendarDays, rolls: false), "2026-12-25") == Deadline(date: .of("2027-01-24"), isProvisional: false))
    #expect(try period(Samples.rule(30, .calendarDays), "2026-12-25") == Deadline(date: .of("2027-01-25"), isProvisional: true))
    #expect(try period(Samples.rule(20, .calendarDays), "2023-12-20") == Deadline(date: .of("2024-01-09"), isProvisional: false))
    // 2023-12-31 was looked at to see whether the end rolls, though the rest of the way is published.
    var rolling = Clock(try Samples.rule(7, .calendarDays), startedOn: try .of("2023-12-24"))
    #expect(rolling.deadline(Self.calendar) == Deadline(date: try .of("2024-01-02"), isProvisional: true))
    try rolling.pause(on: .of("2024-01-01"))
    try rolling.resume(on: .of("2024-01-05"))
    #expect(rolling.deadline(Self.calendar) == Deadline(date: try .of("2024-01-08"), isProvisional: true))
    // A pause over the turn of the year leaves only published days to be counted.
    var clock = Clock(try Samples.rule(5), startedOn: try .of("2023-12-20"))
    try clock.pause(on: .of("2023-12-20"))
    try clock.resume(on: .of("2024-01-01"))
    #expect(clock.deadline(Self.calendar) == Deadline(date: try .of("2024-01-08"), isProvisional: false))
  }

  @Test func pauseAndResume() throws {
    var clock = Clock(try Samples.rule(5), startedOn: try .of("2026-03-02"))
    #expect(clock.deadline(Self.calendar)?.date == (try .of("2026-03-09")))
    // Monday; days 1 and 2 are counted, then Thursday to the next Tuesday stand still.
    try clock.pause(on: .of("2026-03-04"))
    #expect(clock.isPaused)
    #expect(clock.deadline(Self.calendar) == nil)
    #expect(clock.elapsed(on: try .of("2026-03-04"), Self.calendar) == 2)
    #expect(clock.elapsed(on: try .of("2026-03-30"), Self.calendar) == 2)
    #expect(!clock.isOverdue(on: try .of("2026-03-30"), Self.calendar))
    #expect(clock.deadline(ifResumedOn: try .of("2026-03-10"), Self.calendar)?.date == (try .of("2026-03-13")))
    #expect(clock.deadline(ifResumedOn: try .of("2026-03-03"), Self.calendar) == nil)
    #expect(clock.isPaused)
    try clock.resume(on: .of("2026-03-10"))
    #expect(!clock.isPaused)
    #expect(clock.deadline(Self.calendar) == Deadline(date: try .of("2026-03-13"), isProvisional: false))
    #expect(clock.deadline(ifResumedOn: try .of("2026-03-30"), Self.calendar)?.date == (try .of("2026-03-13")))
    #expect(clock.elapsed(on: try .of("2026-03-10"), Self.calendar) == 2)
    #expect(clock.elapsed(on: try .of("2026-03-11"), Self.calendar) == 3)
    #expect(clock.left(on: try .of("2026-03-11"), Self.calendar) == 2)
  }

  @Test func pausesWithoutLength() throws {
    let start = try CivilDate.of("2026-03-02")
    let plain = Clock(try Samples.rule(5), startedOn: start)
    var clock = plain
    try clock.pause(on: start)
    try clock.resume(on: start)
    try clock.pause(on: .of("2026-03-04"))
    try clock.resume(on: .of("2026-03-04"))
    #expect(clock.deadline(Self.calendar) == plain.deadline(Self.calendar))
    #expect(clock.days(through: try .of("2026-03-12"), Self.calendar) == plain.days(through: try .of("2026-03-12"), Self.calendar))
    // Asked again on the day of the answer: one pause from the first request to the second answer.
    try clock.pause(on: .of("2026-03-04"))
    try clock.resume(on: .of("2026-03-06"))
    try clock.pause(on: .of("2026-03-06"))
    try clock.resume(on: .of("2026-03-10"))
    #expect(clock.deadline(Self.calendar)?.date == (try .of("2026-03-13")))
  }

  @Test func overdue() throws {
    let clock = Clock(try Samples.rule(5), startedOn: try .of("2026-03-02"))
    // Monday the 9th is the last day; Friday the 13th is the fourth after it, and the weekend adds none.
    for (day, left) in [("2026-03-09", 0), ("2026-03-10", -1), ("2026-03-13", -4), ("2026-03-15", -4), ("2026-03-16", -5)] {
      #expect(clock.left(on: try .of(day), Self.calendar) == left)
      #expect(clock.isOverdue(on: try .of(day), Self.calendar) == (left < 0))
    }
    // On a Saturday after a Friday no day is over, but the deadline is.
    let short = Clock(try Samples.rule(4), startedOn: try .of("2026-03-02"))
    #expect(short.left(on: try .of("2026-03-07"), Self.calendar) == 0)
    #expect(short.isOverdue(on: try .of("2026-03-07"), Self.calendar))
    #expect(clock.elapsed(on: try .of("2026-02-01"), Self.calendar) == 0)
    #expect(clock.days(through: try .of("2026-02-01"), Self.calendar).isEmpty)
  }

  @Test func pausedAfterTheEnd() throws {
    var clock = Clock(try Samples.rule(5), startedOn: try .of("2026-03-02"))
    try clock.pause(on: .of("2026-03-11"))
    #expect(clock.isPaused)
    #expect(clock.deadline(Self.calendar)?.date == (try .of("2026-03-09")))
    #expect(clock.left(on: try .of("2026-03-20"), Self.calendar) == -2)
    #expect(clock.isOverdue(on: try .of("2026-03-20"), Self.calendar))
  }

  @Test func rollingEnd() throws {
    // Day 5 is Tuesday in the Spring Festival; the end is the 24th, and only from the 25th on is it overdue.
    let clock = Clock(try Samples.rule(5, .calendarDays), startedOn: try .of("2026-02-12"))
    for (day, left) in [("2026-02-16", 1), ("2026-02-17", 0), ("2026-02-20", 0), ("2026-02-24", 0), ("2026-02-25", -1), ("2026-02-28", -4)]
    {
      #expect(clock.left(on: try .of(day), Self.calendar) == left)
      #expect(clock.isOverdue(on: try .of(day), Self.calendar) == (left < 0))
    }
    // Paused while it rolls: it ends on the first working day after the pause.
    var paused = clock
    try paused.pause(on: .of("2026-02-20"))
    #expect(paused.deadline(Self.calendar) == nil)
    #expect(paused.left(on: try .of("2026-03-20"), Self.calendar) == 0)
    try paused.resume(on: .of("2026-02-26"))
    #expect(paused.deadline(Self.calendar)?.date == (try .of("2026-02-27")))
  }

  @Test func dayByDay() throws {
    var clock = Clock(try Samples.rule(3), startedOn: try .of("2026-02-12"))
    try clock.pause(on: .of("2026-02-14"))
    try clock.resume(on: .of("2026-02-22"))
    let days = clock.days(through: try .of("2026-02-24"), Self.calendar)
    #expect(days.map(\.date.day) == Array(12...24))
    #expect(days.map(\.number) == [nil, 1, 2] + Array(repeating: nil, count: 9) + [3])
    #expect(days.map(\.reason) == [.startDay, .working, .makeUpDay] + Array(repeating: .paused, count: 8) + [.holiday, .working])
    let rolling = Clock(try Samples.rule(2, .calendarDays), startedOn: try .of("2026-03-05")).days(
      through: try .of("2026-03-10"), Self.calendar)
    #expect(rolling.map(\.reason) == [.startDay, .calendarDay, .calendarDay, .weekend, .rolledLastDay, .calendarDay])
    #expect(rolling.map(\.number) == [nil, 1, 2, nil, nil, 3])
    let weekend = Clock(try Samples.rule(1, first: true), startedOn: try .of("2026-03-07")).days(
      through: try .of("2026-03-09"), Self.calendar)
    #expect(weekend.map(\.reason) == [.weekend, .weekend, .working])
  }

  @Test func endsOfTheCalendar() throws {
    #expect(try Samples.rule(1).period(from: .latest, Self.calendar) == nil)
    #expect(try Samples.rule(2, .calendarDays, first: true, rolls: false).period(from: .latest, Self.calendar) == nil)
    let last = try Samples.rule(1, .calendarDays, first: true, rolls: false).period(from: .latest, Self.calendar)
    #expect(last == Deadline(date: .latest, isProvisional: false))
    #expect(try Samples.rule(ClockRule.longestDays).period(from: .latest, Self.calendar) == nil)
    #expect(try Samples.rule(1, first: true).period(from: .earliest, Self.calendar)?.date == .earliest)
    #expect(Clock(try Samples.rule(1), startedOn: .latest).elapsed(on: .latest, Self.calendar) == 0)
    #expect(Clock(try Samples.rule(1), startedOn: .latest).days(through: .latest, Self.calendar).count == 1)
  }
}
