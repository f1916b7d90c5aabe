public import Casework
import Storage

extension CaseService {
  /// An objection as an officer sees it in a list.
  public struct ListedObjection: Sendable {
    /// The objection.
    public let objection: Objection
    /// Whether the reader may know who objects, and read what was handed in with it.
    public let knowsObjector: Bool
  }

  /// Which objections a list shows.
  public struct ObjectionFilter: Sendable, Hashable {
    /// Only those about this case.
    public var caseID: String?
    /// Only those that are not settled for good.
    public var isOpenOnly = false

    /// All that somebody may see.
    public init(caseID: String? = nil, isOpenOnly: Bool = false) {
      self.caseID = caseID
      self.isOpenOnly = isOpenOnly
    }
  }

  /// The objections that somebody may settle or supervise, open ones first, by their last day, a page at a time: a district those of its
  /// cases.
  public func objections(
    _ filter: ObjectionFilter = ObjectionFilter(), after cursor: String? = nil, limit: Int = 50, by actor: Actor
  ) async throws -> Page<ListedObjection> {
    guard CaseService.objectionReaders.contains(actor.role) else { throw Refusal.notYourRole }
    return try await database.read { tx in
      let parts = (cursor ?? "").split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
      let place = parts.count == 3 ? parts : ["", "", ""]
      let rows = try tx.query(
        """
        SELECT o.state, c.state, o.is_closed, COALESCE(o.due_day, '9999'), o.id FROM objections o JOIN cases c ON c.id = o.case_id
        WHERE ($1 = '' OR o.case_id = $1) AND ($2 = '' OR c.office = $2) AND ($3 = 0 OR o.is_closed = 0)
          AND (o.is_closed > $4 OR (o.is_closed = $4
            AND (COALESCE(o.due_day, '9999') > $5 OR (COALESCE(o.due_day, '9999') = $5 AND o.id > $6))))
        ORDER BY o.is_closed, COALESCE(o.due_day, '9999'), o.id LIMIT \(limit + 1)
        """,
        [
          .text(filter.caseID ?? ""), .text(actor.role == .districtReviewer ? actor.office ?? "-" : ""),
          .integer(filter.isOpenOnly ? 1 : 0), .integer(Int64(place[0]) ?? -1), .text(place[1]), .text(place[2]),
        ])
      let items = try rows.prefix(limit).map { row in
        let objection = try JSONBody.value(Objection.self, row.text(0))
        let state = try JSONBody.value(CaseState.self, row.text(1))
        return ListedObjection(objection: objection, knowsObjector: CaseService.mayKnowObjector(of: objection, state, actor))
      }
      let last = rows.count > limit ? rows[limit - 1] : nil
      return Page(items: items, next: last.map { "\($0.integer(2))/\($0.text(3))/\($0.text(4))" })
    }
  }

  /// How many objections wait for a finding where the actor works.
  public func waitingObjections(by actor: Actor) async throws -> Int {
    let level: Level
    switch actor.role {
    case .districtReviewer: level = .district
    case .cityReviewer: level = .city
    default: return 0
    }
    return try await database.read { tx in
      let row = try tx.first(
        """
        SELECT COUNT(*) FROM objections o JOIN cases c ON c.id = o.case_id
        WHERE o.is_closed = 0 AND o.is_decided = 0 AND o.level = $1 AND ($2 = '' OR c.office = $2)
        """, [.text(level.rawValue), .text(actor.role == .districtReviewer ? actor.office ?? "-" : "")])
      return Int(row?.integer(0) ?? 0)
    }
  }
}

extension CaseService.Page {
  /// Everything of a list, page after page: for files, which hold it all. Each page is a read of its own.
  public static func all(_ page: (String?) async throws -> CaseService.Page<Item>) async throws -> [Item] {
    var items: [Item] = []
    var cursor: String?
    repeat {
      let next = try await page(cursor)
      items += next.items
      cursor = next.next
    } while cursor != nil
    return items
  }
}

extension CaseService {
  /// How many items of a list are read at a time where all of it is wanted.
  public static let chunk = 1000
}
