import Testing
import Values

@testable import Service

struct MomentTests {
  @Test(
    "texts and milliseconds",
    arguments: [
      ("1970-01-01T00:00:00.000Z", 0), ("2026-03-05T08:00:00.123Z", 1_772_697_600_123), ("1969-12-31T23:59:59.999Z", -1),
      ("0001-01-01T00:00:00.000Z", -62_135_596_800_000), ("9999-12-31T15:59:59.999Z", 253_402_271_999_999),
      ("2024-02-29T23:59:59.000Z", 1_709_251_199_000),
    ] as [(String, Int64)])
  func both(text: String, milliseconds: Int64) {
    #expect(Moment(unixMilliseconds: milliseconds).text == text)
    #expect(Moment(text)?.unixMilliseconds == milliseconds)
  }

  @Test(
    "other spellings of a moment",
    arguments: [
      ("2026-03-05T08:00:00Z", "2026-03-05T08:00:00.000Z"), ("2026-03-05T16:00:00+08:00", "2026-03-05T08:00:00.000Z"),
      ("2026-03-05T16:00:00.5+08:00", "2026-03-05T08:00:00.500Z"), ("2026-03-04T20:00:00.1239999-12:00", "2026-03-05T08:00:00.123Z"),
    ])
  func spellings(text: String, same: String) { #expect(Moment(text)?.text == same) }

  @Test(
    "what is no moment",
    arguments: [
      "", "2026-03-05", "2026-03-05T08:00:00", "2026-03-05 08:00:00Z", "2026-02-30T08:00:00Z", "2026-03-05T24:00:00Z",
      "2026-03-05T08:60:00Z",
      "2026-03-05T08:00:60Z", "2026-03-05T08:00:00.Z", "2026-03-05T08:00:00+24:00", "2026-03-05T08:00:00+0800", "2026-03-05T08:00:00ZZ",
      "２026-03-05T08:00:00Z", "0000-12-31T23:59:59Z", "-001-01-01T00:00:00Z", "0001-01-01T00:00:00+08:00",
      "9999-12-31T16:00:00Z",
    ])
  func wrong(text: String) { #expect(Moment(text) == nil) }

  @Test("the day is China's")
  func day() {
    #expect(Moment("2026-03-05T15:59:59.999Z")?.day == CivilDate("2026-03-05"))
    #expect(Moment("2026-03-05T16:00:00.000Z")?.day == CivilDate("2026-03-06"))
    #expect(Moment("2025-12-31T16:00:00Z")?.clockText == "00:00")
    #expect(Moment("2026-03-05T08:05:59Z")?.clockText == "16:05")
    #expect(CivilDate("2026-03-06").flatMap { Moment(startOf: $0) }?.text == "2026-03-05T16:00:00.000Z")
    #expect(Moment.latest.day == .latest)
    #expect(Moment.earliest.day == CivilDate("0001-01-01"))
  }

  @Test("moments and texts sort alike, and every moment comes back")
  func order() {
    let random = SeededRandom(3)
    let moments = (0..<2000).map { _ in
      let value = random.bytes(count: 8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      return Moment(unixMilliseconds: -62_135_596_800_000 + Int64(value % 315_537_868_800_000))
    }
    for moment in moments { #expect(Moment(moment.text) == moment) }
    #expect(moments.sorted().map(\.text) == moments.map(\.text).sorted())
  }

  @Test("sums stop at the ends")
  func sums() {
    #expect(Moment.latest.adding(seconds: 1) == .latest)
    #expect(Moment.earliest.adding(seconds: -1) == .earliest)
    #expect(Moment(unixMilliseconds: 0).adding(seconds: .max) == .latest)
    #expect(Moment(unixMilliseconds: 0).adding(milliseconds: .min) == .earliest)
    #expect(Moment(unixMilliseconds: 1500).secondsUp(since: Moment(unixMilliseconds: 0)) == 2)
    #expect(Moment(unixMilliseconds: 2000).secondsUp(since: Moment(unixMilliseconds: 0)) == 2)
    #expect(Moment(checking: 253_402_272_000_000) == nil)
  }

  @Test("a manual clock stands until it is moved")
  func manual() {
    let time = ManualTime(Moment(unixMilliseconds: 0))
    #expect(time.now() == time.now())
    time.advance(seconds: 2)
    time.advance(milliseconds: 5)
    #expect(time.now().unixMilliseconds == 2005)
    time.set(.earliest)
    #expect(time.now() == .earliest)
    #expect(SystemTime().now() > Moment(unixMilliseconds: 1_700_000_000_000))
  }
}
