public import Values

/// What the steps of a road say about its money: when it is kept back, from which budget, who hands it to the bank.
extension Procedure {
  private func has(_ kind: Step.Kind) -> Bool { steps.contains { $0.kind == kind } }

  /// Whether the money of a claim is kept back when its notice opens: there is no plan that would have done it before.
  public var holdsAtNotice: Bool { !has(.plan) }

  /// Whether an order to the bank releases the money: no step of its own does it before.
  public var releasesWithOrder: Bool { !has(.release) }

  /// The year whose budget pays what is kept back on a day: the running one; nil where the road has a step that names it.
  func budgetYear(on day: CivilDate) -> Int? { has(.budget) ? nil : day.year }

  /// The year whose budget keeps money back on a day: that which pays, or the next one where that is still to be named.
  public func fundYear(on day: CivilDate) -> Int { budgetYear(on: day) ?? day.year + 1 }

  /// The office in whose name somebody hands payments of this road to the bank; nil if they don't.
  public func payingOffice(of actor: Actor) -> String? {
    guard let step = steps.first(where: { $0.kind == .payment }), step.role == actor.role else { return nil }
    switch step.level {
    case .district: return actor.office
    case .city: return actor.office == nil || actor.office == cityOffice.id ? cityOffice.id : nil
    case .applicant, .open: return nil
    }
  }

  /// Whether somebody pays the claim, and so has to know the account it is paid to.
  public func pays(_ state: CaseState, _ actor: Actor) -> Bool {
    guard let office = payingOffice(of: actor) else { return false }
    return office == cityOffice.id || office == state.office
  }
}
