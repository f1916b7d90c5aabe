public import Values

/// Balances of accounts and of their parts: all of a book, or the few that an act touches.
///
/// A balance is debits less credits: what has come in less what has gone out. One that was not handed in is zero.
public struct LedgerState: Sendable, Hashable {
  /// By account.
  public private(set) var balances: [Account: Money]
  /// By account and case.
  public private(set) var caseBalances: [CaseAccount: Money]

  /// A state of these balances; an empty book without them.
  public init(balances: [Account: Money] = [:], caseBalances: [CaseAccount: Money] = [:]) {
    self.balances = balances
    self.caseBalances = caseBalances
  }

  /// The balance of an account.
  public func balance(_ account: Account) -> Money { balances[account] ?? .zero }

  /// The part of a case.
  public func balance(_ part: CaseAccount) -> Money { caseBalances[part] ?? .zero }

  /// The entry that books the act, or why it can't be booked. Nothing changes until the entry is applied.
  public func decide(_ act: LedgerAct) -> Result<Entry, LedgerRefusal> {
    guard act.amount > .zero else { return .failure(LedgerRefusal(.notPositive, act, had: nil)) }
    // The purse gives what the budget says; every other account only what is in it, and of that only what belongs to the case.
    if act.kind.from != .treasury {
      var had = balance(act.source)
      if let caseID = act.caseID, act.kind.from.isOfCases {
        had = min(had, balance(CaseAccount(account: act.source, caseID: caseID)))
      }
      if had < act.amount { return .failure(LedgerRefusal(.shortage(of: act.kind), act, had: had)) }
    }
    let entry = Entry(act)
    let fits =
      entry.changes.allSatisfy { balance($0.account).adding($0.amount) != nil }
      && entry.caseChanges.allSatisfy { balance($0.account).adding($0.amount) != nil }
    return fits ? .success(entry) : .failure(LedgerRefusal(.overflow, act, had: nil))
  }

  /// Books an entry that was decided. Traps if a balance would go beyond 10^15 CNY, which no decided entry does.
  public mutating func apply(_ entry: Entry) {
    for change in entry.changes { balances[change.account] = LedgerState.sum(balance(change.account), change.amount) }
    for change in entry.caseChanges { caseBalances[change.account] = LedgerState.sum(balance(change.account), change.amount) }
  }

  /// Decides and applies.
  public mutating func book(_ act: LedgerAct) -> Result<Entry, LedgerRefusal> {
    let decision = decide(act)
    if case .success(let entry) = decision { apply(entry) }
    return decision
  }

  private static func sum(_ left: Money, _ right: Money) -> Money {
    guard let sum = left.adding(right) else { preconditionFailure("a balance beyond 10^15: the entry was not decided") }
    return sum
  }
}

extension LedgerState {
  /// The two entries that move a hold of a case to another budget year: out of the one, into the other, or neither.
  ///
  /// The state holds the accounts of both acts: see `LedgerAct.moveHold`.
  public func decideMoveHold(
    from: Fund, to: Fund, share: String? = nil, caseID: String, amount: Money, reference: String, day: CivilDate
  ) -> Result<[Entry], LedgerRefusal> {
    let acts = LedgerAct.moveHold(from: from, to: to, share: share, caseID: caseID, amount: amount, reference: reference, day: day)
    var state = self
    var entries: [Entry] = []
    for act in acts {
      switch state.book(act) {
      case .success(let entry): entries.append(entry)
      case .failure(let refusal): return .failure(refusal)
      }
    }
    return .success(entries)
  }
}

extension LedgerAct {
  /// The two acts of a hold that moves to another budget year: released in the one, held in the other, under one reference.
  public static func moveHold(
    from: Fund, to: Fund, share: String? = nil, caseID: String, amount: Money, reference: String, day: CivilDate
  ) -> [LedgerAct] {
    [
      LedgerAct(.releaseHold, fund: from, share: share, caseID: caseID, amount: amount, reference: reference, day: day),
      LedgerAct(.hold, fund: to, share: share, caseID: caseID, amount: amount, reference: reference, day: day),
    ]
  }
}
