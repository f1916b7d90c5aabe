import Casework
import Foundation
import HTTPTypes
import Testing
import Values

@testable import Service
@testable import Web

/// The fund book, releases and payments through their pages.
struct FundTests {
  static let key = ("once", "0123456789abcdef0123")

  @Test("an appropriation is checked, entered once however often it is sent, and stands in the book")
  func appropriate() async throws {
    try await FundRoad.with { road in
      let fields = [("procedure", FundRoad.procedure), ("year", "2026"), ("amount", "１2.5万"), ("reference", "演财预〔2025〕1号")]
      let check = try await road.post("/fund/appropriate", fields, as: .finance)
      #expect(check.status == 200)
      #expect(check.text.contains("增加预算 125,000 元"))
      for _ in 0..<2 {
        let done = try await road.post("/fund/appropriate", fields + [("stage", "act"), Self.key], as: .finance)
        #expect(done.status == 303)
      }
      let funds = try await road.cases.funds(by: FundRoad.finance)
      #expect(funds.map(\.appropriation) == [Money(minor: 12_500_000)])
      let page = try await road.test.send(.get, "/fund", session: .finance).text
      #expect(page.contains("125,000.00"))
      let wrong = try await road.post("/fund/appropriate", [("year", "26"), ("amount", "-5")], as: .finance)
      #expect(wrong.status == 422)
      #expect(try await road.post("/fund/appropriate", fields, as: .supervisor).status == 403)
    }
  }

  @Test("a district enters its own part, which stands apart in the book, in its files, and not in another district's")
  func districtPart() async throws {
    try await FundRoad.with { road in
      _ = try await road.cases.appropriate(
        procedure: FundRoad.procedure, year: 2026, amount: Money(minor: 50_000_000), reference: "演财预〔2025〕1号", by: FundRoad.finance)
      let form = try await road.test.send(.get, "/fund/appropriate", session: .districtFinance).text
      #expect(form.contains("由蓬江区财政负担"))
      let fields = [("procedure", FundRoad.procedure), ("year", "2026"), ("amount", "8万"), ("reference", "演蓬财预〔2025〕1号")]
      let check = try await road.post("/fund/appropriate", fields, as: .districtFinance)
      #expect(check.status == 200 && check.text.contains("增加预算 80,000 元，由蓬江区财政负担。"))
      #expect(try await road.post("/fund/appropriate", fields + [("stage", "act"), Self.key], as: .districtFinance).status == 303)
      for role in [Role.districtReviewer, .cityReviewer, .supervisor, .auditor, .administrator, .enterprise] {
        #expect(try await road.post("/fund/appropriate", fields + [("stage", "act"), Self.key], as: role).status == 403)
      }
      let funds = try await road.cases.funds(by: FundRoad.finance)
      #expect(funds.map(\.share) == [nil, "pengjiang"])
      #expect(funds.map(\.appropriation) == [Money(minor: 50_000_000), Money(minor: 8_000_000)])
      let page = try await road.test.send(.get, "/fund", session: .finance).text
      #expect(page.contains("500,000.00") && page.contains("80,000.00"))
      let figures = try await road.test.send(.get, "/fund/jm2025-61/2026", session: .finance).text
      #expect(figures.contains("2026 年度，市财政") && figures.contains("2026 年度，蓬江区财政"))
      let rows = try await road.test.send(.get, "/fund.csv", session: .finance).text.split(separator: "\r\n").dropFirst()
      let shown = rows.map { $0.split(separator: ",")[2...4].joined(separator: ",") }
      #expect(shown == ["市财政,500000.00,500000.00", "蓬江区财政,80000.00,80000.00"])
      let entries = try await road.test.send(.get, "/fund/jm2025-61/2026.csv", session: .auditor).text
      #expect(entries.contains("蓬江区财政") && entries.contains("演蓬财预〔2025〕1号"))
      for path in ["/fund", "/fund.csv", "/fund/jm2025-61/2026", "/fund/jm2025-61/2026.csv"] {
        let other = try await road.elsewhere.send(.get, path, session: .districtFinance).text
        #expect(other.contains("市财政") && !other.contains("蓬江区财政") && !other.contains("演蓬财预"), "\(path)")
      }
    }
  }

