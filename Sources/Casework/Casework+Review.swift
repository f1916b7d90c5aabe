import Values
import WorkingDays

/// What reviewers do.
extension Casework {
  func review(_ state: CaseState, _ command: CaseCommand, _ actor: Actor, _ day: CivilDate) throws(CaseRefusal) -> CaseEvent {
    if case .refuse(let reason, let note) = command { return try refuse(state, reason, note, actor, day) }
    if case .sendBack(let reason, let note) = command { return try sendBack(state, reason, note, actor, day) }
    let step = try step(state, .review, [.open])
    try permit(actor, step, state)
    // Whoever may handle the case may put it back, so that it does not wait for a colleague who is away.
    if case .putBack = command {
      guard state.takenBy != nil else { throw .wrongStep }
      return .putBack(by: actor.account)
    }
    try held(state, actor)
    switch command {
    case .take: return .taken(by: actor.account)
    case .askCorrection(let items, let note): return try askCorrection(state, items, note, step, actor, day)
    case .accept(let acceptance): return try accept(state, acceptance, step, actor, day)
    default: throw .wrongStep
    }
  }

  /// A claim goes back to the review before: from a later review, or from a plan that it does not fit into.
  private func sendBack(
    _ state: CaseState, _ reason: String, _ note: String, _ actor: Actor, _ day: CivilDate
  ) throws(CaseRefusal) -> CaseEvent {
    guard case .at(let id, .open) = state.position, let step = procedure.step(id), [.review, .plan].contains(step.kind) else {
      throw .wrongStep
    }
    try permit(actor, step, state)
    try held(state, actor)
    guard step.outcomes.contains(.sendBack), let earlier = procedure.review(before: step) else { throw .outcomeNotOffered }
    try explain(.sendBack, reason, note)
    return .sentBack(
      review: CaseState.Review(step, actor, day, .sendBack, nil, reason, note), to: earlier.id, clock: clock(of: earlier, on: day))
  }

  /// The last day on which the enterprise can hand in the correction it was asked for, after which the claim may be refused; nil where
  /// none is asked for or no time is set.
  public func correctionDue(_ state: CaseState) -> Deadline? {
    guard let correction = state.correction, let step = state.step.flatMap({ procedure.step($0) }) else { return nil }
    return step.correction?.period(from: correction.askedOn, calendar)
  }

  private func held(_ state: CaseState, _ actor: Actor) throws(CaseRefusal) {
    if let holder = state.takenBy, holder != actor.account { throw .takenByOther }
  }

  /// A claim is refused at a review. It is refused as well when a correction or a promised paper has not come in time: otherwise it could
  /// neither go on nor end.
  private func refuse(
    _ state: CaseState, _ reason: String, _ note: String, _ actor: Actor, _ day: CivilDate
  ) throws(CaseRefusal) -> CaseEvent {
    guard case .at(let id, let phase) = state.position, let step = procedure.step(id) else { throw .wrongStep }
    guard step.kind == .review || (step.kind == .notice && phase == .open) else { throw .wrongStep }
    try permit(actor, step, state)
    try held(state, actor)
    if step.kind == .notice {
      guard state.promises.contains(where: { $0.keptOn == nil && $0.due < day }) else { throw .wrongStep }
    } else {
      guard step.outcomes.contains(.refuse) else { throw .outcomeNotOffered }
    }
    if phase == .correcting {
      guard let due = correctionDue(state), due.date < day else { throw .correctionRunning }
    }
    try explain(.refuse, reason, note)
    return .refused(review: CaseState.Review(step, actor, day, .refuse, nil, reason, note))
  }

  func explain(_ outcome: ReviewOutcome, _ reason: String, _ note: String) throws(CaseRefusal) {
    guard procedure.reasons(for: outcome).contains(where: { $0.code == reason }) else { throw .reasonUnknown }
    guard note.contains(where: { !$0.isWhitespace }) else { throw .reasonTextMissing }
  }

  private func askCorrection(
    _ state: CaseState, _ items: [CaseState.Correction.Item], _ note: String?, _ step: Procedure.Step, _ actor: Actor, _ day: CivilDate
  ) throws(CaseRefusal) -> CaseEvent {
    guard step.outcomes.contains(.correct) else { throw .outcomeNotOffered }
    // Everything that is wrong is told at once (一次性告知).
    guard !state.correctedSteps.contains(step.id) else { throw .correctionRoundUsed }
    guard !items.isEmpty else { throw .nothingMarked }
    let codes = Set(procedure.reasons(for: .correct).map(\.code))
    guard items.allSatisfy({ isField($0.field, of: state) }) else { throw .fieldUnknown }
    guard items.allSatisfy({ codes.contains($0.reason) }) else { throw .reasonUnknown }
    var clock = state.clock
    do { try clock?.pause(on: day) } catch { throw .wrongStep }
    return .correctionAsked(review: CaseState.Review(step, actor, day, .correct, nil, nil, note), items: items, clock: clock)
  }

