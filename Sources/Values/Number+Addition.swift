extension Number {
  /// self + other, rounded to 34 digits; nil if the sum is too large.
  @inlinable
  public func adding(_ other: Number) -> Number? {
    // Same exponent and one-word coefficients: nothing to align and nothing to round.
    if (high ^ other.high) << 1 == 0 && isNarrow { return addingNarrow(other) }
    return addingAligned(other)
  }

  /// self - other, rounded to 34 digits; nil if the difference is too large.
  @inlinable
  public func subtracting(_ other: Number) -> Number? {
    adding(other.negated)
  }

  @inlinable
  @inline(__always)
  func addingNarrow(_ other: Number) -> Number {
    if high == other.high {
      let (sum, carry) = low.addingReportingOverflow(other.low)
      // The carry becomes bit 64 of the coefficient: 2^65 is far below 10^34.
      return Number(high: carry ? high &+ 1 : high, low: sum)
    }
    if low == other.low { return Number(high: Self.integerHigh, low: 0) }
    return low > other.low
      ? Number(high: high, low: low &- other.low)
      : Number(high: other.high, low: other.low &- low)
  }

  /// The sum of numbers with different exponents or long coefficients.
  @usableFromInline
  func addingAligned(_ other: Number) -> Number? {
    if isZero { return other }
    if other.isZero { return self }
    let (upper, lower) = exponent >= other.exponent ? (self, other) : (other, self)
    let distance = upper.exponent - lower.exponent
    // One-word coefficients at most 14 places apart: 2^64 · 10^14 + 2^64 < 10^34, so the sum is exact.
    if distance <= 14 && upper.isNarrow && lower.isNarrow {
      let scaled = UInt128(upper.low) * UInt128(PowerOfTen.word(distance))
      return Self.sum(upper.isNegative, scaled, lower.isNegative, lower.coefficient, lower.exponent)
    }
    return Self.addingFar(upper, lower, distance)
  }

  /// The sum of two signed coefficients, known to stay below 10^34.
  @inline(__always)
  private static func sum(_ leftSign: Bool, _ left: UInt128, _ rightSign: Bool, _ right: UInt128, _ exponent: Int) -> Number {
    if leftSign == rightSign { return Number(unchecked: leftSign, left + right, exponent) }
    return left > right
      ? Number(unchecked: leftSign, left - right, exponent)
      : Number(unchecked: rightSign, right - left, exponent)
  }

  /// The general sum, through 256 bits.
  private static func addingFar(_ upper: Number, _ lower: Number, _ distance: Int) -> Number? {
    // The upper coefficient is widened as far as 76 digits allow. What then still stands below its last place is kept as
    // whole units of that place and a trace: the rounding place is some 40 digits higher, so a trace is enough.
    let shift = min(distance, 76 - upper.coefficient.digitCount)
    let left = PowerOfTen.quad(shift).times(upper.coefficient)
    let gap = distance - shift
    let (units, trace) = unitsAndTrace(lower.coefficient, dropping: gap)
    let right = UInt256(units)
    let exponent = upper.exponent - shift
    if upper.isNegative == lower.isNegative {
      return rounding(upper.isNegative, left + right, exponent, inexact: trace)
    }
    if left < right { return rounding(lower.isNegative, right - left, exponent) }
    // Subtracting a trace leaves one unit less and the rest of that unit, which is again a trace.
    let difference = left - right
    return rounding(upper.isNegative, trace ? difference - UInt256(1) : difference, exponent, inexact: trace)
  }

  private static func unitsAndTrace(_ coefficient: UInt128, dropping count: Int) -> (UInt128, Bool) {
    if count == 0 { return (coefficient, false) }
    if count >= precision { return (0, coefficient != 0) }
    let (quotient, remainder) = coefficient.quotientAndRemainder(dividingBy: PowerOfTen.double(count))
    return (quotient, remainder != 0)
  }
}
