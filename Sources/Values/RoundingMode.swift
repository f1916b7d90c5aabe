/// How a value that stands between two neighbours is brought to one of them.
///
/// The raw values are the words used in policy packages. The meanings are those of the FEEL functions
/// `round half up`, `round up`, `round down`, `floor`, `ceiling` and `decimal` (DMN 1.5, table 75).
public enum RoundingMode: String, Sendable, CaseIterable {
  /// To the nearer neighbour; a tie goes away from zero (四舍五入). 2.345 → 2.35, -2.345 → -2.35.
  case halfUp = "half_up"
  /// To the nearer neighbour; a tie goes to the even digit. 2.345 → 2.34, 2.355 → 2.36.
  case halfEven = "half_even"
  /// To the nearer neighbour; a tie goes towards zero. 2.345 → 2.34.
  case halfDown = "half_down"
  /// Away from zero. 2.341 → 2.35, -2.341 → -2.35.
  case up
  /// Towards zero. 2.349 → 2.34, -2.349 → -2.34.
  case down
  /// Towards negative infinity. 2.349 → 2.34, -2.341 → -2.35.
  case floor
  /// Towards positive infinity. 2.341 → 2.35, -2.349 → -2.34.
  case ceiling
}

/// What was cut off below the last kept digit, compared with half a unit of that digit.
enum Discarded {
  case nothing, belowHalf, half, aboveHalf
}

extension RoundingMode {
  /// Whether the kept magnitude grows by one unit of its last digit.
  func roundsAway(_ discarded: Discarded, lastDigitIsOdd: Bool, isNegative: Bool) -> Bool {
    if discarded == .nothing { return false }
    switch self {
    case .halfUp: return discarded != .belowHalf
    case .halfEven: return discarded == .aboveHalf || (discarded == .half && lastDigitIsOdd)
    case .halfDown: return discarded == .aboveHalf
    case .up: return true
    case .down: return false
    case .floor: return isNegative
    case .ceiling: return !isNegative
    }
  }
}
