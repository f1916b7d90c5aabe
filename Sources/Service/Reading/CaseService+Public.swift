public import Casework
import Storage
public import Values

extension CaseService {
  /// One notice in a list.
  public struct NoticeSummary: Sendable, Hashable {
    /// Its id, and its number for people.
    public let id, number: String
    /// The first and the last day.
    public let opens, closes: CivilDate?
    /// Whether it has closed.
    public let isClosed: Bool
    /// How many lines it has.
    public let lines: Int
    /// The sum of all lines.
    public let total: Money
  }

  /// The notices, the latest first, a page at a time. For everybody.
  public func notices(after cursor: String? = nil, limit: Int = 50) async throws -> Page<NoticeSummary> {
    try await database.read { tx in
      let (opens, id) = CaseService.pair(cursor)
      let rows = try tx.query(
        """
        SELECT id, number, opens, closes, closed_at, lines, total_minor FROM notices
        WHERE $1 = '' OR opens < $1 OR (opens = $1 AND id < $2) ORDER BY opens DESC, id DESC LIMIT \(limit + 1)
        """, [.text(opens), .text(id)])
      let items = rows.prefix(limit).map {
        NoticeSummary(
          id: $0.text(0), number: $0.text(1), opens: CivilDate($0.text(2)), closes: CivilDate($0.text(3)), isClosed: !$0.isNull(4),
          lines: Int($0.integer(5)), total: Money(minor: $0.integer(6)))
      }
      return Page(items: items, next: rows.count > limit ? "\(rows[limit - 1].text(2))/\(rows[limit - 1].text(0))" : nil)
    }
  }

  /// The two parts of a cursor; empty on the first page.
  static func pair(_ cursor: String?) -> (String, String) {
    let parts = (cursor ?? "").split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    return (parts.first ?? "", parts.count > 1 ? parts[1] : "")
  }

  /// A notice as the public reads it, with the lines that wait for an objection. For everybody.
  public func notice(_ id: String) async throws -> (notice: Notice, isClosed: Bool, disputed: Set<String>) {
    try await database.read { tx in
      guard let notice = try NoticeStore.load(id, in: tx) else { throw Refusal.noSuchNotice }
      let disputed = try tx.query("SELECT DISTINCT case_id FROM objections WHERE notice = $1 AND is_closed = 0", [.text(id)])
      return (notice, try NoticeStore.isClosed(id, in: tx), Set(disputed.map { $0.text(0) }))
    }
  }

  /// An objection to the person who made it, who proves it by the code.
  public func objection(_ id: String, code: String) async throws -> Objection {
    try await database.read { [self] tx in
      guard let objection = try ObjectionStore.load(id, in: tx), isCode(code, of: objection) else { throw Refusal.noSuchObjection }
      return objection
    }
  }

  /// One figure of the statistics: claims, sums granted and paid, by measure, office, year of submission and place.
  public struct Count: Sendable, Hashable {
    /// The measure and the office.
    public let measure, office: String
    /// The year of submission, in China.
    public let year: Int
    /// Where the cases stand.
    public let place: String
    /// How many.
    public let cases: Int
    /// The sums granted and paid.
    public let granted, paid: Money
  }

  /// The figures of all claims that were handed in. For everybody: nothing in it names an enterprise.
  public func statistics() async throws -> [Count] {
    try await database.read { tx in
      try tx.query(
        """
        SELECT measure, office, year, place, cases, granted_minor, paid_minor FROM case_counts WHERE office <> '' AND cases > 0
        ORDER BY measure, office, year, place
        """
      ).map {
        Count(
          measure: $0.text(0), office: $0.text(1), year: Int($0.integer(2)), place: $0.text(3), cases: Int($0.integer(4)),
          granted: Money(minor: $0.integer(5)), paid: Money(minor: $0.integer(6)))
      }
    }
  }
}
