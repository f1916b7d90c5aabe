import Casework
import FundLedger
import Storage
import Testing
import Values

@testable import Service

/// The whole road with all its people, day by day; the book is looked at after each act.
struct RoadTests {
  @Test("from the call to money recovered", arguments: Engine.allCases)
  func wholeRoad(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      let cases = town.cases
      try await town.open()
      #expect(try await town.balances() == ["treasury": -1_000_000, "available": 1_000_000])

      // A draft, handed in, corrected once with the clock standing still.
      try town.until("2025-09-02")
      var content = try town.exhibition()
      content.particulars["exhibition_name"] = "示例灯饰展（笔误）"
      let draft = try await cases.draft(measure: Town.exhibition, enterpriseName: Actor.owner.name, content: content, by: .owner)
      #expect(draft.position == .draft && draft.id == "2025-000001")
      let id = draft.id
      try town.until("2025-09-03")
      let submitted = try await cases.submit(case: id, isDeclared: true, version: 1, by: .colleague)
      #expect(submitted.office == "pengjiang" && submitted.receipt?.number == "HQ20250903-00001")
      #expect(submitted.decision?.amount == .cny(30_000) && submitted.decision?.isCeiling == false)
      try await town.audit()
      _ = try await cases.take(case: id, by: .first)
      try town.until("2025-09-04")
      let item = CaseState.Correction.Item(field: "particular:exhibition_name", reason: "incorrect", note: "与合同不一致")
      _ = try await cases.askCorrection([item], note: "请核对展会名称", case: id, by: .first)
      #expect(try await town.place(id) == "first_review/correcting")
      try await town.audit()
      var other = content
      other.facts["participation_booths"] = "4"
      let wrong = other
      await refuses("case.field_not_marked") { try await cases.save(wrong, case: id, by: .owner) }
      try town.until("2025-09-08")
      content.particulars["exhibition_name"] = "示例国际灯饰展"
      _ = try await cases.save(content, case: id, by: .owner)
      let corrected = try await cases.submit(case: id, isDeclared: true, by: .owner)
      #expect(corrected.receipt == submitted.receipt && corrected.correctionReceipts.count == 1)
      #expect(corrected.clock?.isPaused == false)

      // Accepted, planned, reviewed again, published.
      try town.until("2025-09-10")
      let accepted = try await cases.accept(case: id, granted: nil, by: .first)
      #expect(accepted.granted == .cny(30_000) && CaseRow.place(accepted) == "district_plan/open")
      try town.until("2025-09-11")
      let preview = try await cases.previewPlan(procedure: Town.procedure, cases: [id], by: .planner)
      #expect(preview.total == .cny(30_000) && preview.lines.map(\.refusal) == [nil])
      #expect(
        preview.budgets == [
          .init(share: nil, available: .cny(1_000_000), total: .cny(30_000)), .init(share: "pengjiang", available: .zero, total: .zero),
        ])
      let plan = try await cases.proposePlan(procedure: Town.procedure, cases: [id], by: .planner)
      #expect(plan.id == "P2025-0001" && plan.total == .cny(30_000) && plan.budgetYear == 2026)
      #expect(try await town.balances() == ["treasury": -1_000_000, "available": 970_000, "held": 30_000])
      try await town.audit()
      try town.until("2025-09-15")
      _ = try await cases.accept(case: id, granted: nil, by: .city)
      try town.until("2025-09-26")
      let notice = try await cases.openNotice(procedure: Town.procedure, cases: [id], by: .city2)
      #expect(notice.closes == (try town.day("2025-10-10")) && notice.number == "2025年第1号")
      #expect(notice.lines.first?.fields.map(\.text) == ["江门演示灯饰有限公司", "示例国际灯饰展"])

      // Somebody objects; the district finds nothing, the city neither; the notice ends meanwhile.
      try town.until("2025-09-29")
      let objection = try await town.object(to: notice, id)
      #expect(try await town.state(id).disputes == [objection.id])
      await refuses("objection.same_reviewer") {
        try await cases.find(objection: objection.id, result: .stands, sum: nil, reason: "属实。", by: .first)
      }
      try town.until("2025-10-09")
      _ = try await cases.find(objection: objection.id, result: .stands, sum: nil, reason: "现场核对无误。", by: .planner)
      #expect(try await town.wake(on: "2025-10-11") == 1)  // the notice closes; the line waits
      #expect(try await town.place(id) == "notice/running")
      let escalated = try await cases.escalate(objection: objection.id, code: cases.code(of: objection))
      #expect(escalated.level == .city)
      try town.until("2025-10-15")
      let officer = Actor.city3
      _ = try await cases.find(objection: objection.id, result: .stands, sum: nil, reason: "维持。", by: officer)
      #expect(try await town.place(id) == "budget/open")
      #expect(try await town.balances() == ["treasury": -1_000_000, "available": 970_000, "committed": 30_000])
      try await town.audit()

