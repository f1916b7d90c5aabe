import Foundation
import TestSupport
import Testing
import Values

@testable import FundLedger

/// Limits: all together or not at all.
@Suite struct LimitTests {
  static let yearly = LimitKey(.money, of: "group-9", [("enterprise", "E1"), ("year", "2026")])
  static let once = LimitKey(.claims, of: "measure-1", [("enterprise", "E1"), ("exhibition", "X")])
  static let lifetime = LimitKey(.money, of: "measure-1", [("enterprise", "E1")])

  private func use(_ key: LimitKey, _ quantity: Int64, of ceiling: Int64) -> LimitUse {
    LimitUse(key: key, quantity: quantity, ceiling: ceiling)
  }

  private func refusal<Success>(_ result: Result<Success, LimitRefusal>) -> LimitRefusal? {
    if case .failure(let refusal) = result { refusal } else { nil }
  }

  @Test func exactlyAtTheLimit() throws {
    var book = LimitBook(used: [Self.yearly: 480_000_00])
    #expect(refusal(book.take([use(Self.yearly, 20_000_01, of: 500_000_00)]))?.code == "limit.exceeded")
    #expect(book.used(Self.yearly) == 480_000_00)
    let taken = try book.take([use(Self.yearly, 20_000_00, of: 500_000_00)]).get()
    #expect(taken == [LimitTaken(key: Self.yearly, quantity: 20_000_00)])
    #expect(book.used(Self.yearly) == 500_000_00)
    #expect(refusal(book.take([use(Self.yearly, 1, of: 500_000_00)])) != nil)
  }

