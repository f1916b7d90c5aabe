/// An unsigned 256-bit integer: just the operations that decimal arithmetic needs between two roundings.
///
/// Callers keep every value below 10^77 < 2^256, so additions and products here can't overflow.
struct UInt256: Equatable {
  var high: UInt128
  var low: UInt128

  init(_ value: UInt128) {
    high = 0
    low = value
  }

  init(high: UInt128, low: UInt128) {
    self.high = high
    self.low = low
  }

  /// The full product of two 128-bit factors.
  init(_ left: UInt128, times right: UInt128) {
    let product = left.multipliedFullWidth(by: right)
    self.init(high: product.high, low: product.low)
  }

  var isZero: Bool { high == 0 && low == 0 }
  var isOdd: Bool { low & 1 == 1 }
  var bitWidth: Int { high == 0 ? 128 - low.leadingZeroBitCount : 256 - high.leadingZeroBitCount }

  /// The number of decimal digits; 0 has none.
  var digitCount: Int {
    if isZero { return 0 }
    // 1233 / 4096 is just below log10(2): the estimate is right or one too small.
    let estimate = (bitWidth * 1233) >> 12
    return self < PowerOfTen.quad(estimate) ? estimate : estimate + 1
  }

  static func < (left: Self, right: Self) -> Bool {
    left.high == right.high ? left.low < right.low : left.high < right.high
  }

  func times(_ factor: UInt128) -> Self {
    var product = Self(low, times: factor)
    product.high += high * factor
    return product
  }

  static func + (left: Self, right: Self) -> Self {
    let (low, carry) = left.low.addingReportingOverflow(right.low)
    return Self(high: left.high + right.high + (carry ? 1 : 0), low: low)
  }

  /// `right` must not be above `left`.
  static func - (left: Self, right: Self) -> Self {
    let (low, borrow) = left.low.subtractingReportingOverflow(right.low)
    return Self(high: left.high - right.high - (borrow ? 1 : 0), low: low)
  }

  func quotientAndRemainder(by divisor: UInt128) -> (quotient: Self, remainder: UInt128) {
    if high == 0 {
      let (quotient, remainder) = low.quotientAndRemainder(dividingBy: divisor)
      return (Self(quotient), remainder)
    }
    let (upper, rest) = high.quotientAndRemainder(dividingBy: divisor)
    let (lower, remainder) = divisor.dividingFullWidth((rest, low))
    return (Self(high: upper, low: lower), remainder)
  }

  /// The value without its last `count` decimal digits (0 ≤ `count` ≤ 76), and what those digits amount to.
  /// `inexact` says that something not zero was already cut off below them.
  func droppingDigits(_ count: Int, inexact: Bool) -> (kept: Self, discarded: Discarded) {
    if count == 0 { return (self, inexact ? .belowHalf : .nothing) }
    var value = self
    var inexact = inexact
    var count = count
    if count > 38 {
      // A divisor has at most 38 zeros; the lower digits go first and leave only a trace.
      let (quotient, remainder) = value.quotientAndRemainder(by: PowerOfTen.double(count - 38))
      inexact = inexact || remainder != 0
      value = quotient
      count = 38
    }
    let divisor = PowerOfTen.double(count)
    let (quotient, remainder) = value.quotientAndRemainder(by: divisor)
    let half = divisor / 2
    let discarded: Discarded =
      if remainder == 0 && !inexact {
        .nothing
      } else if remainder < half {
        .belowHalf
      } else if remainder == half && !inexact {
        .half
      } else {
        .aboveHalf
      }
    return (quotient, discarded)
  }
}
