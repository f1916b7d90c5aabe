public import Casework
public import FundLedger
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

  /// The cases whose clocks stand still, the longest first.
  public func pausedCases(limit: Int = 200, by actor: Actor) async throws -> [PausedCase] {
    guard CaseService.overseers.contains(actor.role) else { throw Refusal.notYourRole }
    let places = Set(book.procedures.flatMap { $0.steps.map { $0.id + "/" + CaseState.Phase.correcting.rawValue } }).sorted()
    return try await database.read { tx in
      let marks = places.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
      guard !places.isEmpty else { return [] }
      return try tx.query(
        """
        SELECT \(Summary.columns), state FROM cases WHERE place IN (\(marks)) AND is_paused = 1 ORDER BY updated_at, id LIMIT \(limit)
        """, places.map { .text($0) }
      ).map { row in
        let state = try JSONBody.value(CaseState.self, row.text(19))
        return PausedCase(summary: Summary(row), since: state.clock?.pauses.last?.from)
      }
    }
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

  /// The papers promised for a day before `day` that have not come, in cases that are not over.
  public func latePromises(before day: CivilDate, limit: Int = 200, by actor: Actor) async throws -> [LatePromise] {
    guard CaseService.overseers.contains(actor.role) else { throw Refusal.notYourRole }
    return try await database.read { tx in
      try tx.query(
        """
        SELECT p.case_id, c.enterprise_name, c.procedure, p.paper, p.due_day FROM open_promises p JOIN cases c ON c.id = p.case_id
        WHERE p.due_day < $1 AND c.ending IS NULL ORDER BY p.due_day, p.case_id LIMIT \(limit)
        """, [.text(day.description)]
      ).map {
        LatePromise(caseID: $0.text(0), enterpriseName: $0.text(1), procedure: $0.text(2), paper: $0.text(3), due: CivilDate($0.text(4)))
      }
    }
  }

  /// Cases that stand out together.
  public struct Outlier: Sendable, Hashable {
    /// What is the same in all of them, fit to be shown: the hidden number of an account, or a limit.
    public let what: String
    /// The sum in question, where there is one.
    public let amount: Money?
    /// The cases with their enterprises.
    public let cases: [Member]

    /// One of the cases.
    public struct Member: Sendable, Hashable {
      /// The case.
      public let caseID: String
      /// Its enterprise.
      public let enterpriseName: String
    }
  }

  /// One bank account in the claims of several enterprises.
  public func sharedAccounts(limit: Int = 100, by actor: Actor) async throws -> [Outlier] {
    guard CaseService.overseers.contains(actor.role) else { throw Refusal.notYourRole }
    return try await database.read { tx in
      let accounts = try tx.query(
        """
        SELECT s.account_sha256 FROM shared_accounts s
        WHERE (SELECT a.enterprise FROM case_accounts a WHERE a.account_sha256 = s.account_sha256 ORDER BY a.enterprise LIMIT 1)
          < (SELECT a.enterprise FROM case_accounts a WHERE a.account_sha256 = s.account_sha256 ORDER BY a.enterprise DESC LIMIT 1)
        ORDER BY s.account_sha256 LIMIT \(limit)
        """)
      return try accounts.map { account in
        let rows = try tx.query(
          """
          SELECT a.masked, c.id, c.enterprise_name FROM case_accounts a JOIN cases c ON c.id = a.case_id
          WHERE a.account_sha256 = $1 ORDER BY c.id LIMIT 20
          """, [.text(account.text(0))])
        return Outlier(
          what: rows.first?.text(0) ?? "", amount: nil, cases: rows.map { .init(caseID: $0.text(1), enterpriseName: $0.text(2)) })
      }
    }
  }

  /// One voucher in several claims that were not refused or withdrawn.
  public func sharedVouchers(limit: Int = 100, by actor: Actor) async throws -> [Outlier] {
    guard CaseService.overseers.contains(actor.role) else { throw Refusal.notYourRole }
    return try await database.read { tx in
      let vouchers = try tx.query(
        """
        SELECT s.fingerprint FROM shared_vouchers s
        WHERE (SELECT COUNT(*) FROM (
          SELECT 1 FROM case_vouchers v JOIN cases c ON c.id = v.case_id
          WHERE v.fingerprint = s.fingerprint AND (c.ending IS NULL OR c.ending = 'completed') LIMIT 2) AS standing) = 2
        ORDER BY s.fingerprint LIMIT \(limit)
        """)
      return try vouchers.map { voucher in
        let rows = try tx.query(
          """
          SELECT v.amount_minor, c.id, c.enterprise_name FROM case_vouchers v JOIN cases c ON c.id = v.case_id
          WHERE v.fingerprint = $1 AND (c.ending IS NULL OR c.ending = 'completed') ORDER BY c.id LIMIT 20
          """, [.text(voucher.text(0))])
        return Outlier(
          what: voucher.text(0).split(separator: "|").first.map(String.init) ?? "", amount: rows.first.map { Money(minor: $0.integer(0)) },
          cases: rows.map { .init(caseID: $0.text(1), enterpriseName: $0.text(2)) })
      }
    }
  }

  /// Limits in money that are used up to the last 分, the largest first.
  public func exactLimits(limit: Int = 100, by actor: Actor) async throws -> [Outlier] {
    guard CaseService.overseers.contains(actor.role) else { throw Refusal.notYourRole }
    return try await database.read { tx in
      let rows = try tx.query(
        """
        SELECT key, used FROM limits WHERE used = ceiling AND used > 0 AND key LIKE 'money|%' ORDER BY used DESC, key LIMIT \(limit)
        """)
      return try rows.compactMap { row in
        guard let key = LimitKey(row.text(0)) else { return nil }
        let users = try tx.query(
          """
          SELECT c.id, c.enterprise_name FROM limit_uses u JOIN cases c ON c.id = u.case_id WHERE u.key = $1 AND u.quantity > 0
          ORDER BY c.id LIMIT 20
          """, [row[0]])
        return Outlier(
          what: key.scope, amount: Money(minor: row.integer(1)), cases: users.map { .init(caseID: $0.text(0), enterpriseName: $0.text(1)) })
      }
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
