extension Value {
  /// FEEL's order: -1, 0 or 1, as self is below, equal to or above other.
  ///
  /// Ordered are numbers, strings (by code point), dates, times, date-times and durations, each among its own kind.
  /// Nil for any other pair, null included.
  public func compare(_ other: Value) -> Int? {
    switch (self, other) {
    case (.number(let left), .number(let right)): left.compare(right)
    case (.string(let left), .string(let right)): left.compareCodePoints(right)
    case (.date(let left), .date(let right)): order(left, right)
    case (.time(let left), .time(let right)): order(left, right)
    case (.dateTime(let left), .dateTime(let right)): order(left, right)
    case (.months(let left), .months(let right)): order(left, right)
    case (.duration(let left), .duration(let right)): order(left, right)
    default: nil
    }
  }

  /// FEEL `=`: null equals only null; values of different kinds (or enumerations) are not comparable, which is nil.
  ///
  /// Lists are equal if they have one length and equal elements, records if they have the same names and equal values: false as
  /// soon as one pair is not equal, else nil if one pair can't be compared. Ranges are equal if both ends and their inclusion are.
  public func feelEquals(_ other: Value) -> Bool? {
    switch (self, other) {
    case (.null, .null): true
    case (.null, _), (_, .null): false
    case (.list(let left), .list(let right)): Self.allEqual(left, right)
    case (.record(let left), .record(let right)): Self.allEqual(left, right)
    case (.range(let left), .range(let right)): Self.allEqual(left, right)
    case (.symbol(let left), .symbol(let right)): left.enumeration == right.enumeration ? left == right : nil
    default: kindIsScalarOf(other) ? self == other : nil
    }
  }

  private func kindIsScalarOf(_ other: Value) -> Bool {
    switch (self, other) {
    case (.boolean, .boolean), (.number, .number), (.string, .string), (.date, .date), (.time, .time), (.dateTime, .dateTime),
      (.months, .months), (.duration, .duration):
      true
    default: false
    }
  }

  private static func allEqual(_ left: [Value], _ right: [Value]) -> Bool? {
    if left.count != right.count { return false }
    return conjunction(zip(left, right).lazy.map { $0.feelEquals($1) })
  }

  private static func allEqual(_ left: Record, _ right: Record) -> Bool? {
    if left.count != right.count { return false }
    return conjunction(left.entries.lazy.map { entry in right[entry.name].map { entry.value.feelEquals($0) } ?? false })
  }

  private static func allEqual(_ left: ValueRange, _ right: ValueRange) -> Bool? {
    if left.lowerIncluded != right.lowerIncluded || left.upperIncluded != right.upperIncluded { return false }
    return conjunction([left.lower.feelEquals(right.lower), left.upper.feelEquals(right.upper)])
  }

  /// FEEL `and` over all terms: false wins over nil, nil over true.
  private static func conjunction(_ terms: some Sequence<Bool?>) -> Bool? {
    var result: Bool? = true
    for term in terms {
      if term == false { return false }
      if term == nil { result = nil }
    }
    return result
  }
}

private func order<T: Comparable>(_ left: T, _ right: T) -> Int {
  left == right ? 0 : (left < right ? -1 : 1)
}
