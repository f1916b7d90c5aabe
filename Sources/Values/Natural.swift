/// A natural number of any size: what exp, log and powers are computed with, between an exact argument and one last rounding.
///
/// It is not on any hot path; the arithmetic of policies runs in `Number` alone.
struct Natural: Equatable {
  /// 64-bit digits, lowest first, with no zero at the end.
  private var words: [UInt64]

  private init(words: [UInt64]) {
    self.words = words
    while self.words.last == 0 { self.words.removeLast() }
  }

  init(_ value: UInt128) {
    self.init(words: [UInt64(truncatingIfNeeded: value), UInt64(truncatingIfNeeded: value >> 64)])
  }

  /// 10^exponent.
  static func powerOfTen(_ exponent: Int) -> Natural { Natural(10).power(exponent) }

  var isZero: Bool { words.isEmpty }
  var bitWidth: Int { words.isEmpty ? 0 : words.count * 64 - words[words.count - 1].leadingZeroBitCount }

  /// The number of decimal digits, or one less: 30103 / 100000 is log10(2).
  var leastDigitCount: Int { bitWidth * 30103 / 100_000 }

  /// The value as 256 bits; it must fit.
  var quad: UInt256 {
    precondition(words.count <= 4, "a natural number is beyond 256 bits")
    func word(_ position: Int) -> UInt128 { position < words.count ? UInt128(words[position]) : 0 }
    return UInt256(high: word(3) << 64 | word(2), low: word(1) << 64 | word(0))
  }

  /// The value as a word; it must fit.
  var word: UInt64 {
    precondition(words.count <= 1, "a natural number is beyond 64 bits")
    return words.first ?? 0
  }

  /// self^exponent, by squaring.
  func power(_ exponent: Int) -> Natural {
    var result = Natural(1)
    var base = self
    var exponent = exponent
    while exponent > 0 {
      if exponent & 1 == 1 { result = result * base }
      exponent >>= 1
      if exponent > 0 { base = base * base }
    }
    return result
  }
}

extension Natural: Comparable {
  static func < (left: Natural, right: Natural) -> Bool {
    if left.words.count != right.words.count { return left.words.count < right.words.count }
    for (left, right) in zip(left.words.reversed(), right.words.reversed()) where left != right { return left < right }
    return false
  }
}

extension Natural {
  static func + (left: Natural, right: Natural) -> Natural {
    let (longer, shorter) = left.words.count >= right.words.count ? (left.words, right.words) : (right.words, left.words)
    var sum = longer
    var carry: UInt64 = 0
    for position in longer.indices {
      let addend = position < shorter.count ? shorter[position] : 0
      let total = UInt128(longer[position]) + UInt128(addend) + UInt128(carry)
      sum[position] = UInt64(truncatingIfNeeded: total)
      carry = UInt64(truncatingIfNeeded: total >> 64)
    }
    sum.append(carry)
    return Natural(words: sum)
  }

  /// `right` must not be above `left`.
  static func - (left: Natural, right: Natural) -> Natural {
    var difference = left.words
    var borrow = false
    for position in difference.indices {
      let subtrahend = position < right.words.count ? right.words[position] : 0
      let (first, underflow) = difference[position].subtractingReportingOverflow(subtrahend)
      let (second, again) = first.subtractingReportingOverflow(borrow ? 1 : 0)
      difference[position] = second
      borrow = underflow || again
    }
    precondition(!borrow, "a natural number can't be negative")
    return Natural(words: difference)
  }

  static func * (left: Natural, right: Natural) -> Natural {
    var product = [UInt64](repeating: 0, count: left.words.count + right.words.count)
    for (i, factor) in left.words.enumerated() {
      var carry: UInt64 = 0
      for (j, other) in right.words.enumerated() {
        // (2^64 - 1)^2 + 2 (2^64 - 1) = 2^128 - 1: the sum always fits.
        let (high, low) = factor.multipliedFullWidth(by: other)
        let total = (UInt128(high) << 64 | UInt128(low)) + UInt128(product[i + j]) + UInt128(carry)
        product[i + j] = UInt64(truncatingIfNeeded: total)
        carry = UInt64(truncatingIfNeeded: total >> 64)
      }
      product[i + right.words.count] = carry
    }
    return Natural(words: product)
  }

