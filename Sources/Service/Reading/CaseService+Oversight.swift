public import Casework
import Storage
public import Values
import WorkingDays

extension CaseService {
  static let overseers: Set<Role> = [.supervisor, .auditor]

  /// A case whose clock stands still.
  public struct PausedCase: Sendable {
    /// The case.
    public let summary: Summary
    /// The day the pause was ordered.
    public let since: CivilDate?
  }

  /// The cases whose clocks stand still, the longest first, a page at a time.
  public func pausedCases(after cursor: String? = nil, limit: Int = 50, by actor: Actor) async throws -> Page<PausedCase> {
    guard CaseService.overseers.contains(actor.role) else { throw Refusal.notYourRole }
    return try await database.read { [self] tx in
      let (at, id) = CaseService.pair(cursor)
      let rows = try tx.query(
        """
        SELECT \(Summary.columns), state, updated_at FROM cases
        WHERE is_paused = 1 AND \(pausedPlaces) AND ($1 = '' OR updated_at > $1 OR (updated_at = $1 AND id > $2))
        ORDER BY updated_at, id LIMIT \(limit + 1)
        """, [.text(at), .text(id)])
      let items = try rows.prefix(limit).map { row in
        let state = try JSONBody.value(CaseState.self, row.text(19))
        return PausedCase(summary: Summary(row), since: state.clock?.pauses.last?.from)
      }
      return Page(items: items, next: rows.count > limit ? "\(rows[limit - 1].text(20))/\(rows[limit - 1].text(0))" : nil)
    }
  }

  /// Where a clock may stand still, as a condition. Places are ids of the procedures, which are plain words.
  private var pausedPlaces: String {
    let places = Set(book.procedures.flatMap { $0.steps.map { $0.id + "/" + CaseState.Phase.correcting.rawValue } }).sorted()
    return "place IN (\(places.map { "'\($0)'" }.joined(separator: ", ")))"
  }

  /// A paper that was promised and has not come (容缺).
  public struct LatePromise: Sendable, Hashable {
    /// The case.
    public let caseID: String
    /// The enterprise.
    public let enterpriseName: String
    /// The procedure, and the paper of it.
    public let procedure, paper: String
    /// The last day.
    public let due: CivilDate?
  }

  /// The papers promised for a day before `day` that have not come, in cases that are not over, the latest first, a page at a time.
  public func latePromises(
    before day: CivilDate, after cursor: String? = nil, limit: Int = 50, by actor: Actor
  ) async throws -> Page<LatePromise> {
    guard CaseService.overseers.contains(actor.role) else { throw Refusal.notYourRole }
    return try await database.read { tx in
      let (due, rest) = CaseService.pair(cursor)
      let (id, paper) = CaseService.pair(rest)
      let rows = try tx.query(
        """
        SELECT p.case_id, c.enterprise_name, c.procedure, p.paper, p.due_day \(CaseService.lateRows)
          AND ($2 = '' OR (p.due_day, p.case_id, p.paper) > ($2, $3, $4))
        ORDER BY p.due_day, p.case_id, p.paper LIMIT \(limit + 1)
        """, [.text(day.description), .text(due), .text(id), .text(paper)])
      let items = rows.prefix(limit).map {
        LatePromise(caseID: $0.text(0), enterpriseName: $0.text(1), procedure: $0.text(2), paper: $0.text(3), due: CivilDate($0.text(4)))
      }
      let last = rows.count > limit ? rows[limit - 1] : nil
      return Page(items: items, next: last.map { "\($0.text(4))/\($0.text(0))/\($0.text(3))" })
    }
  }

  private static let lateRows =
    "FROM open_promises p JOIN cases c ON c.id = p.case_id WHERE p.due_day < $1 AND c.ending IS NULL"

  /// How long each list is that those who supervise keep an eye on.
  public struct OversightCounts: Sendable, Hashable {
    /// Claims behind their last day, and those whose last day comes by `near`.
    public let overdue, near: Int
    /// Claims whose clocks stand still, promised papers that are late, objections that are open.
    public let paused, promises, objections: Int
    /// Vouchers, accounts and limits that stand out.
    public let vouchers, accounts, limits: Int
  }

  /// How long the lists are on a day; `near` is the last day that counts as near.
  public func oversightCounts(on day: CivilDate, near: CivilDate, by actor: Actor) async throws -> OversightCounts {
    guard CaseService.overseers.contains(actor.role) else { throw Refusal.notYourRole }
    return try await database.read { [self] tx in
      func count(_ from: String, _ arguments: [SQLValue] = []) throws -> Int {
        Int(try tx.first("SELECT COUNT(*) \(from)", arguments)?.integer(0) ?? 0)
      }
      let (today, last) = (SQLValue.text(day.description), SQLValue.text(near.description))
      return OversightCounts(
        overdue: try count("FROM cases WHERE office IS NOT NULL AND due_order < $1", [today]),
        near: try count("FROM cases WHERE office IS NOT NULL AND due_order >= $1 AND due_order <= $2", [today, last]),
        paused: try count("FROM cases WHERE is_paused = 1 AND \(pausedPlaces)"),
        promises: try count(CaseService.lateRows, [today]), objections: try count("FROM objections WHERE is_closed = 0"),
        vouchers: try count(CaseService.voucherRows), accounts: try count(CaseService.accountRows),
        limits: try count(CaseService.limitRows))
    }
  }

  /// The log, the latest first; with `stream` only what belongs to one thing. Bodies are not given: they are read with the thing itself.
  public func log(stream: String? = nil, before seq: Int64? = nil, limit: Int = 50, by actor: Actor) async throws -> Page<LogLine> {
    guard CaseService.overseers.contains(actor.role) else { throw Refusal.notYourRole }
    return try await database.read { tx in
      let condition = stream == nil ? "" : " AND stream = $2"
      let rows = try tx.query(
        "SELECT seq, at, actor, role, stream, type, previous_hash, hash FROM events WHERE seq < $1\(condition) ORDER BY seq DESC LIMIT \(limit + 1)",
        [.integer(seq ?? .max)] + (stream.map { [.text($0)] } ?? []))
      let items = rows.prefix(limit).map { row in
        LogLine(
          seq: row.integer(0), stream: row.text(4), type: row.text(5), at: row.text(1), actor: row.text(2), role: row.text(3),
          previousHash: Hex.text(row.blob(6)), hash: Hex.text(row.blob(7)))
      }
      return Page(items: items, next: rows.count > limit ? items.last.map { String($0.seq) } : nil)
    }
  }
}
