import Values
import WorkingDays

/// What the enterprise does.
extension Casework {
  func save(_ state: CaseState, _ content: Content, _ actor: Actor) throws(CaseRefusal) -> CaseEvent {
    try own(state, actor)
    switch state.position {
    case .draft: return .saved(content: content)
    case .at(_, .correcting):
      try marked(state, content)
      return .saved(content: content)
    default: throw .wrongStep
    }
  }

  func submit(_ state: CaseState, _ submission: CaseCommand.Submission, _ actor: Actor, _ day: CivilDate) throws(CaseRefusal) -> CaseEvent {
    try own(state, actor)
    let isCorrection: Bool
    switch state.position {
    case .draft: isCorrection = false
    case .at(_, .correcting): isCorrection = true
    default: throw .wrongStep
    }
    guard isCorrection || calls.contains(where: { $0.takes(state.measure, on: day) }) else { throw .outsideCall }
    guard submission.isDeclared else { throw .notDeclared }
    guard submission.decision.outcome != "undetermined" else { throw .factsMissing }
    guard submission.decision.outcome == "eligible" || submission.insists else { throw .notEligible }
    guard let place = submission.place, let office = procedure.routing.offices[place] else { throw .otherDistrict }
    try complete(state)
    if isCorrection {
      // A place corrected to one of another office is a claim for that office, which it has to receive from the beginning.
      guard state.office == office.id else { throw .otherDistrict }
      var clock = state.clock
      do { try clock?.resume(on: day) } catch { throw .wrongStep }
      return .corrected(content: state.content, receipt: receipt(submission, clock), decision: submission.decision, clock: clock)
    }
    guard let first = procedure.steps.first else { throw .wrongStep }
    let clock = clock(of: first, on: day)
    return .submitted(
      content: state.content, office: office.id, receipt: receipt(submission, clock), decision: submission.decision, step: first.id,
      clock: clock)
  }

  /// The receipt with the day that is promised now; a calendar published later changes it no more.
  private func receipt(_ submission: CaseCommand.Submission, _ clock: Clock?) -> CaseState.Receipt {
    var receipt = submission.receipt
    receipt.due = clock?.deadline(calendar)
    return receipt
  }

  func withdraw(_ state: CaseState, _ reason: String?, _ actor: Actor) throws(CaseRefusal) -> CaseEvent {
    try own(state, actor)
    switch state.position {
    case .draft: return .withdrawn(reason: reason)
    case .at(let id, let phase):
      guard let step = procedure.step(id) else { throw .wrongStep }
      // Once the public has seen the claim, or money is ordered, it can't vanish.
      switch step.kind {
      case .review, .plan: return .withdrawn(reason: reason)
      case .notice where phase == .open: return .withdrawn(reason: reason)
      default: throw .tooLateToWithdraw
      }
    case .ended: throw .wrongStep
    }
  }

  func miss(_ state: CaseState, _ call: String, _ day: CivilDate) throws(CaseRefusal) -> CaseEvent {
    guard state.position == .draft, let closed = calls.first(where: { $0.id == call }), closed.covers(state.measure), closed.closes < day
    else { throw .wrongStep }
    // A draft that another call still takes is not missed.
    guard !calls.contains(where: { $0.takes(state.measure, on: day) }) else { throw .wrongStep }
    return .missed(call: call)
  }

  func keepPromise(_ state: CaseState, _ file: PaperFile, _ actor: Actor, _ day: CivilDate) throws(CaseRefusal) -> CaseEvent {
    try own(state, actor)
    guard state.promises.contains(where: { $0.paper == file.kind && $0.keptOn == nil }), state.step != nil else { throw .wrongStep }
    return .promiseKept(file: file, on: day)
  }

  func own(_ state: CaseState, _ actor: Actor) throws(CaseRefusal) {
    guard actor.role == .enterprise, actor.enterprise == state.enterprise else { throw .notYours }
  }

  /// A correction may change what was marked, and nothing else.
  private func marked(_ state: CaseState, _ content: Content) throws(CaseRefusal) {
    let allowed = Set(state.correction?.items.map(\.field) ?? [])
    guard content.fields(differingFrom: state.content).isSubset(of: allowed) else { throw .fieldNotMarked }
  }

  /// Papers, particulars and the account are there; papers that may come later may be promised at review.
  private func complete(_ state: CaseState) throws(CaseRefusal) {
    let present = Set(state.content.papers.map(\.kind))
    guard
      procedure.papers(for: state.measure).allSatisfy({ $0.isOptional || $0.isDeferrable || present.contains($0.id) })
    else { throw .papersMissing }
    guard
      procedure.particulars(for: state.measure).allSatisfy({ $0.isOptional || !(state.content.particulars[$0.id] ?? "").isEmpty })
    else { throw .factsMissing }
    guard let bank = state.content.bank else { throw .bankAccountMissing }
    try check(bank, state)
  }

  /// Money goes to an account of the enterprise itself.
  func check(_ bank: BankAccount, _ state: CaseState) throws(CaseRefusal) {
    guard bank.isComplete else { throw .bankAccountMissing }
    guard Plain.text(bank.holder) == Plain.text(state.enterpriseName) else { throw .accountNotOwn }
  }
}
