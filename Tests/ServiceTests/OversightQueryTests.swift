import Casework
import Foundation
import Policy
import Storage
import TestAccounts
import TestDatabases
import Testing
import Values

@testable import Service

/// What supervision asks of the database, on both engines.
struct OversightQueryTests {
  private static let procedure = "jm2025-61.claim"
  private static let city = Actor(account: "city", role: .cityReviewer, office: "jm_commerce")
  private static let district = Actor(account: "district", role: .districtReviewer, office: "pengjiang")
  private static let finance = Actor(account: "finance", role: .finance)
  private static let payer = Actor(account: "payer", role: .districtFinance, office: "pengjiang")
  private static let supervisor = Actor(account: "supervisor", role: .supervisor)

  private static func content(_ holder: String, without paper: String? = nil) -> Content {
    Content(
      facts: [
        "applicant_type": "\"enterprise\"", "enterprise_registered_city": "\"jiangmen\"", "enterprise_district": "\"pengjiang\"",
        "enterprise_is_exporter": "true", "enterprise_consignor_since_2024": "true", "enterprise_export_in_customs_stats": "true",
        "enterprise_exports_via_agent_since_2024": "false", "claim_event_date": "\"2025-09-10\"", "claim_other_subsidy_cny": "0",
        "claim_actual_cost_cny": "90000", "exhibition_in_key_plan": "true", "exhibition_place_class": "\"foreign_country\"",
        "exhibition_country_code": "\"JP\"", "participation_booths": "2", "participation_booth_type": "\"standard\"",
        "participation_eligible_cost_cny": "90000",
      ], particulars: ["exhibition_name": "演示国际灯饰展"],
      papers: ["licence", "payment_proof", "booth_proof"].filter { $0 != paper }.map {
        PaperFile(kind: $0, name: "扫描件.pdf", sha256: String(repeating: "a", count: 64), size_bytes: 1, mediaType: "application/pdf")
      },
      vouchers: [Voucher(number: "99001", issuer: "示例服务有限公司", day: CivilDate("2025-09-12") ?? .latest, amount: Money(minor: 9_000_000))],
      bank: BankAccount(holder: holder, bank: "演示银行", number: "9900000000001234"))
  }

  private static func owner(_ code: String) -> Actor { Actor(account: "owner-" + code, role: .enterprise, enterprise: code) }