  private func isField(_ field: String, of state: CaseState) -> Bool {
    if field == "vouchers" || field == "bank" { return true }
    let parts = field.split(separator: ":", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return false }
    switch parts[0] {
    case "fact": return !parts[1].isEmpty
    case "particular": return procedure.particulars(for: state.measure).contains { $0.id == parts[1] }
    case "paper": return procedure.papers(for: state.measure).contains { $0.id == parts[1] }
    default: return false
    }
  }

  private func accept(
    _ state: CaseState, _ acceptance: CaseCommand.Acceptance, _ step: Procedure.Step, _ actor: Actor, _ day: CivilDate
  ) throws(CaseRefusal) -> CaseEvent {
    let isPromise = !acceptance.promises.isEmpty
    guard step.outcomes.contains(isPromise ? .acceptWithPromise : .accept) else { throw .outcomeNotOffered }
    let granted = try sum(acceptance, state, step)
    let promises = try promises(acceptance, state, step, day)
    let (next, clock) = try next(after: step, on: day)
    return .accepted(
      review: CaseState.Review(
        step, actor, day, isPromise ? .acceptWithPromise : .accept, granted, acceptance.reason, acceptance.note),
      decision: acceptance.decision, promises: promises, next: next, clock: clock)
  }

  /// The sum granted: never above the decision, equal to it where the sum is fixed, never above what the review before granted.
  private func sum(_ acceptance: CaseCommand.Acceptance, _ state: CaseState, _ step: Procedure.Step) throws(CaseRefusal) -> Money {
    let decision = acceptance.decision
    guard decision.outcome == "eligible", let most = decision.amount else { throw .notEligible }
    guard let granted = acceptance.granted, granted.minor > 0 else { throw .sumMissing }
    // Taken from the reviews: what the case says was granted is forgotten when it is sent back.
    let before = procedure.review(before: step).flatMap { earlier in state.reviews.last { $0.step == earlier.id }?.granted }
    let ceiling = min(most, before ?? most)
    guard granted <= ceiling else { throw .sumTooHigh }
    if granted < ceiling {
      guard decision.isCeiling else { throw .sumFixed }
      guard acceptance.reason != nil else { throw .reasonUnknown }
    }
    if let reason = acceptance.reason, !procedure.reasons(for: .accept).contains(where: { $0.code == reason }) { throw .reasonUnknown }
    return granted
  }

  private func promises(
    _ acceptance: CaseCommand.Acceptance, _ state: CaseState, _ step: Procedure.Step, _ day: CivilDate
  ) throws(CaseRefusal) -> [CaseState.Promise] {
    let present = Set(state.content.papers.map(\.kind))
    let needed = procedure.papers(for: state.measure)
    let promised = Set(acceptance.promises.keys).union(state.promises.map(\.paper))
    guard needed.allSatisfy({ $0.isOptional || present.contains($0.id) || promised.contains($0.id) }) else { throw .papersMissing }
    let latest = step.promise.flatMap { $0.period(from: day, calendar)?.date }
    var promises: [CaseState.Promise] = []
    for (paper, due) in acceptance.promises.sorted(by: { $0.key < $1.key }) {
      // A paper that is there needs no promise, and a promise is not made again to gain time.
      guard let kind = needed.first(where: { $0.id == paper }), kind.isDeferrable, let latest, !present.contains(paper),
        !state.promises.contains(where: { $0.paper == paper })
      else { throw .paperNotDeferrable }
      guard due > day, due <= latest else { throw .promiseTooLate }
      promises.append(CaseState.Promise(paper: paper, due: due, keptOn: nil))
    }
    return promises
  }
}

extension CaseState.Review {
  init(
    _ step: Procedure.Step, _ actor: Actor, _ day: CivilDate, _ outcome: ReviewOutcome, _ granted: Money?, _ reason: String?,
    _ note: String?
  ) {
    self.init(step: step.id, by: actor.account, day: day, outcome: outcome, granted: granted, reason: reason, note: note)
  }
}
