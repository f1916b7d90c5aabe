extension Number: Comparable {
  /// Numeric equality: 1.0 equals 1.00.
  @inlinable
  public static func == (left: Number, right: Number) -> Bool {
    if left.high == right.high { return left.low == right.low }
    // The same exponent and another sign or coefficient; zero has one form only, so this decides.
    if (left.high ^ right.high) & ~(signMask | coefficientMask) == 0 { return false }
    return left.compareAligned(right) == 0
  }

  /// Numeric order.
  @inlinable
  public static func < (left: Number, right: Number) -> Bool {
    if left.high == right.high { return left.isNegative ? left.low > right.low : left.low < right.low }
    return left.compareAligned(right) < 0
  }

  /// -1, 0 or 1, as self is below, equal to or above other.
  @inlinable
  public func compare(_ other: Number) -> Int {
    if high == other.high {
      if low == other.low { return 0 }
      return (low < other.low) == isNegative ? 1 : -1
    }
    return compareAligned(other)
  }

  /// The comparison of numbers whose exponents, signs or upper bits differ.
  @usableFromInline
  func compareAligned(_ other: Number) -> Int {
    if isZero { return other.isZero ? 0 : (other.isNegative ? 1 : -1) }
    if other.isZero { return isNegative ? -1 : 1 }
    if isNegative != other.isNegative { return isNegative ? -1 : 1 }
    let order = compareMagnitude(other)
    return isNegative ? -order : order
  }

  private func compareMagnitude(_ other: Number) -> Int {
    let distance = exponent - other.exponent
    if distance == 0 { return Self.order(coefficient, other.coefficient) }
    // Both one word and at most 19 places apart: the product fits 128 bits.
    if isNarrow && other.isNarrow && distance.magnitude <= 19 {
      return distance > 0
        ? Self.order(UInt128(low) * UInt128(PowerOfTen.word(distance)), UInt128(other.low))
        : Self.order(UInt128(low), UInt128(other.low) * UInt128(PowerOfTen.word(-distance)))
    }
    let adjusted = adjustedExponent
    let otherAdjusted = other.adjustedExponent
    if adjusted != otherAdjusted { return adjusted < otherAdjusted ? -1 : 1 }
    // The first digits are in the same place, so the widened coefficient has as many digits as the other one.
    return distance > 0
      ? Self.order(coefficient * PowerOfTen.double(distance), other.coefficient)
      : Self.order(coefficient, other.coefficient * PowerOfTen.double(-distance))
  }

  @inline(__always)
  private static func order(_ left: UInt128, _ right: UInt128) -> Int {
    left == right ? 0 : (left < right ? -1 : 1)
  }
}

extension Number: Hashable {
  /// Equal numbers hash alike, however many zeros they carry.
  public func hash(into hasher: inout Hasher) {
    let form = normalized
    hasher.combine(form.high)
    hasher.combine(form.low)
  }
}