  static func << (value: Natural, count: Int) -> Natural {
    let (whole, bits) = count.quotientAndRemainder(dividingBy: 64)
    var shifted = [UInt64](repeating: 0, count: whole) + value.words + [0]
    if bits > 0 {
      for position in stride(from: shifted.count - 1, through: whole, by: -1) {
        let below = position > whole ? shifted[position - 1] >> UInt64(64 - bits) : 0
        shifted[position] = shifted[position] << UInt64(bits) | below
      }
    }
    return Natural(words: shifted)
  }

  static func >> (value: Natural, count: Int) -> Natural {
    let (whole, bits) = count.quotientAndRemainder(dividingBy: 64)
    guard whole < value.words.count else { return Natural(0) }
    var shifted = Array(value.words[whole...])
    if bits > 0 {
      for position in shifted.indices {
        let above = position + 1 < shifted.count ? shifted[position + 1] << UInt64(64 - bits) : 0
        shifted[position] = shifted[position] >> UInt64(bits) | above
      }
    }
    return Natural(words: shifted)
  }

  /// The quotient without its remainder.
  func divided(by divisor: UInt64) -> Natural {
    var quotient = words
    var remainder: UInt64 = 0
    for position in quotient.indices.reversed() {
      (quotient[position], remainder) = divisor.dividingFullWidth((remainder, quotient[position]))
    }
    return Natural(words: quotient)
  }

  /// Long division, for a divisor above zero. Source: Knuth, The Art of Computer Programming, volume 2, 4.3.1, algorithm D.
  func quotientAndRemainder(by divisor: Natural) -> (quotient: Natural, remainder: Natural) {
    precondition(!divisor.isZero, "division by zero")
    if self < divisor { return (Natural(0), self) }
    if divisor.words.count == 1 {
      let quotient = divided(by: divisor.words[0])
      return (quotient, self - quotient * divisor)
    }
    // The divisor is shifted until its first bit is set: an estimated digit is then at most two too large.
    let shift = divisor.words[divisor.words.count - 1].leadingZeroBitCount
    let normal = (divisor << shift).words
    var rest = (self << shift).words
    rest += [UInt64](repeating: 0, count: words.count + 1 - rest.count)
    var quotient = [UInt64](repeating: 0, count: rest.count - normal.count)
    for position in quotient.indices.reversed() {
      quotient[position] = Self.takeDigit(&rest, normal, at: position)
    }
    return (Natural(words: quotient), Natural(words: rest) >> shift)
  }

  /// One digit of the quotient; its multiple of the divisor is taken off `rest`.
  private static func takeDigit(_ rest: inout [UInt64], _ divisor: [UInt64], at position: Int) -> UInt64 {
    let count = divisor.count
    let top = rest[position + count]
    var digit = UInt64.max
    if top < divisor[count - 1] { digit = divisor[count - 1].dividingFullWidth((top, rest[position + count - 1])).quotient }
    var borrow: UInt128 = 0
    for index in 0..<count {
      let product = UInt128(digit) * UInt128(divisor[index]) + borrow
      let (difference, underflow) = rest[position + index].subtractingReportingOverflow(UInt64(truncatingIfNeeded: product))
      rest[position + index] = difference
      borrow = (product >> 64) + (underflow ? 1 : 0)
    }
    let (difference, _) = top.subtractingReportingOverflow(UInt64(truncatingIfNeeded: borrow))
    var isNegative = borrow > UInt128(top)
    rest[position + count] = difference
    while isNegative {
      digit -= 1
      isNegative = !addBack(&rest, divisor, at: position)
    }
    return digit
  }

  /// Adds the divisor once; true if the rest is no longer negative.
  private static func addBack(_ rest: inout [UInt64], _ divisor: [UInt64], at position: Int) -> Bool {
    var carry: UInt128 = 0
    for index in divisor.indices {
      let total = UInt128(rest[position + index]) + UInt128(divisor[index]) + carry
      rest[position + index] = UInt64(truncatingIfNeeded: total)
      carry = total >> 64
    }
    let (sum, overflow) = rest[position + divisor.count].addingReportingOverflow(UInt64(truncatingIfNeeded: carry))
    rest[position + divisor.count] = sum
    return overflow
  }
}