      // The budget of the next year pays, and not a day before it begins.
      #expect(try await cases.budget(procedure: Town.procedure, cases: [id], by: .city) == [id])
      try town.until("2025-12-31", at: "23:59")
      await refuses("case.budget_too_early") { try await cases.release(procedure: Town.procedure, cases: [id], by: .finance) }
      try town.until("2026-01-02")
      let order = try await cases.release(procedure: Town.procedure, cases: [id], by: .finance)
      #expect(order.lines.map(\.amount) == [.cny(30_000)] && order.budgetYear == 2026)
      #expect(try await town.balances() == ["treasury": -1_000_000, "available": 970_000, "payable": 30_000])

      // Ordered, returned by the bank, ordered again to another account, paid.
      let batch = try await cases.orderPayments(procedure: Town.procedure, cases: [id], by: .payer)
      #expect(try await town.balances() == ["treasury": -1_000_000, "available": 970_000, "in_payment": 30_000])
      await refuses("bank.sum") {
        try await cases.takeBankResults(
          [BankResult(line: 1, amount: .cny(29_999), outcome: .paid(reference: "B-1"))], batch: batch.id, by: .payer)
      }
      await refuses("batch.not_found") {
        try await cases.takeBankResults(
          [BankResult(line: 1, amount: .cny(30_000), outcome: .paid(reference: "B-1"))], batch: batch.id, by: .otherPayer)
      }
      _ = try await cases.takeBankResults(
        [BankResult(line: 1, amount: .cny(30_000), outcome: .returned(reason: "账号不存在"))], batch: batch.id, by: .payer)
      #expect(try await town.place(id) == "payment/returned")
      try await town.audit()
      await refuses("case.account_not_own") {
        try await cases.changeAccount(BankAccount(holder: "别的公司", bank: "示例银行", number: "62"), case: id, by: .owner) {
          Actor.owner.proof(at: town.time)
        }
      }
      let account = BankAccount(holder: "江门演示灯饰有限公司", bank: "示例银行江门分行", number: "6200000000000002")
      _ = try await cases.changeAccount(account, case: id, by: .owner) { Actor.owner.proof(at: town.time) }
      // Friday; the Sunday after is a make-up day, and no payment goes out before it is over.
      await refuses("case.account_cooling") { try await cases.orderPayments(procedure: Town.procedure, cases: [id], by: .payer) }
      try town.until("2026-01-04")
      await refuses("case.account_cooling") { try await cases.orderPayments(procedure: Town.procedure, cases: [id], by: .payer) }
      try town.until("2026-01-05")
      let second = try await cases.orderPayments(procedure: Town.procedure, cases: [id], by: .payer)
      #expect(second.lines.map(\.account) == [account] && second.id == "B2026-0002")
      await refuses("bank.line") {
        try await cases.takeBankResults(
          [BankResult(line: 1, amount: .cny(30_000), outcome: .paid(reference: "B-1"))], batch: batch.id, by: .payer)
      }
      _ = try await cases.takeBankResults(
        [BankResult(line: 1, amount: .cny(30_000), outcome: .paid(reference: "B-2"))], batch: second.id, by: .payer)
      #expect(try await town.balances() == ["treasury": -1_000_000, "available": 970_000, "paid": 30_000])

      // Reported; then fraud is found and the money comes back in parts.
      let report = try await cases.report(procedure: Town.procedure, cases: [id], text: "资金已用于参展费用。", by: .first)
      #expect(report.cases == [id])
      #expect(try await town.place(id) == "completed")
      _ = try await cases.demandRecovery(case: id, finding: "展位照片系伪造。", by: .city)
      #expect(try await town.balances() == ["treasury": -1_000_000, "available": 970_000, "recoverable": 30_000])
      _ = try await cases.receiveRecovery(case: id, amount: .cny(12_000), reference: "R-1", by: .city)
      await refuses("case.recovery_too_high") {
        try await cases.receiveRecovery(case: id, amount: .cny(18_001), reference: "R-2", by: .city)
      }
      _ = try await cases.receiveRecovery(case: id, amount: .cny(18_000), reference: "R-2", by: .city)
      #expect(try await town.balances() == ["treasury": -1_000_000, "available": 970_000, "recovered": 30_000])
      try await town.audit()
      let funds = try await cases.funds(by: .auditor)
      #expect(funds.map(\.isBalanced) == [true] && funds.map(\.appropriation) == [.cny(1_000_000)])

      // What was read was logged, and the rows say what the log says.
      let timeline = try await cases.timeline(case: id, by: .auditor)
      #expect(timeline.first?.event.type == "case.created" && timeline.last?.event.type == "case.recovered")
      let before = try await town.tables()
      try await town.services.projections.rebuild(town.services.database)
      let after = try await town.tables()
      for (name, rows) in before { #expect(after[name] == rows, "\(name) differs from the log") }
    }
  }
}