  @Test("the places of a fund add up to the appropriation in the page and in both files, all along the road")
  func book() async throws {
    try await FundRoad.with { road in
      let (ids, batch) = try await road.ordered(3)
      _ = try await road.cases.takeBankResults(
        [BankResult(line: 1, amount: batch.lines[0].amount, outcome: .paid(reference: "YS1"))], batch: batch.id, by: FundRoad.payer)
      _ = try await road.cases.demandRecovery(
        case: ids[0], finding: "演示：虚报", by: FundRoad.city3)
      let view = try #require(try await road.cases.funds(by: FundRoad.finance).first)
      #expect(view.isBalanced)
      let parts = FundBook.places.reduce(Int64(0)) { $0 + (view.balances[$1]?.minor ?? 0) }
      #expect(parts == 50_000_000)
      let csv = try await road.test.send(.get, "/fund.csv", session: .auditor)
      #expect(csv.status == 200)
      let line = try #require(csv.text.split(separator: "\r\n").dropFirst().first)
      // 500,000 given: 410,000 free, 60,000 at the bank, 30,000 demanded back.
      #expect(line.hasSuffix("500000.00,410000.00,0.00,0.00,0.00,60000.00,0.00,30000.00,0.00"))
      let page = try await road.test.send(.get, "/fund", session: .supervisor).text
      #expect(page.contains("410,000.00") && page.contains("60,000.00") && page.contains("30,000.00"))
      #expect(try await road.test.send(.get, "/fund.xlsx", session: .finance).bytes.starts(with: Array("PK".utf8)))
      let entries = try await road.test.send(.get, "/fund/jm2025-61/2026", session: .finance)
      #expect(entries.status == 200)
      let file = try await road.test.send(.get, "/fund/jm2025-61/2026.csv", session: .finance)
      let lines = file.text.split(separator: "\r\n").count
      #expect(lines == 1 + (try await road.cases.entries(limit: 1000, by: FundRoad.finance).items.count))
      #expect(try await road.test.send(.get, "/fund/nothing/2026", session: .finance).status == 404)
    }
  }

  @Test("money is released after a page that says how much, not before its year, and once")
  func release() async throws {
    try await FundRoad.with { road in
      let ids = try await road.budgeted(2)
      try road.set("2025-12-30T02:00:00.000Z")
      let early = try await road.test.send(.get, "/fund/release", session: .finance).text
      #expect(early.contains("尚未开始"))
      let fields = [("procedure", FundRoad.procedure)] + ids.map { ("case", $0) }
      let refused = try await road.post("/fund/release", fields + [("stage", "act"), Self.key], as: .finance)
      #expect(refused.status == 422)
      #expect(refused.text.contains("预算年度尚未开始"))
      try road.set("2026-01-05T02:00:00.000Z")
      let preview = try await road.post("/fund/release", fields + [("stage", "preview")], as: .finance)
      #expect(preview.status == 200)
      #expect(preview.text.contains("2 个办件，合计 60,000 元"))
      for _ in 0..<2 {
        let done = try await road.post("/fund/release", fields + [("stage", "act"), Self.key], as: .finance)
        #expect(done.status == 200)
        #expect(done.text.contains("R2026-0001"))
      }
      let empty = try await road.post("/fund/release", [("procedure", FundRoad.procedure), ("stage", "preview")], as: .finance)
      #expect(empty.status == 422)
      #expect(try await road.test.send(.get, "/payments/order", session: .districtFinance).text.contains(ids[0]))
    }
  }

