extension Number {
  /// self ÷ divisor, rounded to 34 digits; nil for a zero divisor or a quotient that is too large.
  public func divided(by divisor: Number) -> Number? {
    if divisor.isZero { return nil }
    if isZero { return .zero }
    let isNegative = (high ^ divisor.high) & Self.signMask != 0
    let exponent = self.exponent - divisor.exponent
    if isNarrow && divisor.isNarrow && exponent >= Self.minimumExponent && exponent <= 6000 {
      let (quotient, remainder) = low.quotientAndRemainder(dividingBy: divisor.low)
      if remainder == 0 { return Number(unchecked: isNegative, UInt128(quotient), exponent) }
    }
    return Self.dividing(coefficient, by: divisor.coefficient, isNegative, exponent)
  }

  /// The quotient of two coefficients that does not come out even at once.
  private static func dividing(_ dividend: UInt128, by divisor: UInt128, _ isNegative: Bool, _ exponent: Int) -> Number? {
    // The dividend is widened until the quotient has 35 or 36 digits: those and a trace are all that rounding needs.
    let shift = precision + 1 + divisor.digitCount - dividend.digitCount
    let wide = PowerOfTen.quad(shift).times(dividend)
    let (quotient, remainder) = wide.quotientAndRemainder(by: divisor)
    if remainder != 0 { return rounding(isNegative, quotient, exponent - shift, inexact: true) }
    // An exact quotient gets its shortest form, so that 1 ÷ 8 goes on as 0.125 and not with 32 zeros.
    let (stripped, strippedExponent) = strippingZeros(quotient.low, exponent - shift, upTo: exponent)
    return rounding(isNegative, UInt256(stripped), strippedExponent)
  }

  /// FEEL `modulo`: self - divisor × floor(self ÷ divisor), exactly; it has the sign of the divisor. Nil for a zero divisor.
  ///
  ///     Number(-12).remainder(floored: 5)   // 3
  ///     Number(12).remainder(floored: -5)   // -3
  public func remainder(floored divisor: Number) -> Number? {
    if divisor.isZero { return nil }
    let rest = remainder(truncated: divisor)
    if rest.isZero || rest.isNegative == divisor.isNegative { return rest }
    return rest.adding(divisor)
  }

  /// The remainder with the sign of the dividend, exactly.
  private func remainder(truncated divisor: Number) -> Number {
    let distance = exponent - divisor.exponent
    if distance >= 0 {
      let modulus = divisor.coefficient
      let rest = (coefficient % modulus).multiplied(by: .powerOfTen(distance, modulo: modulus), modulo: modulus)
      return Number(unchecked: isNegative, rest, divisor.exponent)
    }
    // The divisor has to be widened to the exponent of the dividend; once it has more than 34 digits it is the larger of the two.
    if divisor.coefficient.digitCount - distance > Self.precision { return self }
    let modulus = divisor.coefficient * PowerOfTen.double(-distance)
    return Number(unchecked: isNegative, coefficient % modulus, exponent)
  }
}

extension UInt128 {
  /// self × factor mod modulus; self must be below the modulus.
  fileprivate func multiplied(by factor: UInt128, modulo modulus: UInt128) -> UInt128 {
    let product = multipliedFullWidth(by: factor)
    return modulus.dividingFullWidth((product.high % modulus, product.low)).remainder
  }

  /// 10^exponent mod modulus, by squaring.
  fileprivate static func powerOfTen(_ exponent: Int, modulo modulus: UInt128) -> UInt128 {
    var result = 1 % modulus
    var base = 10 % modulus
    var exponent = exponent
    while exponent > 0 {
      if exponent & 1 == 1 { result = result.multiplied(by: base, modulo: modulus) }
      base = base.multiplied(by: base, modulo: modulus)
      exponent >>= 1
    }
    return result
  }
}
