public import Casework
import Storage
public import Values

extension CaseService {
  /// One plan in a list.
  public struct PlanSummary: Sendable, Hashable {
    /// Its id, the procedure and the office that proposed it.
    public let id, procedure, office: String
    /// The day it counts for.
    public let day: CivilDate?
    /// How many lines it has.
    public let lines: Int
    /// The sum of all lines.
    public let total: Money
  }

  private static let planReaders: Set<Role> = [.districtReviewer, .cityReviewer, .supervisor, .auditor]

  /// The plans somebody may see, the latest first: a district its own.
  public func plans(after cursor: String? = nil, limit: Int = 50, by actor: Actor) async throws -> Page<PlanSummary> {
    guard CaseService.planReaders.contains(actor.role) else { throw Refusal.notYourRole }
    let office = actor.role == .districtReviewer ? actor.office ?? "" : nil
    return try await database.read { tx in
      let rows = try tx.query(
        """
        SELECT id, procedure, office, day, lines, total_minor FROM plans WHERE ($1 = '' OR id < $1) AND ($2 = '' OR office = $2)
        ORDER BY id DESC LIMIT \(limit + 1)
        """, [.text(cursor ?? ""), .text(office ?? "")])
      let items = rows.prefix(limit).map {
        PlanSummary(
          id: $0.text(0), procedure: $0.text(1), office: $0.text(2), day: CivilDate($0.text(3)), lines: Int($0.integer(4)),
          total: Money(minor: $0.integer(5)))
      }
      return Page(items: items, next: rows.count > limit ? items.last?.id : nil)
    }
  }

  /// The orders by which money was released, the latest first.
  public func releases(after cursor: String? = nil, limit: Int = 50, by actor: Actor) async throws -> Page<ReleaseOrder> {
    guard CaseService.fundReaders.contains(actor.role), actor.role != .districtFinance else { throw Refusal.notYourRole }
    return try await paperwork("releases", after: cursor, limit: limit)
  }

  /// The reports on use, the latest first: a district its own.
  public func reports(after cursor: String? = nil, limit: Int = 50, by actor: Actor) async throws -> Page<UseReport> {
    guard CaseService.planReaders.contains(actor.role) else { throw Refusal.notYourRole }
    return try await paperwork("reports", after: cursor, limit: limit, office: actor.role == .districtReviewer ? actor.office ?? "" : nil)
  }

  private func paperwork<Paper: Decodable & Sendable>(
    _ table: String, after cursor: String?, limit: Int, office: String? = nil
  ) async throws -> Page<Paper> {
    try await database.read { tx in
      let own = office == nil ? "" : "AND office = $2"
      let rows = try tx.query(
        "SELECT id, body FROM \(table) WHERE ($1 = '' OR id < $1) \(own) ORDER BY id DESC LIMIT \(limit + 1)",
        [.text(cursor ?? "")] + (office.map { [.text($0)] } ?? []))
      let items = try rows.prefix(limit).map { try JSONBody.value(Paper.self, $0.text(1)) }
      return Page(items: items, next: rows.count > limit ? rows[limit - 1].text(0) : nil)
    }
  }
}
