extension Number {
  /// The square root, rounded half-even to 34 digits; nil for a negative number.
  public var squareRoot: Number? {
    if isNegative { return nil }
    if isZero { return .zero }
    // The coefficient is widened to 71 or 72 digits with an even exponent, so that its whole root has 36 digits and a remainder.
    let exponent = self.exponent
    var shift = 72 - coefficient.digitCount
    if (exponent - shift) % 2 != 0 { shift -= 1 }
    let wide = PowerOfTen.quad(shift).times(coefficient)
    let root = Self.wholeRoot(wide)
    let rootExponent = (exponent - shift) / 2
    if UInt256(root, times: root) != wide { return Self.rounding(false, UInt256(root), rootExponent, inexact: true) }
    let (stripped, strippedExponent) = Self.strippingZeros(root, rootExponent, upTo: floorDivision(exponent, 2))
    return Self.rounding(false, UInt256(stripped), strippedExponent)
  }

  /// The largest whole number whose square is not above `value`, for 10^70 ≤ `value` < 10^72.
  private static func wholeRoot(_ value: UInt256) -> UInt128 {
    // Newton's method from above falls until it has arrived.
    var root = PowerOfTen.double(36)
    while true {
      let next = (root + value.quotientAndRemainder(by: root).quotient.low) / 2
      if next >= root { return root }
      root = next
    }
  }
}
