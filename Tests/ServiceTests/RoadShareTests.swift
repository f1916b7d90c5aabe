import Casework
import FundLedger
import Storage
import TestAccounts
import Testing
import Values

@testable import Service

/// What city and district bear together is booked for each of them, to the 分.
struct RoadShareTests {
  @Test("a premium from the plan to money clawed back: every act for both payers", arguments: Engine.allCases)
  func wholeRoad(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      let cases = town.cases
      try await town.open()
      try await town.fundDistrict()
      let accepted = try await town.accepted(Town.insurance, town.premium())
      let id = accepted.id
      #expect(accepted.decision?.amount == Money(minor: 800_003) && accepted.decision?.officePart == Money(minor: 300_001))
      let preview = try await cases.previewPlan(procedure: Town.procedure, cases: [id], by: .planner)
      #expect(
        preview.budgets == [
          .init(share: nil, available: .cny(1_000_000), total: Money(minor: 500_002)),
          .init(share: "pengjiang", available: .cny(100_000), total: Money(minor: 300_001)),
        ])
      #expect(preview.budgets.map(\.left.minor) == [99_499_998, 9_699_999])
      _ = try await cases.proposePlan(procedure: Town.procedure, cases: [id], by: .planner)
      _ = try await cases.accept(case: id, granted: nil, by: .city)
      _ = try await cases.openNotice(procedure: Town.procedure, cases: [id], by: .city)
      try await town.wake(on: "2025-09-20")
      _ = try await cases.budget(procedure: Town.procedure, cases: [id], by: .city)
      try town.until("2026-01-05")
      _ = try await cases.release(procedure: Town.procedure, cases: [id], by: .finance)
      try await town.audit()
      let first = try await cases.orderPayments(procedure: Town.procedure, cases: [id], by: .payer)
      // One line to the bank, whoever bears it.
      #expect(first.lines.map(\.amount) == [Money(minor: 800_003)])
      _ = try await cases.takeBankResults(
        [BankResult(line: 1, amount: Money(minor: 800_003), outcome: .returned(reason: "账号不存在"))], batch: first.id, by: .payer)
      try await town.audit()
      #expect(try await cases.reconciliation(batch: first.id, by: .payer).agrees)
      _ = try await cases.changeAccount(
        BankAccount(holder: Actor.owner.name, bank: "示例银行", number: "62000002"), case: id, by: .owner
      ) { Actor.owner.proof(at: town.time) }
      try town.until("2026-01-07")
      let second = try await cases.orderPayments(procedure: Town.procedure, cases: [id], by: .payer)
      _ = try await cases.takeBankResults(
        [BankResult(line: 1, amount: Money(minor: 800_003), outcome: .paid(reference: "B-2"))], batch: second.id, by: .payer)
      #expect(try await cases.reconciliation(batch: second.id, by: .payer).agrees)
      _ = try await cases.demandRecovery(case: id, finding: "保险单系伪造。", by: .city)
      _ = try await cases.receiveRecovery(case: id, amount: .cny(1_000), reference: "R-1", by: .city)
      try await town.audit()
      _ = try await cases.receiveRecovery(case: id, amount: Money(minor: 700_003), reference: "R-2", by: .city)
      let both = { (act: String) in ["2026 city \(act) 500002", "2026 pengjiang \(act) 300001"] }
      #expect(
        try await town.postings(id) == [
          "hold", "commit", "make_payable", "order", "bank_return", "order", "pay", "demand_recovery",
        ].flatMap(both) + [
          // 300,001 of 800,003 of 1,000.00 is 374.99; the second part makes the district's 3,000.01 full.
          "2026 city receive_recovery 62501", "2026 pengjiang receive_recovery 37499",
          "2026 city receive_recovery 437501", "2026 pengjiang receive_recovery 262502",
        ])
      let funds = try await cases.funds(by: .auditor)
      #expect(funds.map(\.share) == [nil, "pengjiang"] && funds.map(\.isBalanced) == [true, true])
      #expect(funds.map { $0.balances[.recovered]?.minor } == [500_002, 300_001])
      try await town.audit()
      try await town.recomputed()
    }
  }

  @Test("an objection lowers both parts in proportion, before the notice is over and after", arguments: Engine.allCases, [false, true])
  func lowered(_ engine: Engine, isLate: Bool) async throws {
    try await Town.with(engine) { town in
      try await town.open()
      try await town.fundDistrict()
      let (state, notice) = try await town.noticed(Town.insurance, town.premium())
      let objection = try await town.object(to: notice, state.id)
      if isLate { try await town.wake(on: "2025-09-09") }
      _ = try await town.cases.find(
        objection: objection.id, result: .lowered, sum: Money(minor: 500_001), reason: "一笔属于上一年度。", by: .planner)
      try await town.wake(on: "2025-09-20")
      #expect(try await town.place(state.id) == "budget/open")
      // 300,001 of 800,003 of 5,000.01 is 1,875.00 and a part of a 分, which is the city's.
      #expect(
        try await town.postings(state.id) == [
          "2026 city hold 500002", "2026 pengjiang hold 300001", "2026 city release_hold 187501", "2026 pengjiang release_hold 112501",
          "2026 city commit 312501", "2026 pengjiang commit 187500",
        ])
      try await town.audit()
      try await town.recomputed()
    }
  }

  @Test("a district takes back of its own part what is free, and nothing of the city's", arguments: Engine.allCases)
  func reduced(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      try await town.open()
      try await town.fundDistrict()
      let reduce = { @Sendable (amount: Money, actor: Actor) in
        try await town.cases.reduceAppropriation(procedure: Town.procedure, year: 2026, amount: amount, reference: "演示调减", by: actor)
      }
      _ = try await reduce(.cny(40_000), .payer)
      #expect(try await town.balances(of: "pengjiang") == ["treasury": -60_000, "available": 60_000])
      #expect(try await town.balances() == ["treasury": -1_000_000, "available": 1_000_000])
      await refuses("ledger.not_enough_available") { try await reduce(Money(minor: 6_000_001), .payer) }
      // The district next door has nothing of its own to take back.
      await refuses("ledger.not_enough_available") { try await reduce(.cny(1), .otherPayer) }
      await refuses("case.not_your_role") { try await reduce(.cny(1), .city) }
      _ = try await reduce(.cny(60_000), .payer)
      #expect(try await town.balances(of: "pengjiang") == [:])
      try await town.audit()
    }
  }

  @Test("the city grants less, sends back, refuses: each time both payers have the difference at once", arguments: Engine.allCases)
  func reviews(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      try await town.open()
      try await town.fundDistrict()
      let id = try await town.accepted(Town.insurance, town.premium("200000", district_pct: "5")).id
      _ = try await town.cases.proposePlan(procedure: Town.procedure, cases: [id], by: .planner)
      _ = try await town.cases.sendBack(case: id, reason: "check_again", note: "凭证不全", by: .city)
      #expect(try await town.balances(of: "pengjiang") == ["treasury": -100_000, "available": 100_000])
      _ = try await town.cases.accept(case: id, granted: .cny(16_000), reason: "lower_voucher", by: .first)
      _ = try await town.cases.proposePlan(procedure: Town.procedure, cases: [id], by: .planner)
      #expect(try await town.balances() == ["treasury": -1_000_000, "available": 992_000, "held": 8_000])
      _ = try await town.cases.accept(case: id, granted: .cny(10_000), reason: "lower_budget", by: .city)
      #expect(try await town.balances(of: "pengjiang") == ["treasury": -100_000, "available": 95_000, "held": 5_000])
      #expect(try await town.balances() == ["treasury": -1_000_000, "available": 995_000, "held": 5_000])
      try await town.audit()
      let other = try await town.accepted(Town.insurance, town.premium("100000", district_pct: "5")).id
      _ = try await town.cases.proposePlan(procedure: Town.procedure, cases: [other], by: .planner)
      _ = try await town.cases.refuse(case: other, reason: "duplicate", note: "重复申报", by: .city)
      #expect(try await town.balances(of: "pengjiang") == ["treasury": -100_000, "available": 95_000, "held": 5_000])
      try await town.recomputed()
    }
  }

  @Test("a district without money is refused with the sums, and nothing is booked for anybody", arguments: Engine.allCases)
  func shortage(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      try await town.open()
      let ids = [try await town.accepted(Town.creditReports).id, try await town.accepted(Town.insurance, town.premium()).id]
      let preview = try await town.cases.previewPlan(procedure: Town.procedure, cases: ids, by: .planner)
      let sentence = "办件 \(ids[1])：2026年度蓬江区财政资金可用余额不足：现有 0.00 元，本次 3,000.01 元。"
      #expect(preview.lines.map(\.refusal) == [nil, sentence])
      // What the city would have held for the refused line is not taken from it.
      #expect(preview.budgets.map(\.total) == [.cny(6_000), .zero])
      let plan = { @Sendable in try await town.cases.proposePlan(procedure: Town.procedure, cases: ids, by: .planner) }
      #expect(await town.said { try await plan() } == sentence)
      await refuses("ledger.not_enough_available") { try await plan() }
      #expect(try await town.balances() == ["treasury": -1_000_000, "available": 1_000_000])
      for id in ids { #expect(try await town.postings(id) == []) }
      #expect(try await town.place(ids[0]) == "district_plan/open")
      // The money of another district is no help, the own is.
      try await town.fundDistrict(by: .otherPayer)
      await refuses("ledger.not_enough_available") { try await plan() }
      try await town.fundDistrict(4_000)
      _ = try await plan()
      try await town.audit()
    }
  }

  @Test("where a district adds nothing, or the measure is the city's alone, all is the city's", arguments: Engine.allCases)
  func cityAlone(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      try await town.open()
      let state = try await town.accepted(Town.insurance, town.premium(district_pct: "0"))
      #expect(state.decision?.officePart == .zero && state.granted == Money(minor: 500_002))
      _ = try await town.cases.proposePlan(procedure: Town.procedure, cases: [state.id], by: .planner)
      #expect(try await town.postings(state.id) == ["2026 city hold 500002"])
      #expect(try await town.accepted(Town.creditReports).decision?.officePart == nil)
      try await town.audit()
    }
  }

  @Test("district finance enters its own part, sees its own and the city's, and no other's", arguments: Engine.allCases)
  func appropriations(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      try await town.open()
      try await town.fundDistrict(1_000)
      try await town.fundDistrict(2_000, by: .otherPayer)
      #expect(try await town.balances(of: "pengjiang") == ["treasury": -1_000, "available": 1_000])
      #expect(try await town.balances(of: "xinhui") == ["treasury": -2_000, "available": 2_000])
      #expect(try await town.balances() == ["treasury": -1_000_000, "available": 1_000_000])
      #expect(try await town.cases.funds(by: .finance).map(\.share) == [nil, "pengjiang", "xinhui"])
      #expect(try await town.cases.funds(by: .payer).map(\.share) == [nil, "pengjiang"])
      #expect(try await town.cases.entries(by: .otherPayer).items.map(\.share) == ["xinhui", nil])
      let stranger = Actor(account: "stranger", role: .districtFinance, office: "other")
      try await town.services.enrol([stranger])
      for actor in [Actor.city, .planner, .owner, .supervisor, .administrator, stranger] {
        await refuses("case.not_your_role") { try await town.fundDistrict(1, by: actor) }
      }
      await refuses("ledger.not_positive") { try await town.fundDistrict(0) }
      await refuses("ledger.not_positive") { try await town.fundDistrict(-1) }
    }
  }
}