  @Test("a row at a time, the lists give what they give at once, and are as long as they say", arguments: Engine.allCases)
  func pages(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      try await town.open()
      let cases = town.cases
      var ids: [String] = []
      for number in 1...3 {
        let voucher = Voucher(number: "DEMO-\(number)", issuer: "示例会展有限公司", day: try town.day("2025-08-10"), amount: .cny(100))
        for actor in [Actor.owner, .rival] {
          var content = try town.exhibition("示例展\(number)", of: actor)
          content.vouchers = [voucher]
          content.bank = BankAccount(holder: actor.name, bank: "示例银行", number: "62000000000000\(number)")
          if actor == .rival { content.papers.removeAll { $0.kind == "booth_proof" } }
          ids.append(try await town.submitted(Town.exhibition, content, by: actor).id)
        }
      }
      let plans = [ids[0], ids[2]]
      for id in plans { _ = try await cases.accept(case: id, granted: nil, by: .first) }
      _ = try await cases.proposePlan(procedure: Town.procedure, cases: plans, by: .planner)
      let due = try town.day("2025-09-15")
      for id in [ids[1], ids[3]] { _ = try await cases.accept(case: id, granted: nil, promises: ["booth_proof": due], by: .first) }
      for id in [ids[4], ids[5]] {
        _ = try await cases.askCorrection([.init(field: "bank", reason: "incorrect", note: nil)], note: nil, case: id, by: .first)
      }
      try town.until("2025-09-16")
      let today = try town.day("2025-09-16")
      func both<Item: Equatable>(_ page: (String?, Int) async throws -> CaseService.Page<Item>) async throws -> Int {
        let one = try await CaseService.Page.all { try await page($0, 1) }
        let all = try await page(nil, 50)
        #expect(one == all.items && all.next == nil)
        return all.items.count
      }
      let supervisor = Actor.supervisor
      let counts = try await cases.oversightCounts(on: today, near: today, by: supervisor)
      #expect(try await both { try await cases.sharedVouchers(after: $0, limit: $1, by: supervisor) } == 3)
      #expect(try await both { try await cases.sharedAccounts(after: $0, limit: $1, by: supervisor) } == 3)
      #expect(try await both { try await cases.exactLimits(after: $0, limit: $1, by: supervisor) } == counts.limits)
      #expect(try await both { try await cases.latePromises(before: today, after: $0, limit: $1, by: supervisor) } == 2)
      let paused = try await CaseService.Page.all { try await cases.pausedCases(after: $0, limit: 1, by: supervisor) }
      #expect(paused.map(\.summary.id) == [ids[4], ids[5]])
      #expect(counts.vouchers == 3 && counts.accounts == 3)
      #expect(counts.promises == 2 && counts.paused == 2 && counts.objections == 0)
      #expect(counts.limits > 0)
      // The promise was kept from the first day; what was handed in on 1 September is due after 20 working days.
      #expect(counts.overdue == 0 && counts.near == 0)
      let last = try town.day("2025-09-29")
      var filter = CaseService.Filter()
      filter.dueFrom = last
      filter.dueBy = last
      let near = try await cases.oversightCounts(on: last, near: last, by: supervisor).near
      #expect(try await cases.list(filter, by: supervisor).items.count == near)
      await refuses("case.not_your_role") { try await cases.oversightCounts(on: today, near: today, by: .city) }
    }
  }

  @Test(
    "shared accounts and vouchers, pauses, promises, exact limits, codes of papers, reconciliation, the log",
    arguments: [Engine.sqlite, .postgresql])
  func all(_ engine: Engine) async throws {
    let book = try Town.book.get()
    try await TestDatabase.with(engine) { database, folder in
      let time = ManualTime(try #require(Moment("2025-11-03T02:00:00.000Z")))
      let services = try await Services.prepare(
        book: book, database: database, files: FileStore(root: folder), keys: ServerKeys(master: Array(0..<32)), time: time)
      let cases = services.cases
      try await services.enrol([Self.city, Self.district, Self.finance, Self.payer, Self.supervisor])
      let (first, last) = (try #require(CivilDate("2025-09-01")), try #require(CivilDate("2026-12-31")))
      _ = try await cases.announceCall(procedure: Self.procedure, title: "演示", opens: first, closes: last, by: Self.city)
      var ids: [String] = []
      for (index, code) in ["91440703DEM0000014", "91440703DEM0000022", "91440703DEM0000030"].enumerated() {
        let name = "江门演示灯饰\(index)号有限公司"
        try await services.enrol([Self.owner(code)])
        let draft = try await cases.draft(
          measure: "jm2025-61.9.1.1.foreign", enterpriseName: name, content: Self.content(name, without: index == 1 ? "booth_proof" : nil),
          by: Self.owner(code))
        _ = try await cases.submit(case: draft.id, isDeclared: true, by: Self.owner(code))
        ids.append(draft.id)
      }
      #expect(try await cases.sharedAccounts(by: Self.supervisor).items.map { $0.cases.map(\.caseID) } == [ids])
      #expect(try await cases.sharedVouchers(by: Self.supervisor).items.map { $0.cases.map(\.caseID) } == [ids])
      let due = try #require(CivilDate("2025-11-10"))
      _ = try await cases.accept(case: ids[1], granted: nil, promises: ["booth_proof": due], by: Self.district)
      #expect(try await cases.latePromises(before: due, by: Self.supervisor).items.isEmpty)
      #expect(try await cases.latePromises(before: try #require(due.adding(days: 1)), by: Self.supervisor).items.map(\.caseID) == [ids[1]])
      _ = try await cases.keepPromise(
        PaperFile(kind: "booth_proof", name: "照片.png", sha256: String(repeating: "b", count: 64), size_bytes: 1, mediaType: "image/png"),
        case: ids[1], by: Self.owner("91440703DEM0000022"))
      #expect(try await cases.latePromises(before: last, by: Self.supervisor).items.isEmpty)
      _ = try await cases.askCorrection([.init(field: "bank", reason: "incorrect", note: nil)], note: nil, case: ids[2], by: Self.district)
      let paused = try await cases.pausedCases(by: Self.supervisor).items
      #expect(paused.map(\.summary.id) == [ids[2]])
      #expect(paused.map(\.since) == [CivilDate("2025-11-03")])
      // The first claim goes to its money.
      _ = try await cases.appropriate(
        procedure: Self.procedure, year: 2026, amount: Money(minor: 5_000_000), reference: "演1", by: Self.finance)
      _ = try await cases.accept(case: ids[0], granted: nil, by: Self.district)
      _ = try await cases.proposePlan(procedure: Self.procedure, cases: [ids[0]], by: Self.district)
      #expect(try await cases.exactLimits(by: Self.supervisor).items.map { $0.cases.map(\.caseID) } == [[ids[0]]])
      _ = try await cases.accept(case: ids[0], granted: nil, by: Self.city)
      let notice = try await cases.openNotice(procedure: Self.procedure, cases: [ids[0]], by: Self.city)
      let printed = try #require(try await cases.issuedPaper(.notice, of: notice.id))
      #expect(printed.paper.sha256 == notice.sha256)
      #expect(try await cases.verify(printed.paper.code)?.paper == printed.paper)
      #expect(try await cases.issuedPaper(.payments, of: notice.id) == nil)
      time.set(try #require(Moment("2025-12-01T02:00:00.000Z")))
      _ = try await cases.tick()
      _ = try await cases.budget(procedure: Self.procedure, cases: [ids[0]], by: Self.city)
      time.set(try #require(Moment("2026-01-05T02:00:00.000Z")))
      _ = try await cases.release(procedure: Self.procedure, cases: [ids[0]], by: Self.finance)
      let batch = try await cases.orderPayments(procedure: Self.procedure, cases: [ids[0]], by: Self.payer)
      #expect(try await cases.atBank(by: Self.finance).map { [$0.open.minor, $0.book.minor] } == [[3_000_000, 3_000_000]])
      _ = try await cases.takeBankResults(
        [BankResult(line: 1, amount: Money(minor: 3_000_000), outcome: .paid(reference: "YS1"))], batch: batch.id, by: Self.payer)
      let book = try await cases.reconciliation(batch: batch.id, by: Self.payer)
      #expect(book.agrees)
      #expect(book.bookPaid == Money(minor: 3_000_000))
      #expect(try await cases.atBank(by: Self.finance).map { [$0.open.minor, $0.book.minor] } == [[0, 0]])
      #expect(
        try await cases.verify(try #require(try await cases.issuedPaper(.payments, of: batch.id)).paper.code)?.paper.kind == .payments)
      let log = try await cases.log(stream: "case/" + ids[0], limit: 3, by: Self.supervisor)
      #expect(log.items.first?.type == "case.paid")
      #expect(log.items.count == 3 && log.next != nil)
      for refused in [Self.finance, Self.city, Self.district, Self.owner("91440703DEM0000014")] {
        await #expect(throws: Refusal.notYourRole) { try await cases.log(by: refused) }
        await #expect(throws: Refusal.notYourRole) { try await cases.sharedAccounts(by: refused).items }
      }
      // Thrown away and built again from the log, the projection says the same.
      let before = try await cases.sharedAccounts(by: Self.supervisor).items
      try await services.projections.rebuild(database)
      #expect(try await cases.sharedAccounts(by: Self.supervisor).items == before)
      #expect(try await cases.verify(printed.paper.code)?.paper == printed.paper)
      await services.files.close()
    }
  }
}
