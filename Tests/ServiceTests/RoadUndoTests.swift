import Casework
import FundLedger
import Storage
import Testing
import Values

@testable import Service

/// What undoes what was done, and what would otherwise stand for ever: book and limits are looked at after each act.
struct RoadUndoTests {
  // MARK: Back from the plan

  @Test("of two claims under one cap the second goes back from the plan and is granted what is left", arguments: Engine.allCases)
  func sharedCap(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      try await town.open()
      // Each is 6,000 of the 10,000 of the year.
      let ids = [try await town.accepted(Town.creditReports).id, try await town.accepted(Town.creditReports).id]
      _ = try await town.cases.proposePlan(procedure: Town.procedure, cases: [ids[0]], by: .planner)
      await refuses("limit.exceeded") { try await town.cases.proposePlan(procedure: Town.procedure, cases: [ids[1]], by: .planner) }
      await refuses("case.not_your_role") {
        try await town.cases.sendBack(case: ids[1], reason: "limit_used", note: "限额剩 4000 元", by: .city)
      }
      let back = try await town.cases.sendBack(case: ids[1], reason: "limit_used", note: "限额剩 4000 元", by: .planner)
      #expect(CaseRow.place(back) == "first_review/open" && back.granted == nil)
      try await town.audit()
      let again = try await town.cases.accept(case: ids[1], granted: nil, by: .first)
      #expect(again.granted == .cny(4_000))
      _ = try await town.cases.proposePlan(procedure: Town.procedure, cases: [ids[1]], by: .planner)
      #expect(try await town.balances() == ["treasury": -1_000_000, "available": 990_000, "held": 10_000])
      try await town.audit()
    }
  }

  @Test("a benefit given once: the book says so, whatever the enterprise says", arguments: Engine.allCases)
  func once(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      try await town.open()
      let content = try town.certificate()
      let ids = [try await town.accepted(Town.aeo, content).id, try await town.accepted(Town.aeo, content).id]
      #expect(try await town.state(ids[1]).decision?.amount == .cny(50_000))
      _ = try await town.cases.proposePlan(procedure: Town.procedure, cases: [ids[0]], by: .planner)
      await refuses("limit.exceeded") { try await town.cases.proposePlan(procedure: Town.procedure, cases: [ids[1]], by: .planner) }
      _ = try await town.cases.sendBack(case: ids[1], reason: "limit_used", note: "该企业已获一次支持", by: .planner)
      await refuses("case.not_eligible") { try await town.cases.accept(case: ids[1], granted: nil, by: .first) }
      _ = try await town.cases.refuse(case: ids[1], reason: "duplicate", note: "该企业已获一次支持", by: .first)
      // A third one is told before it is handed in; the first one keeps its own.
      await refuses("case.not_eligible") { try await town.submitted(Town.aeo, content) }
      #expect(try await town.cases.accept(case: ids[0], granted: nil, by: .city).granted == .cny(50_000))
      // What was received before there was a book is the enterprise's to state.
      var honest = content
      honest.facts["benefit_received_before"] = "true"
      let stated = honest
      await refuses("case.not_eligible") { try await town.submitted(Town.aeo, stated, by: .rival) }
      try await town.audit()
    }
  }

  // MARK: Stopped

  @Test(
    "a claim is stopped after its notice, at each step until it is at the bank: fund and limits are free again",
    arguments: Engine.allCases, ["budget/open", "release/open", "payment/open", "payment/returned"])
  func stop(_ engine: Engine, place: String) async throws {
    try await Town.with(engine) { town in
      try await town.open()
      let id = place == "budget/open" || place == "release/open" ? try await town.confirmed() : try await town.released()
      if place == "release/open" { _ = try await town.cases.budget(procedure: Town.procedure, cases: [id], by: .city) }
      if place == "payment/returned" {
        let batch = try await town.cases.orderPayments(procedure: Town.procedure, cases: [id], by: .payer)
        await refuses("case.at_bank") { try await town.cases.stop(case: id, reason: "fraud", note: "虚构展位", by: .city2) }
        try await town.bank(batch, .returned(reason: "账号不存在"))
      }
      #expect(try await town.place(id) == place)
      await refuses("case.not_your_role") { try await town.cases.stop(case: id, reason: "fraud", note: "虚构展位", by: .first) }
      await refuses("case.reason_unknown") { try await town.cases.stop(case: id, reason: "duplicate", note: "重复", by: .city2) }
      let version = try await town.state(id).version
      await refuses("case.changed") {
        try await town.cases.stop(case: id, reason: "fraud", note: "虚构展位", version: version - 1, by: .city2)
      }
      let after = try await town.cases.stop(case: id, reason: "fraud", note: "虚构展位", version: version, by: .city2)
      #expect(after.position == .ended(.stopped) && after.reviews.last?.outcome == .stop)
      #expect(try await town.balances() == ["treasury": -1_000_000, "available": 1_000_000])
      try await town.audit()
      await refuses("case.wrong_step") { try await town.cases.stop(case: id, reason: "fraud", note: "虚构展位", by: .city2) }
      // The letter that says so can be checked, and the exhibition can be claimed anew.
      let paper = try #require(try await town.cases.issuedPaper(.decision, of: id))
      #expect(try await town.cases.verify(paper.paper.code)?.paper.kind == .decision)
      try town.until("2025-12-30")
      let again = try await town.submitted()
      #expect(again.decision?.amount == .cny(30_000))
    }
  }

  // MARK: After the payment

  @Test("what the bank had called paid and sends back is owed again, and batch and book agree", arguments: Engine.allCases)
  func lateReturn(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      try await town.open()
      let (id, batch) = try await town.paid()
      _ = try await town.cases.report(procedure: Town.procedure, cases: [id], text: "资金已用于参展费用。", by: .first)
      func late(_ line: Int = 1, _ sum: Money = .cny(30_000), _ actor: Actor = .payer) async -> String {
        await refusal { try await town.cases.takeLateReturn(batch: batch.id, line: line, amount: sum, reason: "账户已销户", by: actor) }
      }
      #expect(await late(2) == "bank.line_not_paid")
      #expect(await late(0) == "bank.line_not_paid")
      #expect(await late(1, .cny(29_999)) == "bank.sum")
      #expect(await late(1, .cny(30_000), .otherPayer) == "batch.not_found")
      #expect(await late(1, .cny(30_000), .finance) == "batch.not_found")
      #expect(await late() == "done")
      #expect(await late() == "bank.line_not_paid")
      #expect(try await town.place(id) == "payment/returned")
      #expect(try await town.balances() == ["treasury": -1_000_000, "available": 970_000, "payable": 30_000])
      let book = try await town.cases.reconciliation(batch: batch.id, by: .payer)
      #expect(book.agrees && book.returned == .cny(30_000) && book.paid == .zero)
      try await town.audit()
      let account = BankAccount(holder: Actor.owner.name, bank: "示例银行", number: "6200000000000007")
      _ = try await town.cases.changeAccount(account, case: id, by: .owner) { Actor.owner.proof(at: town.time) }
      try town.until("2026-01-07")
      let second = try await town.cases.orderPayments(procedure: Town.procedure, cases: [id], by: .payer)
      try await town.bank(second, .paid(reference: "B-2"))
      #expect(try await town.cases.reconciliation(batch: second.id, by: .payer).agrees)
      #expect(try await town.balances() == ["treasury": -1_000_000, "available": 970_000, "paid": 30_000])
      // The case is in another batch now: a return of the first can't be taken for one of the second.
      #expect(await late() == "bank.line_not_paid")
      try await town.audit()
      let before = try await town.tables()
      try await town.services.projections.rebuild(town.services.database)
      #expect(try await town.tables() == before)
    }
  }

  @Test("a demand is dropped, demanded money arrives and is handed on, an appropriation is reduced", arguments: Engine.allCases)
  func book(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      try await town.open()
      let cases = town.cases
      let (id, batch) = try await town.paid()
      _ = try await cases.demandRecovery(case: id, finding: "展位照片系伪造。", by: .city)
      await refuses("case.recovery_open") {
        try await cases.takeLateReturn(batch: batch.id, line: 1, amount: .cny(30_000), reason: "退回", by: .payer)
      }
      _ = try await cases.withdrawDemand(case: id, reason: "复核无误", by: .city2)
      #expect(try await town.balances() == ["treasury": -1_000_000, "available": 970_000, "paid": 30_000])
      try await town.audit()
      _ = try await cases.demandRecovery(case: id, finding: "一个展位未使用。", by: .city)
      _ = try await cases.receiveRecovery(case: id, amount: .cny(15_000), reference: "R-1", by: .city)
      _ = try await cases.withdrawDemand(case: id, reason: "另一个展位属实", by: .city)
      #expect(try await town.balances() == ["treasury": -1_000_000, "available": 970_000, "paid": 15_000, "recovered": 15_000])
      #expect(try await cases.recoveredMoney(by: .finance).map(\.left) == [.cny(15_000)])
      await refuses("case.not_your_role") { try await cases.recoveredMoney(by: .payer) }
      await refuses("case.not_your_role") { try await cases.returnToTreasury(case: id, amount: .cny(1), reference: "H-1", by: .city) }
      await refuses("case.hand_on_too_high") {
        try await cases.returnToTreasury(case: id, amount: .cny(15_001), reference: "H-1", by: .finance)
      }
      _ = try await cases.returnToTreasury(case: id, amount: .cny(5_000), reference: "H-1", by: .finance)
      _ = try await cases.returnToTreasury(case: id, amount: .cny(10_000), reference: "H-2", by: .finance)
      #expect(try await town.balances() == ["treasury": -985_000, "available": 970_000, "paid": 15_000])
      #expect(try await cases.recoveredMoney(by: .finance) == [])
      try await town.audit()
      func reduce(_ yuan: Int64, _ actor: Actor = .finance, year: Int = 2026) async -> String {
        await refusal {
          try await cases.reduceAppropriation(procedure: Town.procedure, year: year, amount: .cny(yuan), reference: "调减1", by: actor)
        }
      }
      #expect(await reduce(1, .city) == "case.not_your_role")
      #expect(await reduce(970_001) == "ledger.not_enough_available")
      #expect(await reduce(1, year: 2031) == "ledger.not_enough_available")
      #expect(await reduce(0) == "ledger.not_positive")
      #expect(await reduce(970_000) == "done")
      #expect(try await town.balances() == ["treasury": -15_000, "paid": 15_000])
      try await town.audit()
    }
  }
}
