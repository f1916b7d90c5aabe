public import Values

/// A condition that must hold.
public struct Requirement: Sendable {
  /// The condition; it holds only when it is true (null does not hold).
  public let node: NodeID
  /// The article it comes from.
  public let article: String
  /// The measure or named condition it was taken over from; nil for the measure's own.
  public let origin: String?

  /// A requirement.
  public init(node: NodeID, article: String, origin: String? = nil) {
    self.node = node
    self.article = article
    self.origin = origin
  }
}

/// Whether a sum is due or is a ceiling.
public enum AmountKind: String, Sendable {
  /// The sum is due; nobody decides below it.
  case exactly
  /// The sum is a ceiling (最高, 不超过); a person decides what is granted.
  case upto
}

/// What a measure pays.
public struct Award: Sendable {
  /// Due or ceiling.
  public let kind: AmountKind
  /// The sum before limits and rounding, in CNY.
  public let node: NodeID
  /// With a ceiling: the least sum, where the text gives one.
  public let atLeast: NodeID?
  /// How the sum is brought to whole 分.
  public let rounding: RoundingMode

  /// An award.
  public init(kind: AmountKind, node: NodeID, atLeast: NodeID? = nil, rounding: RoundingMode) {
    self.kind = kind
    self.node = node
    self.atLeast = atLeast
    self.rounding = rounding
  }
}

/// A cap on money over a period or over several claims.
public struct MoneyLimit: Sendable {
  /// What the limit counts over, such as `enterprise`, `year`.
  public let per: [String]
  /// The cap.
  public let atMost: NodeID
  /// What of the cap is used already; nil where only the single claim is capped.
  public let used: NodeID?

  /// A limit.
  public init(per: [String], atMost: NodeID, used: NodeID?) {
    self.per = per
    self.atMost = atMost
    self.used = used
  }
}

/// A named result that is given whatever the outcome.
public struct Output: Sendable {
  /// The name.
  public let name: String
  /// Its formula; null is not given.
  public let node: NodeID

  /// An output.
  public init(name: String, node: NodeID) {
    self.name = name
    self.node = node
  }
}

/// The rule of one measure: what must hold, what is paid, what else is computed.
///
/// A class, because rules are handed around on the hot path and never change.
public final class MeasureRule: Sendable {
  /// The clause id.
  public let id: String
  /// All of these must hold.
  public let requirements: [Requirement]
  /// What is paid; nil for a check.
  public let award: Award?
  /// Caps, in the order in which they apply.
  public let limits: [MoneyLimit]
  /// Named results.
  public let outputs: [Output]
  /// Every fact the rule reads.
  public let facts: [FactIndex]
  /// The formulas that the sum is made of: the award, then caps and what is used of them.
  let sums: [NodeID]

  /// A rule over a program.
  public init(
    id: String, requirements: [Requirement], award: Award?, limits: [MoneyLimit], outputs: [Output], in program: Program
  ) {
    self.id = id
    self.requirements = requirements
    self.award = award
    self.limits = limits
    self.outputs = outputs
    sums = (award.map { [$0.node] } ?? []) + limits.flatMap { [$0.atMost] + ($0.used.map { [$0] } ?? []) }
    facts = program.facts(readBy: requirements.map(\.node) + sums + (award?.atLeast.map { [$0] } ?? []) + outputs.map(\.node))
  }
}
