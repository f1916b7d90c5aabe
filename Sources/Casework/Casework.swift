public import Values
import WorkingDays

/// The rules of one case: what a command does to it, given the procedure, the day and the calendar. Pure: no clock is read, nothing is stored.
///
/// Source: the procedure file; the shape "decide, then evolve" keeps every act reproducible from the log.
public struct Casework: Sendable {
  let procedure: Procedure
  let calendar: WorkingCalendar
  let calls: [Call]

  /// The rules of the cases of a procedure, with the calls that were announced; those of other procedures are left aside.
  public init(_ procedure: Procedure, calendar: WorkingCalendar, calls: [Call]) {
    self.procedure = procedure
    self.calls = calls.filter { $0.procedure == procedure.id }
    self.calendar = calendar
  }

  /// What a command does, or why it is refused.
  ///
  /// - Parameters:
  ///   - state: the case; nil where there is none yet.
  ///   - day: the day on which it is done.
  public func decide(_ state: CaseState?, _ command: CaseCommand, by actor: Actor, on day: CivilDate) -> Result<[CaseEvent], CaseRefusal> {
    precondition(state.map { $0.procedure == procedure.id } ?? true, "a case is judged by its own procedure")
    do throws(CaseRefusal) {
      guard let state else { return .success([try create(command, actor)]) }
      let event = try event(state, command, actor, day)
      return .success([event] + kept(state, event, day))
    } catch {
      return .failure(error)
    }
  }

  private func create(_ command: CaseCommand, _ actor: Actor) throws(CaseRefusal) -> CaseEvent {
    guard case .create(let id, let measure, let enterprise, let name, let content) = command else { throw .wrongStep }
    guard actor.role == .enterprise, actor.enterprise == enterprise else { throw .notYours }
    guard procedure.measures.contains(measure) else { throw .measureNotClaimed }
    return .created(
      id: id, procedure: procedure.id, measure: measure, enterprise: enterprise, enterpriseName: name, by: actor.account, content: content)
  }

  private func event(_ state: CaseState, _ command: CaseCommand, _ actor: Actor, _ day: CivilDate) throws(CaseRefusal) -> CaseEvent {
    switch command {
    case .create: throw .exists
    case .save(let content): return try save(state, content, actor)
    case .submit(let submission): return try submit(state, submission, actor, day)
    case .withdraw(let reason): return try withdraw(state, reason, actor)
    case .miss(let call): return try miss(state, call, day)
    case .take, .putBack, .askCorrection, .accept, .refuse, .sendBack: return try review(state, command, actor, day)
    case .keepPromise(let file): return try keepPromise(state, file, actor, day)
    case .plan, .notice, .dispute, .settle, .confirm: return try publish(state, command, actor, day)
    case .budget, .release, .order, .pay, .bankReturn, .changeAccount, .report: return try fund(state, command, actor, day)
    case .demandRecovery, .receiveRecovery, .withdrawDemand: return try recover(state, command, actor, day)
    case .handOn(let amount, let reference): return try handOn(state, amount, reference, actor, day)
    case .stop(let reason, let note): return try stop(state, reason, note, actor, day)
    case .returnPaid(let reason): return try returnPaid(state, reason, actor, day)
    }
  }

  /// The step a case stands at, if it is of this kind and in one of these phases.
  func step(_ state: CaseState, _ kind: Procedure.Step.Kind, _ phases: Set<CaseState.Phase>) throws(CaseRefusal) -> Procedure.Step {
    guard case .at(let id, let phase) = state.position, let step = procedure.step(id), step.kind == kind, phases.contains(phase) else {
      throw .wrongStep
    }
    return step
  }

  /// Refuses an actor who may not handle a step of this case: another role or office, a party to it, or a reviewer of an adjacent step.
  func permit(_ actor: Actor, _ step: Procedure.Step, _ state: CaseState) throws(CaseRefusal) {
    try permit(actor, step.role, step.level, state)
    if step.level == .applicant { return }
    let others = procedure.apart(from: step)
    if state.reviews.contains(where: { $0.by == actor.account && others.contains($0.step) }) { throw .sameReviewer }
  }

  /// Refuses an actor of another role or office than these, and an officer who is a party to the case.
  func permit(_ actor: Actor, _ role: Role, _ level: Level, _ state: CaseState) throws(CaseRefusal) {
    guard actor.role == role else { throw .notYourRole }
    switch level {
    case .applicant: return try own(state, actor)
    case .district: guard actor.office == state.office else { throw .otherOffice }
    case .city: guard actor.office == procedure.cityOffice.id || (actor.office == nil && role == .finance) else { throw .otherOffice }
    case .open: throw .otherOffice
    }
    try apart(actor, from: state)
  }

  /// Refuses an officer who is a party to the case.
  func apart(_ actor: Actor, from state: CaseState) throws(CaseRefusal) {
    if actor.account == state.createdBy || actor.enterprise == state.enterprise { throw .ownCase }
  }

  /// The step after this one, with its clock begun.
  func next(after step: Procedure.Step, on day: CivilDate) throws(CaseRefusal) -> (id: String, clock: Clock?) {
    guard let next = procedure.step(after: step.id) else { throw .wrongStep }
    return (next.id, clock(of: next, on: day))
  }

  /// The clock of a step that an officer has to keep. The time that a notice lasts begins only when the notice opens.
  func clock(of step: Procedure.Step, on day: CivilDate) -> Clock? {
    step.kind == .notice ? nil : step.clock.map { Clock($0, startedOn: day) }
  }
}