  @Test("a batch goes to the bank and back: paid, returned, ordered again; account numbers stand in the bank file alone")
  func bankRoundTrip() async throws {
    try await FundRoad.with { road in
      let ids = try await road.budgeted(3)
      _ = try await road.cases.release(procedure: FundRoad.procedure, cases: ids, by: FundRoad.finance)
      let fields = [("procedure", FundRoad.procedure)] + ids.map { ("case", $0) }
      let preview = try await road.post("/payments/order", fields + [("stage", "preview")], as: .districtFinance)
      #expect(preview.text.contains("90,000.00"))
      let done = try await road.post("/payments/order", fields + [("stage", "act"), Self.key], as: .districtFinance)
      #expect(done.headers[.location] == "/payments/B2026-0001")
      let file = try await road.test.send(.get, "/payments/B2026-0001/bank-file", session: .districtFinance)
      let rows = try #require(BankRows(file.text)).rows.map(\.cells)
      #expect(rows[0] == BankFile.columns)
      #expect(
        rows[1] == ["1", FundRoad.name(1), "9900000000000001001", "演示银行，蓬江支行", "30000.00", "江商务贸发〔2025〕61号", ids[0]])
      for address in ["/payments/B2026-0001", "/payments/B2026-0001.csv"] {
        let seen = try await road.test.send(.get, address, session: .districtFinance).text
        #expect(!seen.contains("9900000000000001001"))
        #expect(seen.contains("1001"))
      }
      // Another order of columns, full-width digits, a mark in front, totals at the end.
      let results = "\u{FEFF}结果；流水号；金额（元）；行号；原因\r\n成功；YS01；３0,000.00；１；\r\n退汇；；30000；2；账号与户名不符\r\n合计；；60000；；\r\n"
        .replacing("；", with: ";")
      let taken = try await road.upload(
        "/payments/B2026-0001/results", [("once", "99887766554433221100")], files: [("file", "results.csv", Array(results.utf8))],
        as: .districtFinance)
      #expect(taken.status == 303)
      let (batch, known) = try await road.cases.batch("B2026-0001", by: FundRoad.payer)
      #expect(known[1]?.outcome == .paid(reference: "YS01"))
      #expect(known[2]?.outcome == .returned(reason: "账号与户名不符"))
      #expect(known[3] == nil)
      let book = try await road.cases.reconciliation(batch: batch.id, by: FundRoad.payer)
      #expect(book.agrees)
      #expect((book.paid, book.returned, book.open) == (Money(minor: 3_000_000), Money(minor: 3_000_000), Money(minor: 3_000_000)))
      // The enterprise states another account; the sum is ordered again.
      _ = try await road.cases.changeAccount(
        BankAccount(holder: FundRoad.name(2), bank: "演示银行", number: "99000000000000099"), case: ids[1], by: FundRoad.owner(2)
      ) { IdentityProof(account: FundRoad.owner(2).account, at: road.cases.time.now()) }
      try road.set("2026-01-09T02:00:00.000Z")
      let again = try await road.cases.orderPayments(procedure: FundRoad.procedure, cases: [ids[1]], by: FundRoad.payer)
      let second = "line,amount,result,reference\n1,30000.00,paid,YS02\n"
      let paid = try await road.upload(
        "/payments/\(again.id)/results", [("once", "fedcba98765432100000")], files: [("file", "r.csv", Array(second.utf8))],
        as: .districtFinance)
      #expect(paid.status == 303)
      #expect(try await road.cases.reconciliation(batch: again.id, by: FundRoad.payer).agrees)
      #expect(try await road.cases.reconciliation(batch: batch.id, by: FundRoad.payer).agrees)
      let atBank = try await road.cases.atBank(by: FundRoad.finance)
      #expect(atBank.map(\.open) == [Money(minor: 3_000_000)])
      #expect(atBank.map(\.book) == [Money(minor: 3_000_000)])
      // The same file once more says nothing new; a result can't turn round.
      let repeated = try await road.upload(
        "/payments/B2026-0001/results", [("once", "00112233445566778899")], files: [("file", "r.csv", Array(results.utf8))],
        as: .districtFinance)
      #expect(repeated.status == 303)
      #expect(try await road.cases.batch("B2026-0001", by: FundRoad.payer).results.count == 2)
      let turned = "line,amount,result,reference\n3,30000.00,paid,YS03\n1,30000.00,returned,closed\n"
      let refused = try await road.upload(
        "/payments/B2026-0001/results", [("once", "11112222333344445555")], files: [("file", "r.csv", Array(turned.utf8))],
        as: .districtFinance)
      #expect(refused.status == 422)
      #expect(refused.text.contains("第 3 行：行号 1 已有另一个结果，不能更改。"))
      #expect(try await road.cases.batch("B2026-0001", by: FundRoad.payer).results.count == 2)
    }
  }

  @Test("another district's batch is not there; finance reads, and does not order")
  func access() async throws {
    try await FundRoad.with { road in
      let (_, batch) = try await road.ordered(1)
      let path = "/payments/" + batch.id
      for address in [path, path + ".csv", path + ".pdf", path + "/bank-file", path + "/results"] {
        #expect(try await road.elsewhere.send(.get, address, session: .districtFinance).status == 404)
      }
      #expect(try await road.test.send(.get, path, session: .finance).status == 200)
      for address in [path + "/bank-file", path + "/results", path + "/late-return"] {
        #expect(try await road.test.send(.get, address, session: .finance).status == 404)
      }
      #expect(try await !road.test.send(.get, path, session: .finance).text.contains("/bank-file"))
      #expect(try await !road.test.send(.get, "/payments", session: .finance).text.contains("/payments/order"))
      #expect(try await road.test.send(.get, path, session: .enterprise).status == 403)
      #expect(try await road.test.send(.get, "/fund").status == 303)
      #expect(try await road.test.send(.get, path + ".exe", session: .finance).status == 404)
    }
  }
}
