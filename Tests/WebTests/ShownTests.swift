import Foundation
import Testing
import Values

@testable import Web

struct ShownTests {
  static let day = CivilDate(year: 2026, month: 3, day: 5) ?? .earliest

  @Test("days")
  func days() {
    #expect(Self.day.shown(.zh) == "2026年3月5日（周四）")
    #expect(Self.day.shown(.en) == "Thursday 5 March 2026")
    #expect(Self.day.shownShort(.zh) == "3月5日")
    #expect((CivilDate(year: 2026, month: 3, day: 8) ?? .earliest).shown(.zh) == "2026年3月8日（周日）")
  }

  @Test(
    "sums in 万元 only where that is exact",
    arguments: [
      (1_500_000, "1.5 万元"), (1_234_567, "12,345.67 元"), (3_000_000, "3 万元"), (1_230_000, "1.23 万元"), (1_203_000, "12,030 元"),
      (1_030_000, "1.03 万元"),
      (999_900, "9,999 元"), (0, "0 元"), (30_000_000_000, "3 亿元"), (12_345_000_000, "123,450,000 元"), (-1_500_000, "-1.5 万元"),
      (123_456_780_000, "1,234,567,800 元"),
      (1_234_000_000, "1,234 万元"),
    ])
  func sums(minor: Int, shown: String) {
    #expect(Money(minor: Int64(minor)).shownShort(.zh) == shown)
    #expect(Money(minor: Int64(minor)).shownShort(.en).hasPrefix("CNY "))
  }

  @Test("days left")
  func left() throws {
    let words = try Words(folder: Resources.folder("Words"))
    #expect(Shown.left(workingDays: 2, until: Self.day, words, .zh) == "还剩 2 个工作日（至 3月5日）")
    #expect(Shown.left(workingDays: 1, until: Self.day, words, .en) == "1 working day left (until 5 March)")
    #expect(Shown.left(workingDays: 0, until: Self.day, words, .zh) == "今天截止（3月5日）")
    #expect(Shown.left(workingDays: -3, until: Self.day, words, .zh) == "已逾期 3 个工作日（应于 3月5日办结）")
    #expect(Shown.progress(day: 3, of: 5, words, .zh) == "第 3 天，共 5 个工作日")
  }
}
