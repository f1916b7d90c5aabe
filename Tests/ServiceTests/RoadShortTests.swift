import Casework
import Foundation
import Policy
import Storage
import TestSupport
import Testing
import Values

@testable import Service

/// Another road through the service, which is another file: one review, a notice, and the city pays out of the running year's budget.
struct RoadShortTests {
  /// The packages, with the steps of the Jiangmen procedure replaced.
  private static func book(_ steps: String) -> Result<PolicyBook, any Error> {
    Result {
      try TemporaryFolder.with { folder in
        let policies = folder.path + "/policies"
        try FileManager.default.copyItem(atPath: Repository.policies.path, toPath: policies)
        let file = policies + "/jiangmen/2025-61/procedures/claim.yaml"
        let text = try String(contentsOfFile: file, encoding: .utf8)
        let (start, end) = (try #require(text.range(of: "\nsteps:\n")), try #require(text.range(of: "\nstop: ")))
        try (text[..<start.upperBound] + steps + text[end.lowerBound...]).write(toFile: file, atomically: true, encoding: .utf8)
        return try PolicyBook.load(folder: policies).get()
      }
    }
  }

  private static let review = """
      - {step: first_review, title: {zh: 审核, en: Review}, kind: review, role: district_reviewer, level: district,
         outcomes: [accept, correct, refuse], corrected_within: {length: 10, kind: working}}

    """
  private static let notice = """
      - {step: notice, title: {zh: 公示, en: Public notice}, kind: notice, role: city_reviewer, level: city,
         clock: {length: 7, kind: calendar, counts_first_day: true, keeps_last_day: true}}

    """
  private static let book = book(
    review + notice + "  - {step: payment, title: {zh: 拨付, en: Payment}, kind: payment, role: finance, level: city}")
  private static let planned = book(
    review
      + "  - {step: plan, title: {zh: 计划, en: Plan}, kind: plan, role: district_reviewer, level: district, outcomes: [send_back]}\n"
      + notice + "  - {step: release, title: {zh: 下达, en: Release}, kind: release, role: finance, level: city}\n"
      + "  - {step: payment, title: {zh: 拨付, en: Payment}, kind: payment, role: district_finance, level: district}")

  private static func open(_ town: Town, money_cny: Int64 = 100_000) async throws {
    try await town.open()
    _ = try await town.cases.appropriate(
      procedure: Town.procedure, year: 2025, amount: .cny(money_cny), reference: "演示预算2025-1", by: .finance)
  }

  @Test(
    "money is held when the notice opens, released with the order, returned, ordered again, paid and demanded back",
    arguments: Engine.allCases)
  func wholeRoad(_ engine: Engine) async throws {
    try await Town.with(engine, book: try Self.book.get()) { town in
      let cases = town.cases
      try await Self.open(town)
      let id = try await town.accepted().id
      #expect(try await town.place(id) == "notice/open")
      #expect(try await town.postings(id) == [])
      let preview = try await cases.previewNotice(procedure: Town.procedure, cases: [id], by: .city)
      #expect(preview.refusals.isEmpty && preview.total == .cny(30_000))
      let notice = try await cases.openNotice(procedure: Town.procedure, cases: [id], by: .city)
      #expect(try await town.state(id).budgetYear == 2025)
      #expect(try await town.balances(2025)["held"] == 30_000)
      await refuses("case.wrong_step") { try await cases.orderPayments(procedure: Town.procedure, cases: [id], by: .finance) }
      // The notice runs from 1 to 7 September.
      try await town.wake(on: "2025-09-08")
      #expect(try await town.place(id) == "payment/open")
      #expect(try await town.balances(2025)["committed"] == 30_000)
      await refuses("case.not_your_role") { try await cases.orderPayments(procedure: Town.procedure, cases: [id], by: .payer) }
      let first = try await cases.orderPayments(procedure: Town.procedure, cases: [id], by: .finance)
      #expect(first.office == "jm_commerce" && first.budgetYear == 2025)
      #expect(try await cases.bankOrder(first.id, by: .finance) == first)
      let returned = BankResult(line: 1, amount: .cny(30_000), outcome: .returned(reason: "账号不存在"))
      for other in [Actor.payer, .city, .auditor] {
        await refuses("batch.not_found") { try await cases.bankOrder(first.id, by: other) }
        await refuses("batch.not_found") { try await cases.takeBankResults([returned], batch: first.id, by: other) }
      }
      _ = try await cases.takeBankResults([returned], batch: first.id, by: .finance)
      _ = try await cases.changeAccount(
        BankAccount(holder: Actor.owner.name, bank: "示例银行", number: "62000002"), case: id, by: .owner
      ) { Actor.owner.proof(at: town.time) }
      try town.until("2025-09-10")
      let second = try await cases.orderPayments(procedure: Town.procedure, cases: [id], by: .finance)
      let paid = BankResult(line: 1, amount: .cny(30_000), outcome: .paid(reference: "B-2"))
      _ = try await cases.takeBankResults([paid], batch: second.id, by: .finance)
      #expect(try await town.place(id) == "completed")
      #expect(try await cases.reconciliation(batch: second.id, by: .finance).agrees)
      _ = try await cases.demandRecovery(case: id, finding: "展位系虚构。", by: .city2)
      let sums = ["hold", "commit", "make_payable", "order", "bank_return", "order", "pay", "demand_recovery"]
      #expect(try await town.postings(id) == sums.map { "2025 city \($0) 3000000" })
      #expect(notice.lines.map(\.caseID) == [id])
      try await town.audit()
      try await town.recomputed()
    }
  }

  @Test("with a plan and a release and no budget, the year of the plan pays, also in the year after", arguments: Engine.allCases)
  func planned(_ engine: Engine) async throws {
    try await Town.with(engine, book: try Self.planned.get()) { town in
      let cases = town.cases
      try await Self.open(town)
      try town.until("2025-12-29")
      let id = try await town.accepted().id
      let preview = try await cases.previewPlan(procedure: Town.procedure, cases: [id], by: .planner)
      #expect(preview.budgetYear == 2025 && preview.budgets.first?.available == .cny(100_000))
      let plan = try await cases.proposePlan(procedure: Town.procedure, cases: [id], by: .planner)
      #expect(plan.budgetYear == 2025)
      #expect(try await town.state(id).budgetYear == 2025)
      #expect(try await town.balances(2025)["held"] == 30_000)
      // The notice runs over New Year: what was kept back stays where it is, and nothing is kept back again.
      _ = try await cases.openNotice(procedure: Town.procedure, cases: [id], by: .city)
      try await town.wake(on: "2026-01-05")
      #expect(try await town.place(id) == "release/open")
      #expect(try await town.balances() == ["treasury": -1_000_000, "available": 1_000_000])
      #expect(try await town.state(id).budgetYear == 2025)
      let order = try await cases.release(procedure: Town.procedure, cases: [id], by: .finance)
      #expect(order.budgetYear == 2025)
      await refuses("case.not_your_role") { try await cases.orderPayments(procedure: Town.procedure, cases: [id], by: .finance) }
      let batch = try await cases.orderPayments(procedure: Town.procedure, cases: [id], by: .payer)
      #expect(batch.office == "pengjiang" && batch.budgetYear == 2025)
      #expect(try await town.postings(id) == ["hold", "commit", "make_payable", "order"].map { "2025 city \($0) 3000000" })
      try await town.audit()
      try await town.recomputed()
    }
  }

  @Test("where limit or money is used up, the notice is refused whole, and its preview says which line and why", arguments: Engine.allCases)
  func refused(_ engine: Engine) async throws {
    try await Town.with(engine, book: try Self.book.get()) { town in
      let cases = town.cases
      try await Self.open(town, money_cny: 8_000)
      let ids = [try await town.accepted(Town.creditReports).id, try await town.accepted(Town.creditReports).id]
      let preview = try await cases.previewNotice(procedure: Town.procedure, cases: ids, by: .city)
      #expect(preview.lines.map(\.caseID) == [ids[0]] && preview.refusals.keys.sorted() == [ids[1]])
      await refuses("limit.exceeded") { try await cases.openNotice(procedure: Town.procedure, cases: ids, by: .city) }
      #expect(try await town.place(ids[0]) == "notice/open")
      #expect(try await town.balances(2025) == ["treasury": -8_000, "available": 8_000])
      let rival = try await town.submitted(Town.creditReports, by: .rival).id
      _ = try await cases.accept(case: rival, granted: nil, by: .first)
      await refuses("ledger.not_enough_available") {
        try await cases.openNotice(procedure: Town.procedure, cases: [ids[0], rival], by: .city)
      }
      _ = try await cases.openNotice(procedure: Town.procedure, cases: [ids[0]], by: .city)
      #expect(try await town.balances(2025) == ["treasury": -8_000, "available": 2_000, "held": 6_000])
      // Before the notice opened nothing was kept, and withdrawing gives nothing back.
      _ = try await cases.withdraw(case: ids[1], reason: nil, by: .owner)
      try await town.audit()
      try await town.recomputed()
    }
  }
}
