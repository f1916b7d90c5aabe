import Casework
import FundLedger
import Policy
import Storage
import Values

/// One act under way: the transaction, who acts and when. Events are appended as they are decided; projections follow at once, so that
/// later parts of the act see them.
final class Act {
  let service: CaseService
  let tx: any Transaction
  let actor: Actor
  let moment: Moment
  private var cases: [String: CaseState] = [:]

  init(service: CaseService, tx: any Transaction, actor: Actor, moment: Moment) {
    self.service = service
    self.tx = tx
    self.actor = actor
    self.moment = moment
  }

  var day: CivilDate { moment.day }
  var book: PolicyBook { service.book }

  /// Appends events of one stream.
  func append(_ events: [(type: String, body: any Encodable)], to stream: String) throws {
    let new = try events.map { type, body in NewEvent(stream: stream, type: type, body: try JSONBody.text(body)) }
    let logged = try EventLog.append(new, by: actor.account, role: actor.loggedRole, at: moment.text, in: tx)
    try service.projections.apply(logged, in: tx)
  }

  /// Appends one event.
  func append(_ type: String, _ body: some Encodable, to stream: String) throws { try append([(type, body)], to: stream) }

  /// The case, if the actor may see it.
  func load(_ id: String) throws -> CaseState {
    let state = try cases[id] ?? CaseStore.load(id, in: tx)
    guard let state, CaseStore.maySee(state, actor) else { throw Refusal.noSuchCase }
    cases[id] = state
    return state
  }

  /// Does something with a case, or refuses.
  @discardableResult
  func command(_ command: CaseCommand, on state: CaseState) throws -> CaseState {
    let rules = try rules(state.procedure)
    switch rules.decide(state, command, by: actor, on: day) {
    case .failure(.accountCooling): throw Refusal.accountCooling(state)
    case .failure(let refusal): throw Refusal(refusal, case: state.id)
    case .success(let events): return try record(events, state)
    }
  }

  /// Begins a case.
  func begin(_ command: CaseCommand, procedure: String, id: String) throws -> CaseState {
    switch try rules(procedure).decide(nil, command, by: actor, on: day) {
    case .failure(let refusal): throw Refusal(refusal, case: id)
    case .success(let events): return try record(events, nil, id)
    }
  }

  private func record(_ events: [CaseEvent], _ state: CaseState?, _ id: String = "") throws -> CaseState {
    guard let after = events.reduce(state, { CaseState.evolve($0, $1) }) else { throw Refusal.noSuchCase }
    try append(events.map { ($0.type, $0) }, to: CaseStore.stream(after.id))
    cases[after.id] = after
    return after
  }

  func procedure(_ id: String) throws -> Procedure {
    guard let procedure = book.procedure(id) else { throw Refusal.noSuchProcedure }
    return procedure
  }

  private func rules(_ procedure: String) throws -> Casework {
    Casework(try self.procedure(procedure), calendar: book.calendar, calls: try CallStore.calls(of: procedure, in: tx))
  }

  /// The next number of a series, such as the cases of a year.
  func number(_ series: String) throws -> Int64 {
    let row = try tx.first(
      "INSERT INTO numbers (series, last) VALUES ($1, 1) ON CONFLICT (series) DO UPDATE SET last = numbers.last + 1 RETURNING last",
      [.text(series)])
    return row?.integer(0) ?? 1
  }

}
