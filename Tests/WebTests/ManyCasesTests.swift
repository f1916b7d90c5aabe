import Casework
import Foundation
import Storage
import Testing
import Values

@testable import Service
@testable import Web

/// More cases than a form can carry.
struct ManyCasesTests {
  /// Copies the row of a case: lists read nothing else.
  private func copies(_ count: Int, of id: String, _ road: FundRoad) async throws {
    let others =
      "procedure, measure, enterprise, enterprise_name, office, place, step, phase, ending, created_at, submitted_at, receipt, amount_minor, granted_minor, due_day, is_paused, taken_by, plan, notice, disputes, budget_year, release_order, batch, paid_minor, demanded_minor, recovered_minor, due_order, updated_at, version, state"
    try await road.services.database.write { tx in
      try tx.execute(
        """
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < \(count))
        INSERT INTO cases (id, \(others)) SELECT '2025-9' || (10000 + i), \(others) FROM cases, n WHERE id = $1
        """, [.text(id)])
    }
  }

  /// The cases a form of the page offers.
  private func offered(_ page: String) -> [String] {
    page.matches(of: /name="case" value="([^"]+)"/).map { String($0.output.1) }
  }

  @Test("a release of more cases than fit offers the first 500, says so, and goes through")
  func release() async throws {
    try await FundRoad.with { road in
      let id = try await road.budgeted(1)[0]
      try await copies(1100, of: id, road)
      let page = try await road.test.send(.get, "/fund/release", session: .finance).text
      let ids = offered(page)
      #expect(ids.count == CaseChoice.limit)
      #expect(page.contains("这里只列出前 500 件"))
      let fields = [("procedure", FundRoad.procedure), ("stage", "preview")] + ids.map { ("case", $0) }
      let check = try await road.post("/fund/release", fields, as: .finance)
      #expect(check.status == 200)
      #expect(check.text.contains("将下达 500 个办件") && offered(check.text).count == 500)
    }
  }

  @Test("a payment order of more cases than fit does the same")
  func order() async throws {
    try await FundRoad.with { road in
      let id = try await road.budgeted(1)[0]
      _ = try await road.cases.release(procedure: FundRoad.procedure, cases: [id], by: FundRoad.finance)
      try await copies(1100, of: id, road)
      let page = try await road.test.send(.get, "/payments/order", session: .districtFinance).text
      let ids = offered(page)
      #expect(ids.count == CaseChoice.limit)
      #expect(page.contains("这里只列出前 500 件"))
      let fields = [("procedure", FundRoad.procedure), ("stage", "preview")] + ids.map { ("case", $0) }
      let check = try await road.post("/payments/order", fields, as: .districtFinance)
      #expect(check.status == 200 && check.text.contains("本批 500 笔"))
    }
  }
}
