/// A FEEL number: a decimal with up to 34 significant digits, rounded half-even. There is no NaN and no infinity.
///
/// The value is ± coefficient × 10^exponent, with coefficient < 10^34 and the range of IEEE 754-2008 decimal128: the adjusted
/// exponent (that of the first digit) is at most 6144, and no digit stands below 10^-6176.
///
///     Number("0.1")!.adding(Number("0.2")!)   // 0.3, exactly
///     Number(1).divided(by: 3)                // 0.3333333333333333333333333333333333
///     Number(1).divided(by: 0)                // nil
///
/// Operations are total: they give `nil` where FEEL gives null (a zero divisor, a result too large). Results too small
/// to be written go to zero. Comparison, equality and hash are numeric: 1.0 equals 1.00.
///
/// Source: DMN 1.5, 10.3.2.3.1; IEEE 754-2008, 3.5.
@frozen
public struct Number: Sendable {
  // Two words, laid out as in the binary form of decimal128. Two numbers of the same exponent whose coefficients fit one word
  // differ at most in the sign bit of `high`: that is what the fast paths test.
  //
  //   high: 63 sign | 62…49 exponent + 6176 | 48…0 upper bits of the coefficient        low: lower 64 bits of the coefficient
  //
  // Zero has only one form: positive, with exponent 0.
  @usableFromInline let high: UInt64
  @usableFromInline let low: UInt64

  @inlinable
  init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }
}

extension Number {
  /// The most significant digits a coefficient can have.
  static let precision = 34
  /// 10^34: the first coefficient that is too large.
  static let coefficientLimit: UInt128 = 10_000_000_000_000_000_000_000_000_000_000_000
  /// The largest exponent of a first digit.
  static let maximumAdjustedExponent = 6144
  /// The smallest exponent of a last digit.
  static let minimumExponent = -6176

  @usableFromInline static var signMask: UInt64 { @inlinable get { 1 << 63 } }
  @usableFromInline static var coefficientMask: UInt64 { @inlinable get { 1 << 49 - 1 } }
  /// The `high` word of a positive number with exponent 0 and a coefficient of one word.
  @usableFromInline static var integerHigh: UInt64 { @inlinable get { 6176 << 49 } }

  /// 0.
  public static let zero = Number(0)
  /// 1.
  public static let one = Number(1)

  /// Exactly `value`.
  @inlinable
  public init(_ value: Int) {
    self.init(high: Self.integerHigh | (value < 0 ? Self.signMask : 0), low: UInt64(value.magnitude))
  }

  /// Exactly `value`.
  @inlinable
  public init(_ value: Int64) {
    self.init(Int(value))
  }

  /// ± `coefficient` × 10^`exponent`; the caller answers for the ranges.
  @inline(__always)
  init(unchecked isNegative: Bool, _ coefficient: UInt128, _ exponent: Int) {
    if coefficient == 0 {
      self.init(high: Self.integerHigh, low: 0)
      return
    }
    let upper = UInt64(truncatingIfNeeded: coefficient >> 64)
    let sign = isNegative ? Self.signMask : 0
    self.init(
      high: sign | UInt64(truncatingIfNeeded: exponent &- Self.minimumExponent) << 49 | upper,
      low: UInt64(truncatingIfNeeded: coefficient))
  }

  @inline(__always)
  var coefficient: UInt128 { UInt128(high & Self.coefficientMask) << 64 | UInt128(low) }

  @inline(__always)
  var exponent: Int { Int(truncatingIfNeeded: (high & ~Self.signMask) >> 49) &+ Self.minimumExponent }

  /// Whether the coefficient fits one word.
  @usableFromInline var isNarrow: Bool { @inlinable get { high & Self.coefficientMask == 0 } }

  /// The exponent of the first digit; the number must not be zero.
  var adjustedExponent: Int { exponent + coefficient.digitCount - 1 }

  /// Whether the value is 0.
  @inlinable public var isZero: Bool { low == 0 && high & Self.coefficientMask == 0 }
  /// Whether the value is below 0.
  @inlinable public var isNegative: Bool { high & Self.signMask != 0 }

