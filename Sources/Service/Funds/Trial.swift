import Casework
import FundLedger
import Policy
import Storage
import Values

/// What budgets and limits have left while cases are tried one after the other. Nothing is booked, and nobody who writes has to wait.
struct Trial {
  private let book: PolicyBook
  private let tx: any Transaction
  private var free: [LedgerAccount: Money] = [:]
  private var used: [LimitKey: Int64] = [:]

  init(_ book: PolicyBook, in tx: any Transaction) {
    self.book = book
    self.tx = tx
  }

  /// What is left of a payer's part of a fund.
  func left(_ fund: Fund, share: String?) throws -> Money {
    try left(LedgerAccount(fund: fund, share: share, bucket: .available))
  }

  private func left(_ account: LedgerAccount) throws -> Money {
    try free[account] ?? LedgerStore.available(account.fund, share: account.share, in: tx)
  }

  /// Keeps money back for a case as `Act.hold` would.
  mutating func hold(_ state: CaseState, year: Int, on day: CivilDate, _ claims: Claims) throws -> Refusal? {
    guard try LedgerStore.standing(state.id, in: [.held, .committed], tx).isEmpty else { return nil }
    do { return try take(Holding(state, year: year, reference: state.id, on: day, claims)) } catch let refusal as Refusal { return refusal }
  }

  /// Takes what a case wants, or says what is lacking and takes nothing of it.
  mutating func take(_ holding: Holding) throws -> Refusal? {
    var after = self
    var limits: [LimitKey: Int64] = [:]
    for use in holding.uses { limits[use.key] = try used[use.key] ?? LimitStore.used(use.key, in: tx) }
    var limitBook = LimitBook(used: limits)
    if case .failure(let refusal) = limitBook.take(holding.uses) { return Refusal(refusal, case: holding.caseID) }
    after.used.merge(limitBook.used) { $1 }
    for act in holding.acts {
      var state = LedgerState(balances: [act.source: try after.left(act.source)])
      if case .failure(let refusal) = state.book(act) { return Refusal(refusal, book) }
      after.free[act.source] = state.balance(act.source)
    }
    self = after
    return nil
  }
}
