public import Casework
public import Policy
import Storage
public import Values

extension CaseService {
  /// A claim of one's own enterprise, with its times.
  public struct OwnClaim: Sendable {
    /// The claim.
    public let state: CaseState
    /// When it was begun, RFC 3339.
    public let createdAt: String
    /// When anything of it last changed, RFC 3339.
    public let updatedAt: String
  }

  /// The claims of the actor's enterprise, drafts among them, the latest first.
  public func own(limit: Int = 200, by actor: Actor) async throws -> [OwnClaim] {
    guard actor.role == .enterprise, let enterprise = actor.enterprise else { throw Refusal.notYourRole }
    return try await database.read { tx in
      try tx.query(
        "SELECT state, created_at, updated_at FROM cases WHERE enterprise = $1 ORDER BY created_at DESC, id DESC LIMIT $2",
        [.text(enterprise), .integer(Int64(limit))]
      ).map { OwnClaim(state: try JSONBody.value(CaseState.self, $0.text(0)), createdAt: $0.text(1), updatedAt: $0.text(2)) }
    }
  }

  /// What the rules say about a claim as it stands: what handing it in would record. Nothing is kept.
  ///
  /// - Parameter asOf: the day of decision; nil is today.
  public func preview(case id: String, asOf: CivilDate? = nil, by actor: Actor) async throws -> Answer {
    let (book, answerers, day) = (book, answerers, asOf ?? time.now().day)
    return try await database.read { tx in
      guard let state = try CaseStore.load(id, in: tx), CaseStore.maySee(state, actor) else { throw Refusal.noSuchCase }
      guard let procedure = book.procedure(state.procedure) else { throw Refusal.noSuchProcedure }
      return try Claims(book: book, answerers: answerers).decide(state, procedure, asOf: day, in: tx).1
    }
  }
}
