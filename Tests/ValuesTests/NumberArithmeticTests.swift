import TestSupport
import Testing

@testable import Values

/// `Number` against exact integers: 10,000 pairs for each operation, every result digit by digit.
@Suite struct NumberArithmeticTests {
  private static let pairs = 10_000

  private func forEachPair(seed: UInt64, _ body: (Number, Number, DecimalOracle, DecimalOracle) -> Void) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<Self.pairs {
      let left = generator.number()
      let right = generator.next() % 2 == 0 ? generator.number() : generator.number(near: left)
      body(left, right, DecimalOracle(left), DecimalOracle(right))
    }
  }

  @Test func sums() {
    forEachPair(seed: 1) { left, right, exactLeft, exactRight in
      #expect(left.adding(right).map(DecimalOracle.init) == exactLeft.adding(exactRight), "\(exactLeft) + \(exactRight)")
    }
  }

  @Test func differences() {
    forEachPair(seed: 2) { left, right, exactLeft, exactRight in
      let expected = exactLeft.adding(DecimalOracle(-exactRight.coefficient, exactRight.exponent))
      #expect(left.subtracting(right).map(DecimalOracle.init) == expected, "\(exactLeft) - \(exactRight)")
    }
  }

  @Test func products() {
    forEachPair(seed: 3) { left, right, exactLeft, exactRight in
      #expect(left.multiplied(by: right).map(DecimalOracle.init) == exactLeft.multiplied(by: exactRight), "\(exactLeft) * \(exactRight)")
    }
  }

  @Test func quotients() {
    forEachPair(seed: 4) { left, right, exactLeft, exactRight in
      #expect(left.divided(by: right).map(DecimalOracle.init) == exactLeft.divided(by: exactRight), "\(exactLeft) / \(exactRight)")
    }
  }

  @Test func comparisons() {
    forEachPair(seed: 5) { left, right, exactLeft, exactRight in
      let order = exactLeft.order(exactRight)
      #expect(left.compare(right) == order, "\(exactLeft) <=> \(exactRight)")
      #expect((left < right) == (order < 0))
      #expect((left == right) == (order == 0))
    }
  }

  @Test func moduli() {
    var generator = SeededGenerator(seed: 6)
    for _ in 0..<8000 {
      let left = generator.number()
      let right = generator.number(near: left)
      let expected = DecimalOracle(left).modulo(DecimalOracle(right))
      #expect(left.remainder(floored: right).map(DecimalOracle.init) == expected, "\(DecimalOracle(left)) mod \(DecimalOracle(right))")
    }
  }

  @Test func rounding() {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<4000 {
      let number = generator.number()
      let scale = -number.exponent - Int.random(in: -2...38, using: &generator)
      for mode in RoundingMode.allCases {
        let expected = DecimalOracle(number).rounded(scale: scale, mode)
        let isInRange = expected.exponent + String(expected.coefficient.magnitude).utf8.count - 1 <= 6144
        #expect(
          number.rounded(scale: scale, mode).map(DecimalOracle.init) == (isInRange ? expected : nil),
          "\(DecimalOracle(number)) to \(scale), \(mode)")
      }
    }
  }

  /// Digits beyond 34: the sum of a full number and half a unit of its last place is a tie; a hair more or less is not.
  @Test func tiesGoToTheEvenDigit() throws {
    let even = try #require(Number("1000000000000000000000000000000002"))
    let odd = try #require(Number("1000000000000000000000000000000003"))
    let half = try #require(Number("0.5"))
    let hair = try #require(Number("1e-40"))
    let aboveHalf = try #require(half.adding(Number("1e-30")!))
    #expect(even.adding(half) == even)
    #expect(odd.adding(half) == Number("1000000000000000000000000000000004"))
    #expect(even.adding(aboveHalf) == odd)
    #expect(even.adding(hair) == even)
    #expect(even.subtracting(hair) == even)
    #expect(Number("1e33")?.subtracting(hair) == Number("1e33"))
    // Below a power of ten the digits are ten times finer: 10^33 - 0.04 keeps 34 digits, and 0.05 is a tie.
    #expect(Number("1e33")?.subtracting(Number("0.4")!) == Number("999999999999999999999999999999999.6"))
    #expect(Number("1e33")?.subtracting(Number("0.05")!) == Number("1e33"))
    #expect(Number("1e33")?.subtracting(Number("0.050000001")!) == Number("999999999999999999999999999999999.9"))
  }

  @Test func literalsAndEdges() {
    let nines = Number("9999999999999999999999999999999999")
    #expect(nines?.adding(1) == Number("1e34"))
    #expect(nines?.adding(1)?.description == "10000000000000000000000000000000000")
    #expect(nines?.multiplied(by: nines!) == Number("9.999999999999999999999999999999998e67"))
    #expect(Number(1).divided(by: 3)?.description == "0.3333333333333333333333333333333333")
    #expect(Number(2).divided(by: 3)?.description == "0.6666666666666666666666666666666667")
    #expect(Number(1).divided(by: 0) == nil)
    #expect(Number(0).divided(by: 5) == .zero)
    #expect(Number("0.1")?.adding(Number("0.2")!) == Number("0.3"))
    #expect(Number(Int.min).description == "-9223372036854775808")
    #expect(Number(Int.min).int == Int.min)
    #expect(Number("9223372036854775808")?.int == nil)
    #expect(Number("1.20e3")?.int == 1200)
    #expect(Number("1.5")?.int == nil)
    #expect(Number("1.5")?.isInteger == false)
    #expect(Number("2.00")?.isInteger == true)
    #expect(Number(5).subtracting(5)?.isNegative == false)
    #expect(Number.zero.negated == .zero && !Number.zero.negated.isNegative)
    #expect(Number(-3).magnitude == 3)
  }

  @Test func modulo() {
    // The cases of DMN 1.5, table 75.
    #expect(Number(12).remainder(floored: 5) == 2)
    #expect(Number(-12).remainder(floored: 5) == 3)
    #expect(Number(12).remainder(floored: -5) == -3)
    #expect(Number(-12).remainder(floored: -5) == -2)
    #expect(Number("10.1")?.remainder(floored: Number("4.5")!) == Number("1.1"))
    #expect(Number("-10.1")?.remainder(floored: Number("4.5")!) == Number("3.4"))
    #expect(Number("10.1")?.remainder(floored: Number("-4.5")!) == Number("-3.4"))
    #expect(Number("-10.1")?.remainder(floored: Number("-4.5")!) == Number("-1.1"))
    #expect(Number(1).remainder(floored: 0) == nil)
    #expect(Number("1e6000")?.remainder(floored: 7) == Number("1e6").flatMap { $0.remainder(floored: 7) })
  }

  @Test func overflowIsNilAndUnderflowIsZero() {
    let largest = Number("9.999999999999999999999999999999999e6144")
    let smallest = Number("1e-6176")
    #expect(largest != nil && smallest != nil)
    #expect(largest?.adding(Number("1e6111")!) == nil)
    #expect(largest?.adding(Number("1e6000")!) == largest)
    #expect(largest?.multiplied(by: 10) == nil)
    #expect(largest?.negated.multiplied(by: 10) == nil)
    #expect(largest?.divided(by: Number("0.1")!) == nil)
    #expect(Number("1e6144") != nil && Number("1e6145") == nil && Number("10e6144") == nil)
    #expect(smallest?.divided(by: 2) == .zero)
    #expect(smallest?.multiplied(by: Number("0.6")!) == smallest)
    #expect(smallest?.multiplied(by: smallest!) == .zero)
    #expect(Number("1e-7000") == .zero && Number("-1e-7000")?.isNegative == false)
    #expect(Number("12e-6177") == smallest)
    #expect(Number("15e-6177") == Number("2e-6176"))
    #expect(largest?.rounded(scale: -6144, .up) == nil)
    #expect(largest?.rounded(scale: Int.min, .up) == nil && largest?.rounded(scale: Int.min, .down) == .zero)
    #expect(Number("2.5")?.rounded(scale: Int.max, .up) == Number("2.5"))
  }

  @Test func equalNumbersHashAlike() {
    var generator = SeededGenerator(seed: 8)
    for _ in 0..<5000 {
      let digits = UInt64.random(in: 0..<1_000_000, using: &generator)
      let zeros = Int.random(in: 0...25, using: &generator)
      let left = Number(unchecked: false, UInt128(digits), -3)
      let right = Number(unchecked: false, UInt128(digits) * PowerOfTen.double(zeros), -3 - zeros)
      #expect(left == right && left.hashValue == right.hashValue)
      #expect(left.compare(right) == 0 && !(left < right) && !(right < left))
    }
  }

  @Test func sizes() {
    #expect(MemoryLayout<Number>.size == 16)
    #expect(MemoryLayout<Value>.size <= 24)
  }
}
