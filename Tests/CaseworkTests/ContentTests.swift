import TestSupport
import Testing
import Values

@testable import Casework

/// What people type, compared; what they change, named.
struct ContentTests {
  private func voucher(_ number: String, _ issuer: String, _ amount: Int64 = 12_345, _ day: String = "2025-05-01") throws -> Voucher {
    Voucher(number: number, issuer: issuer, day: try Fixture.day(day), amount: Money(minor: amount))
  }

  @Test("one voucher, however it is typed")
  func sameVoucher() throws {
    let plain = try voucher("ab12345678", "江门演示展览(集团)有限公司").fingerprint
    #expect(plain == "ab12345678|江门演示展览集团有限公司")
    for (number, issuer) in [
      ("AB12345678", "江门演示展览（集团）有限公司"), ("ＡＢ１２３４５６７８", "江门演示展览(集团)有限公司"), (" ab 1234-5678 ", "江门演示 展览集团 有限公司"),
      ("ａｂ１２３４　５６７８", "江门演示展览集团有限公司。".replacing("。", with: ".")), ("AB.1234.5678", "江门演示展览\u{200B}集团有限公司"),
      ("ab－12345678", "江门·演示展览集团有限公司"),
    ] {
      #expect(try voucher(number, issuer).fingerprint == plain, "\(number) \(issuer)")
    }
    #expect(try voucher("ab12345678", "江门演示展览(集团)有限公司", 12_345, "2024-01-01").fingerprint == plain, "a mistyped day hides nothing")
    #expect(try voucher("ab12345678", "江门演示展览(集团)有限公司", 6_000).fingerprint == plain, "nor does a part of the sum")
  }

  @Test("different vouchers stay different")
  func otherVoucher() throws {
    let all = try [
      voucher("12345678", "甲公司"), voucher("12345679", "甲公司"), voucher("12345678", "乙公司"),
      voucher("1234567", "8甲公司"), voucher("O2345678", "甲公司"), voucher("02345678", "甲公司"), voucher("", "甲公司"), voucher("12345678", ""),
    ].map(\.fingerprint)
    #expect(Set(all).count == all.count)
    // The sign between the parts can't be typed into one of them.
    #expect(try voucher("1|甲", "乙").fingerprint != voucher("1", "甲|乙").fingerprint)
    #expect(try voucher("1｜甲", "乙").fingerprint != voucher("1", "甲｜乙").fingerprint)
  }

  @Test("an account is complete with holder, bank and digits")
  func account() {
    #expect(Road.bank.isComplete)
    #expect(Road.bank.masked == "************0001")
    for (holder, bank, number) in [
      ("", "行", "1"), ("甲", "\u{3000}", "1"), ("甲", "行", ""), ("甲", "行", "12 3"), ("甲", "行", "１２"), ("甲", "行", "12a"),
    ] {
      #expect(!BankAccount(holder: holder, bank: bank, number: number).isComplete, "\(holder) \(bank) \(number)")
    }
    #expect(BankAccount(holder: "甲", bank: "行", number: "1234").masked == "****")
    #expect(BankAccount(holder: "甲", bank: "行", number: "12345").masked == "*2345")
  }

  @Test("the differences of two contents, against a longer way to find them")
  func differences() throws {
    let road = try Fixture.longRoad()
    var numbers = SeededGenerator(seed: 5)
    func content() -> Content {
      var content = Content()
      for name in ["a", "b"] where Bool.random(using: &numbers) { content.facts[name] = String(Int.random(in: 0...1, using: &numbers)) }
      for name in ["p", "q"] where Bool.random(using: &numbers) {
        content.particulars[name] = String(Int.random(in: 0...1, using: &numbers))
      }
      for _ in 0..<Int.random(in: 0...3, using: &numbers) {
        content.papers.append(road.file(["x", "y"].randomElement(using: &numbers) ?? "x", String(Int.random(in: 0...1, using: &numbers))))
      }
      if Bool.random(using: &numbers) { content.bank = Road.bank }
      return content
    }
    for _ in 0..<2_000 {
      let (old, new) = (content(), content())
      #expect(new.fields(differingFrom: old) == Set(RoadModel.changed(old, new)))
      #expect(new.fields(differingFrom: old) == old.fields(differingFrom: new))
      #expect(new.fields(differingFrom: new) == [])
    }
  }

  @Test("a call takes its measures from its first to its last day")
  func call() throws {
    let first = try Fixture.day("2025-09-01"), last = try Fixture.day("2025-09-30")
    #expect(Call(id: "c", procedure: "p", title: "t", opens: last, closes: first) == nil)
    let day = try #require(Call(id: "c", procedure: "p", title: "t", opens: first, closes: first))
    #expect(day.takes("any", on: first))
    let call = try #require(Call(id: "c", procedure: "p", title: "t", opens: first, closes: last, measures: ["m"]))
    #expect(call.takes("m", on: first) && call.takes("m", on: last))
    #expect(!call.takes("n", on: first))
    for day in ["2025-08-31", "2025-10-01"] { #expect(!call.takes("m", on: try Fixture.day(day))) }
  }
}
