import FundLedger
import Storage
import Values

/// An account of the book, as opposed to the account of a person.
typealias LedgerAccount = FundLedger.Account

/// The book in rows that follow from the log.
enum LedgerStore {
  static func text(_ account: LedgerAccount) -> String {
    "\(account.fund.scheme)/\(account.fund.year)/\(account.share ?? "")/\(account.bucket.rawValue)"
  }

  static func stream(_ fund: Fund) -> String { "fund/\(fund.scheme)/\(fund.year)" }

  /// The balances an act reads.
  static func state(for act: LedgerAct, in tx: any Transaction) throws -> LedgerState {
    var balances: [LedgerAccount: Money] = [:]
    for account in act.accounts {
      let row = try tx.first("SELECT balance_minor FROM ledger_accounts WHERE account = $1", [.text(text(account))])
      balances[account] = Money(minor: row?.integer(0) ?? 0)
    }
    var parts: [CaseAccount: Money] = [:]
    for part in act.caseAccounts {
      let row = try tx.first(
        "SELECT balance_minor FROM ledger_cases WHERE account = $1 AND case_id = $2", [.text(text(part.account)), .text(part.caseID)])
      parts[part] = Money(minor: row?.integer(0) ?? 0)
    }
    return LedgerState(balances: balances, caseBalances: parts)
  }

  /// What stands for a case in these places, by fund and payer, the city first.
  static func standing(_ caseID: String, in buckets: [Bucket], _ tx: any Transaction) throws -> [(fund: Fund, part: Part)] {
    let rows = try tx.query(
      "SELECT scheme, year, share, bucket, balance_minor FROM ledger_cases WHERE case_id = $1 AND balance_minor > 0", [.text(caseID)])
    return rows.filter { row in buckets.contains { $0.rawValue == row.text(3) } }.map { row in
      let share = row.text(2)
      return (
        Fund(scheme: row.text(0), year: Int(row.integer(1))),
        Part(share: share.isEmpty ? nil : share, amount: Money(minor: row.integer(4)))
      )
    }.sorted { ($0.fund, $0.part.share ?? "") < ($1.fund, $1.part.share ?? "") }
  }

  /// What is free in a payer's part of a fund.
  static func available(_ fund: Fund, share: String?, in tx: any Transaction) throws -> Money {
    let row = try tx.first(
      "SELECT balance_minor FROM ledger_accounts WHERE account = $1",
      [.text(text(LedgerAccount(fund: fund, share: share, bucket: .available)))])
    return Money(minor: row?.integer(0) ?? 0)
  }
}

extension Act {
  /// Books acts one after the other, or refuses all.
  func post(_ acts: [LedgerAct]) throws {
    for act in acts { try post(act) }
  }

  /// Books an act, or refuses it.
  @discardableResult
  func post(_ act: LedgerAct) throws -> Entry {
    switch try LedgerStore.state(for: act, in: tx).decide(act) {
    case .failure(let refusal): throw Refusal(refusal, book)
    case .success(let entry):
      try append("ledger.posted", entry, to: LedgerStore.stream(act.fund))
      return entry
    }
  }

  /// Takes what a claim wants of its limits: all together or nothing.
  func take(_ uses: [LimitUse], for caseID: String) throws {
    guard !uses.isEmpty else { return }
    var used: [LimitKey: Int64] = [:]
    for use in uses { used[use.key] = try LimitStore.used(use.key, in: tx) }
    var limits = LimitBook(used: used)
    switch limits.take(uses) {
    case .failure(let refusal): throw Refusal(refusal, case: caseID)
    case .success:
      try append("limits.changed", LimitChange(caseID: caseID, taken: uses, givenBack: []), to: "limits/" + caseID)
    }
  }

  /// Gives parts of limits back.
  func giveBack(_ parts: [LimitTaken], by caseID: String) throws {
    guard !parts.isEmpty else { return }
    try append("limits.changed", LimitChange(caseID: caseID, taken: [], givenBack: parts), to: "limits/" + caseID)
  }
}
