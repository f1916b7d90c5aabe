/// 10^0 … 10^19, all that fit a 64-bit word.
private let words: [UInt64] = [
  1,
  10,
  100,
  1_000,
  10_000,
  100_000,
  1_000_000,
  10_000_000,
  100_000_000,
  1_000_000_000,
  10_000_000_000,
  100_000_000_000,
  1_000_000_000_000,
  10_000_000_000_000,
  100_000_000_000_000,
  1_000_000_000_000_000,
  10_000_000_000_000_000,
  100_000_000_000_000_000,
  1_000_000_000_000_000_000,
  10_000_000_000_000_000_000,
]

/// Powers of ten in the widths the arithmetic needs.
enum PowerOfTen {
  /// 10^`exponent`, 0 ≤ `exponent` ≤ 19.
  static func word(_ exponent: Int) -> UInt64 { words[exponent] }

  /// 10^`exponent`, 0 ≤ `exponent` ≤ 38.
  static func double(_ exponent: Int) -> UInt128 {
    if exponent <= 19 { return UInt128(words[exponent]) }
    let (high, low) = words[19].multipliedFullWidth(by: words[exponent - 19])
    return UInt128(high) << 64 | UInt128(low)
  }

  /// 10^`exponent`, 0 ≤ `exponent` ≤ 77.
  static func quad(_ exponent: Int) -> UInt256 {
    if exponent <= 38 { return UInt256(double(exponent)) }
    // 10^77 is above 10^38 · 10^38, so the last factor is split off as a small one.
    if exponent <= 76 { return UInt256(double(38), times: double(exponent - 38)) }
    return UInt256(double(38), times: double(38)).times(10)
  }
}
