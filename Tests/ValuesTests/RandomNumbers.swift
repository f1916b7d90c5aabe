import TestSupport
@testable import Values

extension SeededGenerator {
  /// A number of the kinds that break decimal arithmetic: short and full coefficients, runs of nines and zeros, 2^64 and its
  /// neighbours, ties; exponents mostly near each other, sometimes anywhere in the range.
  mutating func number() -> Number {
    let coefficient = self.coefficient()
    let exponent =
      switch next() % 16 {
      case 0: Int.random(in: -6176...6111, using: &self)
      case 1: Int.random(in: -6176...(-6100), using: &self)
      case 2: Int.random(in: 6050...6111, using: &self)
      case 3...6: Int.random(in: -80...80, using: &self)
      case 7...10: Int.random(in: -20...4, using: &self)
      default: -2
      }
    return Number(unchecked: next() % 2 == 0, coefficient, exponent)
  }

  private mutating func coefficient() -> UInt128 {
    let limit = PowerOfTen.double(Int.random(in: 1...34, using: &self))
    switch next() % 8 {
    case 0: return limit - 1
    case 1: return limit / 10 * UInt128(next() % 10)
    case 2: return min(limit, PowerOfTen.double(33)) / 2 * 5
    case 3: return (1 << 64) - 2 + UInt128(next() % 4)
    case 4: return UInt128(next() % 1000)
    default: return UInt128.random(in: 0..<limit, using: &self)
    }
  }

  /// A number that shares its scale with another, so that sums and quotients cancel or come out even.
  mutating func number(near other: Number) -> Number {
    let shift = Int.random(in: -36...36, using: &self)
    let exponent = min(max(other.exponent + shift, -6176), 6111)
    return Number(unchecked: next() % 2 == 0, coefficient(), exponent)
  }
}
