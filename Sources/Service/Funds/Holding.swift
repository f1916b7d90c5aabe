import Casework
import FundLedger
import Policy
import Values

/// What is kept back for a case: what it uses of limits, and what each payer's budget gives.
struct Holding {
  let caseID: String
  let uses: [LimitUse]
  let acts: [LedgerAct]

  /// What a case keeps back of the budget of a year, when a plan or a notice takes it in. Throws `decision.parts_unclear`.
  init(_ state: CaseState, year: Int, reference: String, on day: CivilDate, _ claims: Claims) throws {
    guard let procedure = claims.book.procedure(state.procedure), let measure = claims.book.measure(state.measure),
      let granted = state.granted
    else { throw Refusal.noSuchProcedure }
    let stated = try claims.stated(state.content.facts)
    let uses = claims.limits(measure, procedure, state, stated, asOf: day).map { limit in
      LimitUse(key: limit.key, quantity: limit.key.unit == .claims ? 1 : granted.minor, ceiling: limit.ceiling)
    }
    self.init(
      state.id, uses: uses, parts: try state.bearing().split(granted), of: Fund(scheme: procedure.fund, year: year),
      reference: reference, on: day)
  }

  /// What is kept back for a case of a fund, by payer.
  init(_ caseID: String, uses: [LimitUse] = [], parts: [Part], of fund: Fund, reference: String, on day: CivilDate) {
    self.caseID = caseID
    self.uses = uses
    acts = parts.map {
      LedgerAct(.hold, fund: fund, share: $0.share, caseID: caseID, amount: $0.amount, reference: reference, day: day)
    }
  }
}
