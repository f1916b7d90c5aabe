extension Number {
  /// The multiple of 10^-scale that `mode` chooses; nil if it is too large.
  ///
  ///     Number("2.345")!.rounded(scale: 2, .halfUp)    // 2.35
  ///     Number("15000")!.rounded(scale: -4, .down)     // 10000
  public func rounded(scale: Int, _ mode: RoundingMode) -> Number? {
    // Compared without arithmetic on `scale`, which may be any Int.
    if isZero || scale >= -exponent { return self }
    if scale < -Self.maximumAdjustedExponent - 1 { return roundedToNothing(mode) }
    let drop = -scale - exponent
    // A one-word coefficient stays one, so nothing can be too large here.
    if isNarrow && drop <= 19 && scale >= -6000 {
      let (kept, discarded) = Self.dropping(low, drop)
      let away = mode.roundsAway(discarded, lastDigitIsOdd: kept & 1 == 1, isNegative: isNegative)
      return Number(unchecked: isNegative, UInt128(away ? kept + 1 : kept), -scale)
    }
    let coefficient = UInt256(self.coefficient)
    let (kept, discarded) =
      drop > coefficient.digitCount ? (UInt256(0), .belowHalf) : coefficient.droppingDigits(drop, inexact: false)
    let away = mode.roundsAway(discarded, lastDigitIsOdd: kept.isOdd, isNegative: isNegative)
    return Self.rounding(isNegative, away ? kept + UInt256(1) : kept, -scale)
  }

  /// The result where one unit of the scale is beyond the range: zero, or too large.
  private func roundedToNothing(_ mode: RoundingMode) -> Number? {
    mode.roundsAway(.belowHalf, lastDigitIsOdd: false, isNegative: isNegative) ? nil : .zero
  }

  private static func dropping(_ coefficient: UInt64, _ count: Int) -> (kept: UInt64, Discarded) {
    let divisor = PowerOfTen.word(count)
    let (quotient, remainder) = coefficient.quotientAndRemainder(dividingBy: divisor)
    if remainder == 0 { return (quotient, .nothing) }
    let half = divisor / 2
    return (quotient, remainder == half ? .half : (remainder < half ? .belowHalf : .aboveHalf))
  }
}
