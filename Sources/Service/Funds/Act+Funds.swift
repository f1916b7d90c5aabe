import Casework
import FundLedger
import Storage
import Values

/// What acts on cases do to the fund and to limits.
extension Act {
  /// Where money is kept for a case: the year is that of its hold or commitment.
  func kept(_ state: CaseState) throws -> (fund: Fund, bucket: Bucket, amount: Money)? {
    let row = try tx.first(
      "SELECT scheme, year, bucket, balance_minor FROM ledger_cases WHERE case_id = $1 AND bucket IN ('held', 'committed') AND balance_minor > 0",
      [.text(state.id)])
    guard let row, let bucket = Bucket(rawValue: row.text(2)) else { return nil }
    return (Fund(scheme: row.text(0), year: Int(row.integer(1))), bucket, Money(minor: row.integer(3)))
  }

  /// Keeps money back for a case in a plan, and takes its limits, together.
  func hold(_ state: CaseState, year: Int, reference: String) throws {
    let procedure = try procedure(state.procedure)
    guard let granted = state.granted, let measure = book.measure(state.measure) else { throw Refusal.noSuchProcedure }
    let claims = Claims(book: book, answerers: service.answerers)
    let stated = try claims.stated(state.content.facts)
    let uses = claims.limits(measure, procedure, state, stated, asOf: day).map { limit in
      LimitUse(key: limit.key, quantity: limit.key.unit == .claims ? 1 : granted.minor, ceiling: limit.ceiling)
    }
    try take(uses, for: state.id)
    let fund = Fund(scheme: procedure.fund, year: year)
    try post([LedgerAct(.hold, fund: fund, caseID: state.id, amount: granted, reference: reference, day: day)])
  }

  /// Sets everything free that was kept for a case.
  func letGo(_ state: CaseState) throws {
    try giveBack(try LimitStore.taken(by: state.id, in: tx), by: state.id)
    guard let kept = try kept(state) else { return }
    var acts: [LedgerAct] = []
    if kept.bucket == .committed {
      acts.append(LedgerAct(.uncommit, fund: kept.fund, caseID: state.id, amount: kept.amount, reference: state.id, day: day))
    }
    acts.append(LedgerAct(.releaseHold, fund: kept.fund, caseID: state.id, amount: kept.amount, reference: state.id, day: day))
    try post(acts)
  }

  /// Sets a difference free after the sum was lowered.
  func lower(_ state: CaseState, by difference: Money) throws {
    let taken = try LimitStore.taken(by: state.id, in: tx)
    try giveBack(LimitTaken.back(of: taken, smallerBy: difference), by: state.id)
    guard let kept = try kept(state) else { return }
    var acts: [LedgerAct] = []
    if kept.bucket == .committed {
      acts.append(LedgerAct(.uncommit, fund: kept.fund, caseID: state.id, amount: difference, reference: state.id, day: day))
    }
    acts.append(LedgerAct(.releaseHold, fund: kept.fund, caseID: state.id, amount: difference, reference: state.id, day: day))
    try post(acts)
  }

  /// After an undisputed notice: the hold becomes a commitment, in the budget of the year after the notice (第十四条).
  func commit(_ state: CaseState, year: Int, reference: String) throws {
    guard let kept = try kept(state), kept.bucket == .held else { return }
    let fund = Fund(scheme: kept.fund.scheme, year: year)
    if fund != kept.fund {
      try post(
        LedgerAct.moveHold(from: kept.fund, to: fund, caseID: state.id, amount: kept.amount, reference: reference, day: day))
    }
    try post([LedgerAct(.commit, fund: fund, caseID: state.id, amount: kept.amount, reference: reference, day: day)])
  }
}
