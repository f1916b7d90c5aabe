import Values

/// What undoes what came after the notice: a claim stopped, a payment that comes back late, recovered money handed on.
extension Casework {
  /// A claim that turns out to be wrong after its notice is ended before it is paid. What is at the bank can't be stopped: its word comes
  /// first.
  func stop(_ state: CaseState, _ reason: String, _ note: String, _ actor: Actor, _ day: CivilDate) throws(CaseRefusal) -> CaseEvent {
    guard case .at(let id, let phase) = state.position, let step = procedure.step(id),
      [.budget, .release, .payment].contains(step.kind)
    else { throw .wrongStep }
    guard let rule = procedure.stop else { throw .outcomeNotOffered }
    try permit(actor, rule.role, rule.level, state)
    guard phase != .running else { throw .atBank }
    try explain(.stop, reason, note)
    return .stopped(review: CaseState.Review(step, actor, day, .stop, nil, reason, note))
  }

  /// The bank sends back what it had called paid, days or months later; whoever pays says so. The sum is owed again.
  func returnPaid(_ state: CaseState, _ reason: String, _ actor: Actor, _ day: CivilDate) throws(CaseRefusal) -> CaseEvent {
    guard state.paid.minor > 0, let step = procedure.steps.first(where: { $0.kind == .payment }) else { throw .nothingPaid }
    try permit(actor, step, state)
    // What is demanded back and arrives is recorded as that.
    guard state.recovery == nil else { throw .recoveryOpen }
    guard reason.contains(where: { !$0.isWhitespace }) else { throw .reasonTextMissing }
    return .paidReturned(step: step.id, reason: reason, day: day)
  }

  /// The finance bureau of the city hands money that came back to the public purse.
  func handOn(
    _ state: CaseState, _ amount: Money, _ reference: String, _ actor: Actor, _ day: CivilDate
  ) throws(CaseRefusal) -> CaseEvent {
    try permit(actor, .finance, .city, state)
    guard let recovery = state.recovery else { throw .wrongStep }
    guard amount.minor > 0 else { throw .sumMissing }
    guard amount.minor <= recovery.received.minor - recovery.handedOn.minor else { throw .handOnTooHigh }
    return .handedOn(amount: amount, reference: reference, day: day)
  }

  /// A paper that was promised and comes with a correction has come: the promise is kept.
  func kept(_ state: CaseState, _ event: CaseEvent, _ day: CivilDate) -> [CaseEvent] {
    guard case .corrected(let content, _, _, _) = event else { return [] }
    let present = Set(content.papers.map(\.kind))
    let papers = state.promises.filter { $0.keptOn == nil && present.contains($0.paper) }.map(\.paper).sorted()
    return papers.isEmpty ? [] : [.promisesMet(papers: papers, on: day)]
  }
}
