import Casework
import Foundation
import FundLedger
import Storage
import Testing
import Values

@testable import Service

/// What must hold after every act, told a second time: from the log, and from where the cases stand.
extension Town {
  /// Looks at everything, and expects it to agree.
  func audit(at place: SourceLocation = #_sourceLocation) async throws {
    let calendar = services.cases.book.calendar
    let faults = try await services.database.read { tx in
      var faults: [String] = []
      if case .broken(let seq, _, let why) = try EventLog.verify(in: tx) { faults.append("the chain breaks at \(seq): \(why)") }
      let cases = try Town.cases(in: tx)
      for (id, row) in cases {
        let events = try EventLog.events(of: CaseStore.stream(id), in: tx).map { try JSONBody.value(CaseEvent.self, $0.body) }
        if CaseState.fold(events) != row { faults.append("the row of \(id) differs from its events") }
      }
      faults += try Town.columnFaults(cases, calendar, in: tx)
      faults += try Town.bookFaults(cases, in: tx)
      faults += try Town.limitFaults(cases, in: tx)
      faults += try Town.countFaults(cases, in: tx)
      return faults
    }
    #expect(faults == [], sourceLocation: place)
  }

  static func cases(in tx: any Transaction) throws -> [String: CaseState] {
    var cases: [String: CaseState] = [:]
    for row in try tx.query("SELECT id, state FROM cases") { cases[row.text(0)] = try JSONBody.value(CaseState.self, row.text(1)) }
    return cases
  }

  /// The columns that lists and queues read, against the case itself.
  private static func columnFaults(_ cases: [String: CaseState], _ calendar: WorkingCalendar, in tx: any Transaction) throws -> [String] {
    try tx.query(
      "SELECT id, place, office, amount_minor, granted_minor, due_day, taken_by, plan, notice, disputes, budget_year, batch, paid_minor, version, is_paused FROM cases"
    ).compactMap { row in
      guard let state = cases[row.text(0)] else { return "\(row.text(0)) is no case" }
      let written: [SQLValue] = [
        .text(CaseRow.place(state)), .of(state.office), .of(state.decision?.amount?.minor), .of(state.granted?.minor),
        // Nobody is late when a notice ends.
        .of(CaseRow.place(state) == "notice/running" ? nil : state.clock?.deadline(calendar)?.date.description), .of(state.takenBy),
        .of(state.plan), .of(state.notice),
        .integer(Int64(state.disputes.count)), .of(state.budgetYear.map(Int64.init)), .of(state.batch), .integer(state.paid.minor),
        .integer(state.version), .integer(state.clock?.isPaused == true ? 1 : 0),
      ]
      return Array(row.values.dropFirst()) == written ? nil : "the columns of \(state.id) differ: \(row.values) \(written)"
    }
  }