  /// Whether the value has no fraction: 2.00 is an integer.
  public var isInteger: Bool { exponent >= 0 || normalized.exponent >= 0 }

  /// 0 - self.
  @inlinable public var negated: Number { isZero ? self : Number(high: high ^ Self.signMask, low: low) }

  /// The absolute value.
  @inlinable public var magnitude: Number { Number(high: high & ~Self.signMask, low: low) }

  /// The value as an `Int`, or nil if it has a fraction or does not fit.
  public var int: Int? {
    var coefficient = self.coefficient
    var exponent = self.exponent
    if exponent < 0 { (coefficient, exponent) = Self.strippingZeros(coefficient, exponent, upTo: 0) }
    guard exponent >= 0, exponent <= 19, coefficient <= UInt128(UInt64.max) else { return nil }
    let magnitude = coefficient * UInt128(PowerOfTen.word(exponent))
    guard magnitude <= UInt128(Int.max) + (isNegative ? 1 : 0) else { return nil }
    return isNegative ? Int(truncatingIfNeeded: 0 &- magnitude) : Int(truncatingIfNeeded: magnitude)
  }

  /// The same value with no trailing zero in its coefficient; one form for each value.
  var normalized: Number {
    let (coefficient, exponent) = Self.strippingZeros(self.coefficient, self.exponent, upTo: Self.maximumAdjustedExponent)
    return Number(unchecked: isNegative, coefficient, exponent)
  }

  /// Moves trailing zeros of the coefficient into the exponent, while the exponent is below `limit`.
  static func strippingZeros(_ coefficient: UInt128, _ exponent: Int, upTo limit: Int) -> (UInt128, Int) {
    var coefficient = coefficient
    var exponent = exponent
    if coefficient == 0 { return (0, 0) }
    for step in [32, 16, 8, 4, 2, 1] where coefficient >> 64 != 0 && limit - exponent >= step {
      let (quotient, remainder) = coefficient.quotientAndRemainder(dividingBy: PowerOfTen.double(step))
      if remainder == 0 { (coefficient, exponent) = (quotient, exponent + step) }
    }
    guard coefficient >> 64 == 0 else { return (coefficient, exponent) }
    var word = UInt64(truncatingIfNeeded: coefficient)
    while exponent < limit {
      let (quotient, remainder) = word.quotientAndRemainder(dividingBy: 10)
      if remainder != 0 { break }
      (word, exponent) = (quotient, exponent + 1)
    }
    return (UInt128(word), exponent)
  }

  /// ± (`coefficient` + a trace, if `inexact`) × 10^`exponent`, rounded once to 34 digits, half-even.
  ///
  /// With a trace the coefficient must have at least 35 digits. Nil if the result is too large; too small a result is zero.
  static func rounding(_ isNegative: Bool, _ coefficient: UInt256, _ exponent: Int, inexact: Bool = false) -> Number? {
    let digits = coefficient.digitCount
    let drop = max(digits - precision, minimumExponent - exponent, 0)
    if drop > digits { return zero }
    let (kept, discarded) = coefficient.droppingDigits(drop, inexact: inexact)
    var result = kept.low
    var exponent = exponent + drop
    if RoundingMode.halfEven.roundsAway(discarded, lastDigitIsOdd: kept.isOdd, isNegative: isNegative) {
      result += 1
      if result == coefficientLimit { (result, exponent) = (PowerOfTen.double(precision - 1), exponent + 1) }
    }
    if result == 0 { return zero }
    if exponent + result.digitCount - 1 > maximumAdjustedExponent { return nil }
    return Number(unchecked: isNegative, result, exponent)
  }
}

extension Number: ExpressibleByIntegerLiteral {
  /// Exactly `value`.
  @inlinable
  public init(integerLiteral value: Int) {
    self.init(value)
  }
}

extension UInt128 {
  /// The number of decimal digits; 0 has none.
  var digitCount: Int {
    if self == 0 { return 0 }
    let estimate = ((128 - leadingZeroBitCount) * 1233) >> 12
    return self < PowerOfTen.double(estimate) ? estimate : estimate + 1
  }
}
