/// A FEEL range: `[1..10]`, `(1..10)`, `>= 5` and the like.
public struct ValueRange: Sendable {
  private let storage: Storage

  /// A range between two ends of one ordered kind. `.null` is an open end: nothing bounds the range on that side.
  public init(lower: Value, lowerIncluded: Bool, upper: Value, upperIncluded: Bool) {
    storage = Storage(lower, lowerIncluded, upper, upperIncluded)
  }

  /// The lower end; `.null` if nothing bounds the range below.
  public var lower: Value { storage.lower }
  /// Whether the lower end belongs to the range.
  public var lowerIncluded: Bool { storage.lowerIncluded }
  /// The upper end; `.null` if nothing bounds the range above.
  public var upper: Value { storage.upper }
  /// Whether the upper end belongs to the range.
  public var upperIncluded: Bool { storage.upperIncluded }

  /// FEEL `value in range`; nil if the value can't be compared with an end.
  public func contains(_ value: Value) -> Bool? {
    // Both ends are always asked: a value of the wrong kind gives nil, not false, whichever end would have settled it.
    guard let aboveLower = satisfies(lower, lowerIncluded, value, sign: 1) else { return nil }
    guard let belowUpper = satisfies(upper, upperIncluded, value, sign: -1) else { return nil }
    return aboveLower && belowUpper
  }

  private func satisfies(_ bound: Value, _ included: Bool, _ value: Value, sign: Int) -> Bool? {
    if case .null = bound { return value.compare(value).map { _ in true } }
    guard let order = value.compare(bound) else { return nil }
    return order == 0 ? included : order == sign
  }
}

extension ValueRange: Hashable {
  /// Both ends and their inclusion are the same.
  public static func == (left: ValueRange, right: ValueRange) -> Bool {
    left.lower == right.lower && left.lowerIncluded == right.lowerIncluded
      && left.upper == right.upper && left.upperIncluded == right.upperIncluded
  }

  /// In line with `==`.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(lower)
    hasher.combine(lowerIncluded)
    hasher.combine(upper)
    hasher.combine(upperIncluded)
  }
}

extension ValueRange {
  /// A reference, since a range holds values and is itself one.
  private final class Storage: Sendable {
    let lower: Value
    let lowerIncluded: Bool
    let upper: Value
    let upperIncluded: Bool

    init(_ lower: Value, _ lowerIncluded: Bool, _ upper: Value, _ upperIncluded: Bool) {
      self.lower = lower
      self.lowerIncluded = lowerIncluded
      self.upper = upper
      self.upperIncluded = upperIncluded
    }
  }
}
