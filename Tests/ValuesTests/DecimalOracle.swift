import BigInt

@testable import Values

/// A second model of `Number`: exact integers of any size and one rounding rule, as slow and plain as can be.
struct DecimalOracle: Equatable, CustomStringConvertible {
  /// Signed, with no trailing zero; 0 has exponent 0.
  let coefficient: BigInt
  let exponent: Int

  init(_ coefficient: BigInt, _ exponent: Int) {
    // Zeros are counted in the text: dividing them off one by one is slow without optimisation.
    let zeros = coefficient.isZero ? 0 : String(coefficient).reversed().prefix { $0 == "0" }.count
    self.coefficient = zeros == 0 ? coefficient : coefficient / Self.powerOfTen(zeros)
    self.exponent = coefficient.isZero ? 0 : exponent + zeros
  }

  init(_ number: Number) {
    let magnitude = BigInt(String(number.coefficient)) ?? 0
    self.init(number.isNegative ? -magnitude : magnitude, number.exponent)
  }

  var description: String { "\(coefficient)e\(exponent)" }

  private static let powersOfTen = (0..<400).map { BigInt(10).power($0) }

  static func powerOfTen(_ exponent: Int) -> BigInt {
    exponent < powersOfTen.count ? powersOfTen[exponent] : BigInt(10).power(exponent)
  }

  /// numerator / denominator × 10^exponent as decimal128 rounds it: 34 digits or the last place 10^-6176, half-even; nil if too large.
  static func rounded(_ numerator: BigInt, over denominator: BigInt = 1, _ exponent: Int) -> DecimalOracle? {
    if numerator.isZero { return DecimalOracle(0, 0) }
    let isNegative = (numerator.sign == .minus) != (denominator.sign == .minus)
    let top = BigInt(numerator.magnitude)
    let bottom = BigInt(denominator.magnitude)
    // The place of the last kept digit, from the length of the quotient; one more try if the length was off by one.
    let length = String(top).utf8.count - String(bottom).utf8.count
    var place = max(exponent + length - 34, -6176)
    var (quotient, twice) = divide(top, bottom, exponent - place)
    if String(quotient).utf8.count > 34 {
      place += 1
      (quotient, twice) = divide(top, bottom, exponent - place)
    }
    if twice > 0 || (twice == 0 && quotient % 2 == 1) { quotient += 1 }
    let result = DecimalOracle(isNegative ? -quotient : quotient, place)
    let digits = String(result.coefficient.magnitude).utf8.count
    return quotient.isZero || result.exponent + digits - 1 <= 6144 ? result : nil
  }

  /// The whole quotient of top × 10^shift / bottom, and the sign of twice its remainder less the divisor.
  private static func divide(_ top: BigInt, _ bottom: BigInt, _ shift: Int) -> (BigInt, Int) {
    let dividend = shift > 0 ? top * powerOfTen(shift) : top
    let divisor = shift < 0 ? bottom * powerOfTen(-shift) : bottom
    let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
    let twice = remainder * 2 - divisor
    return (quotient, twice.isZero ? 0 : (twice > 0 ? 1 : -1))
  }

  func adding(_ other: DecimalOracle) -> DecimalOracle? {
    if coefficient.isZero || other.coefficient.isZero { return Self.rounded(coefficient + other.coefficient, exponent + other.exponent) }
    // A term more than 200 places below the other changes the sum as any other term of its sign down there would.
    let top = max(exponent, other.exponent)
    let (left, right) = (raised(to: top - 200), other.raised(to: top - 200))
    let place = min(left.exponent, right.exponent)
    return Self.rounded(left.scaled(to: place) + right.scaled(to: place), place)
  }

  func multiplied(by other: DecimalOracle) -> DecimalOracle? {
    Self.rounded(coefficient * other.coefficient, exponent + other.exponent)
  }

  func divided(by other: DecimalOracle) -> DecimalOracle? {
    other.coefficient.isZero ? nil : Self.rounded(coefficient, over: other.coefficient, exponent - other.exponent)
  }

  func modulo(_ other: DecimalOracle) -> DecimalOracle? {
    if other.coefficient.isZero { return nil }
    let place = min(exponent, other.exponent)
    let divisor = other.scaled(to: place)
    let remainder = scaled(to: place) - divisor * Self.floor(scaled(to: place), divisor)
    return Self.rounded(remainder, place)
  }

  /// Every mode is put in terms of the floor of a signed quotient.
  func rounded(scale: Int, _ mode: RoundingMode) -> DecimalOracle {
    if exponent >= -scale { return self }
    let unit = Self.powerOfTen(-scale - exponent)
    let floor = Self.floor(coefficient, unit)
    let above = coefficient - floor * unit
    let ceiling = above.isZero ? floor : floor + 1
    let nearest = above * 2 < unit ? floor : ceiling
    let isTie = above * 2 == unit
    let towardsZero = coefficient.sign == .minus ? ceiling : floor
    let away = coefficient.sign == .minus ? floor : ceiling
    let result: BigInt =
      switch mode {
      case .floor: floor
      case .ceiling: ceiling
      case .down: towardsZero
      case .up: away
      case .halfUp: isTie ? away : nearest
      case .halfDown: isTie ? towardsZero : nearest
      case .halfEven: isTie ? (floor % 2 == 0 ? floor : ceiling) : nearest
      }
    return DecimalOracle(result, -scale)
  }

  private func raised(to place: Int) -> DecimalOracle {
    exponent < place ? DecimalOracle(coefficient.signum(), place) : self
  }

  func order(_ other: DecimalOracle) -> Int {
    if coefficient.isZero || other.coefficient.isZero || abs(exponent - other.exponent) > 200 {
      let difference = coefficient.signum() - other.coefficient.signum()
      let further = exponent > other.exponent ? coefficient.signum() : -other.coefficient.signum()
      return difference.isZero ? (coefficient.isZero ? 0 : Int(further)) : Int(difference.signum())
    }
    let place = min(exponent, other.exponent)
    let (left, right) = (scaled(to: place), other.scaled(to: place))
    return left == right ? 0 : (left < right ? -1 : 1)
  }

  private func scaled(to place: Int) -> BigInt { coefficient * Self.powerOfTen(exponent - place) }

  private static func floor(_ dividend: BigInt, _ divisor: BigInt) -> BigInt {
    let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
    return !remainder.isZero && (remainder.sign != divisor.sign) ? quotient - 1 : quotient
  }
}
