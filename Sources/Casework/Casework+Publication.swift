import Values
import WorkingDays

/// Plan, public notice and objections.
extension Casework {
  func publish(_ state: CaseState, _ command: CaseCommand, _ actor: Actor, _ day: CivilDate) throws(CaseRefusal) -> CaseEvent {
    switch command {
    case .plan(let plan):
      let step = try step(state, .plan, [.open])
      try permit(actor, step, state)
      let (next, clock) = try next(after: step, on: day)
      return .planned(plan: plan, next: next, clock: clock, budgetYear: procedure.budgetYear(on: day))
    case .notice(let notice):
      let step = try step(state, .notice, [.open])
      try permit(actor, step, state)
      guard !state.hasOpenPromises else { throw .promiseOpen }
      return .noticed(
        notice: notice, clock: step.clock.map { Clock($0, startedOn: day) },
        budgetYear: procedure.holdsAtNotice ? procedure.budgetYear(on: day) : nil)
    case .dispute(let objection):
      // Whether it came in time is told by the notice, which is frozen as the public reads it.
      _ = try step(state, .notice, [.running])
      guard !state.disputes.contains(objection) else { throw .wrongStep }
      return .disputed(objection: objection)
    case .settle(let objection, let result): return try settle(state, objection, result)
    case .confirm:
      let step = try step(state, .notice, [.running])
      // The last day belongs to the public until it ends. A calendar published since the notice opened counts.
      guard state.clock?.isOverdue(on: day, calendar) ?? true else { throw .noticeOpen }
      guard state.disputes.isEmpty else { throw .disputed }
      let (next, clock) = try next(after: step, on: day)
      return .confirmed(next: next, clock: clock)
    default: throw .wrongStep
    }
  }

  private func settle(_ state: CaseState, _ objection: String, _ result: CaseCommand.Settlement) throws(CaseRefusal) -> CaseEvent {
    _ = try step(state, .notice, [.running])
    guard state.disputes.contains(objection) else { throw .noSuchDispute }
    switch result {
    case .stands: return .settled(objection: objection, granted: nil, refused: false)
    case .refused: return .settled(objection: objection, granted: nil, refused: true)
    case .lowered(let sum):
      guard sum.minor > 0 else { throw .sumMissing }
      // Another objection may have lowered the sum further: what is lower holds, and nothing is ever raised.
      return .settled(objection: objection, granted: state.granted.map { sum < $0 } ?? true ? sum : nil, refused: false)
    }
  }
}
