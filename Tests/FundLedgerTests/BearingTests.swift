import FundLedger
import Testing
import Values

/// Sums divided among payers: to the 分, and never more or less than the sum.
struct BearingTests {
  private func bearing(_ whole: Int64, _ others: (String, Int64)...) throws -> Bearing {
    try #require(
      Bearing(of: Money(minor: whole), others: others.map { Part(share: $0.0, amount: Money(minor: $0.1)) }))
  }

  private func parts(_ parts: [Part]) -> [String] { parts.map { "\($0.share ?? "fund") \($0.amount.minor)" } }

  @Test("the parts of the whole are those stated, and those of a lower sum in proportion; the last 分 is the fund's")
  func examples() throws {
    let half = try bearing(101, ("north", 50))
    #expect(parts(half.split(Money(minor: 101))) == ["fund 51", "north 50"])
    #expect(parts(half.split(Money(minor: 100))) == ["fund 51", "north 49"])
    #expect(parts(half.split(Money(minor: 2))) == ["fund 2"])
    #expect(parts(half.split(Money(minor: 3))) == ["fund 2", "north 1"])
    #expect(parts(half.split(.zero)) == [])
    let three = try bearing(9, ("north", 3), ("south", 3))
    #expect(parts(three.split(Money(minor: 10))) == ["fund 4", "north 3", "south 3"])
    #expect(parts(try bearing(7, ("north", 7)).split(Money(minor: 5))) == ["north 5"])
    #expect(parts(try bearing(7, ("north", 0)).split(Money(minor: 5))) == ["fund 5"])
    #expect(parts(try bearing(0).split(Money(minor: 5))) == ["fund 5"])
  }

  @Test("parts that are not parts of the whole are refused")
  func wrong() {
    func makes(_ whole: Int64, _ others: [Part]) -> Bool { Bearing(of: Money(minor: whole), others: others) != nil }
    #expect(!makes(10, [Part(share: "north", amount: Money(minor: 11))]))
    #expect(!makes(10, [Part(share: "north", amount: Money(minor: -1))]))
    #expect(!makes(10, [Part(share: "north", amount: Money(minor: 6)), Part(share: "south", amount: Money(minor: 5))]))
    #expect(!makes(10, [Part(share: "north", amount: Money(minor: 1)), Part(share: "north", amount: Money(minor: 1))]))
    #expect(!makes(10, [Part(share: nil, amount: Money(minor: 1))]))
    #expect(!makes(10, [Part(share: "a", amount: .greatest), Part(share: "b", amount: .greatest)]))
    #expect(makes(10, [Part(share: "north", amount: Money(minor: 10))]))
  }

  @Test("for any sums: parts make up the sum, none is further than a 分 from its proportion, and none grows when the sum falls")
  func always() throws {
    var random = SystemRandomNumberGenerator()
    for round in 0..<20_000 {
      let most = round.isMultiple(of: 2) ? 1_000 : Money.greatest.minor
      let whole = Int64.random(in: 1...most, using: &random)
      let part = Int64.random(in: 0...whole, using: &random)
      let bearing = try bearing(whole, ("north", part))
      let sum = Int64.random(in: 0...most, using: &random)
      let split = bearing.split(Money(minor: sum))
      let north = split.first { $0.share == "north" }?.amount.minor ?? 0
      let fund = split.first { $0.share == nil }?.amount.minor ?? 0
      #expect(north + fund == sum && split.allSatisfy { $0.amount > .zero }, "\(sum) of \(part)/\(whole)")
      let over = Int128(north) * Int128(whole) - Int128(sum) * Int128(part)
      #expect(over <= 0 && over > -Int128(whole), "\(sum) of \(part)/\(whole)")
      let lower = Int64.random(in: 0...sum, using: &random)
      for less in bearing.split(Money(minor: lower)) {
        #expect(less.amount.minor <= (less.share == nil ? fund : north), "\(lower) after \(sum) of \(part)/\(whole)")
      }
    }
  }
}
