import Casework
import FundLedger
import Storage
import Testing
import Values

@testable import Service

/// Limits and money that several claims share.
struct RoadLimitTests {
  @Test("what one claim has used of a limit, the next one has less of", arguments: Engine.allCases)
  func used(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      try await town.open()
      // 12,000 of fees: 6,000. Then 20,000 of fees: 10,000 alone, but 10,000 is the year's cap.
      let first = try await town.reviewed(Town.creditReports)
      #expect(first.granted == .cny(6_000))
      let second = try await town.submitted(Town.creditReports, town.creditReports(fee_cny: "20000"))
      #expect(second.decision?.amount == .cny(4_000) && second.decision?.isCeiling == true)
      // What the enterprise says of itself about the limit is not asked.
      var bold = try town.creditReports(fee_cny: "20000")
      bold.facts["benefit_paid_in_cap_period_cny"] = "0"
      #expect(try await town.submitted(Town.creditReports, bold).decision?.amount == .cny(4_000))
      // Another year and another enterprise have their own.
      var earlier = try town.creditReports(fee_cny: "20000")
      earlier.facts["claim_event_date"] = "\"2024-08-10\""
      #expect(try await town.submitted(Town.creditReports, earlier).decision?.amount == .cny(10_000))
      let rival = try await town.submitted(Town.creditReports, town.creditReports(fee_cny: "20000", of: .rival), by: .rival)
      #expect(rival.decision?.amount == .cny(10_000))
      try await town.audit()
    }
  }

  @Test("two claims decided before either was planned: the second is refused whole, and says why", arguments: Engine.allCases)
  func raced(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      try await town.open()
      let ids = [try await town.accepted(Town.creditReports).id, try await town.accepted(Town.creditReports).id]
      let preview = try await town.cases.previewPlan(procedure: Town.procedure, cases: ids, by: .planner)
      #expect(preview.lines.map { $0.refusal == nil } == [true, false] && preview.total == .cny(6_000))
      #expect(preview.lines[1].refusalEnglish?.contains(ids[1]) == true)
      // All lines together or none.
      await refuses("limit.exceeded") { try await town.cases.proposePlan(procedure: Town.procedure, cases: ids, by: .planner) }
      #expect(try await town.balances() == ["treasury": -1_000_000, "available": 1_000_000])
      #expect(try await town.place(ids[0]) == "district_plan/open")
      let plan = try await town.cases.proposePlan(procedure: Town.procedure, cases: [ids[0], ids[0]], by: .planner)
      #expect(plan.lines.map(\.caseID) == [ids[0]] && plan.id == "P2025-0001")
      await refuses("limit.exceeded") { try await town.cases.proposePlan(procedure: Town.procedure, cases: [ids[1]], by: .planner) }
      // Withdrawn, the first one gives its part back.
      _ = try await town.cases.withdraw(case: ids[0], reason: nil, by: .owner)
      _ = try await town.cases.proposePlan(procedure: Town.procedure, cases: [ids[1]], by: .planner)
      try await town.audit()
    }
  }

  @Test("the same exhibition twice is one limit, however its name is typed", arguments: Engine.allCases)
  func sameExhibition(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      try await town.open()
      _ = try await town.reviewed()
      let again = try await town.submitted(Town.exhibition, town.exhibition(" 示例　国际灯饰展 "))
      #expect(again.decision?.amount == .zero || again.decision?.outcome == "ineligible")
      let concerns = try await town.cases.concerns(case: again.id, by: .first)
      #expect(concerns.map(\.kind) == [.sameSubject] && concerns.first?.amount == .cny(30_000))
    }
  }

  @Test("money that is not there is not held", arguments: Engine.allCases)
  func shortage(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      try await town.open(money_cny: 35_000)
      let ids = [try await town.accepted().id, try await town.accepted(Town.creditReports).id]
      let preview = try await town.cases.previewPlan(procedure: Town.procedure, cases: ids, by: .planner)
      #expect(preview.lines.map { $0.refusal == nil } == [true, false])
      await refuses("ledger.not_enough_available") { try await town.cases.proposePlan(procedure: Town.procedure, cases: ids, by: .planner) }
      _ = try await town.cases.appropriate(procedure: Town.procedure, year: 2026, amount: .cny(1_000), reference: "追加", by: .finance)
      _ = try await town.cases.proposePlan(procedure: Town.procedure, cases: ids, by: .planner)
      #expect(try await town.balances() == ["treasury": -36_000, "held": 36_000])
      try await town.audit()
    }
  }

  @Test("the city grants less within a ceiling, sends back, refuses: each time the difference is free at once", arguments: Engine.allCases)
  func lowered(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      try await town.open()
      let id = try await town.accepted(Town.creditReports).id
      _ = try await town.cases.proposePlan(procedure: Town.procedure, cases: [id], by: .planner)
      _ = try await town.cases.sendBack(case: id, reason: "check_again", note: "凭证不全", by: .city)
      #expect(try await town.balances() == ["treasury": -1_000_000, "available": 1_000_000])
      try await town.audit()
      _ = try await town.cases.accept(case: id, granted: .cny(5_000), reason: "lower_voucher", by: .first)
      _ = try await town.cases.proposePlan(procedure: Town.procedure, cases: [id], by: .planner)
      await refuses("case.sum_too_high") { try await town.cases.accept(case: id, granted: .cny(5_001), by: .city) }
      await refuses("case.reason_unknown") { try await town.cases.accept(case: id, granted: .cny(4_000), by: .city) }
      _ = try await town.cases.accept(case: id, granted: .cny(4_000), reason: "lower_budget", by: .city)
      #expect(try await town.balances() == ["treasury": -1_000_000, "available": 996_000, "held": 4_000])
      try await town.audit()
      let other = try await town.accepted(Town.creditReports, town.creditReports(fee_cny: "10000")).id
      _ = try await town.cases.proposePlan(procedure: Town.procedure, cases: [other], by: .planner)
      _ = try await town.cases.refuse(case: other, reason: "duplicate", note: "重复申报", by: .city)
      #expect(try await town.balances() == ["treasury": -1_000_000, "available": 996_000, "held": 4_000])
      try await town.audit()
      // A fixed sum is not lowered.
      let fixed = try await town.accepted().id
      _ = try await town.cases.proposePlan(procedure: Town.procedure, cases: [fixed], by: .planner)
      await refuses("case.sum_fixed") { try await town.cases.accept(case: fixed, granted: .cny(1), reason: "lower_budget", by: .city) }
    }
  }

  @Test("a thousand approvals at once never overspend a limit", arguments: Engine.allCases)
  func thousand(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      try await town.open()
      // Each is 70 yuan of the 10,000 that one enterprise may have in a year: 142 fit, and 60 yuan are left.
      let content = try town.creditReports(fee_cny: "140")
      let ids = try await town.copies(1_000, of: town.accepted(Town.creditReports, content)) { _ in Actor.owner.enterprise ?? "" }
      let outcomes = await withTaskGroup(of: String.self) { group in
        for id in ids {
          group.addTask { await refusal { try await town.cases.proposePlan(procedure: Town.procedure, cases: [id], by: .planner) } }
        }
        return await group.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
      }
      #expect(outcomes == ["done": 142, "limit.exceeded": 858])
      #expect(try await town.balances() == ["treasury": -1_000_000, "available": 1_000_000 - 9_940, "held": 9_940])
      try await town.audit()
    }
  }

  @Test("two hundred approvals at once never overspend a fund", arguments: Engine.allCases)
  func fund(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      try await town.open(money_cny: 1_000)
      let content = try town.creditReports(fee_cny: "140")
      let ids = try await town.copies(200, of: town.accepted(Town.creditReports, content)) { "91440700DEM\(1_000_000 + $0)" }
      let outcomes = await withTaskGroup(of: String.self) { group in
        for id in ids {
          group.addTask { await refusal { try await town.cases.proposePlan(procedure: Town.procedure, cases: [id], by: .planner) } }
        }
        return await group.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
      }
      #expect(outcomes == ["done": 14, "ledger.not_enough_available": 186])
      #expect(try await town.balances() == ["treasury": -1_000, "available": 20, "held": 980])
      try await town.audit()
    }
  }
}
