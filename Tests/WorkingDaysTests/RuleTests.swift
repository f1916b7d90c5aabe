import Foundation
import Testing
import Values
import WorkingDays

/// What is refused, and what is written.
@Suite struct RuleTests {
  @Test func lengths() {
    #expect(ClockRule(length: 0) == nil)
    #expect(ClockRule(length: -5) == nil)
    #expect(ClockRule(length: .min) == nil)
    #expect(ClockRule(length: ClockRule.longestDays + 1) == nil)
    #expect(ClockRule(length: 1)?.length == 1)
    #expect(ClockRule(length: ClockRule.longestDays) != nil)
    #expect(ClockRule(length: 5, rollsLastDay: true) == ClockRule(length: 5, rollsLastDay: false))
  }

  @Test func refusals() throws {
    var clock = Clock(try Samples.rule(5), startedOn: try .of("2026-03-02"))
    let before = clock
    #expect(throws: ClockRefusal.notPaused) { try clock.resume(on: .of("2026-03-03")) }
    #expect(throws: ClockRefusal.beforeStart) { try clock.pause(on: .of("2026-03-01")) }
    #expect(clock == before)
    try clock.pause(on: .of("2026-03-04"))
    #expect(throws: ClockRefusal.alreadyPaused) { try clock.pause(on: .of("2026-03-05")) }
    #expect(throws: ClockRefusal.beforePause) { try clock.resume(on: .of("2026-03-03")) }
    try clock.resume(on: .of("2026-03-06"))
    #expect(throws: ClockRefusal.beforeResume) { try clock.pause(on: .of("2026-03-05")) }
    #expect(clock.pauses.map(\.from.description) == ["2026-03-04"])
    #expect(Set(ClockRefusal.allCases.map(\.code)).count == 5)
    for refusal in ClockRefusal.allCases {
      #expect(refusal.code.hasPrefix("clock."))
      #expect(refusal.sentence.zh.hasSuffix("。") && refusal.sentence.en.hasSuffix("."))
    }
    for reason in CountedDay.Reason.allCases { #expect(!reason.label.zh.isEmpty && !reason.label.en.isEmpty) }
  }

  private func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  @Test func written() throws {
    var clock = Clock(try Samples.rule(10, .calendarDays, first: true), startedOn: try .of("2026-03-02"))
    try clock.pause(on: .of("2026-03-04"))
    try clock.resume(on: .of("2026-03-06"))
    try clock.pause(on: .of("2026-03-09"))
    let text = try json(clock)
    #expect(
      text == """
        {"pauses":[{"from":"2026-03-04","until":"2026-03-06"},{"from":"2026-03-09"}],\
        "rule":{"counts_first_day":true,"kind":"calendar","length_days":10,"rolls_last_day":true},"started_on":"2026-03-02"}
        """)
    #expect(try JSONDecoder().decode(Clock.self, from: Data(text.utf8)) == clock)
    let deadline = Deadline(date: try .of("2027-01-04"), isProvisional: true)
    #expect(try json(deadline) == #"{"date":"2027-01-04","is_provisional":true}"#)
    #expect(try JSONDecoder().decode(Deadline.self, from: Data(json(deadline).utf8)) == deadline)
    let day = CountedDay(date: try .of("2026-03-04"), number: 2, reason: .makeUpDay)
    #expect(try json(day) == #"{"date":"2026-03-04","number":2,"reason":"make_up_day"}"#)
  }

  @Test(arguments: [
    (#""length_days":10"#, #""length_days":0"#), (#""length_days":10"#, #""length_days":36501"#), ("calendar", "calender"),
    ("2026-03-06", "2026-03-03"), ("2026-03-06", "2026-03-10"), ("2026-03-04", "2026-03-01"), ("2026-03-02", "2026-02-30"),
    (#","until":"2026-03-06""#, ""), (#""counts_first_day":true,"#, ""),
  ])
  func unreadable(part: String, other: String) throws {
    let text = """
      {"pauses":[{"from":"2026-03-04","until":"2026-03-06"},{"from":"2026-03-09"}],\
      "rule":{"counts_first_day":true,"kind":"calendar","length_days":10,"rolls_last_day":true},"started_on":"2026-03-02"}
      """
    #expect(throws: Never.self) { try JSONDecoder().decode(Clock.self, from: Data(text.utf8)) }
    let altered = text.replacing(part, with: other)
    #expect(altered != text)
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(Clock.self, from: Data(altered.utf8)) }
  }
}
