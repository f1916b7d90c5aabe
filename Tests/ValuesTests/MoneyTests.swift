import Testing
import Values

@Suite struct MoneyTests {
  @Test func printsWithBothDigits() {
    #expect(Money(minor: 3_000_000).description == "30000.00")
    #expect(Money(minor: -5).description == "-0.05")
    #expect(Money.zero.description == "0.00")
    #expect(Money(minor: 123).number == Number("1.23"))
  }

  @Test func roundsAsTheRuleSays() throws {
    let half = try #require(Number("0.125"))
    #expect(Money(half, rounding: .halfUp)?.minor == 13)
    #expect(Money(half, rounding: .halfEven)?.minor == 12)
    #expect(Money(half, rounding: .down)?.minor == 12)
    #expect(Money(half.negated, rounding: .floor)?.minor == -13)
    #expect(Money(Number("1e3")!, rounding: .down)?.minor == 100_000)
  }

  @Test func staysInRange() throws {
    let largest = Money(minor: Money.maximumMinor)
    #expect(largest.description == "1000000000000000.00")
    #expect(largest.adding(Money(minor: 1)) == nil)
    #expect(largest.subtracting(Money(minor: 1))?.minor == Money.maximumMinor - 1)
    #expect(Money(minor: -Money.maximumMinor).subtracting(Money(minor: 1)) == nil)
    #expect(Money(checking: Int64.min) == nil)
    #expect(Money(checking: Money.maximumMinor + 1) == nil)
    #expect(Money(Number("1000000000000000.001")!, rounding: .down) == largest)
    #expect(Money(Number("1000000000000000.001")!, rounding: .up) == nil)
    #expect(Money(Number("1e6000")!, rounding: .down) == nil)
  }
}
