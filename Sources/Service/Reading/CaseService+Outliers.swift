public import Casework
import FundLedger
import Storage
public import Values

/// What several claims have in common that should make somebody look: for those who supervise.
extension CaseService {
  /// Cases that stand out together.
  public struct Outlier: Sendable, Hashable {
    /// What is the same in all of them, fit to be shown: the hidden number of an account, or a limit.
    public let what: String
    /// The sum in question, where there is one.
    public let amount: Money?
    /// The cases with their enterprises, at most `CaseService.members` of them.
    public let cases: [Member]
    /// How many there are in all; a claim that has it twice counts twice.
    public let count: Int

    /// One of the cases.
    public struct Member: Sendable, Hashable {
      /// The case.
      public let caseID: String
      /// Its enterprise.
      public let enterpriseName: String
    }
  }

  /// The most cases that are named of those that stand out together.
  public static let members = 20

  /// One bank account in the claims of several enterprises, a page at a time.
  public func sharedAccounts(after cursor: String? = nil, limit: Int = 50, by actor: Actor) async throws -> Page<Outlier> {
    let found = "FROM case_accounts a JOIN cases c ON c.id = a.case_id WHERE a.account_sha256 = $1"
    return try await outliers(
      "SELECT s.account_sha256 \(CaseService.accountRows) AND s.account_sha256 > $1 ORDER BY 1 LIMIT \(limit + 1)",
      [.text(cursor ?? "")], limit: limit, next: { $0.text(0) }, by: actor
    ) { account, tx in
      try CaseService.outlier("SELECT c.id, c.enterprise_name, a.masked", found, account[0], in: tx, amount: { _ in nil }) { $0.text(2) }
    }
  }

  /// Accounts that claims of two enterprises state now.
  static let accountRows = """
    FROM shared_accounts s
    WHERE (SELECT a.enterprise FROM case_accounts a WHERE a.account_sha256 = s.account_sha256 ORDER BY a.enterprise LIMIT 1)
      < (SELECT a.enterprise FROM case_accounts a WHERE a.account_sha256 = s.account_sha256 ORDER BY a.enterprise DESC LIMIT 1)
    """

  /// One voucher in several claims that were not refused or withdrawn, a page at a time.
  public func sharedVouchers(after cursor: String? = nil, limit: Int = 50, by actor: Actor) async throws -> Page<Outlier> {
    let found = """
      FROM case_vouchers v JOIN cases c ON c.id = v.case_id
      WHERE v.fingerprint = $1 AND (c.ending IS NULL OR c.ending = 'completed')
      """
    return try await outliers(
      "SELECT s.fingerprint \(CaseService.voucherRows) AND s.fingerprint > $1 ORDER BY 1 LIMIT \(limit + 1)",
      [.text(cursor ?? "")], limit: limit, next: { $0.text(0) }, by: actor
    ) { voucher, tx in
      let number = voucher.text(0).split(separator: "|").first.map(String.init) ?? ""
      return try CaseService.outlier(
        "SELECT c.id, c.enterprise_name, v.amount_minor", found, voucher[0], in: tx, amount: { Money(minor: $0.integer(2)) }
      ) { _ in number }
    }
  }

  /// Vouchers that stand twice now.
  static let voucherRows = """
    FROM shared_vouchers s
    WHERE (SELECT COUNT(*) FROM (
      SELECT 1 FROM case_vouchers v JOIN cases c ON c.id = v.case_id
      WHERE v.fingerprint = s.fingerprint AND (c.ending IS NULL OR c.ending = 'completed') LIMIT 2) AS standing) = 2
    """

  /// Limits in money that are used up to the last 分, the largest first, a page at a time.
  public func exactLimits(after cursor: String? = nil, limit: Int = 50, by actor: Actor) async throws -> Page<Outlier> {
    let found = "FROM limit_uses u JOIN cases c ON c.id = u.case_id WHERE u.key = $1 AND u.quantity > 0"
    let (used, key) = CaseService.pair(cursor)
    return try await outliers(
      """
      SELECT key, used \(CaseService.limitRows) AND (used < $1 OR (used = $1 AND key > $2)) ORDER BY used DESC, key LIMIT \(limit + 1)
      """, [.integer(Int64(used) ?? .max), .text(key)], limit: limit, next: { "\($0.integer(1))/\($0.text(0))" }, by: actor
    ) { row, tx in
      let scope = LimitKey(row.text(0))?.scope ?? row.text(0)
      return try CaseService.outlier(
        "SELECT c.id, c.enterprise_name", found, row[0], in: tx, amount: { _ in Money(minor: row.integer(1)) }
      ) { _ in scope }
    }
  }

  static let limitRows = "FROM limits WHERE used = ceiling AND used > 0 AND key LIKE 'money|%'"

  /// A page of what several cases have in common.
  private func outliers(
    _ sql: String, _ arguments: [SQLValue], limit: Int, next: @Sendable @escaping (Row) -> String, by actor: Actor,
    _ outlier: @Sendable @escaping (Row, any Transaction) throws -> Outlier
  ) async throws -> Page<Outlier> {
    guard CaseService.overseers.contains(actor.role) else { throw Refusal.notYourRole }
    return try await database.read { tx in
      let rows = try tx.query(sql, arguments)
      let items = try rows.prefix(limit).map { try outlier($0, tx) }
      return Page(items: items, next: rows.count > limit ? next(rows[limit - 1]) : nil)
    }
  }

  /// The cases that have one thing in common; the sum and the words are those of the first.
  private static func outlier(
    _ columns: String, _ found: String, _ key: SQLValue, in tx: any Transaction, amount: (Row) -> Money?, what: (Row) -> String
  ) throws -> Outlier {
    let rows = try tx.query("\(columns) \(found) ORDER BY c.id LIMIT \(members)", [key])
    let count = rows.count < members ? rows.count : Int(try tx.first("SELECT COUNT(*) \(found)", [key])?.integer(0) ?? 0)
    return Outlier(
      what: rows.first.map(what) ?? "", amount: rows.first.flatMap(amount),
      cases: rows.map { .init(caseID: $0.text(0), enterpriseName: $0.text(1)) }, count: count)
  }
}
