/// Which truth values a condition can still take: any of true, false, null.
struct TruthSet: Hashable, Sendable {
  let bits: UInt8

  static let never = TruthSet(bits: 0)
  static let yes = TruthSet(bits: 1)
  static let no = TruthSet(bits: 2)
  static let null = TruthSet(bits: 4)
  static let open = TruthSet(bits: 3)
  static let anything = TruthSet(bits: 7)

  init(bits: UInt8) { self.bits = bits }
  init(_ truth: Bool) { bits = truth ? 1 : 2 }

  var canBeTrue: Bool { bits & 1 != 0 }
  var canBeFalse: Bool { bits & 2 != 0 }
  var canBeNull: Bool { bits & 4 != 0 }
  /// One value only.
  var isSettled: Bool { bits.nonzeroBitCount == 1 }

  func union(_ other: TruthSet) -> TruthSet { TruthSet(bits: bits | other.bits) }

  var negated: TruthSet { TruthSet(bits: (bits & 1) << 1 | (bits & 2) >> 1 | bits & 4) }

  /// `and` of independent conditions.
  func and(_ other: TruthSet) -> TruthSet {
    var result: UInt8 = 0
    if canBeTrue && other.canBeTrue { result |= 1 }
    if canBeFalse || other.canBeFalse { result |= 2 }
    if canBeNull && (other.canBeTrue || other.canBeNull) || other.canBeNull && canBeTrue { result |= 4 }
    return TruthSet(bits: result)
  }

  /// `or` of independent conditions.
  func or(_ other: TruthSet) -> TruthSet { negated.and(other.negated).negated }
}
