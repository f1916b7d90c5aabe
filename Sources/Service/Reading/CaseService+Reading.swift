public import Casework
import Storage
public import Values

extension CaseService {
  /// One row of a list of cases.
  public struct Summary: Sendable, Hashable, Codable {
    /// Its id, the procedure, the measure, the credit code and the name of the enterprise.
    public let id, procedure, measure, enterprise, enterpriseName: String
    /// The office that took it; nil for drafts.
    public let office: String?
    /// Where it stands: `draft`, `step/phase` or an ending.
    public let place: String
    /// When it was begun, RFC 3339.
    public let createdAt: String
    /// When it was handed in, RFC 3339; nil for drafts.
    public let submittedAt: String?
    /// The sum decided, in the latest decision.
    public let amount: Money?
    /// The sum granted.
    public let granted: Money?
    /// The last day of the step's clock; nil while paused or where there is none.
    public let dueDay: CivilDate?
    /// Whether the clock waits for the enterprise.
    public let isPaused: Bool
    /// The reviewer who has taken it.
    public let takenBy: String?
    /// How many objections are open.
    public let disputes: Int
    /// The year whose budget pays.
    public let budgetYear: Int?
    /// The payment batch.
    public let batch: String?
    /// What was paid.
    public let paid: Money
    /// How many events it has; an update states it to be refused when somebody was faster.
    public let version: Int64

    static let columns =
      "id, procedure, measure, enterprise, enterprise_name, office, place, created_at, submitted_at, amount_minor, granted_minor, due_day, "
      + "is_paused, taken_by, disputes, budget_year, batch, paid_minor, version"

    init(_ row: Row) {
      id = row.text(0)
      procedure = row.text(1)
      measure = row.text(2)
      enterprise = row.text(3)
      enterpriseName = row.text(4)
      office = row.optionalText(5)
      place = row.text(6)
      createdAt = row.text(7)
      submittedAt = row.optionalText(8)
      amount = row.optionalInteger(9).map { Money(minor: $0) }
      granted = row.optionalInteger(10).map { Money(minor: $0) }
      dueDay = row.optionalText(11).flatMap { CivilDate($0) }
      isPaused = row.flag(12)
      takenBy = row.optionalText(13)
      disputes = Int(row.integer(14))
      budgetYear = row.optionalInteger(15).map(Int.init)
      batch = row.optionalText(16)
      paid = Money(minor: row.integer(17))
      version = row.integer(18)
    }
  }

  /// Which cases a list shows. Who asks narrows it further: nobody lists what they may not see.
  public struct Filter: Sendable, Hashable {
    /// Only at these places; empty for all.
    public var places: [String] = []
    /// The measure.
    public var measure: String?
    /// The office.
    public var office: String?
    /// The notice.
    public var notice: String?
    /// The plan.
    public var plan: String?
    /// The payment batch.
    public var batch: String?
    /// The year whose budget pays.
    public var budgetYear: Int?
    /// Only with a clock that ends on or after this day.
    public var dueFrom: CivilDate?
    /// Only with a clock that ends on or before this day.
    public var dueBy: CivilDate?
    /// Only those this account has taken.
    public var takenBy: String?
    /// Only those whose id, receipt, credit code or name holds this text.
    public var text: String?
    /// By the last day of the clock instead of by id, the newest first.
    public var isByDueDay = false

    /// All that somebody may see.
    public init() {}
  }

  /// A part of a list, and where the next part begins.
  public struct Page<Item: Sendable>: Sendable {
    /// The part.
    public let items: [Item]
    /// What to ask the next part with; nil at the end.
    public let next: String?
  }

  /// The cases somebody may see, a page at a time.
  public func list(_ filter: Filter = Filter(), after cursor: String? = nil, limit: Int = 50, by actor: Actor) async throws -> Page<Summary>
  {
    guard let scope = CaseScope(actor) else { return Page(items: [], next: nil) }
    return try await database.read { tx in
      var query = CaseQuery(scope, filter)
      let rows = try tx.query(query.sql(after: cursor, limit: limit + 1), query.arguments)
      let items = rows.prefix(limit).map(Summary.init)
      return Page(items: items, next: rows.count > limit ? items.last.map { query.cursor($0) } : nil)
    }
  }

