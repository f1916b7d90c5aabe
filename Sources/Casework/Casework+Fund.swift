import Values
import WorkingDays

/// Budget, release, payment, report and recovery.
extension Casework {
  func fund(_ state: CaseState, _ command: CaseCommand, _ actor: Actor, _ day: CivilDate) throws(CaseRefusal) -> CaseEvent {
    switch command {
    case .budget(let year):
      let step = try step(state, .budget, [.open])
      try permit(actor, step, state)
      // A year that is over pays nothing, and one mistyped would keep the money for years.
      guard year == day.year || year == day.year + 1 else { throw .budgetYear }
      let (next, clock) = try next(after: step, on: day)
      return .budgeted(year: year, next: next, clock: clock)
    case .release(let order):
      let step = try step(state, .release, [.open])
      try permit(actor, step, state)
      // Without a step for the budget, money is there already.
      if let year = state.budgetYear, day.year < year { throw .budgetTooEarly }
      let (next, clock) = try next(after: step, on: day)
      return .released(order: order, next: next, clock: clock)
    case .order(let batch):
      let step = try step(state, .payment, [.open])
      try permit(actor, step, state)
      if let first = state.accountUsableFrom, day < first { throw .accountCooling }
      return .ordered(batch: batch)
    case .pay(let reference):
      let step = try step(state, .payment, [.running])
      try permit(actor, step, state)
      guard let granted = state.granted else { preconditionFailure("every road begins with a review, which grants a sum") }
      let next = procedure.step(after: step.id)
      return .paid(
        payment: CaseState.Payment(amount: granted, day: day, reference: reference), next: next?.id,
        clock: next.flatMap { clock(of: $0, on: day) })
    case .bankReturn(let reason):
      let step = try step(state, .payment, [.running])
      try permit(actor, step, state)
      return .bankReturned(reason: reason, day: day)
    case .changeAccount(let bank, let usableFrom):
      try own(state, actor)
      try mayChangeAccount(state)
      try check(bank, state)
      guard bank != state.content.bank else { throw .accountSame }
      return .accountChanged(bank: bank, before: state.content.bank?.masked, usableFrom: usableFrom)
    case .report(let report):
      let step = try step(state, .report, [.open])
      try permit(actor, step, state)
      return .reported(report: report)
    default: throw .wrongStep
    }
  }

  /// As long as the money is not on its way, the account can be changed; what is at the bank goes where it was ordered to.
  private func mayChangeAccount(_ state: CaseState) throws(CaseRefusal) {
    guard case .at(let id, let phase) = state.position, let step = procedure.step(id) else { throw .wrongStep }
    switch step.kind {
    case .review, .plan, .notice, .budget, .release: return
    case .payment: if phase == .running { throw .wrongStep }
    case .report: throw .wrongStep
    }
  }

  /// Money obtained by fraud is demanded back in full, whether the case is closed or not.
  func recover(_ state: CaseState, _ command: CaseCommand, _ actor: Actor, _ day: CivilDate) throws(CaseRefusal) -> CaseEvent {
    guard actor.role == .cityReviewer else { throw .notYourRole }
    guard actor.office == procedure.cityOffice.id else { throw .otherOffice }
    try apart(actor, from: state)
    switch command {
    case .demandRecovery(let finding):
      guard state.paid.minor > 0 else { throw .nothingPaid }
      guard state.recovery == nil else { throw .wrongStep }
      guard finding.contains(where: { !$0.isWhitespace }) else { throw .reasonTextMissing }
      return .recoveryDemanded(amount: state.paid, finding: finding, day: day)
    case .receiveRecovery(let amount, let reference):
      guard let recovery = state.recovery else { throw .wrongStep }
      guard amount.minor > 0 else { throw .sumMissing }
      guard amount.minor <= recovery.demanded.minor - recovery.received.minor else { throw .recoveryTooHigh }
      return .recovered(amount: amount, reference: reference, day: day)
    case .withdrawDemand(let reason):
      guard let recovery = state.recovery else { throw .wrongStep }
      guard recovery.received < recovery.demanded else { throw .nothingDemanded }
      guard reason.contains(where: { !$0.isWhitespace }) else { throw .reasonTextMissing }
      let open = Money(minor: recovery.demanded.minor - recovery.received.minor)
      return .demandWithdrawn(amount: open, reason: reason, day: day)
    default: throw .wrongStep
    }
  }
}
