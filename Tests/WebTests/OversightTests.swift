import Casework
import Service
import TestAccounts
import Testing
import Values

@testable import Web

/// What supervisors and auditors see.
struct OversightTests {
  @Test("late, paused, promised, disputed and odd cases stand in their lists with links")
  func home() async throws {
    try await FundRoad.with { road in
      let ids = try await road.submitted(4, bank: "990000000000000777", without: "booth_proof")
      _ = try await road.cases.askCorrection(
        [.init(field: "bank", reason: "incorrect", note: nil)], note: nil, case: ids[1], by: FundRoad.district)
      let due = try #require(CivilDate("2025-11-10"))
      _ = try await road.cases.accept(case: ids[2], granted: nil, promises: ["booth_proof": due], by: FundRoad.district)
      try road.set("2025-12-15T02:00:00.000Z")
      let supervisor = FundRoad.supervisor
      #expect(try await road.cases.pausedCases(by: supervisor).items.map(\.summary.id) == [ids[1]])
      #expect(try await road.cases.latePromises(before: road.desk.today, by: supervisor).items.map(\.caseID) == [ids[2]])
      let accounts = try await road.cases.sharedAccounts(by: supervisor).items
      #expect(accounts.map { $0.cases.map(\.caseID) } == [ids])
      #expect(accounts.first?.what == "**************0777")
      let page = try await road.test.send(.get, "/oversight", session: .supervisor)
      #expect(page.status == 200)
      // Handed in on 3 November with 20 working days: due on 1 December.
      #expect(page.text.contains("已逾期 10 个工作日（应于 12月1日办结）"))
      #expect(page.text.contains("/oversight/cases/" + ids[0]))
      #expect(!page.text.contains("990000000000000777"))
      for role in [Role.finance, .cityReviewer, .districtReviewer, .enterprise] {
        #expect(try await road.test.send(.get, "/oversight", session: role).status == 403)
      }
    }
  }

  @Test("a list of more than the overview shows has its true length there, pages of its own, and files with the same rows")
  func lists() async throws {
    try await FundRoad.with { road in
      let ids = try await road.submitted(60)
      try road.set("2025-12-15T02:00:00.000Z")
      let home = try await road.test.send(.get, "/oversight", session: .supervisor).text
      #expect(home.contains("<a href=\"/oversight/lists/overdue\">已逾期</a>") && home.contains("查看全部 60 项"))
      let shown = { (page: String) in page.matches(of: /\/oversight\/cases\/(\d{4}-\d{6})/).map { String($0.output.1) } }
      #expect(shown(home) == Array(ids.prefix(10)))
      let first = try await road.test.send(.get, "/oversight/lists/overdue", session: .auditor).text
      let next = try #require(first.firstMatch(of: /rel="next" href="([^"]+)"/)).output.1
      let second = try await road.test.send(.get, String(next).replacing("&amp;", with: "&"), session: .auditor).text
      #expect(shown(first) + shown(second) == ids)
      let csv = try await road.test.send(.get, "/oversight/lists/overdue.csv", session: .supervisor)
      #expect(csv.text.split(separator: "\r\n").count == 61 && csv.text.contains(ids[59]))
      let none = try await road.test.send(.get, "/oversight/lists/near", session: .supervisor)
      #expect(none.status == 200 && none.text.contains("没有。"))
      for path in ["/oversight/lists/other", "/oversight/lists/overdue.pdf"] {
        #expect(try await road.test.send(.get, path, session: .supervisor).status == 404)
      }
    }
  }

  @Test("one voucher in two claims, and a limit used to the last fen, are found")
  func outliers() async throws {
    try await FundRoad.with { road in
      let (ids, _) = try await road.noticed(2)
      #expect(try await road.cases.sharedVouchers(by: FundRoad.supervisor).items.isEmpty)
      var content = FundRoad.content(3)
      content.vouchers = FundRoad.content(1).vouchers
      try await road.services.enrol([FundRoad.owner(3)])
      let draft = try await road.cases.draft(
        measure: FundRoad.measure, enterpriseName: FundRoad.name(3), content: content, by: FundRoad.owner(3))
      _ = try await road.cases.submit(case: draft.id, isDeclared: true, by: FundRoad.owner(3))
      let shared = try await road.cases.sharedVouchers(by: FundRoad.supervisor).items
      #expect(shared.map { $0.cases.map(\.caseID) } == [[ids[0], draft.id]])
      #expect(shared.first?.amount == Money(minor: 9_000_000))
      // Two booths at 15,000 are the most that the exhibition gives.
      let exact = try await road.cases.exactLimits(by: FundRoad.supervisor).items
      #expect(Set(exact.flatMap { $0.cases.map(\.caseID) }).isSubset(of: Set(ids)))
      #expect(exact.allSatisfy { $0.amount == Money(minor: 3_000_000) })
    }
  }

  @Test("a case is told from its first act to its last, looking leaves a trace, and its decision computes to the same bytes")
  func oneCase() async throws {
    try await FundRoad.with { road in
      let (ids, _) = try await road.ordered(1)
      let path = "/oversight/cases/" + ids[0]
      let page = try await road.test.send(.get, path, session: .auditor)
      #expect(page.status == 200)
      for word in ["提交申报", "审核通过", "列入计划", "开始公示", "公示期满", "列入预算", "下达资金", "发出支付"] { #expect(page.text.contains(word)) }
      #expect(page.text.contains("计划预留") && page.text.contains(String(road.desk.book.contentHash.prefix(12))))
      let again = try await road.test.send(.get, path, session: .supervisor).text
      #expect(again.contains("审计人员"))
      let record = try #require(again.firstMatch(of: /\/decisions\/([0-9a-f]{64})/)).output.1
      let computed = try await road.test.send(.get, "\(path)/decisions/\(record)", session: .auditor)
      #expect(computed.text.contains("结果完全一致"))
      #expect(try await road.test.send(.get, "\(path)/decisions/" + String(repeating: "0", count: 64), session: .auditor).status == 404)
      #expect(try await road.test.send(.get, "/oversight/cases/2025-999999", session: .auditor).status == 404)
    }
  }

  @Test("the log goes from the latest to the first without gaps, a page at a time")
  func log() async throws {
    try await FundRoad.with { road in
      _ = try await road.submitted(30)
      let first = try await road.cases.log(limit: 50, by: FundRoad.supervisor)
      var seen = first.items.map(\.seq)
      var next = first.next.flatMap(Int64.init)
      while let place = next {
        let page = try await road.cases.log(before: place, limit: 50, by: FundRoad.supervisor)
        seen += page.items.map(\.seq)
        next = page.next.flatMap(Int64.init)
      }
      #expect(seen == Array((1...Int64(seen.count)).reversed()))
      let page = try await road.test.send(.get, "/oversight/log", session: .auditor).text
      let address = try #require(page.firstMatch(of: /rel="next" href="([^"]+)"/)).output.1
      let second = try await road.test.send(.get, String(address).replacing("&amp;", with: "&"), session: .auditor)
      #expect(second.status == 200)
      #expect(second.text.contains("建立草稿"))
      #expect(try await road.test.send(.get, "/oversight/log?id=2025-000001", session: .auditor).text.contains("提交申报"))
    }
  }
}