  @Test func oneFailsNothingIsTaken() throws {
    var book = LimitBook(used: [Self.once: 1, Self.yearly: 10])
    let before = book
    let uses = [use(Self.lifetime, 5, of: 100), use(Self.once, 1, of: 1), use(Self.yearly, 5, of: 14)]
    let refusal = refusal(book.take(uses))
    #expect(
      refusal
        == .exceeded([
          LimitExceeded(key: Self.once, used: 1, ceiling: 1, asked: 1), LimitExceeded(key: Self.yearly, used: 10, ceiling: 14, asked: 5),
        ]))
    #expect(book == before)
    #expect(refusal?.sentence.zh == "“measure-1”的限额为 1 次，已用 1 次，本次 1 次，超出限额；“group-9”的限额为 0.14 元，已用 0.10 元，本次 0.05 元，超出限额。")
    #expect(
      refusal?.sentence { _ in Bilingual(zh: "每年", en: "per year") }.en
        == "The limit “per year” is 1 claim, used 1 claim, asked for 1 claim; the limit “per year” is CNY 0.14, used CNY 0.10, asked for CNY 0.05."
    )
    _ = try book.take([uses[0]]).get()
    #expect(book.used(Self.lifetime) == 5 && book.used(Self.once) == 1)
  }

  @Test func aKeyThatStandsTwiceCountsTwice() throws {
    var book = LimitBook()
    #expect(refusal(book.take([use(Self.once, 1, of: 1), use(Self.once, 1, of: 1)]))?.code == "limit.exceeded")
    #expect(refusal(book.take([use(Self.yearly, 6, of: 20), use(Self.yearly, 6, of: 10)]))?.code == "limit.exceeded")
    #expect(book.used.isEmpty)
    _ = try book.take([use(Self.yearly, 6, of: 20), use(Self.yearly, 6, of: 12)]).get()
    #expect(book.used(Self.yearly) == 12)
    _ = try book.take([]).get()
    #expect(book.used(Self.yearly) == 12)
  }

  @Test func oddFigures() {
    var book = LimitBook(used: [Self.yearly: .max - 1, Self.lifetime: 10])
    let before = book
    for quantity in [0, -1, Int64.min] {
      #expect(
        refusal(book.take([use(Self.once, 1, of: 1), use(Self.lifetime, quantity, of: 100)])) == .notPositive(Self.lifetime, quantity))
      #expect(refusal(book.giveBack([LimitTaken(key: Self.lifetime, quantity: quantity)])) == .notPositive(Self.lifetime, quantity))
    }
    #expect(refusal(book.take([use(Self.yearly, 2, of: .max)]))?.code == "limit.exceeded")
    #expect(refusal(book.take([use(Self.lifetime, .max, of: .max), use(Self.lifetime, .max, of: .max)]))?.code == "limit.exceeded")
    // Used beyond a ceiling that was lowered later: nothing is left, and nothing below zero is shown.
    #expect(refusal(book.take([use(Self.lifetime, 1, of: 5)]))?.sentence.zh.contains("限额为 0.05 元，已用 0.10 元") == true)
    #expect(LimitExceeded(key: Self.lifetime, used: 10, ceiling: 5, asked: 1).left == 0)
    #expect(LimitExceeded(key: Self.lifetime, used: 10, ceiling: 25, asked: 20).left == 15)
    #expect(refusal(book.take([use(Self.lifetime, 1, of: -5)])) != nil)
    #expect(book == before)
  }

  @Test func givingBack() throws {
    var book = LimitBook()
    let taken = try book.take([use(Self.yearly, 30_000_00, of: 500_000_00), use(Self.once, 1, of: 1), use(Self.lifetime, 5, of: 9)]).get()
    // The grant is 10,000 元 smaller in the end: the claim still counts.
    let back = LimitTaken.back(of: taken, smallerBy: Money(minor: 10_000_00))
    #expect(back == [LimitTaken(key: Self.yearly, quantity: 10_000_00), LimitTaken(key: Self.lifetime, quantity: 5)])
    #expect(LimitTaken.back(of: taken, smallerBy: .zero).isEmpty)
    _ = try book.giveBack(back).get()
    #expect(book.used(Self.yearly) == 20_000_00 && book.used(Self.once) == 1 && book.used(Self.lifetime) == 0)
    let before = book
    let tooMuch = [LimitTaken(key: Self.once, quantity: 1), LimitTaken(key: Self.yearly, quantity: 20_000_01)]
    let refused = refusal(book.giveBack(tooMuch))
    #expect(refused?.code == "limit.more_than_used")
    #expect(refused?.sentence.zh == "“group-9”已用 20,000.00 元，不能退回 20,000.01 元。")
    #expect(book == before)
    #expect(refusal(book.giveBack([LimitTaken(key: Self.once, quantity: 1), LimitTaken(key: Self.once, quantity: 1)])) != nil)
    #expect(
      refusal(book.giveBack([LimitTaken(key: Self.lifetime, quantity: .max), LimitTaken(key: Self.lifetime, quantity: .max)])) != nil)
    #expect(book == before)
    _ = try book.giveBack([LimitTaken(key: Self.once, quantity: 1)]).get()
    _ = try book.take([use(Self.once, 1, of: 1)]).get()
  }

  /// Against a list of what was taken and given back, added up anew for every question.
  @Test func twentyThousandRandomTakings() throws {
    var random = SeededGenerator(seed: 91)
    let keys = (0..<4).map { LimitKey($0 % 2 == 0 ? .money : .claims, of: "m\($0)", [("enterprise", "E")]) }
    let ceilings: [Int64] = [1000, 3, 50, 1]
    var book = LimitBook()
    var log: [[Int64]] = []
    var (taken, refused, returned) = (0, 0, 0)
    for _ in 0..<20_000 {
      var wanted = [Int64](repeating: 0, count: 4)
      var parts: [(Int, Int64)] = []
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let index = Int.random(in: 0..<4, using: &random)
        let quantity = Int64.random(in: 1...max(1, ceilings[index] / 3), using: &random)
        parts.append((index, quantity))
        wanted[index] += quantity
      }
      let used = log.reduce([0, 0, 0, 0]) { zip($0, $1).map(+) }
      if Bool.random(using: &random) {
        let fits = (0..<4).allSatisfy { wanted[$0] == 0 || used[$0] + wanted[$0] <= ceilings[$0] }
        let failing = (0..<4).filter { wanted[$0] > 0 && used[$0] + wanted[$0] > ceilings[$0] }
        switch book.take(parts.map { use(keys[$0.0], $0.1, of: ceilings[$0.0]) }) {
        case .success:
          #expect(fits)
          log.append(wanted)
          taken += 1
        case .failure(.exceeded(let limits)):
          #expect(!fits)
          #expect(Set(limits.map(\.key)) == Set(failing.map { keys[$0] }))
          refused += 1
        case .failure(let other): Issue.record("\(other)")
        }
      } else {
        let fits = (0..<4).allSatisfy { wanted[$0] <= used[$0] }
        switch book.giveBack(parts.map { LimitTaken(key: keys[$0.0], quantity: $0.1) }) {
        case .success:
          #expect(fits)
          log.append(wanted.map { -$0 })
          returned += 1
        case .failure(let refusal):
          #expect(!fits && refusal.code == "limit.more_than_used")
        }
      }
      // Kept short: the sums so far stand for the list so far.
      if log.count > 40 { log = [log.reduce([0, 0, 0, 0]) { zip($0, $1).map(+) }] }
      let now = log.reduce([0, 0, 0, 0]) { zip($0, $1).map(+) }
      #expect((0..<4).allSatisfy { book.used(keys[$0]) == now[$0] && now[$0] >= 0 && now[$0] <= ceilings[$0] })
    }
    #expect(taken > 2000 && refused > 2000 && returned > 2000, "\(taken) \(refused) \(returned)")
  }
}