  /// How many cases somebody may see stand at each place.
  public func places(by actor: Actor) async throws -> [String: Int] {
    guard let scope = CaseScope(actor) else { return [:] }
    return try await database.read { tx in
      let rows: [Row] =
        switch scope {
        case .enterprise(let code): try tx.query("SELECT place, COUNT(*) FROM cases WHERE enterprise = $1 GROUP BY place", [.text(code)])
        case .office(let id):
          try tx.query("SELECT place, CAST(SUM(cases) AS {bigint}) FROM case_counts WHERE office = $1 GROUP BY place".for(tx), [.text(id)])
        case .all: try tx.query("SELECT place, CAST(SUM(cases) AS {bigint}) FROM case_counts WHERE office <> '' GROUP BY place".for(tx))
        }
      return Dictionary(uniqueKeysWithValues: rows.map { ($0.text(0), Int($0.integer(1))) })
    }
  }

  /// A case, to somebody who may see it. For everybody but its enterprise, looking is an act that the log keeps, before anything is shown,
  /// and what is shown is what was handed in: corrections that are being made come with their receipt.
  public func read(case id: String, by actor: Actor) async throws -> CaseState {
    if actor.role == .enterprise {
      return try await database.read { tx in
        guard let state = try CaseStore.load(id, in: tx), CaseStore.maySee(state, actor) else { throw Refusal.noSuchCase }
        return state
      }
    }
    return try await act(actor) { act in
      let state = try act.load(id)
      try act.append("file.read", FileReading(caseID: id), to: "readings/" + id)
      return try CaseStore.handedIn(state, in: act.tx)
    }
  }

  /// One act of a case: for its timeline.
  public struct TimelineEntry: Sendable {
    /// The place in the log.
    public let seq: Int64
    /// When, RFC 3339.
    public let at: String
    /// The account that acted.
    public let actor: String
    /// As what it acted.
    public let role: String
    /// What happened.
    public let event: CaseEvent
    /// The hash of the event, in hexadecimal.
    public let hash: String
  }

  /// Everything that happened to a case, for whoever has opened its file.
  func events(case id: String, by actor: Actor) async throws -> [TimelineEntry] {
    try await database.read { tx in
      guard let state = try CaseStore.load(id, in: tx), CaseStore.maySee(state, actor) else { throw Refusal.noSuchCase }
      return try EventLog.events(of: CaseStore.stream(id), in: tx).map { event in
        TimelineEntry(
          seq: event.seq, at: event.at, actor: event.actor, role: event.role, event: try JSONBody.value(CaseEvent.self, event.body),
          hash: event.hash.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
      }
    }
  }

  /// One look into a file.
  public struct Reading: Sendable, Hashable {
    /// Who looked, as what, and when (RFC 3339).
    public let account, role, at: String
  }

  /// Who looked into the file of a case, the latest first: for its enterprise, the supervisor and the auditor (谁看过).
  public func readings(case id: String, limit: Int = 200, by actor: Actor) async throws -> [Reading] {
    try await database.read { tx in
      guard let state = try CaseStore.load(id, in: tx), CaseStore.maySee(state, actor),
        [.enterprise, .supervisor, .auditor].contains(actor.role)
      else { throw Refusal.noSuchCase }
      return try tx.query(
        "SELECT account, role, at FROM readings WHERE case_id = $1 ORDER BY seq DESC LIMIT $2", [.text(id), .integer(Int64(limit))]
      ).map { Reading(account: $0.text(0), role: $0.text(1), at: $0.text(2)) }
    }
  }

  /// A decision record by its hash, for whoever has opened the file of the case.
  func recordText(_ sha256: String, case id: String, by actor: Actor) async throws -> String? {
    try await database.read { tx in
      guard let state = try CaseStore.load(id, in: tx), CaseStore.maySee(state, actor) else { throw Refusal.noSuchCase }
      let events = try EventLog.events(of: CaseStore.stream(id), in: tx).map { try JSONBody.value(CaseEvent.self, $0.body) }
      guard events.contains(where: { $0.decision?.recordSHA256 == sha256 }) else { return nil }
      return try tx.first("SELECT record FROM decision_records WHERE sha256 = $1", [.text(sha256)])?.text(0)
    }
  }

  /// The calls of a procedure.
  public func calls(of procedure: String) async throws -> [Call] {
    try await database.read { tx in try CallStore.calls(of: procedure, in: tx) }
  }
}

extension CaseEvent {
  /// The decision that was recorded with it.
  var decision: RecordedDecision? {
    switch self {
    case .submitted(_, _, _, let decision, _, _), .corrected(_, _, let decision, _), .accepted(_, let decision, _, _, _): decision
    default: nil
    }
  }
}

extension String {
  /// A statement with the type names of the engine.
  func `for`(_ tx: any Transaction) -> String { Migration.Statement.both(self).sql(for: tx.engine) ?? self }
}
