public import Values

/// One line of double-entry: an amount out of one account and into another.
public struct Posting: Sendable, Hashable, Codable {
  /// The account that receives.
  public let debit: Account
  /// The account that gives.
  public let credit: Account
  /// How much, above zero.
  public let amount: Money

  /// A posting. Traps for an amount that is not above zero.
  public init(debit: Account, credit: Account, amount: Money) {
    precondition(amount > .zero, "a posting has an amount above zero")
    self.debit = debit
    self.credit = credit
    self.amount = amount
  }

  private enum CodingKeys: String, CodingKey {
    case debit
    case credit
    case amount = "amount_minor"
  }

  /// Reads a posting; fails on an amount that is not above zero.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let amount = try container.decode(Money.self, forKey: .amount)
    guard amount > .zero else {
      throw DecodingError.dataCorruptedError(forKey: .amount, in: container, debugDescription: "a posting has an amount above zero")
    }
    self.init(
      debit: try container.decode(Account.self, forKey: .debit), credit: try container.decode(Account.self, forKey: .credit),
      amount: amount)
  }
}

/// An entry of the book (分录): an act and its postings. It is never changed; a correction is another entry.
public struct Entry: Sendable, Hashable, Codable {
  /// The number it has in the book; nil until it is stored.
  public var id: String?
  /// What was done.
  public let act: LedgerAct.Kind
  /// In which fund.
  public let fund: Fund
  /// Whose part of the fund; nil for the payer who carries it.
  public let share: String?
  /// For which case; nil for acts on the fund as a whole.
  public let caseID: String?
  /// What moves.
  public let postings: [Posting]
  /// The paper or record it rests on.
  public let reference: String
  /// The day it counts for.
  public let day: CivilDate

  /// The entry of an act. Traps for an amount that is not above zero: entries come from `LedgerState.decide`.
  init(_ act: LedgerAct) {
    self.act = act.kind
    fund = act.fund
    share = act.share
    caseID = act.caseID
    postings = [Posting(debit: act.destination, credit: act.source, amount: act.amount)]
    reference = act.reference
    day = act.day
  }

  private enum CodingKeys: String, CodingKey {
    case id
    case act
    case fund
    case share
    case caseID = "case"
    case postings
    case reference
    case day
  }
}

extension Entry {
  /// What the entry adds to the balance of each account: what a store adds to its rows. They sum to zero.
  public var changes: [(account: Account, amount: Money)] {
    postings.flatMap { [($0.debit, $0.amount), ($0.credit, Money(minor: -$0.amount.minor))] }
  }

  /// What the entry adds to the balance of the case in each account that is divided by cases.
  public var caseChanges: [(account: CaseAccount, amount: Money)] {
    guard let caseID else { return [] }
    return changes.filter(\.account.bucket.isOfCases).map { (CaseAccount(account: $0.account, caseID: caseID), $0.amount) }
  }

  /// The act that makes this entry; nil if no act does, which only an altered entry can show.
  public var asAct: LedgerAct? {
    guard postings.count == 1, let posting = postings.first, act.isOfCase == (caseID != nil) else { return nil }
    let made = LedgerAct(act, fund: fund, share: share, caseID: caseID, amount: posting.amount, reference: reference, day: day)
    return posting.credit == made.source && posting.debit == made.destination ? made : nil
  }
}
