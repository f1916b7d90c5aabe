import Casework
import Testing

@testable import Service

/// Premiums of short-term insurance, which city and district support together.
extension Town {
  static let insurance = "jm2025-61.10.1.short-term-insurance"

  /// 5 % by the city and 3 % by the district: of 100,000.37 yuan 8,000.03, of which the district bears 3,000.01.
  func premium(_ premium_cny: String = "100000.37", district_pct: String = "3", of actor: Actor = .owner) throws -> Content {
    var content = try creditReports(of: actor)
    let procedure = try #require(Town.book.get().procedure(Town.procedure))
    content.facts["creditinfo_provider"] = nil
    content.facts["creditinfo_fee_paid_cny"] = nil
    content.facts.merge([
      "claim_actual_cost_cny": premium_cny, "enterprise_trade_record_this_or_last_year": "true", "insurer_qualified": "true",
      "insurance_product": "\"st_export_general\"", "insurance_premium_paid_cny": premium_cny, "insurance_premium_year": "2025",
      "district_insurance_rate_pct": district_pct,
    ]) { $1 }
    content.particulars = ["policy_number": "DEMO-1"]
    content.papers = procedure.papers(for: Town.insurance).filter { !$0.isOptional }.map { file($0.id) }
    return content
  }

  /// The money of a district for the coming year.
  func fundDistrict(_ yuan: Int64 = 100_000, year: Int = 2026, by actor: Actor = .payer) async throws {
    _ = try await cases.appropriate(
      procedure: Town.procedure, year: year, amount: .cny(yuan), reference: "演示区级预算\(year)", by: actor)
  }

  /// What was booked for a case: payer, act and 分, first to last.
  func postings(_ id: String) async throws -> [String] {
    try await cases.entries(case: id, limit: 1_000, by: .auditor).items.reversed()
      .map { "\($0.fund.year) \($0.share ?? "city") \($0.act) \($0.amount.minor)" }
  }

  /// What a refusal says in Chinese; nothing if there is none.
  func said(_ body: () async throws -> some Any) async -> String {
    do { _ = try await body() } catch { return (error as? Refusal)?.message.zh ?? "\(error)" }
    return ""
  }

  /// The road from a claim accepted in a plan to one that waits for its budget.
  func confirmed(_ measure: String, _ content: Content) async throws -> String {
    let (state, _) = try await noticed(measure, content)
    try await wake(on: "2025-09-20")
    return state.id
  }

  /// Everything recomputed: the audit finds no difference, and the rows follow from the log. The papers of this town are names without
  /// files, so files are not looked at.
  func recomputed() async throws {
    #expect(try await Audit(services).run().results.filter { $0.check != .files }.compactMap(\.difference) == [])
    let before = try await tables()
    try await services.projections.rebuild(services.database)
    let after = try await tables()
    for (name, rows) in before { #expect(after[name] == rows, "\(name) differs from the log") }
  }
}
