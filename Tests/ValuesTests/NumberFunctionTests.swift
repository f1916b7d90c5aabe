import BigInt
import TestSupport
import Testing

@testable import Values

/// sqrt, exp, ln and powers, to the last of 34 digits.
@Suite struct NumberFunctionTests {
  @Test func exponentials() throws {
    for (argument, result) in TranscendentalVectors.exponentials {
      #expect(try #require(Number(argument)).exponential == Number(result), "exp(\(argument))")
    }
    #expect(Number(14_150).exponential == nil)
    #expect(Number("1e6000")?.exponential == nil)
    #expect(Number("-1e6000")?.exponential == .zero)
    #expect(Number("1e-6000")?.exponential == .one)
    #expect(Number.zero.exponential == .one)
  }

  @Test func logarithms() throws {
    for (argument, result) in TranscendentalVectors.logarithms {
      #expect(try #require(Number(argument)).naturalLogarithm == Number(result), "ln(\(argument))")
    }
    #expect(Number.zero.naturalLogarithm == nil)
    #expect(Number(-1).naturalLogarithm == nil)
    #expect(Number("1.000")?.naturalLogarithm == .zero)
  }

  @Test func powers() throws {
    for (base, exponent, result) in TranscendentalVectors.powers {
      let power = try #require(Number(base)).power(#require(Number(exponent)))
      #expect(power == Number(result), "\(base) ** \(exponent)")
    }
  }

  @Test func powersThatComeOutEven() {
    #expect(Number(4).power(Number("0.5")!)?.description == "2")
    #expect(Number("2.25")?.power(Number("1.5")!) == Number("3.375"))
    #expect(Number("0.0625")?.power(Number("-0.25")!) == 2)
    #expect(Number(2).power(-2) == Number("0.25"))
    #expect(Number(10).power(-6176) == Number("1e-6176"))
    #expect(Number(10).power(-6177) == .zero)
    #expect(Number(10).power(6144) == Number("1e6144"))
    #expect(Number(10).power(6145) == nil)
    #expect(Number(-2).power(3) == -8)
    #expect(Number(-1).power(Number("1e30")!) == 1)
    #expect(Number(-1).power(Number("1000000000000000000000000000000001")!) == -1)
    #expect(Number(0).power(0) == 1)
    #expect(Number(0).power(5) == 0)
    #expect(Number(0).power(-1) == nil)
    #expect(Number(-4).power(Number("0.5")!) == nil)
    #expect(Number(2).power(Number("1e30")!) == nil)
    #expect(Number(2).power(Number("-1e30")!) == .zero)
    #expect(Number(2).power(Number("2.0")!) == 4)
    #expect(Number(7).power(Number(Int.min)) == .zero)
  }

  @Test func squareRootsAgainstExactIntegers() throws {
    #expect(Number(16).squareRoot?.description == "4")
    #expect(Number(2).squareRoot == Number("1.414213562373095048801688724209698"))
    #expect(Number(-1).squareRoot == nil)
    #expect(Number("0.01")?.squareRoot == Number("0.1"))
    var generator = SeededGenerator(seed: 21)
    for _ in 0..<5000 {
      let number = generator.number().magnitude
      let root = try #require(number.squareRoot)
      let exact = DecimalOracle(number)
      // The root with 50 more digits than it needs; a root of a whole number is never a tie unless it is exact.
      let shift = 2 * 60 + (exact.exponent % 2 == 0 ? 0 : 1)
      let wide = BigInt(exact.coefficient.magnitude * DecimalOracle.powerOfTen(shift).magnitude)
      let whole = BigInt(wide.magnitude.squareRoot())
      let trace: BigInt = whole * whole == wide ? 0 : 1
      #expect(DecimalOracle(root) == DecimalOracle.rounded(whole * 10 + trace, (exact.exponent - shift) / 2 - 1), "sqrt \(exact)")
    }
  }
}
