import BigInt
import TestSupport
import Testing

@testable import Values

/// The wide integers behind the functions, against BigInt.
@Suite struct NaturalTests {
  private func random(_ generator: inout SeededGenerator) -> (Natural, BigUInt) {
    var natural = Natural(0)
    var oracle = BigUInt(0)
    for _ in 0..<Int.random(in: 0...8, using: &generator) {
      // Words of all ones and all zeros make the estimated digits of a long division wrong.
      let word: UInt64 =
        switch generator.next() % 4 {
        case 0: .max
        case 1: 0
        case 2: 1 << 63
        default: generator.next()
        }
      natural = (natural << 64) + Natural(UInt128(word))
      oracle = (oracle << 64) + BigUInt(word)
    }
    return (natural, oracle)
  }

  private func natural(_ oracle: BigUInt) -> Natural {
    oracle.words.reversed().reduce(Natural(0)) { ($0 << 64) + Natural(UInt128($1)) }
  }

  @Test func agreesWithBigInt() {
    var generator = SeededGenerator(seed: 31)
    for _ in 0..<3000 {
      let (left, exactLeft) = random(&generator)
      let (right, exactRight) = random(&generator)
      let shift = Int.random(in: 0...200, using: &generator)
      #expect(left + right == natural(exactLeft + exactRight))
      #expect(left * right == natural(exactLeft * exactRight))
      #expect(left << shift == natural(exactLeft << shift))
      #expect(left >> shift == natural(exactLeft >> shift))
      #expect((left < right) == (exactLeft < exactRight))
      #expect(left.bitWidth == exactLeft.bitWidth)
      if left >= right { #expect(left - right == natural(exactLeft - exactRight)) }
      if !right.isZero {
        let (quotient, remainder) = left.quotientAndRemainder(by: right)
        #expect(quotient == natural(exactLeft / exactRight))
        #expect(remainder == natural(exactLeft % exactRight))
      }
    }
  }
}
