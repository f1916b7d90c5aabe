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

  /// Which of its own claims an enterprise looks at.
  public enum OwnPart: Sendable, Hashable {
    /// All of them.
    case all
    /// What was not handed in.
    case drafts
    /// What was handed in, and drafts that were missed.
    case handedIn
    /// What waits for the enterprise: to be corrected, or with a paper to follow, or returned by the bank.
    case waiting

    var condition: String {
      switch self {
      case .all: "TRUE"
      case .drafts: "place = 'draft'"
      case .handedIn: "place <> 'draft' AND NOT (receipt IS NULL AND ending = 'withdrawn')"
      case .waiting:
        """
        place <> 'draft' AND ending IS NULL
        AND (phase IN ('correcting', 'returned') OR EXISTS (SELECT 1 FROM open_promises p WHERE p.case_id = cases.id))
        """
      }
    }
  }

  /// The claims of the actor's enterprise, the latest first, a page at a time.
  public func own(_ part: OwnPart = .all, after cursor: String? = nil, limit: Int = 50, by actor: Actor) async throws -> Page<OwnClaim> {
    guard actor.role == .enterprise, let enterprise = actor.enterprise else { throw Refusal.notYourRole }
    return try await database.read { tx in
      let rows = try tx.query(
        """
        SELECT state, created_at, updated_at, id FROM cases
        WHERE enterprise = $1 AND \(part.condition) AND ($2 = '' OR id < $2) ORDER BY id DESC LIMIT \(limit + 1)
        """, [.text(enterprise), .text(cursor ?? "")])
      let items = try rows.prefix(limit).map {
        OwnClaim(state: try JSONBody.value(CaseState.self, $0.text(0)), createdAt: $0.text(1), updatedAt: $0.text(2))
      }
      return Page(items: items, next: rows.count > limit ? rows[limit - 1].text(3) : nil)
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
