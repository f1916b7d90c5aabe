public import Casework
public import FundLedger
public import Values

/// What the budget gives a scheme: the finance bureau of the city enters it for the city, that of a district for its own part.
extension CaseService {
  /// Enters money for a scheme and year into the book (预算). Throws `fund.no_share` where districts bear nothing.
  public func appropriate(
    procedure id: String, year: Int, amount: Money, reference: String, by actor: Actor, once: Once? = nil
  ) async throws -> Entry {
    try await enter(.appropriate, procedure: id, year: year, amount: amount, reference: reference, by: actor, once: once)
  }

  /// Takes back what the budget gave and is still free (调减预算): for a wrong entry, or because the budget was cut. Throws `fund.no_share`
  /// where districts bear nothing.
  public func reduceAppropriation(
    procedure id: String, year: Int, amount: Money, reference: String, by actor: Actor, once: Once? = nil
  ) async throws -> Entry {
    try await enter(.reduceAppropriation, procedure: id, year: year, amount: amount, reference: reference, by: actor, once: once)
  }

  private func enter(
    _ kind: LedgerAct.Kind, procedure id: String, year: Int, amount: Money, reference: String, by actor: Actor, once: Once?
  ) async throws -> Entry {
    try await act(actor, once: once) { act in
      guard actor.role == .finance || actor.role == .districtFinance else { throw Refusal.notYourRole }
      let procedure = try act.procedure(id)
      return try act.post(
        LedgerAct(
          kind, fund: Fund(scheme: procedure.fund, year: year), share: try procedure.share(of: actor), amount: amount,
          reference: reference, day: act.day))
    }
  }
}

extension Procedure {
  /// Whose part of the fund somebody enters: nil for the city's.
  fileprivate func share(of actor: Actor) throws -> String? {
    guard actor.role == .districtFinance else { return nil }
    guard let office = actor.office, routing.offices.values.contains(where: { $0.id == office }) else { throw Refusal.notYourRole }
    guard payers.contains(where: { $0.bearer == .office }) else { throw Refusal.noShare }
    return office
  }
}
