import Casework
import Policy
import Service
import Values
import WorkingDays

/// Everything that the page of a case shows, read together. Reading it is an act that the log keeps.
struct CaseFile: Sendable {
  let state: CaseState
  let procedure: Procedure
  let measure: Measure?
  let assessment: CaseService.Assessment
  let concerns: [CaseService.Concern]
  /// Those of the cases named by concerns that the caller may open.
  let openable: Set<String>
  let similar: [CaseService.Summary]
  let timeline: [CaseService.TimelineEntry]
  let objections: [Objection]
  let names: PeopleNames
  let offers: Offers

  /// Reads a case for an officer. Throws a refusal for one that isn't theirs to see.
  static func load(_ id: String, _ desk: Desk, by actor: Actor) async throws -> CaseFile {
    let look = try await desk.cases.look(case: id, by: actor)
    let state = look.state
    guard let procedure = desk.book.procedure(state.procedure) else { throw Failure.notFound }
    let concerns = try await desk.cases.concerns(look)
    let openable = try await desk.cases.openable(Set(concerns.compactMap(\.otherCase)), by: actor)
    let timeline = try await desk.cases.timeline(look)
    let people = timeline.map(\.actor) + state.reviews.map(\.by) + [state.takenBy].compactMap(\.self)
    return CaseFile(
      state: state, procedure: procedure, measure: desk.book.measure(state.measure),
      assessment: try await desk.cases.assessment(look), concerns: concerns, openable: openable,
      similar: try await desk.cases.similar(to: id, by: actor), timeline: timeline,
      objections: try await CaseService.Page.all {
        try await desk.cases.objections(.init(caseID: id), after: $0, by: actor)
      }.map(\.objection), names: await PeopleNames(people, desk.accounts),
      offers: Offers(state, procedure, desk, by: actor))
  }

  /// The step the case stands at.
  var step: Procedure.Step? { state.step.flatMap { procedure.step($0) } }
}

/// What the rules let somebody do with a case now: what isn't offered is not shown.
struct Offers: Sendable {
  /// Why nothing can be done, where the caller handles the step but not this case.
  var hindrance: Bilingual?
  var canTake = false
  var canPutBack = false
  var canAccept = false
  var canPromise = false
  var canCorrect = false
  var canRefuse = false
  var canSendBack = false
  var canDemandRecovery = false
  var canReceiveRecovery = false
  var canWithdrawDemand = false
  var canStop = false

  /// Asks the rules, without doing anything.
  init(_ state: CaseState, _ procedure: Procedure, _ desk: Desk, by actor: Actor) {
    guard [.districtReviewer, .cityReviewer].contains(actor.role) else { return }
    let rules = Casework(procedure, calendar: desk.book.calendar, calls: [])
    func refusal(_ command: CaseCommand) -> CaseRefusal? {
      if case .failure(let refusal) = rules.decide(state, command, by: actor, on: desk.today) { refusal } else { nil }
    }
    let reason = procedure.reasons(for: .refuse).first?.code ?? ""
    canRefuse = refusal(.refuse(reason: reason, note: "-")) == nil
    canDemandRecovery = refusal(.demandRecovery(finding: "-")) == nil
    if let recovery = state.recovery, recovery.received < recovery.demanded {
      canReceiveRecovery = refusal(.receiveRecovery(amount: Money(minor: 1), reference: "-")) == nil
    }
    canWithdrawDemand = refusal(.withdrawDemand(reason: "-")) == nil
    canStop = refusal(.stop(reason: procedure.reasons(for: .stop).first?.code ?? "", note: "-")) == nil
    canSendBack = refusal(.sendBack(reason: procedure.reasons(for: .sendBack).first?.code ?? "", note: "-")) == nil
    guard let step = state.step.flatMap({ procedure.step($0) }), step.kind == .review, step.role == actor.role else { return }
    canPutBack = refusal(.putBack) == nil
    guard state.phase == .open else { return }
    if let refused = refusal(.take) {
      hindrance = refused.message
      return
    }
    canTake = state.takenBy == nil
    canAccept = step.outcomes.contains(.accept)
    canPromise = step.outcomes.contains(.acceptWithPromise)
    canCorrect = step.outcomes.contains(.correct) && !state.correctedSteps.contains(step.id)
  }

  /// Whether anything can be decided.
  var canDecide: Bool { canAccept || canCorrect || canRefuse || canSendBack || canStop }
}
