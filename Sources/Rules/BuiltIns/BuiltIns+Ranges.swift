import Values

extension BuiltIns {
  /// How two points or ranges lie to each other (DMN 1.5, table 78). A point is the range from itself to itself.
  static func relation(_ operation: Operation, _ a: [Value]) -> Value? {
    guard let x = Extent(a.at(0)), let y = Extent(a.at(1)) else { return .null }
    switch operation {
    case .before: return Value(x.isBefore(y))
    case .after: return Value(y.isBefore(x))
    case .meets: return Value(x.meets(y))
    case .metBy: return Value(y.meets(x))
    case .overlaps: return Value(x.overlaps(y))
    case .overlapsBefore: return Value(x.overlapsBefore(y))
    case .overlapsAfter: return Value(y.overlapsBefore(x))
    case .finishes: return Value(x.finishes(y))
    case .finishedBy: return Value(y.finishes(x))
    case .includes: return Value(x.includes(y))
    case .during: return Value(y.includes(x))
    case .starts: return Value(x.starts(y))
    case .startedBy: return Value(y.starts(x))
    case .coincides: return Value(x.coincides(y))
    default: return nil
    }
  }
}

/// A range with both ends; nil answers are null ones.
private struct Extent {
  let lower: Value
  let lowerIncluded: Bool
  let upper: Value
  let upperIncluded: Bool

  init?(_ value: Value) {
    switch value {
    case .null: return nil
    case .range(let range):
      // A range that is open to one side has no end there to compare.
      guard range.lower != .null, range.upper != .null else { return nil }
      (lower, lowerIncluded, upper, upperIncluded) = (range.lower, range.lowerIncluded, range.upper, range.upperIncluded)
    default: (lower, lowerIncluded, upper, upperIncluded) = (value, true, value, true)
    }
  }

  func isBefore(_ o: Extent) -> Bool? {
    guard let order = upper.compare(o.lower) else { return nil }
    return order < 0 || (order == 0 && !(upperIncluded && o.lowerIncluded))
  }

  func meets(_ o: Extent) -> Bool? {
    upper.compare(o.lower).map { $0 == 0 && upperIncluded && o.lowerIncluded }
  }

  func overlaps(_ o: Extent) -> Bool? {
    guard let before = isBefore(o), let after = o.isBefore(self) else { return nil }
    return !before && !after
  }

  /// Starts before the other, reaches into it, and ends in it.
  func overlapsBefore(_ o: Extent) -> Bool? {
    guard let starts = lower.compare(o.lower), let reaches = upper.compare(o.lower), let ends = upper.compare(o.upper) else { return nil }
    let startsBefore = starts < 0 || (starts == 0 && lowerIncluded && !o.lowerIncluded)
    let reachesInto = reaches > 0 || (reaches == 0 && upperIncluded && o.lowerIncluded)
    let endsWithin = ends < 0 || (ends == 0 && (!upperIncluded || o.upperIncluded))
    return startsBefore && reachesInto && endsWithin
  }

  func finishes(_ o: Extent) -> Bool? {
    guard let starts = lower.compare(o.lower), let ends = upper.compare(o.upper) else { return nil }
    return ends == 0 && upperIncluded == o.upperIncluded && (starts > 0 || (starts == 0 && (!lowerIncluded || o.lowerIncluded)))
  }

  func starts(_ o: Extent) -> Bool? {
    guard let starts = lower.compare(o.lower), let ends = upper.compare(o.upper) else { return nil }
    return starts == 0 && lowerIncluded == o.lowerIncluded && (ends < 0 || (ends == 0 && (!upperIncluded || o.upperIncluded)))
  }

  func includes(_ o: Extent) -> Bool? {
    guard let starts = lower.compare(o.lower), let ends = upper.compare(o.upper) else { return nil }
    let startsWithin = starts < 0 || (starts == 0 && (lowerIncluded || !o.lowerIncluded))
    let endsWithin = ends > 0 || (ends == 0 && (upperIncluded || !o.upperIncluded))
    return startsWithin && endsWithin
  }

  func coincides(_ o: Extent) -> Bool? {
    guard let starts = lower.compare(o.lower), let ends = upper.compare(o.upper) else { return nil }
    return starts == 0 && ends == 0 && lowerIncluded == o.lowerIncluded && upperIncluded == o.upperIncluded
  }
}
