import TestSupport
import Testing
import Values

@testable import Web

struct FieldTextTests {
  @Test(
    "sums are read exactly",
    arguments: [
      ("12,345.67", 1_234_567), ("１２３４５．６７", 1_234_567), ("１２，３４５。６７", 1_234_567), ("1.5万", 1_500_000), ("1.5 万元", 1_500_000),
      ("￥3,000", 300_000), ("¥3000元", 300_000), ("0", 0), ("0.01", 1), (" 7 ", 700), ("3亿", 30_000_000_000), ("0.00000001亿", 100),
      ("1.00000", 100), ("-5.20", -520), ("1 234.5", 123_450), ("007", 700),
    ])
  func money(typed: String, minor: Int) { #expect(FieldText.money(typed) == .success(Money(minor: Int64(minor)))) }

  @Test(
    "what is no sum is refused",
    arguments: [
      ("", "field.not_money"), ("一万", "field.not_money"), ("12,34", "field.not_money"), ("1,2345", "field.not_money"),
      (",123", "field.not_money"),
      ("1.", "field.not_money"), (".5", "field.not_money"), ("1e5", "field.not_money"), ("1.2.3", "field.not_money"),
      ("+5", "field.not_money"),
      ("--5", "field.not_money"), ("0x10", "field.not_money"), ("万", "field.not_money"), ("1万2", "field.not_money"),
      ("٣", "field.not_money"),
      ("0.001", "field.too_fine"), ("1.00001万元元", "field.not_money"), ("1.0000001万", "field.too_fine"),
      ("9999999999999999", "field.out_of_range"), ("99999999999999999999999999999999", "field.not_money"),
    ])
  func badMoney(typed: String, code: String) {
    guard case .failure(let wrong) = FieldText.money(typed) else {
      Issue.record("\(typed) was read")
      return
    }
    #expect(wrong.code == code)
  }

  @Test("every sum written for people is read back")
  func moneyRoundTrip() {
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<2000 {
      let money = Money(
        minor: Int64.random(in: -Money.maximumMinor...Money.maximumMinor, using: &generator) >> Int64.random(in: 0...50, using: &generator))
      #expect(FieldText.money(money.shown(.zh)) == .success(money))
      #expect(FieldText.money(money.shownShort(.zh)) == .success(money))
    }
  }

  @Test(
    "days are read",
    arguments: ["2026-1-5", "2026年1月5日", "20260105", "2026/01/05", "2026.1.5", "２０２６－１－５", "2026 年 1 月 5 日", "2026年1月5号", "2026—1—5"])
  func dates(typed: String) { #expect(FieldText.date(typed) == .success(CivilDate(year: 2026, month: 1, day: 5) ?? .earliest)) }

  @Test(
    "what is no day is refused",
    arguments: [
      ("2026-02-30", "field.no_such_day"), ("2025-2-29", "field.no_such_day"), ("1899-12-31", "field.no_such_day"),
      ("2200-1-1", "field.no_such_day"),
      ("26-1-5", "field.not_date"), ("2026-1", "field.not_date"), ("202615", "field.not_date"), ("5/1/2026", "field.not_date"),
      ("abc", "field.not_date"),
      ("2026--5", "field.not_date"), ("2026-1-5-6", "field.not_date"), ("99999999999-1-1", "field.not_date"),
      ("2026-13-1", "field.no_such_day"),
    ])
  func badDates(typed: String, code: String) {
    guard case .failure(let wrong) = FieldText.date(typed) else {
      Issue.record("\(typed) was read")
      return
    }
    #expect(wrong.code == code)
  }

  @Test("whole numbers")
  func integers() {
    #expect(FieldText.integer("1,200") == .success(1200))
    #expect(FieldText.integer("１２") == .success(12))
    #expect(FieldText.integer("-3") == .success(-3))
    for typed in ["1.0", "", "12a", "1,20", "99999999999999999999"] {
      #expect(throws: FieldText.Wrong.self) { try FieldText.integer(typed).get() }
    }
  }

  @Test("numbers of accounts")
  func digits() {
    #expect(FieldText.bankAccount("6222 0200-1234 5678 901") == .success("6222020012345678901"))
    #expect(throws: FieldText.Wrong.self) { try FieldText.bankAccount("1234567").get() }
    #expect(throws: FieldText.Wrong.self) { try FieldText.bankAccount("6222X200").get() }
  }

  @Test("texts lose what can't be seen")
  func cleaned() {
    #expect(FieldText.cleaned("  a\u{202E}b\u{0}c\r\nd\t") == "abc d")
    #expect(FieldText.cleaned("a\r\n\nb", keepingLines: true) == "a\n\nb")
    #expect(FieldText.cleaned("\u{3000}江门\u{3000}") == "江门")
  }
}
