public import Casework
public import Values

extension CaseService {
  /// A reviewer takes a case, so that colleagues see who has it.
  public func take(case id: String, by actor: Actor, once: Once? = nil) async throws -> CaseState {
    try await act(actor, once: once) { act in try act.command(.take, on: try act.load(id)) }
  }

  /// A reviewer puts a case back.
  public func putBack(case id: String, by actor: Actor, once: Once? = nil) async throws -> CaseState {
    try await act(actor, once: once) { act in try act.command(.putBack, on: try act.load(id)) }
  }

  /// Asks for correction of marked fields; the clock is paused (补正).
  public func askCorrection(
    _ items: [CaseState.Correction.Item], note: String?, case id: String, version: Int64? = nil, by actor: Actor, once: Once? = nil
  ) async throws -> CaseState {
    try await act(actor, once: once) { act in
      let state = try act.load(id)
      try act.expect(version, state)
      return try act.command(.askCorrection(items: items, note: note), on: state)
    }
  }

  /// Accepts a claim with a sum, never above the decision computed on this day.
  ///
  /// - Parameter granted: the sum; nil grants the sum decided.
  public func accept(
    case id: String, granted: Money?, reason: String? = nil, note: String? = nil, promises: [String: CivilDate] = [:],
    version: Int64? = nil, by actor: Actor, once: Once? = nil
  ) async throws -> CaseState {
    try await act(actor, once: once) { act in
      let state = try act.load(id)
      try act.expect(version, state)
      let procedure = try act.procedure(state.procedure)
      let claims = Claims(book: act.book, answerers: act.service.answerers)
      let (decision, _, record) = try claims.decide(state, procedure, asOf: act.day, in: act.tx)
      try Claims.keep(record, sha256: decision.recordSHA256, in: act.tx)
      let sum = granted ?? decision.amount.map { min($0, state.granted ?? $0) }
      let after = try act.command(
        .accept(.init(granted: sum, decision: decision, reason: reason, note: note, promises: promises)), on: state)
      // What a plan keeps back follows the sum and the decision of the latest review.
      if state.plan != nil, let before = state.granted { try act.adjust(after, from: before) }
      return after
    }
  }

  /// Refuses a claim with a reason.
  public func refuse(
    case id: String, reason: String, note: String, version: Int64? = nil, by actor: Actor, once: Once? = nil
  ) async throws -> CaseState {
    try await act(actor, once: once) { act in
      let state = try act.load(id)
      try act.expect(version, state)
      let after = try act.command(.refuse(reason: reason, note: note), on: state)
      try act.letGo(state)
      return after
    }
  }

  /// Sends a claim back to the review before.
  public func sendBack(
    case id: String, reason: String, note: String, version: Int64? = nil, by actor: Actor, once: Once? = nil
  ) async throws -> CaseState {
    try await act(actor, once: once) { act in
      let state = try act.load(id)
      try act.expect(version, state)
      let after = try act.command(.sendBack(reason: reason, note: note), on: state)
      try act.letGo(state)
      return after
    }
  }
}
