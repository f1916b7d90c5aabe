import Values
import WorkingDays

extension CaseState {
  /// The case after an event. The first event of a case is `created`; nil stands for no case.
  public static func evolve(_ state: CaseState?, _ event: CaseEvent) -> CaseState {
    if case .created(let id, let procedure, let measure, let enterprise, let name, let by, let content) = event {
      precondition(state == nil, "a case is created once")
      return CaseState(
        id: id, procedure: procedure, measure: measure, enterprise: enterprise, enterpriseName: name, createdBy: by, position: .draft,
        content: content, correctionReceipts: [], reviews: [], correctedSteps: [], promises: [], disputes: [], payments: [], version: 1)
    }
    guard var state else { preconditionFailure("the first event of a case is `created`") }
    state.apply(event)
    state.version += 1
    return state
  }

  /// The case that a list of events tells; nil for none.
  public static func fold(_ events: some Sequence<CaseEvent>) -> CaseState? {
    events.reduce(nil as CaseState?) { evolve($0, $1) }
  }

  private mutating func apply(_ event: CaseEvent) {
    switch event {
    case .created: preconditionFailure("a case is created once")
    case .saved(let content): self.content = content
    case .submitted(let content, let office, let receipt, let decision, let step, let clock):
      self.content = content
      self.office = office
      self.receipt = receipt
      self.decision = decision
      move(to: step, clock)
    case .corrected(let content, let receipt, let decision, let clock):
      self.content = content
      correctionReceipts.append(receipt)
      self.decision = decision
      self.clock = clock
      correction = nil
      move(to: .open)
    case .withdrawn: end(.withdrawn)
    case .missed: end(.missed)
    case .taken(let by): takenBy = by
    case .putBack: takenBy = nil
    case .correctionAsked(let review, let items, let clock):
      reviews.append(review)
      correction = Correction(items: items, note: review.note, askedOn: review.day)
      correctedSteps.insert(review.step)
      self.clock = clock
      move(to: .correcting)
    case .accepted(let review, let decision, let promises, let next, let clock):
      reviews.append(review)
      granted = review.granted
      self.decision = decision
      self.promises += promises
      move(to: next, clock)
    case .refused(let review):
      reviews.append(review)
      end(.refused)
    case .sentBack(let review, let to, let clock):
      reviews.append(review)
      // A new review starts from the decision, not from a sum that was not confirmed; it may ask for corrections again.
      granted = nil
      plan = nil
      budgetYear = nil
      correctedSteps.remove(to)
      move(to: to, clock)
    case .promiseKept(let file, let day):
      content.papers.append(file)
      keep([file.kind], on: day)
    case .promisesMet(let papers, let day): keep(papers, on: day)
    default: applyLater(event)
    }
  }

  private mutating func applyLater(_ event: CaseEvent) {
    switch event {
    case .planned(let plan, let next, let clock, let year):
      self.plan = plan
      budgetYear = year
      move(to: next, clock)
    case .noticed(let notice, let clock, let year):
      self.notice = notice
      budgetYear = year ?? budgetYear
      self.clock = clock
      move(to: .running)
    case .disputed(let objection): disputes.insert(objection)
    case .settled(let objection, let sum, let isRefused):
      disputes.remove(objection)
      if let sum { granted = sum }
      if isRefused { end(.refused) }
    case .confirmed(let next, let clock): move(to: next, clock)
    case .budgeted(let year, let next, let clock):
      budgetYear = year
      move(to: next, clock)
    case .released(let order, let next, let clock):
      releaseOrder = order
      move(to: next, clock)
    case .ordered(let batch):
      self.batch = batch
      move(to: .running)
    case .paid(let payment, let next, let clock):
      payments.append(payment)
      if let next { move(to: next, clock) } else { end(.completed) }
    case .bankReturned(let reason, _):
      bankReturn = reason
      move(to: .returned)
    case .accountChanged(let bank, _, let usableFrom):
      content.bank = bank
      accountUsableFrom = usableFrom
      // Only a payment that came back has to be ordered again; elsewhere the case goes on where it is.
      guard phase == .returned else { break }
      bankReturn = nil
      batch = nil
      move(to: .open)
    case .reported: end(.completed)
    case .recoveryDemanded(let amount, let finding, let day):
      recovery = Recovery(demanded: amount, finding: finding, day: day, received: .zero, handedOn: .zero)
    case .recovered(let amount, _, _):
      if let before = recovery?.received { recovery?.received = before.adding(amount) ?? before }
    case .stopped(let review):
      reviews.append(review)
      end(.stopped)
    case .paidReturned(let step, let reason, _):
      payments.removeLast()
      bankReturn = reason
      position = .at(step: step, phase: .returned)
      clock = nil
    case .demandWithdrawn(let amount, _, _):
      guard let before = recovery else { preconditionFailure("a demand is dropped after it was made") }
      recovery?.demanded = Money(minor: before.demanded.minor - amount.minor)
      // Nothing came back and nothing is demanded: as if it had not been.
      if recovery?.demanded == .zero { recovery = nil }
    case .handedOn(let amount, _, _):
      if let before = recovery?.handedOn { recovery?.handedOn = before.adding(amount) ?? before }
    default: preconditionFailure("an event of the first part")
    }
  }

  private mutating func keep(_ papers: [String], on day: CivilDate) {
    for index in promises.indices where papers.contains(promises[index].paper) && promises[index].keptOn == nil {
      promises[index].keptOn = day
    }
  }

  private mutating func move(to step: String, _ clock: Clock?) {
    position = .at(step: step, phase: .open)
    self.clock = clock
    takenBy = nil
  }

  private mutating func move(to phase: Phase) {
    guard case .at(let step, _) = position else { preconditionFailure("a phase belongs to a step") }
    position = .at(step: step, phase: phase)
    takenBy = nil
  }

  private mutating func end(_ ending: Ending) {
    position = .ended(ending)
    clock = nil
    correction = nil
    // A claim refused over one objection has nothing left that another could be about.
    disputes = []
    takenBy = nil
  }
}
