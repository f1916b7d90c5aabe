public import Values

/// Something that a sound book never shows.
public enum LedgerFault: Sendable, Hashable {
  /// The balances of a fund, or of a payer's part of it, do not sum to zero.
  case doesNotSumToZero(Fund, share: String?)
  /// An account other than the treasury is below zero.
  case belowZero(Account, Money)
  /// The part of a case is below zero.
  case partBelowZero(CaseAccount, Money)
  /// The balance of an account is not the sum over its cases.
  case partsDiffer(Account, balance: Money, parts: Money?)
}

extension LedgerState {
  /// Whether debits equal credits in every fund, nothing is below zero, and every account is the sum over its cases. Only a state that
  /// holds all accounts of its funds can say so.
  public var isBalanced: Bool { faults.isEmpty }

  /// All that is wrong with the book, in a fixed order.
  public var faults: [LedgerFault] {
    var faults: [LedgerFault] = []
    var sums: [Account: Int128] = [:]
    for (account, balance) in balances {
      // The treasury's account stands for its part of the fund.
      sums[Account(fund: account.fund, share: account.share, bucket: .treasury), default: 0] += Int128(balance.minor)
      if account.bucket != .treasury, balance < .zero { faults.append(.belowZero(account, balance)) }
    }
    for (part, sum) in sums where sum != 0 { faults.append(.doesNotSumToZero(part.fund, share: part.share)) }
    var parts: [Account: Int128] = [:]
    for (part, balance) in caseBalances {
      parts[part.account, default: 0] += Int128(balance.minor)
      if balance < .zero { faults.append(.partBelowZero(part, balance)) }
    }
    for account in Set(balances.keys).union(parts.keys) where account.bucket.isOfCases {
      let sum = parts[account] ?? 0
      if sum != Int128(balance(account).minor) {
        faults.append(.partsDiffer(account, balance: balance(account), parts: Int64(exactly: sum).flatMap { Money(checking: $0) }))
      }
    }
    return faults.sorted { String(describing: $0) < String(describing: $1) }
  }

  /// The state after these entries, each decided anew; or the first that no act makes or that is refused, counted from 0.
  public static func replay(_ entries: some Sequence<Entry>) -> Result<LedgerState, ReplayFailure> {
    var state = LedgerState()
    for (position, entry) in entries.enumerated() {
      guard let act = entry.asAct else { return .failure(ReplayFailure(position: position, entry: entry, refusal: nil)) }
      if case .failure(let refusal) = state.book(act) {
        return .failure(ReplayFailure(position: position, entry: entry, refusal: refusal))
      }
    }
    return .success(state)
  }

  /// The first entry of a book that can't be right.
  public struct ReplayFailure: Error, Sendable, Hashable {
    /// Its place, counted from 0.
    public let position: Int
    /// The entry.
    public let entry: Entry
    /// Why it would be refused; nil if no act makes such an entry.
    public let refusal: LedgerRefusal?
  }
}
