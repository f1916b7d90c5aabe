import Casework
import FundLedger
import Storage
import Values

extension Audit {
  /// The book entered anew from the log: every entry decided again, balances and parts compared with their rows, debits with credits.
  func ledger(_ progress: @Sendable @escaping (AuditReport.Check, Int64) -> Void) async throws -> AuditReport.Result {
    try await services.database.read { tx in
      var state = LedgerState()
      var count: Int64 = 0
      var found: AuditReport.Difference?
      try tx.forEach("SELECT seq, body FROM events WHERE type = 'ledger.posted' ORDER BY seq", []) { row in
        if found != nil { return }
        let entry = try JSONBody.value(Entry.self, row.text(1))
        guard let act = entry.asAct, case .success = state.book(act) else {
          found = .init(
            place: "event \(row.integer(0))",
            why: Bilingual(zh: "这条分录按规则不能入账。", en: "This entry can't be booked by the rules."))
          return
        }
        count += 1
        if count.isMultiple(of: 1_000) { progress(.ledger, count) }
      }
      if found == nil, let fault = state.faults.first {
        found = .init(place: "\(fault)", why: Bilingual(zh: "借贷不平。", en: "Debits and credits differ."))
      }
      if found == nil { found = try compare(state, count, in: tx) }
      return .init(check: .ledger, count: count, difference: found)
    }
  }

  private func compare(_ state: LedgerState, _ count: Int64, in tx: any Transaction) throws -> AuditReport.Difference? {
    func differs(_ place: String, _ kept: Int64, _ expected: Int64) -> AuditReport.Difference {
      .init(
        place: place,
        why: Bilingual(
          zh: "余额为 \(Money(minor: kept)) 元，按分录应为 \(Money(minor: expected)) 元。",
          en: "The balance is CNY \(Money(minor: kept)); by the entries it is CNY \(Money(minor: expected))."))
    }
    var accounts: [String: Int64] = [:]
    for (account, balance) in state.balances { accounts[LedgerStore.text(account)] = balance.minor }
    for row in try tx.query("SELECT account, balance_minor FROM ledger_accounts ORDER BY account") {
      let expected = accounts.removeValue(forKey: row.text(0)) ?? 0
      if row.integer(1) != expected { return differs("account \(row.text(0))", row.integer(1), expected) }
    }
    if let (name, balance) = accounts.sorted(by: { $0.key < $1.key }).first(where: { $0.value != 0 }) {
      return differs("account \(name)", 0, balance)
    }
    var parts: [String: Int64] = [:]
    for (part, balance) in state.caseBalances { parts[LedgerStore.text(part.account) + " case " + part.caseID] = balance.minor }
    for row in try tx.query("SELECT account, case_id, balance_minor FROM ledger_cases ORDER BY account, case_id") {
      let name = row.text(0) + " case " + row.text(1)
      let expected = parts.removeValue(forKey: name) ?? 0
      if row.integer(2) != expected { return differs("account \(name)", row.integer(2), expected) }
    }
    if let (name, balance) = parts.sorted(by: { $0.key < $1.key }).first(where: { $0.value != 0 }) {
      return differs("account \(name)", 0, balance)
    }
    let rows = try tx.first("SELECT COUNT(*) FROM ledger_entries")?.integer(0) ?? 0
    if rows == count { return nil }
    return .init(
      place: "ledger_entries",
      why: Bilingual(zh: "分录表有 \(rows) 行，日志有 \(count) 条分录。", en: "The table has \(rows) lines, the log \(count) entries."))
  }

  /// What is used of every limit, summed anew from the log.
  func limits(_ progress: @Sendable @escaping (AuditReport.Check, Int64) -> Void) async throws -> AuditReport.Result {
    try await services.database.read { tx in
      var used: [String: Int64] = [:]
      var uses: [String: Int64] = [:]
      var count: Int64 = 0
      try tx.forEach("SELECT body FROM events WHERE type = 'limits.changed' ORDER BY seq", []) { row in
        let change = try JSONBody.value(LimitChange.self, row.text(0))
        for (key, quantity) in change.taken.map({ ($0.key, $0.quantity) }) + change.givenBack.map({ ($0.key, -$0.quantity) }) {
          used[key.text, default: 0] += quantity
          uses[change.caseID + " " + key.text, default: 0] += quantity
        }
        count += 1
      }
      progress(.limits, count)
      func compare(_ sql: String, _ expected: [String: Int64], _ name: (Row) -> String, _ quantity: (Row) -> Int64) throws -> AuditReport
        .Difference?
      {
        var left = expected
        for row in try tx.query(sql) {
          let wanted = left.removeValue(forKey: name(row)) ?? 0
          if quantity(row) != wanted || wanted < 0 {
            return .init(
              place: "limit \(name(row))",
              why: Bilingual(zh: "已用 \(quantity(row))，按日志应为 \(wanted)。", en: "\(quantity(row)) is used; by the log it is \(wanted)."))
          }
        }
        return left.filter { $0.value != 0 }.keys.min().map {
          .init(place: "limit \($0)", why: Bilingual(zh: "缺少限额记录。", en: "The row of the limit is missing."))
        }
      }
      let difference =
        try compare("SELECT key, used FROM limits ORDER BY key", used, { $0.text(0) }, { $0.integer(1) })
        ?? compare(
          "SELECT case_id, key, quantity FROM limit_uses ORDER BY case_id, key", uses, { $0.text(0) + " " + $0.text(1) }, { $0.integer(2) })
      return .init(check: .limits, count: count, difference: difference)
    }
  }
}
