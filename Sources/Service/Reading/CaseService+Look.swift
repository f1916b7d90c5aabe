public import Casework
public import FundLedger

/// A look into the file of a case that the log keeps: what is shown further for the same request needs no second entry (谁看过).
///
/// Only the service makes one, after the look was written down.
public struct FileLook: Sendable {
  /// The case as it was seen.
  public let state: CaseState
  /// Who looks.
  public let actor: Actor

  fileprivate init(state: CaseState, actor: Actor) {
    self.state = state
    self.actor = actor
  }
}

extension CaseService {
  /// Opens the file of a case to somebody who may see it. For everybody but its enterprise, looking is an act that the log keeps, before
  /// anything is shown: one entry, however much is then shown with this look.
  public func look(case id: String, by actor: Actor) async throws -> FileLook {
    FileLook(state: try await read(case: id, by: actor), actor: actor)
  }

  /// Everything that happened to a case, first to last. A look of its own.
  public func timeline(case id: String, by actor: Actor) async throws -> [TimelineEntry] {
    try await leaveTrace(id, actor)
    return try await events(case: id, by: actor)
  }

  /// Everything that happened to a case, first to last, as part of a look.
  public func timeline(_ look: FileLook) async throws -> [TimelineEntry] { try await events(case: look.state.id, by: look.actor) }

  /// A decision record by its hash, to somebody who may see the case; nil if the case has no such record. A look of its own.
  public func record(_ sha256: String, case id: String, by actor: Actor) async throws -> String? {
    try await leaveTrace(id, actor)
    return try await recordText(sha256, case: id, by: actor)
  }

  /// A decision record by its hash, as part of a look; nil if the case has no such record.
  public func record(_ sha256: String, _ look: FileLook) async throws -> String? {
    try await recordText(sha256, case: look.state.id, by: look.actor)
  }

  /// What stands against a claim when it is laid beside all others (第十二条：同类补贴). A look of its own, for officers.
  public func concerns(case id: String, by actor: Actor) async throws -> [Concern] {
    try await leaveTrace(id, actor)
    return try await findConcerns(case: id, by: actor)
  }

  /// What stands against a claim when it is laid beside all others, as part of a look.
  public func concerns(_ look: FileLook) async throws -> [Concern] { try await findConcerns(case: look.state.id, by: look.actor) }

  /// What the rules say about a claim, to officers who may see it. A look of its own.
  public func assessment(case id: String, by actor: Actor) async throws -> Assessment {
    try await leaveTrace(id, actor)
    return try await assess(case: id, by: actor)
  }

  /// What the rules say about a claim, as part of a look.
  public func assessment(_ look: FileLook) async throws -> Assessment { try await assess(case: look.state.id, by: look.actor) }

  /// The entries of one case in the fund's book, the latest first. A look of its own.
  public func entries(case id: String, before seq: Int64? = nil, limit: Int = 50, by actor: Actor) async throws -> Page<EntryLine> {
    try await leaveTrace(id, actor)
    return try await entries(of: nil, only: id, before: seq, limit: limit, by: actor)
  }

  /// The entries of one case in the fund's book, the latest first, as part of a look.
  public func entries(_ look: FileLook, before seq: Int64? = nil, limit: Int = 50) async throws -> Page<EntryLine> {
    try await entries(of: nil, only: look.state.id, before: seq, limit: limit, by: look.actor)
  }

  /// The entries of a fund, or of all, the latest first.
  public func entries(of fund: Fund? = nil, before seq: Int64? = nil, limit: Int = 50, by actor: Actor) async throws -> Page<EntryLine> {
    try await entries(of: fund, only: nil, before: seq, limit: limit, by: actor)
  }

  /// Writes the look of somebody who is not of the enterprise down; refuses whoever may not see the case.
  private func leaveTrace(_ id: String, _ actor: Actor) async throws {
    if actor.role != .enterprise { _ = try await read(case: id, by: actor) }
  }
}
