public import Casework
public import FundLedger
import Storage
public import Values

extension CaseService {
  /// The balances of one payer's part of a fund, by place.
  public struct FundView: Sendable, Hashable {
    /// The fund.
    public let fund: Fund
    /// Whose part it is: nil for the city's, otherwise the office.
    public let share: String?
    /// By place; what has no row is zero.
    public let balances: [Bucket: Money]
    /// What the budget gave: the treasury's balance with its sign turned.
    public var appropriation: Money { Money(minor: -(balances[.treasury]?.minor ?? 0)) }
    /// Whether all places sum to zero.
    public var isBalanced: Bool { balances.values.reduce(Int64(0)) { $0 + $1.minor } == 0 }
  }

  /// One line of the book.
  public struct EntryLine: Sendable, Hashable {
    /// The place in the log.
    public let seq: Int64
    /// The fund.
    public let fund: Fund
    /// Whose part of it: nil for the city's, otherwise the office.
    public let share: String?
    /// What was done, as `LedgerAct.Kind` names it.
    public let act: String
    /// The case; nil for acts on the fund as a whole.
    public let caseID: String?
    /// The places that receive and give.
    public let debit, credit: String
    /// The sum.
    public let amount: Money
    /// The paper or record it rests on.
    public let reference: String
    /// The day it counts for.
    public let day: CivilDate?
    /// The account that acted.
    public let actor: String
    /// When, RFC 3339.
    public let at: String
  }

  static let fundReaders: Set<Role> = [.cityReviewer, .finance, .districtFinance, .supervisor, .auditor]

  /// Every fund of the book, each payer's part apart, the city's first. District finance sees the city's and its own.
  public func funds(by actor: Actor) async throws -> [FundView] {
    guard CaseService.fundReaders.contains(actor.role) else { throw Refusal.notYourRole }
    return try await database.read { tx in
      struct Place: Hashable { let fund: Fund, share: String }
      var order: [Place] = []
      var balances: [Place: [Bucket: Money]] = [:]
      for row in try tx.query("SELECT scheme, year, share, bucket, balance_minor FROM ledger_accounts ORDER BY year DESC, scheme") {
        let place = Place(fund: Fund(scheme: row.text(0), year: Int(row.integer(1))), share: row.text(2))
        guard let bucket = Bucket(rawValue: row.text(3)), CaseService.maySee(share: place.share, actor) else { continue }
        if balances[place] == nil { order.append(place) }
        balances[place, default: [:]][bucket] = Money(minor: row.integer(4))
      }
      // Sorted here: the two engines sort text differently.
      return order.sorted { (-$0.fund.year, $0.fund.scheme, $0.share) < (-$1.fund.year, $1.fund.scheme, $1.share) }
        .map { FundView(fund: $0.fund, share: $0.share.isEmpty ? nil : $0.share, balances: balances[$0] ?? [:]) }
    }
  }

  /// Whether somebody may see what is booked for a payer: other districts do not exist for district finance.
  private static func maySee(share: String, _ actor: Actor) -> Bool {
    actor.role != .districtFinance || share.isEmpty || share == actor.office
  }

  /// The entries of a fund, or of one case whose file was opened, the latest first.
  func entries(
    of fund: Fund?, only id: String?, before seq: Int64?, limit: Int, by actor: Actor
  ) async throws -> Page<EntryLine> {
    guard CaseService.fundReaders.contains(actor.role) || id != nil else { throw Refusal.notYourRole }
    return try await database.read { tx in
      if let id {
        guard let state = try CaseStore.load(id, in: tx), CaseStore.maySee(state, actor) else { throw Refusal.noSuchCase }
      }
      var conditions = ["seq < $1"]
      var arguments: [SQLValue] = [.integer(seq ?? .max)]
      if let fund {
        arguments += [.text(fund.scheme), .integer(Int64(fund.year))]
        conditions.append("scheme = $2 AND year = $3")
      }
      if let id {
        arguments.append(.text(id))
        conditions.append("case_id = $\(arguments.count)")
      }
      if actor.role == .districtFinance {
        // Claims of other districts do not exist for it; what is booked for the fund as a whole does.
        arguments.append(.text(actor.office ?? ""))
        let own = "$\(arguments.count)"
        conditions.append("(case_id IS NULL OR case_id IN (SELECT id FROM cases WHERE office = \(own))) AND share IN ('', \(own))")
      }
      let rows = try tx.query(
        """
        SELECT seq, scheme, year, share, act, case_id, debit, credit, amount_minor, reference, day, actor, at FROM ledger_entries
        WHERE \(conditions.joined(separator: " AND ")) ORDER BY seq DESC LIMIT \(limit + 1)
        """, arguments)
      let items = rows.prefix(limit).map { row in
        EntryLine(
          seq: row.integer(0), fund: Fund(scheme: row.text(1), year: Int(row.integer(2))),
          share: row.text(3).isEmpty ? nil : row.text(3), act: row.text(4), caseID: row.optionalText(5), debit: row.text(6),
          credit: row.text(7), amount: Money(minor: row.integer(8)), reference: row.text(9), day: CivilDate(row.text(10)),
          actor: row.text(11), at: row.text(12))
      }
      return Page(items: items, next: rows.count > limit ? items.last.map { String($0.seq) } : nil)
    }
  }