/// The text of a key is a name in a database: one for each key, and back.
@Suite struct LimitKeyTests {
  @Test func text() throws {
    let key = LimitKey(.money, of: "group-9", [("enterprise", "91440700MA4W000000"), ("year", "2026")])
    #expect(key.text == "money|group-9|enterprise=91440700MA4W000000|year=2026")
    #expect(LimitKey(key.text) == key)
    #expect(LimitKey(.claims, of: "m", []).text == "claims|m")
    #expect(LimitKey(.money, of: "m", []) != LimitKey(.claims, of: "m", []))
    let odd = LimitKey(.claims, of: "a|b", [("x=y", "50%|=%7C"), ("", ""), ("展会", "春季 2026")])
    #expect(odd.text == "claims|a%7Cb|x%3Dy=50%25%7C%3D%257C|=|展会=春季 2026")
    #expect(LimitKey(odd.text) == odd)
    // Order is part of the key.
    #expect(LimitKey(.money, of: "m", [("a", "1"), ("b", "2")]).text != LimitKey(.money, of: "m", [("b", "2"), ("a", "1")]).text)
  }

  @Test(arguments: [
    "", "money", "gold|m", "money|m|a", "money|m|a=b=c", "money|m|a=%", "money|m|a=%4", "money|m|a=%41", "money|m|a=%7c", "|m", "money|a=b",
    "money|m|",
  ])
  func noKey(text: String) { #expect(LimitKey(text) == nil) }

  @Test func differentKeysHaveDifferentTexts() throws {
    var random = SeededGenerator(seed: 5)
    let letters = ["a", "%", "|", "=", "25", "7C", "é", "e\u{301}"]
    var seen: [[UInt8]: LimitKey] = [:]
    for _ in 0..<5_000 {
      func word() -> String {
        (0..<Int.random(in: 0...3, using: &random)).map { _ in letters.randomElement(using: &random) ?? "" }.joined()
      }
      let key = LimitKey(
        Bool.random(using: &random) ? .money : .claims, of: word(),
        (0..<Int.random(in: 0...2, using: &random)).map { _ in (word(), word()) })
      #expect(LimitKey(key.text) == key)
      if let other = seen.updateValue(key, forKey: Array(key.text.utf8)) { #expect(other == key) }
    }
    #expect(seen.count > 1000)
  }

  @Test func written() throws {
    let taken = [LimitTaken(key: LimitTests.once, quantity: 1)]
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let data = try encoder.encode(taken)
    #expect(String(decoding: data, as: UTF8.self) == #"[{"key":"claims|measure-1|enterprise=E1|exhibition=X","quantity":1}]"#)
    #expect(try JSONDecoder().decode([LimitTaken].self, from: data) == taken)
    #expect(throws: DecodingError.self) { try JSONDecoder().decode([LimitTaken].self, from: Data(#"[{"key":"x","quantity":1}]"#.utf8)) }
  }
}
