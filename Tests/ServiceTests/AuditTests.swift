import Casework
import Foundation
import Policy
import Storage
import Testing
import Values

@testable import Service

@Suite struct AuditTests {
  /// Tampers with one thing and gives what the audit says of one check.
  private func difference(_ check: AuditReport.Check, after statements: [String]) async throws -> AuditReport.Difference? {
    var found: AuditReport.Difference?
    try await DemoBench.loaded { bench, _ in
      try await bench.tamper(statements)
      let report = try await Audit(bench.services).run()
      #expect(!report.isIntact)
      #expect(report.results.map(\.check) == AuditReport.Check.allCases)
      found = report.results.first { $0.check == check }?.difference
    }
    return found
  }

  @Test func untouchedDataIsIntact() async throws {
    try await DemoBench.loaded { bench, summary in
      let report = try await Audit(bench.services).run()
      #expect(report.isIntact)
      #expect(report.decisionsOfOtherPackages == 0)
      #expect(report.results.first { $0.check == .cases }?.count == Int64(summary.places.values.reduce(0, +)))
      for result in report.results { #expect(result.count > 0) }
    }
  }

  @Test func aChangedLetterOfAnEventIsFound() async throws {
    let found = try await difference(
      .chain, after: ["UPDATE events SET body = replace(body, '18000', '19000') WHERE type = 'case.settled' AND body LIKE '%1800000%'"])
    #expect(found?.place.hasSuffix("(chain.content)") == true)
  }

  @Test func aTimeThatWasMovedIsFound() async throws {
    let found = try await difference(.chain, after: ["UPDATE events SET at = '2025-09-22T01:00:00.000Z' WHERE seq = 70"])
    #expect(found?.place == "event 70 (chain.content)")
  }

  @Test func anEventThatIsGoneIsFound() async throws {
    let found = try await difference(.chain, after: ["DELETE FROM events WHERE seq = 100"])
    #expect(found?.place == "event 101 (chain.gap)")
  }

  @Test func theLastEventsCannotVanish() async throws {
    let found = try await difference(.chain, after: ["DELETE FROM events WHERE seq = (SELECT MAX(seq) FROM events)"])
    #expect(found?.place.hasSuffix("(chain.head)") == true)
  }

  @Test(arguments: ["granted_minor", "paid_minor", "office", "place", "due_day", "receipt"])
  func aColumnOfACaseThatDoesNotFollowIsFound(_ column: String) async throws {
    let value = column.hasSuffix("minor") ? "granted_minor + 1" : "'9999-01-01'"
    let found = try await difference(
      .cases, after: ["UPDATE cases SET \(column) = \(value) WHERE id = (SELECT MIN(id) FROM cases WHERE granted_minor > 0)"])
    #expect(found?.why.en == "`\(column)` doesn't follow from its events.")
    #expect(found?.place.hasPrefix("case ") == true)
  }

  @Test func aCaseThatIsGoneIsFound() async throws {
    let found = try await difference(.cases, after: ["DELETE FROM cases WHERE id = '2025-000003'"])
    #expect(found?.place == "case 2025-000003")
  }

  @Test func aCaseWithoutEventsIsFound() async throws {
    let columns = CaseProjection.columns
    let copied = columns.replacing("id,", with: "'2024-999999',", maxReplacements: 1)
    let found = try await difference(.cases, after: ["INSERT INTO cases (\(columns)) SELECT \(copied) FROM cases WHERE id = '2025-000003'"])
    #expect(found?.why.en.hasPrefix("There are ") == true)
  }

  @Test func aChangedRecordIsFound() async throws {
    let found = try await difference(
      .decisions, after: ["UPDATE decision_records SET record = replace(record, '30000', '31000') WHERE record LIKE '%30000%'"])
    #expect(found?.why.en == "The record doesn't match its hash: it was changed.")
  }

  /// Somebody who changes a record and its name is found out by computing it anew, and by the case that names the old one.
  @Test func aForgedRecordIsComputedAnew() async throws {
    try await DemoBench.loaded { bench, _ in
      let row = try await bench.services.database.read { tx in
        try tx.first("SELECT sha256, record FROM decision_records WHERE record LIKE '%30000%' ORDER BY sha256").map {
          ($0.text(0), $0.text(1))
        }
      }
      let (sha256, record) = try #require(row)
      let forged = record.replacing("30000", with: "31000")
      let hash = Digest.sha256(forged)
      try await bench.services.database.write { tx in
        try tx.execute(
          "UPDATE decision_records SET sha256 = $1, record = $2 WHERE sha256 = $3", [.text(hash), .text(forged), .text(sha256)])
      }
      let report = try await Audit(bench.services).run()
      #expect(report.results.first { $0.check == .decisions }?.difference?.place == "record \(hash)")
      #expect(report.results.first { $0.check == .cases }?.difference?.why.en == "The decision record \(sha256) is missing.")
    }
  }

  @Test func aRecordOfOtherPackagesIsNotCalledWrong() async throws {
    try await DemoBench.loaded { bench, _ in
      try await bench.services.database.write { tx in
        let record = DecisionRecordText.ofOtherPackages
        try tx.execute("INSERT INTO decision_records (sha256, record) VALUES ($1, $2)", [.text(Digest.sha256(record)), .text(record)])
      }
      let report = try await Audit(bench.services).run()
      #expect(report.isIntact)
      #expect(report.decisionsOfOtherPackages == 1)
    }
  }

  @Test func aBalanceThatWasChangedIsFound() async throws {
    let found = try await difference(
      .ledger, after: ["UPDATE ledger_accounts SET balance_minor = balance_minor + 100 WHERE bucket = 'available' AND year = 2026"])
    #expect(found?.place.hasPrefix("account ") == true)
    #expect(found?.place.hasSuffix("/available") == true)
  }

  @Test func aPartOfACaseThatWasChangedIsFound() async throws {
    let found = try await difference(
      .ledger, after: ["UPDATE ledger_cases SET balance_minor = balance_minor - 1 WHERE case_id = (SELECT MIN(case_id) FROM ledger_cases)"])
    #expect(found?.place.contains(" case ") == true)
  }

  @Test func aLineOfTheBookThatIsGoneIsFound() async throws {
    let found = try await difference(.ledger, after: ["DELETE FROM ledger_entries WHERE seq = (SELECT MIN(seq) FROM ledger_entries)"])
    #expect(found?.place == "ledger_entries")
  }

  @Test func aLimitThatWasEasedIsFound() async throws {
    let found = try await difference(.limits, after: ["UPDATE limits SET used = used - 1 WHERE key = (SELECT MIN(key) FROM limits)"])
    #expect(found?.place.hasPrefix("limit ") == true)
  }

  /// What the service trusts and nothing but the log can vouch for.
  @Test(arguments: [
    ("batches", "body", "replace(body, '\"number\":\"', '\"number\":\"9')"),
    ("notices", "body", "replace(body, '\"amount\"', '\"Amount\"')"),
    ("objections", "state", "replace(state, '\"isClosed\":true', '\"isClosed\":false')"), ("objections", "is_closed", "1 - is_closed"),
    ("calls", "body", "replace(body, '2025', '2035')"), ("accounts", "role", "'auditor'"), ("accounts", "office", "'elsewhere'"),
    ("plans", "total_minor", "total_minor + 1"), ("releases", "day", "'2030-01-01'"), ("batch_results", "outcome", "'returned2'"),
    ("readings", "account", "'nobody'"), ("case_counts", "paid_minor", "paid_minor + 1"), ("case_vouchers", "amount_minor", "1"),
    ("verifications", "sha256", "'0'"), ("paper_codes", "subject", "'0'"), ("ledger_entries", "reference", "'another'"),
    ("case_accounts", "account_sha256", "'0'"), ("companies", "name", "'另一家'"), ("reports", "office", "'elsewhere'"),
  ])
  func aRowOfAnyTableThatDoesNotFollowIsFound(_ table: String, _ column: String, _ value: String) async throws {
    let found = try await difference(.tables, after: ["UPDATE \(table) SET \(column) = \(value) WHERE \(column) <> \(value)"])
    #expect(found?.why.en == "`\(column)` doesn't follow from the log.")
    #expect(found?.place.hasPrefix(table + " ") == true)
  }

  @Test func aRowThatIsGoneOrWasAddedIsFound() async throws {
    let gone = try await difference(.tables, after: ["DELETE FROM readings WHERE seq = (SELECT MAX(seq) FROM readings)"])
    #expect(gone?.why.en == "It is in the log and not in the table.")
    let first = try await difference(.tables, after: ["DELETE FROM batches WHERE id = (SELECT MIN(id) FROM batches)"])
    #expect(first?.place == "batches B2025-0001" || first?.place == "batches B2026-0001")
    let added = try await difference(
      .tables,
      after: [
        "INSERT INTO accounts SELECT 'zz', 'zz', 'zz', name, 'finance', NULL, NULL, NULL, 1, 0, 0, created_at FROM accounts LIMIT 1"
      ])
    #expect(added?.place == "accounts zz")
    #expect(added?.why.en == "It is in the table and not in the log.")
  }

  @Test func nothingIsReplayedFromABrokenLog() async throws {
    let found = try await difference(.tables, after: ["UPDATE events SET body = '{}' WHERE seq = 70"])
    #expect(found?.place == "events")
  }

  /// An event that the record under its hash does not bear out: outcome, sum, kind, day and facts are each compared.
  @Test func aDecisionThatIsNotItsRecordIsFound() async throws {
    try await DemoBench.loaded { bench, _ in
      let book = bench.services.cases.book
      let records = RecordComparison(book: book, claims: Claims(book: book, answerers: bench.services.cases.answerers))
      let found = try await bench.services.database.read { tx in
        try tx.query(
          "SELECT c.state, r.record FROM cases c CROSS JOIN decision_records r WHERE c.state LIKE '%' || r.sha256 || '%' ORDER BY c.id"
        )
        .map { (try JSONBody.value(CaseState.self, $0.text(0)), $0.text(1)) }
        .first { $0.0.decision?.amount != nil && Digest.sha256($0.1) == $0.0.decision?.recordSHA256 }
      }
      let (state, record) = try #require(found)
      let own = try #require(state.decision)
      func why(
        outcome: String? = nil, amount: Money? = nil, isCeiling: Bool? = nil, asOf: CivilDate? = nil, packages: String? = nil,
        _ state: CaseState
      ) -> String? {
        let decision = RecordedDecision(
          outcome: outcome ?? own.outcome, amount: amount ?? own.amount, isCeiling: isCeiling ?? own.isCeiling, asOf: asOf ?? own.asOf,
          recordSHA256: own.recordSHA256, packagesSHA256: packages ?? own.packagesSHA256)
        return records.difference(decision, state, record: record)?.en
      }
      func says(_ part: String) -> String { "The \(part) in an event isn't what the decision record \(own.recordSHA256) says." }
      #expect(why(state) == nil)
      #expect(why(outcome: "ineligible", state) == says("outcome"))
      #expect(why(amount: Money(minor: (own.amount?.minor ?? 0) + 1), state) == says("sum"))
      #expect(why(isCeiling: !own.isCeiling, state) == says("kind of sum"))
      #expect(why(asOf: own.asOf.adding(days: 1), state) == says("day"))
      #expect(why(packages: "0", state) == says("packages"))
      var text = try JSONBody.text(state)
      let fact = try #require(state.content.facts.keys.sorted().first { state.content.facts[$0] == "true" })
      text = text.replacing("\"\(fact)\":\"true\"", with: "\"\(fact)\":\"false\"")
      #expect(why(try JSONBody.value(CaseState.self, text)) == says("facts"))
      #expect(records.difference(own, state, record: "{")?.en == "The decision record \(own.recordSHA256) can't be read.")
    }
  }

  @Test func aFileThatIsGoneOrChangedIsFound() async throws {
    try await DemoBench.loaded { bench, _ in
      let files = try FileManager.default.subpathsOfDirectory(atPath: bench.folder + "/files").filter { $0.count > 64 }.sorted()
      let first = try #require(files.first)
      let path = bench.folder + "/files/" + first
      let content = try #require(FileManager.default.contents(atPath: path))
      try FileManager.default.removeItem(atPath: path)
      var report = try await Audit(bench.services).run()
      let sha256 = String(first.suffix(64))
      #expect(report.results.last?.difference?.place == "file \(sha256)")
      #expect(report.results.last?.difference?.why.en.hasPrefix("The file is missing") == true)
      var changed = content
      changed[changed.count / 2] ^= 1
      #expect(FileManager.default.createFile(atPath: path, contents: changed))
      report = try await Audit(bench.services).run()
      #expect(report.results.last?.difference?.why.en.hasPrefix("The file isn't what was stored") == true)
      #expect(report.results.dropLast().allSatisfy { $0.difference == nil })
    }
  }
}

private enum DecisionRecordText {
  static let ofOtherPackages = """
    {
      "format": "huiqi-decision-1",
      "packages_sha256": "\(String(repeating: "0", count: 64))"
    }
    """
}
