public import Casework
import Storage

extension CaseService {
  /// A message as somebody of the enterprise reads it.
  public struct ToldMessage: Sendable, Hashable {
    /// The place in the log.
    public let seq: Int64
    /// What is told.
    public let message: TeamMessage
    /// The account that acted; `clock` for what days bring about.
    public let actor: String
    /// When, RFC 3339.
    public let at: String
  }

  /// What the actor's enterprise was told, the latest first, without what the actor did: they know.
  ///
  /// - Parameter since: only what was told at this moment or later.
  public func messages(
    case id: String? = nil, since: Moment? = nil, before seq: Int64? = nil, limit: Int = 50, by actor: Actor
  ) async throws -> Page<ToldMessage> {
    guard actor.role == .enterprise, let enterprise = actor.enterprise else { throw Refusal.notYourRole }
    return try await database.read { tx in
      let rows = try tx.query(
        """
        SELECT seq, body, actor, at FROM team_messages
        WHERE enterprise = $1 AND seq < $2 AND actor <> $3 AND at >= $4 AND ($5 = '' OR case_id = $5) ORDER BY seq DESC LIMIT \(limit + 1)
        """,
        [.text(enterprise), .integer(seq ?? .max), .text(actor.account), .text(since?.text ?? ""), .text(id ?? "")])
      let items = try rows.prefix(limit).map {
        ToldMessage(seq: $0.integer(0), message: try JSONBody.value(TeamMessage.self, $0.text(1)), actor: $0.text(2), at: $0.text(3))
      }
      return Page(items: items, next: rows.count > limit ? items.last.map { String($0.seq) } : nil)
    }
  }
}
