import TestSupport
import Testing
import Values
import WorkingDays

/// Clocks against a walk that goes day by day and knows nothing of stretches or halving.
@Suite struct WalkTests {
  /// What a walk finds out.
  struct Walk {
    var deadline: CivilDate?
    var isProvisional = false
    /// By days after the start: how many were counted.
    var elapsed: [Int] = []
    /// By days after the start: whether that day was counted.
    var counted: [Bool] = []

    init(_ clock: Clock, _ calendar: WorkingCalendar, days: Int) {
      let rule = clock.rule
      var count = 0
      for distance in 0...days {
        guard let day = clock.startedOn.adding(days: distance) else { break }
        let stands = clock.pauses.contains { pause in pause.from < day && (pause.until ?? .latest) >= day }
        let isUncountedStart = distance == 0 && !rule.countsFirstDay
        var counts = false
        if !stands && !isUncountedStart {
          let works = calendar.isWorkingDay(day)
          let isRolling = deadline == nil && count == rule.length
          if deadline == nil && (rule.kind == .workingDays || isRolling) && !calendar.isPublished(day) { isProvisional = true }
          if isRolling {
            if works { deadline = day }
          } else {
            counts = rule.kind == .calendarDays || works
            if counts { count += 1 }
            if deadline == nil && count == rule.length {
              if rule.rollsLastDay && !calendar.isPublished(day) { isProvisional = true }
              if works || !rule.rollsLastDay { deadline = day }
            }
          }
        }
        elapsed.append(count)
        counted.append(counts)
      }
    }
  }

  @Test func twentyThousandClocks() throws {
    let calendar = Samples.calendar
    var random = SeededGenerator(seed: 20_260_212)
    let first = try CivilDate.of("2023-07-01")
    var seen = (provisional: 0, paused: 0, rolled: 0, endless: 0, overdue: 0)
    for number in 0..<20_000 {
      let rule = try Samples.rule(
        Int.random(in: 1...30, using: &random), Bool.random(using: &random) ? .workingDays : .calendarDays,
        first: Bool.random(using: &random), rolls: Bool.random(using: &random))
      var clock = Clock(rule, startedOn: try #require(first.adding(days: Int.random(in: 0...1400, using: &random))))
      var day = clock.startedOn
      for _ in 0..<Int.random(in: 0...3, using: &random) {
        day = try #require(day.adding(days: Int.random(in: 0...9, using: &random)))
        try clock.pause(on: day)
        if Int.random(in: 0..<6, using: &random) == 0 { break }
        day = try #require(day.adding(days: Int.random(in: 0...12, using: &random)))
        try clock.resume(on: day)
      }
      // Past every possible end: 30 working days, three pauses of 12 days, holidays.
      let walk = Walk(clock, calendar, days: 140)
      let deadline = clock.deadline(calendar)
      if deadline?.date != walk.deadline { Issue.record("\(number): \(clock) ends on \(String(describing: walk.deadline))") }
      if let deadline, deadline.isProvisional != walk.isProvisional { Issue.record("\(number): \(clock) provisional") }
      let checked = Int.random(in: 0...140, using: &random)
      let day2 = try #require(clock.startedOn.adding(days: checked))
      let elapsed = clock.elapsed(on: day2, calendar)
      if elapsed != walk.elapsed[checked] { Issue.record("\(number): \(clock) on \(day2): \(elapsed), not \(walk.elapsed[checked])") }
      #expect(clock.left(on: day2, calendar) == rule.length - elapsed)
      #expect(clock.isOverdue(on: day2, calendar) == (walk.deadline.map { day2 > $0 } ?? false))
      let days = clock.days(through: day2, calendar)
      #expect(days.count == checked + 1)
      #expect(days.count { $0.number != nil } == elapsed)
      #expect(days.compactMap(\.number) == Array(0..<elapsed).map { $0 + 1 })
      #expect(days.map { $0.number != nil } == Array(walk.counted.prefix(checked + 1)))
      if clock.isPaused, let last = clock.pauses.last {
        var resumed = clock
        let again = try #require(last.from.adding(days: Int.random(in: 0...9, using: &random)))
        try resumed.resume(on: again)
        #expect(clock.deadline(ifResumedOn: again, calendar) == resumed.deadline(calendar))
        #expect(clock.deadline(ifResumedOn: try #require(last.from.adding(days: -1)), calendar) == nil)
        seen.endless += deadline == nil ? 1 : 0
      }
      seen.provisional += deadline?.isProvisional == true ? 1 : 0
      seen.paused += clock.pauses.isEmpty ? 0 : 1
      seen.rolled += days.contains { $0.reason == .rolledLastDay } ? 1 : 0
      seen.overdue += elapsed > rule.length ? 1 : 0
    }
    // The clocks drawn are of every sort.
    #expect(seen.provisional > 1000 && seen.paused > 10_000 && seen.rolled > 500 && seen.endless > 1000 && seen.overdue > 3000)
  }

  /// A period never paused ends where adding working days ends.
  @Test func agreesWithTheCalendar() throws {
    let calendar = Samples.calendar
    var random = SeededGenerator(seed: 7)
    let first = try CivilDate.of("2023-01-01")
    for _ in 0..<5_000 {
      let start = try #require(first.adding(days: Int.random(in: 0...2000, using: &random)))
      let length = Int.random(in: 1...300, using: &random)
      let found = try #require(try Samples.rule(length).period(from: start, calendar))
      let expected = try #require(calendar.date(workingDays: length, after: start))
      #expect(found == Deadline(date: expected.date, isProvisional: expected.provisional))
      #expect(Clock(try Samples.rule(length), startedOn: start).days(through: found.date, calendar).last?.number == length)
    }
  }
}