  /// The book against itself, against its entries booked anew, and against where the cases stand.
  private static func bookFaults(_ cases: [String: CaseState], in tx: any Transaction) throws -> [String] {
    var balances: [LedgerAccount: Money] = [:]
    for row in try tx.query("SELECT scheme, year, bucket, balance_minor, share FROM ledger_accounts") {
      let account = LedgerAccount(
        fund: Fund(scheme: row.text(0), year: Int(row.integer(1))), share: row.text(4).isEmpty ? nil : row.text(4),
        bucket: try #require(Bucket(rawValue: row.text(2))))
      balances[account] = Money(minor: row.integer(3))
    }
    var parts: [CaseAccount: Money] = [:]
    for row in try tx.query("SELECT scheme, year, bucket, case_id, balance_minor, share FROM ledger_cases") {
      let account = LedgerAccount(
        fund: Fund(scheme: row.text(0), year: Int(row.integer(1))), share: row.text(5).isEmpty ? nil : row.text(5),
        bucket: try #require(Bucket(rawValue: row.text(2))))
      parts[CaseAccount(account: account, caseID: row.text(3))] = Money(minor: row.integer(4))
    }
    let state = LedgerState(balances: balances, caseBalances: parts)
    var faults = state.faults.map { "\($0)" }
    let entries = try tx.query("SELECT body FROM events WHERE type = 'ledger.posted' ORDER BY seq")
      .map { try JSONBody.value(Entry.self, $0.text(0)) }
    switch LedgerState.replay(entries) {
    case .failure(let failure): faults.append("entry \(failure.position) can't be booked")
    case .success(let again):
      for account in Set(balances.keys).union(again.balances.keys) where state.balance(account) != again.balance(account) {
        faults.append("\(account) differs from its entries")
      }
      for part in Set(parts.keys).union(again.caseBalances.keys) where state.balance(part) != again.balance(part) {
        faults.append("\(part) differs from its entries")
      }
    }
    var expected: [String: Int64] = [:]
    for (id, case_) in cases {
      for (bucket, amount) in buckets(case_) where amount != 0 { expected["\(id) \(bucket.rawValue)"] = amount }
    }
    var found: [String: Int64] = [:]
    for (part, amount) in parts where amount != .zero {
      found["\(part.caseID) \(part.account.bucket.rawValue)", default: 0] += amount.minor
    }
    if expected != found { faults.append("the book holds \(found), the cases stand at \(expected)") }
    return faults + shareFaults(cases, parts)
  }

  /// What stands for a case of each payer, against its decision: the office has its part of the sum in proportion, the city the rest.
  private static func shareFaults(_ cases: [String: CaseState], _ parts: [CaseAccount: Money]) -> [String] {
    var found: [String: [String: Int64]] = [:]
    for (part, amount) in parts where amount != .zero {
      found[part.caseID, default: [:]][part.account.share ?? "", default: 0] += amount.minor
    }
    return found.compactMap { id, shares in
      guard let state = cases[id], let decision = state.decision, let whole = decision.amount?.minor else { return "\(id) has no decision" }
      let sum = shares.values.reduce(0, +)
      let office = Int64(Int128(sum) * Int128(decision.officePart?.minor ?? 0) / Int128(whole))
      let expected = [(state.office ?? "?", office), ("", sum - office)].filter { $0.1 != 0 }
      return shares == Dictionary(uniqueKeysWithValues: expected) ? nil : "\(id) is borne as \(shares), not \(expected)"
    }
  }

  /// Where the money of a case has to be, from where the case stands.
  private static func buckets(_ state: CaseState) -> [Bucket: Int64] {
    let granted = state.granted?.minor ?? 0
    let demanded = state.recovery?.demanded.minor ?? 0
    let received = state.recovery?.received.minor ?? 0
    let paid: [Bucket: Int64] = [
      .paid: state.paid.minor - demanded, .recoverable: demanded - received, .recovered: received - (state.recovery?.handedOn.minor ?? 0),
    ]
    switch state.position {
    case .draft: return [:]
    case .ended(let ending): return ending == .completed ? paid : [:]
    case .at("first_review", _), .at("district_plan", _): return [:]
    // A road without a plan keeps money back from the notice on.
    case .at("notice", .open) where state.plan == nil: return [:]
    case .at("second_review", _), .at("notice", _): return [.held: granted]
    case .at("budget", _), .at("release", _): return [.committed: granted]
    case .at("payment", .running): return [.inPayment: granted]
    case .at("payment", _): return [.payable: granted]
    default: return paid
    }
  }

  /// The limits against what the cases that hold them were granted.
  private static func limitFaults(_ cases: [String: CaseState], in tx: any Transaction) throws -> [String] {
    var used: [String: Int64] = [:]
    for row in try tx.query("SELECT case_id, key, quantity FROM limit_uses") {
      used[row.text(1), default: 0] += row.integer(2)
      let state = cases[row.text(0)]
      var holds = false
      if let state { holds = state.paid.minor > 0 || buckets(state).values.contains { $0 > 0 } }
      let expected = !holds ? 0 : row.text(1).hasPrefix("claims|") ? 1 : state?.granted?.minor ?? 0
      if row.integer(2) != expected { return ["\(row.text(0)) has \(row.integer(2)) of \(row.text(1)), not \(expected)"] }
    }
    return try tx.query("SELECT key, used FROM limits").compactMap { row in
      row.integer(1) == used[row.text(0)] ?? 0 ? nil : "\(row.text(0)) is \(row.integer(1)), its uses \(used[row.text(0)] ?? 0)"
    }
  }

  /// The statistics against a count of the cases.
  private static func countFaults(_ cases: [String: CaseState], in tx: any Transaction) throws -> [String] {
    var expected: [String: [Int64]] = [:]
    for state in cases.values {
      let year = state.receipt.flatMap { Moment($0.at)?.day.year } ?? 0
      let key = "\(state.measure) \(state.office ?? "") \(year) \(CaseRow.place(state))"
      let sums = expected[key] ?? [0, 0, 0]
      expected[key] = [sums[0] + 1, sums[1] + (state.granted?.minor ?? 0), sums[2] + state.paid.minor]
    }
    var found: [String: [Int64]] = [:]
    for row in try tx.query("SELECT measure, office, year, place, cases, granted_minor, paid_minor FROM case_counts") {
      let sums = [row.integer(4), row.integer(5), row.integer(6)]
      if sums != [0, 0, 0] { found["\(row.text(0)) \(row.text(1)) \(row.integer(2)) \(row.text(3))"] = sums }
    }
    return expected == found ? [] : ["the counts are \(found), not \(expected)"]
  }

  /// All rows of all projections, in order.
  func tables() async throws -> [String: [String]] {
    let names = services.projections.tables
    return try await services.database.read { tx in
      var all: [String: [String]] = [:]
      for name in names {
        all[name] = try tx.query("SELECT * FROM \(name)").map { row in row.values.map { "\($0)" }.joined(separator: " | ") }.sorted()
      }
      return all
    }
  }

  /// What stands in each place of a payer's part of a fund, in yuan; what is zero is left out.
  func balances(_ year: Int = 2026, of share: String = "") async throws -> [String: Int64] {
    try await services.database.read { tx in
      var out: [String: Int64] = [:]
      let sql = "SELECT bucket, balance_minor FROM ledger_accounts WHERE year = $1 AND share = $2"
      for row in try tx.query(sql, [.integer(Int64(year)), .text(share)])
      where row.integer(1) != 0 {
        #expect(row.integer(1).isMultiple(of: 100))
        out[row.text(0)] = row.integer(1) / 100
      }
      return out
    }
  }
}
