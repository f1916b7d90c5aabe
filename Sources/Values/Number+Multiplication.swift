extension Number {
  /// self × factor, rounded to 34 digits; nil if the product is too large.
  public func multiplied(by factor: Number) -> Number? {
    let isNegative = (high ^ factor.high) & Self.signMask != 0
    let exponent = self.exponent &+ factor.exponent
    if isNarrow && factor.isNarrow {
      let (upper, lower) = low.multipliedFullWidth(by: factor.low)
      // An upper word below 2^48 means a product below 2^112 < 10^34: nothing to round. Such exponents are in range.
      if upper < 1 << 48 && exponent >= Self.minimumExponent && exponent <= 6000 {
        return Number(unchecked: isNegative, UInt128(upper) << 64 | UInt128(lower), exponent)
      }
    }
    return Self.rounding(isNegative, UInt256(coefficient, times: factor.coefficient), exponent)
  }
}
