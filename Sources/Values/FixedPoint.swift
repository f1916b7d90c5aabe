/// Logarithm and exponential on binary fixed-point numbers, with 320 bits after the point.
///
/// Why 320: a logarithm of 34 digits next to 1 can be as small as 10^-34, or 113 zero bits; 34 digits take another 113. The other 94
/// bits are a guard: errors (a few hundred units of the last bit at most) reach the rounding place with a chance below 2^-80.
enum FixedPoint {
  static let fractionBits = 320
  static let one = Natural(1) << fractionBits

  /// ln 2 = 2 artanh(1/3).
  static let logarithmOf2 = twiceArtanh(one.divided(by: 3))
  /// ln 10 = 3 ln 2 + ln 1.25, and ln 1.25 = 2 artanh(1/9).
  static let logarithmOf10 = logarithmOf2 * Natural(3) + twiceArtanh(one.divided(by: 9))

  static func multiply(_ left: Natural, _ right: Natural) -> Natural { (left * right) >> fractionBits }

  /// 2 artanh(t) = ln((1 + t) / (1 - t)), by its series t + t³/3 + t⁵/5 + …, for 0 ≤ t ≤ 1/3.
  private static func twiceArtanh(_ t: Natural) -> Natural {
    let square = multiply(t, t)
    var power = t
    var sum = t
    var odd: UInt64 = 3
    while !power.isZero {
      power = multiply(power, square)
      sum = sum + power.divided(by: odd)
      odd += 2
    }
    return sum << 1
  }

  /// ln(coefficient × 10^exponent), with its sign; the coefficient must not be zero.
  static func logarithm(_ coefficient: UInt128, _ exponent: Int) -> (isNegative: Bool, magnitude: Natural) {
    // coefficient × 10^exponent = m · 2^j · 10^k with 1 ≤ m < 2, where m · 2^j is the number with its point after the first digit.
    let digits = coefficient.digitCount
    let numerator = Natural(coefficient)
    var denominator = Natural(PowerOfTen.double(digits - 1))
    var twos: UInt128 = 0
    while denominator << 1 <= numerator {
      denominator = denominator << 1
      twos += 1
    }
    // ln m = 2 artanh((m - 1) / (m + 1)).
    let t = ((numerator - denominator) << fractionBits).quotientAndRemainder(by: numerator + denominator).quotient
    let mantissa = twiceArtanh(t) + logarithmOf2 * Natural(twos)
    let adjusted = exponent + digits - 1
    let scale = logarithmOf10 * Natural(UInt128(adjusted.magnitude))
    if adjusted >= 0 { return (false, mantissa + scale) }
    return mantissa >= scale ? (false, mantissa - scale) : (true, scale - mantissa)
  }

  /// e^±x as mantissa × 10^exponent with 1 ≤ mantissa < 10; x must be below 2^20.
  static func exponential(_ isNegative: Bool, _ x: Natural) -> (mantissa: Natural, exponent: Int) {
    var (tens, rest) = x.quotientAndRemainder(by: logarithmOf10)
    if isNegative && !rest.isZero {
      tens = tens + Natural(1)
      rest = logarithmOf10 - rest
    }
    let exponent = Int(tens.word)
    return (exponentialSeries(rest), isNegative ? -exponent : exponent)
  }

  /// e^x by its series for x / 256, squared eight times; 0 ≤ x < ln 10.
  private static func exponentialSeries(_ x: Natural) -> Natural {
    let small = x >> 8
    var term = one
    var sum = one
    var index: UInt64 = 1
    while !term.isZero {
      term = multiply(term, small).divided(by: index)
      sum = sum + term
      index += 1
    }
    for _ in 0..<8 { sum = multiply(sum, sum) }
    return sum
  }

  /// coefficient × 10^exponent in fixed point, cut off below the last bit.
  static func fraction(_ coefficient: Natural, _ exponent: Int) -> Natural {
    let wide = coefficient << fractionBits
    if exponent >= 0 { return wide * Natural.powerOfTen(exponent) }
    return wide.quotientAndRemainder(by: Natural.powerOfTen(-exponent)).quotient
  }

  /// The value as coefficient × 10^-scale with about `digits` digits (at most two more); it must not be zero.
  static func decimal(_ value: Natural, digits: Int) -> (coefficient: UInt256, scale: Int) {
    // The decimal exponent is estimated from the binary one: 30103 / 100000 is log10(2).
    let scale = digits - floorDivision((value.bitWidth - fractionBits) * 30103, 100_000)
    let coefficient =
      scale >= 0
      ? (value * Natural.powerOfTen(scale)) >> fractionBits
      : (value >> fractionBits).quotientAndRemainder(by: Natural.powerOfTen(-scale)).quotient
    return (coefficient.quad, scale)
  }
}
