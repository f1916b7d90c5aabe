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

  /// What stands in one place of the book for a case.
  static func balance(_ fund: Fund, _ bucket: Bucket, case id: String, in tx: any Transaction) throws -> Money {
    let row = try tx.first(
      "SELECT balance_minor FROM ledger_cases WHERE account = $1 AND case_id = $2",
      [.text(text(LedgerAccount(fund: fund, bucket: bucket))), .text(id)])
    return Money(minor: row?.integer(0) ?? 0)
  }

  /// What is free in a fund.
  static func available(_ fund: Fund, in tx: any Transaction) throws -> Money {
    let row = try tx.first(
      "SELECT balance_minor FROM ledger_accounts WHERE account = $1", [.text(text(LedgerAccount(fund: fund, bucket: .available)))])
    return Money(minor: row?.integer(0) ?? 0)
  }
}

extension Act {
  /// Books acts one after the other, or refuses all.
  func post(_ acts: [LedgerAct]) throws {
    for act in acts {
      switch try LedgerStore.state(for: act, in: tx).decide(act) {
      case .failure(let refusal): throw Refusal(refusal)
      case .success(let entry): try append("ledger.posted", entry, to: LedgerStore.stream(act.fund))
      }
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
