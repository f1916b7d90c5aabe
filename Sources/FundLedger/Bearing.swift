public import Values

/// What one payer bears of a sum.
public struct Part: Sendable, Hashable, Codable {
  /// Whose part it is, as `Account.share` names it; nil for the payer who carries the fund.
  public let share: String?
  /// How much.
  public let amount: Money

  /// A part of a sum.
  public init(share: String?, amount: Money) {
    self.share = share
    self.amount = amount
  }
}

/// How payers bear a sum together (分担): the payer who carries the fund, and others with a part of it.
///
///     Bearing(of: Money(minor: 40_000_00), others: [Part(share: "north", amount: Money(minor: 10_000_00))])
///       .split(Money(minor: 1_01))    // the fund 0.76, north 0.25
public struct Bearing: Sendable, Hashable {
  /// The sum that the parts are stated of; above zero where there are others.
  public let whole: Money
  /// What the others bear of it, in the order in which parts are given.
  public let others: [Part]

  /// How a sum is borne; nil if the others together bear more than it, or one of them less than nothing, or one stands twice.
  public init?(of whole: Money, others: [Part]) {
    let sum = others.reduce(Money.zero as Money?) { $0?.adding($1.amount) }
    guard let sum, sum <= whole, others.allSatisfy({ $0.amount >= .zero && $0.share != nil }),
      Set(others.map(\.share)).count == others.count
    else { return nil }
    self.whole = whole
    self.others = others.filter { $0.amount > .zero }
  }

  /// The parts of another sum, in the same proportion: each of the others its part rounded down to the 分, the payer who carries the fund
  /// the rest. They always make up the sum; a part of nothing is left out. The fund's part comes first.
  ///
  /// With one other payer both parts only ever become smaller when the sum does. Traps for a sum below zero.
  public func split(_ sum: Money) -> [Part] {
    precondition(sum >= .zero, "a sum below zero has no payers")
    let parts = others.map { other in
      // Both factors are below 10^17, so the product needs more than 64 bits and the quotient doesn't.
      Part(share: other.share, amount: Money(minor: Int64(Int128(sum.minor) * Int128(other.amount.minor) / Int128(whole.minor))))
    }
    let rest = parts.reduce(sum.minor) { $0 - $1.amount.minor }
    return ([Part(share: nil, amount: Money(minor: rest))] + parts).filter { $0.amount > .zero }
  }
}
