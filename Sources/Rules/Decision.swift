public import Values

/// What the rules say about a claim.
public enum Outcome: String, Sendable {
  /// Every requirement holds: the money is due, the step is allowed, the consequence applies.
  case eligible
  /// A requirement fails, whatever the missing facts are.
  case ineligible
  /// A missing fact could change the answer.
  case undetermined
}

/// A sum, or what it lies between while facts are missing.
public struct AmountBounds: Hashable, Sendable {
  /// The least it can be, over all completions that leave the claim eligible.
  public let lower: Money
  /// The most it can be; nil where nothing bounds it.
  public let upper: Money?
  /// Due or ceiling.
  public let kind: AmountKind
  /// With a ceiling: the least that must be granted, where the text says so.
  public let atLeast: Money?

  /// The sum, where it is known.
  public var exact: Money? { lower == upper ? lower : nil }
}

/// The outcome of a measure for given facts on a given date.
public struct Decision: Sendable {
  /// The outcome.
  public let outcome: Outcome
  /// Positions of the requirements that fail whatever is missing. Empty with `ineligible` only where no single one fails but they exclude each other.
  public let failed: [Int]
  /// The missing facts that still matter for the outcome or the sum, in the order of the rule.
  public let missing: [FactIndex]
  /// The sum; nil for a check and for what is ineligible.
  public let amount: AmountBounds?
  /// Named results that are known; null is left out.
  public let outputs: [(name: String, value: Value)]
  /// Whether a date ran into a year whose working days are not published yet.
  public let isProvisional: Bool
  /// False where a rule is too tangled to be followed on every path; bounds are then wide enough, but may be wider than need be. Where missing
  /// facts are compared with each other, or one stands twice in a sum, bounds may be wider too, and this does not say so.
  public let isExact: Bool
}
