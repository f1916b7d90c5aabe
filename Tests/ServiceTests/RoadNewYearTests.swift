import Casework
import Storage
import Testing
import Values

@testable import Service

/// A notice that is open over New Year closes in the year of its hold; its money moves when the claim enters the budget.
struct RoadNewYearTests {
  @Test("a notice over New Year closes without the money of the year after, which the budget then asks for", arguments: Engine.allCases)
  func overNewYear(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      let cases = town.cases
      try await town.open()
      try town.until("2025-12-29")
      let (state, notice) = try await town.noticed()
      #expect(notice.closes == (try town.day("2026-01-06")))
      #expect(try await town.wake(on: "2026-01-07") == 1)
      #expect(try await town.place(state.id) == "budget/open")
      #expect(try await town.balances(2026) == ["treasury": -1_000_000, "available": 970_000, "committed": 30_000])
      try await town.audit()

      let put = { @Sendable in try await cases.budget(procedure: Town.procedure, cases: [state.id], by: .city) }
      let sentence = "办件 \(state.id)：2027年度市财政资金可用余额不足：现有 0.00 元，本次 30,000.00 元。"
      #expect(await town.said { try await put() } == sentence)
      await refuses("ledger.not_enough_available") { try await put() }
      let preview = try await cases.previewBudget(procedure: Town.procedure, cases: [state.id], by: .city)
      #expect(preview.map(\.year) == [2027] && preview.map { $0.refusal?.zh } == [sentence])
      #expect(try await town.place(state.id) == "budget/open")
      #expect(try await town.balances(2026) == ["treasury": -1_000_000, "available": 970_000, "committed": 30_000])

      _ = try await cases.appropriate(procedure: Town.procedure, year: 2027, amount: .cny(30_000), reference: "演示预算2027-1", by: .finance)
      #expect(try await cases.previewBudget(procedure: Town.procedure, cases: [state.id], by: .city).map(\.refusal) == [nil])
      #expect(try await put() == [state.id])
      #expect(try await town.balances(2026) == ["treasury": -1_000_000, "available": 1_000_000])
      #expect(try await town.balances(2027) == ["treasury": -30_000, "committed": 30_000])
      try await town.audit()
      await refuses("case.budget_too_early") { try await cases.release(procedure: Town.procedure, cases: [state.id], by: .finance) }
      try town.until("2027-01-04")
      _ = try await cases.release(procedure: Town.procedure, cases: [state.id], by: .finance)
      let batch = try await cases.orderPayments(procedure: Town.procedure, cases: [state.id], by: .payer)
      _ = try await cases.takeBankResults(
        [BankResult(line: 1, amount: .cny(30_000), outcome: .paid(reference: "B-1"))], batch: batch.id, by: .payer)
      #expect(try await town.balances(2027) == ["treasury": -30_000, "paid": 30_000])
      try await town.recomputed()
    }
  }

  @Test("of claims put into a budget together the later ones find what the earlier left; together they are refused whole")
  func severalCases() async throws {
    try await Town.with(.sqlite) { town in
      let cases = town.cases
      try await town.open()
      try town.until("2025-12-29")
      let ids = [try await town.reviewed().id, try await town.reviewed(Town.creditReports).id]
      _ = try await cases.openNotice(procedure: Town.procedure, cases: ids, by: .city)
      try await town.wake(on: "2026-01-07")
      _ = try await cases.appropriate(procedure: Town.procedure, year: 2027, amount: .cny(35_000), reference: "演示预算2027-1", by: .finance)
      let preview = try await cases.previewBudget(procedure: Town.procedure, cases: ids, by: .city)
      #expect(preview.map { $0.refusal == nil } == [true, false])
      #expect(preview[1].refusal?.zh == "办件 \(ids[1])：2027年度市财政资金可用余额不足：现有 5,000.00 元，本次 6,000.00 元。")
      await refuses("ledger.not_enough_available") { try await cases.budget(procedure: Town.procedure, cases: ids, by: .city) }
      #expect(try await town.balances(2027) == ["treasury": -35_000, "available": 35_000])
      #expect(try await cases.budget(procedure: Town.procedure, cases: [ids[0]], by: .city) == [ids[0]])
      try await town.audit()
    }
  }

  @Test("both payers need their part in the year of the budget", arguments: Engine.allCases)
  func shares(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      try await town.open()
      try await town.fundDistrict()
      try town.until("2025-12-29")
      let (state, _) = try await town.noticed(Town.insurance, town.premium())
      try await town.wake(on: "2026-01-07")
      _ = try await town.cases.appropriate(
        procedure: Town.procedure, year: 2027, amount: .cny(100_000), reference: "演示预算2027-1", by: .finance)
      let put = { @Sendable in try await town.cases.budget(procedure: Town.procedure, cases: [state.id], by: .city) }
      #expect(await town.said { try await put() } == "办件 \(state.id)：2027年度蓬江区财政资金可用余额不足：现有 0.00 元，本次 3,000.01 元。")
      try await town.fundDistrict(3_001, year: 2027)
      _ = try await put()
      #expect(
        try await town.postings(state.id).suffix(8) == [
          "2026 city uncommit 500002", "2026 pengjiang uncommit 300001", "2026 city release_hold 500002", "2027 city hold 500002",
          "2026 pengjiang release_hold 300001", "2027 pengjiang hold 300001", "2027 city commit 500002", "2027 pengjiang commit 300001",
        ])
      try await town.audit()
      try await town.recomputed()
    }
  }
}