  /// One batch in a list.
  public struct BatchSummary: Sendable, Hashable {
    /// Its id, and the office that pays.
    public let id, office: String
    /// The year whose budget pays.
    public let budgetYear: Int
    /// The day it counts for.
    public let day: CivilDate?
    /// How many lines it has, how many the bank has answered, how many of those came back.
    public let lines, answered, returned: Int
    /// The sum of all lines.
    public let total: Money
  }

  /// The payment batches somebody may see, the latest first, a page at a time.
  public func batches(after cursor: String? = nil, limit: Int = 50, by actor: Actor) async throws -> Page<BatchSummary> {
    guard CaseService.fundReaders.contains(actor.role) else { throw Refusal.notYourRole }
    return try await database.read { tx in
      let rows = try tx.query(
        """
        SELECT b.id, b.office, b.budget_year, b.day, b.lines, b.total_minor, COUNT(r.line),
          CAST(COALESCE(SUM(CASE WHEN r.outcome = 'returned' THEN 1 ELSE 0 END), 0) AS {bigint})
        FROM batches b LEFT JOIN batch_results r ON r.batch = b.id
        WHERE ($1 = '' OR b.id < $1) AND ($2 = '' OR b.office = $2)
        GROUP BY b.id, b.office, b.budget_year, b.day, b.lines, b.total_minor
        ORDER BY b.id DESC LIMIT \(limit + 1)
        """.for(tx), [.text(cursor ?? ""), .text(actor.role == .districtFinance ? actor.office ?? "-" : "")])
      let items = rows.prefix(limit).map { row in
        BatchSummary(
          id: row.text(0), office: row.text(1), budgetYear: Int(row.integer(2)), day: CivilDate(row.text(3)), lines: Int(row.integer(4)),
          answered: Int(row.integer(6)), returned: Int(row.integer(7)), total: Money(minor: row.integer(5)))
      }
      return Page(items: items, next: rows.count > limit ? items.last?.id : nil)
    }
  }

  /// A batch with whole account numbers, for the bank: to whoever handed it over, and to nobody else.
  public func bankOrder(_ id: String, by actor: Actor) async throws -> PaymentBatch {
    try await database.read { [book] tx in try BatchStore.payable(id, by: actor, book, in: tx) }
  }

  /// A batch with the results of its lines.
  public func batch(_ id: String, by actor: Actor) async throws -> (batch: PaymentBatch, results: [Int: BankResult]) {
    guard CaseService.fundReaders.contains(actor.role) else { throw Refusal.noSuchBatch }
    return try await database.read { tx in
      guard let batch = try BatchStore.load(id, in: tx), actor.role != .districtFinance || batch.office == actor.office else {
        throw Refusal.noSuchBatch
      }
      var results: [Int: BankResult] = [:]
      for row in try tx.query("SELECT line, outcome, reference, amount_minor FROM batch_results WHERE batch = $1", [.text(id)]) {
        let line = Int(row.integer(0))
        results[line] = BankResult(
          line: line, amount: Money(minor: row.integer(3)),
          outcome: row.text(1) == "paid" ? .paid(reference: row.text(2)) : .returned(reason: row.text(2)))
      }
      return (batch, results)
    }
  }
}
