extension Number {
  /// e to this power, rounded half-even to 34 digits; nil if it is too large.
  public var exponential: Number? {
    // Within 10^-36 the result is nearer to 1 than to any other number of 34 digits; beyond 10^5 it is out of range.
    if isZero || adjustedExponent < -36 { return .one }
    if adjustedExponent > 5 { return isNegative ? .zero : nil }
    return Self.exponential(isNegative, FixedPoint.fraction(Natural(coefficient), exponent), guardDigits: nil)
  }

  /// The natural logarithm, rounded half-even to 34 digits; nil for zero and below.
  public var naturalLogarithm: Number? {
    if isZero || isNegative { return nil }
    let (isNegative, magnitude) = FixedPoint.logarithm(coefficient, exponent)
    if compare(.one) == 0 { return .zero }
    // No other logarithm of a rational number is rational, so there is always something below the digits computed.
    let (digits, scale) = FixedPoint.decimal(magnitude, digits: 60)
    return Self.rounding(isNegative, digits, -scale, inexact: true)
  }

  /// e^± argument, rounded half-even to 34 digits. With `guardDigits`, a result that agrees with a number of 34 digits or with a tie in
  /// that many more digits is taken to be it.
  static func exponential(_ isNegative: Bool, _ argument: Natural, guardDigits: Int?) -> Number? {
    let (mantissa, tens) = FixedPoint.exponential(isNegative, argument)
    guard let guardDigits else {
      let (digits, scale) = FixedPoint.decimal(mantissa, digits: 60)
      return rounding(false, digits, tens - scale, inexact: true)
    }
    let (digits, scale) = FixedPoint.decimal(mantissa, digits: precision + guardDigits + 2)
    let (kept, discarded) = digits.droppingDigits(2, inexact: true)
    let near = discarded == .aboveHalf ? kept + UInt256(1) : kept
    return rounding(false, near, tens - scale + 2)
  }
}
