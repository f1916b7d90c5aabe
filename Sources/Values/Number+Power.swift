extension Number {
  /// self to the power of `exponent`, rounded half-even to 34 digits.
  ///
  ///     Number("1.05")!.power(2)        // 1.1025
  ///     Number(2).power(-2)             // 0.25
  ///     Number(4).power(Number("0.5")!) // 2
  ///
  /// 0 to the power of 0 is 1. Nil for zero to a negative power, for a negative number to a power that is not whole, and if the result
  /// is too large.
  public func power(_ exponent: Number) -> Number? {
    if exponent.isZero { return .one }
    if isZero { return exponent.isNegative ? nil : .zero }
    let isWhole = exponent.isInteger
    if isNegative && !isWhole { return nil }
    let isOdd = isWhole && exponent.isOddInteger
    if let whole = exponent.int, let exact = exactPower(whole) { return exact.value }
    let result = magnitude.powerByLogarithm(exponent)
    return isNegative && isOdd ? result?.negated : result
  }

  /// Whether a whole number is odd.
  private var isOddInteger: Bool {
    let (coefficient, exponent) = Self.strippingZeros(self.coefficient, self.exponent, upTo: 0)
    return exponent == 0 && coefficient & 1 == 1
  }

  /// A result that was reached, be it that it is too large.
  private struct Reached {
    let value: Number?
  }

  /// The power by multiplication of whole coefficients, with one rounding at the end; nil if that would take too long.
  private func exactPower(_ exponent: Int) -> Reached? {
    let form = normalized
    let count = Int(clamping: exponent.magnitude)
    let bits = 128 - form.coefficient.leadingZeroBitCount
    guard count <= 4096 && bits * count <= 4096 else { return nil }
    let isNegative = self.isNegative && exponent % 2 != 0
    let power = Natural(form.coefficient).power(count)
    if exponent < 0 { return Reached(value: Self.reciprocal(isNegative, power, form.exponent * count)) }
    return Reached(value: Self.rounding(isNegative, power, form.exponent * count))
  }

  /// ± `coefficient` × 10^`exponent`, for a coefficient of any size.
  private static func rounding(_ isNegative: Bool, _ coefficient: Natural, _ exponent: Int) -> Number? {
    let drop = max(0, coefficient.leastDigitCount - 70)
    if drop == 0 { return rounding(isNegative, coefficient.quad, exponent) }
    let (kept, rest) = coefficient.quotientAndRemainder(by: Natural.powerOfTen(drop))
    return rounding(isNegative, kept.quad, exponent + drop, inexact: !rest.isZero)
  }

  /// ± 1 / (`coefficient` × 10^`exponent`).
  private static func reciprocal(_ isNegative: Bool, _ coefficient: Natural, _ exponent: Int) -> Number? {
    let shift = coefficient.leastDigitCount + 40
    let (quotient, rest) = Natural.powerOfTen(shift).quotientAndRemainder(by: coefficient)
    return rounding(isNegative, quotient.quad, -exponent - shift, inexact: !rest.isZero).map { rest.isZero ? $0.shortened : $0 }
  }

  /// The same value with as few digits after the point as it needs.
  private var shortened: Number {
    let (coefficient, exponent) = Self.strippingZeros(self.coefficient, self.exponent, upTo: 0)
    return Number(unchecked: isNegative, coefficient, exponent)
  }

  /// e^(exponent × ln self), for a positive number. The product has some 55 good digits after the point. Powers can be rational (4 to the
  /// power of 0.5), so a result that agrees with a number of 34 digits, or with a tie, in 12 more digits is taken to be it.
  private func powerByLogarithm(_ exponent: Number) -> Number? {
    if compare(.one) == 0 { return .one }
    let (isNegative, logarithm) = FixedPoint.logarithm(coefficient, self.exponent)
    let sign = isNegative != exponent.isNegative
    let product = logarithm * Natural(exponent.coefficient)
    return Self.exponential(sign, scaled: product, exponent.exponent).map(\.shortened)
  }

  /// e^(± product × 2^-320 × 10^exponent).
  private static func exponential(_ isNegative: Bool, scaled product: Natural, _ exponent: Int) -> Number? {
    // As in `exponential`: too near to 1, or out of range. The place of the first digit is known but for one.
    let magnitude = floorDivision((product.bitWidth - FixedPoint.fractionBits) * 30103, 100_000) + exponent
    if magnitude < -37 { return .one }
    if magnitude > 7 { return isNegative ? .zero : nil }
    let argument =
      exponent >= 0
      ? product * Natural.powerOfTen(exponent)
      : product.quotientAndRemainder(by: Natural.powerOfTen(-exponent)).quotient
    return exponential(isNegative, argument, guardDigits: 14)
  }
}
