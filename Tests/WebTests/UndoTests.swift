import Casework
import HTTPTypes
import Policy
import Service
import Testing
import Values

@testable import Web

/// What undoes something, through its pages and through the API.
struct UndoTests {
  private static let city = Actor(account: "city3", role: .cityReviewer, office: "jm_commerce")

  @Test("a planner sends a claim back from the plan; the city stops one after its notice, and the enterprise reads why")
  func desk() async throws {
    try await ReviewBench.with { bench in
      let cases = bench.cases
      let planned = try await bench.accepted()
      let path = CasePage.path(planned.id)
      #expect(try await !bench.get(path, as: "c1").text.contains("action=\"\(path)/send-back\""))
      let back = try await bench.send(try await bench.get(path, as: "d1"), path + "/send-back", as: "d1") {
        $0["send_reason"] = "limit_used"
        $0["send_note"] = "限额已用完"
      }
      #expect(back.status == 303)
      #expect(try await bench.state(planned.id).step == "first_review")

      _ = try await cases.refuse(case: planned.id, reason: "duplicate", note: "演示", by: bench.actor("d1"))
      let state = try await bench.acceptedByCity()
      _ = try await cases.openNotice(procedure: ReviewBench.procedure, cases: [state.id], by: bench.actor("c1"))
      try bench.go(to: "2026-03-10")
      try await cases.tick()
      let own = CasePage.path(state.id)
      #expect(try await !bench.get(own, as: "d1").text.contains("action=\"\(own)/stop\""))
      let page = try await bench.get(own, as: "c1")
      let empty = try await bench.send(page, own + "/stop", as: "c1")
      #expect(empty.status == 422 && empty.text.contains("请填写查实的问题"))
      let sure = try await bench.send(page, own + "/stop", as: "c1") {
        $0["stop_reason"] = "fraud"
        $0["stop_note"] = "展位系虚构"
      }
      #expect(sure.text.contains("确认终止办件？") && sure.text.contains("30,000 元") && sure.text.contains("查实虚假申报或骗取资金；展位系虚构"))
      #expect(try await bench.state(state.id).place == "budget/open")
      #expect(try await bench.send(sure, own + "/stop", as: "c1").status == 303)
      #expect(try await bench.state(state.id).place == "stopped")
      let after = try await bench.get(own, as: "c1").text
      #expect(after.contains("已终止") && after.contains("公示后终止") && !after.contains("action=\"\(own)/stop\""))
      #expect(try await bench.get("/desk/queue?place=stopped", as: "c1").text.contains(state.id))
    }
  }

  @Test("a demand is withdrawn on the page of the case; recovered money is handed on, an appropriation reduced, on the pages of the fund")
  func fund() async throws {
    try await FundRoad.with { road in
      let (ids, batch) = try await road.ordered(1)
      let id = ids[0]
      _ = try await road.cases.takeBankResults(
        [BankResult(line: 1, amount: batch.lines[0].amount, outcome: .paid(reference: "YS1"))], batch: batch.id, by: FundRoad.payer)
      #expect(try await road.test.send(.get, "/fund/recovered", session: .finance).text.contains("没有待上缴的追回款"))
      _ = try await road.cases.demandRecovery(case: id, finding: "演示：虚报", by: Self.city)
      _ = try await road.cases.receiveRecovery(case: id, amount: Money(minor: 1_000_000), reference: "K-1", by: Self.city)
      let page = try await road.test.send(.get, "/desk/cases/" + id, session: .cityReviewer).text
      #expect(page.contains("尚未退回的 20,000 元不再要求退回"))
      let asked = try await road.post("/desk/cases/\(id)/withdraw-demand", [("withdraw_reason", "复核无误")], as: .cityReviewer)
      #expect(asked.status == 200 && asked.text.contains("确认撤销退回要求？") && asked.text.contains("20,000 元"))
      let done = try await road.post(
        "/desk/cases/\(id)/withdraw-demand", [("withdraw_reason", "复核无误"), ("step", "confirm"), FundTests.key], as: .cityReviewer)
      #expect(done.status == 303)
      let untold = try await road.post("/desk/cases/\(id)/withdraw-demand", [("withdraw_reason", "再撤销")], as: .cityReviewer)
      #expect(untold.status == 422 && untold.text.contains("没有尚待退回的金额，无需撤销。"))

      let list = try await road.test.send(.get, "/fund/recovered", session: .finance).text
      #expect(list.contains(id) && list.contains("10,000.00"))
      let fields = [("case", id), ("amount", "10000"), ("reference", "演缴〔2026〕1号")]
      let check = try await road.post("/fund/recovered", fields, as: .finance)
      #expect(check.text.contains("追回款上缴财政 10,000 元"))
      let tooMuch = try await road.post(
        "/fund/recovered", [("case", id), ("amount", "10000.01"), ("reference", "x"), ("stage", "act"), ("once", "aaaabbbbccccddddeeee")],
        as: .finance)
      #expect(tooMuch.status == 422 && tooMuch.text.contains("上缴金额超过已追回而未上缴的余额。"))
      #expect(try await road.post("/fund/recovered", fields + [("stage", "act"), FundTests.key], as: .finance).status == 303)
      #expect(try await road.cases.recoveredMoney(by: FundRoad.finance) == [])

      let cut = [("procedure", FundRoad.procedure), ("year", "2026"), ("amount", "470000"), ("reference", "演财预〔2026〕2号")]
      #expect(try await road.post("/fund/reduce", cut, as: .finance).text.contains("2026 年度由市财政负担的预算减少 470,000 元。"))
      #expect(try await road.post("/fund/reduce", cut + [("stage", "act"), ("once", "bbbbccccddddeeeeffff")], as: .finance).status == 303)
      let more = try await road.post("/fund/reduce", cut + [("stage", "act"), ("once", "ccccddddeeeeffff0000")], as: .finance)
      #expect(more.status == 422)
      let view = try #require(try await road.cases.funds(by: FundRoad.finance).first)
      // Of 500,000: 470,000 taken back, 10,000 handed on, 20,000 paid.
      #expect(view.isBalanced && view.appropriation == Money(minor: 2_000_000) && view.balances[.paid] == Money(minor: 2_000_000))
    }
  }

  @Test("what comes back after it was called paid is taken in on the page of its batch, once")
  func late() async throws {
    try await FundRoad.with { road in
      let (ids, batch) = try await road.ordered(1)
      let path = "/payments/\(batch.id)"
      #expect(try await !road.test.send(.get, path, session: .districtFinance).text.contains("late-return"))
      _ = try await road.cases.takeBankResults(
        [BankResult(line: 1, amount: batch.lines[0].amount, outcome: .paid(reference: "YS1"))], batch: batch.id, by: FundRoad.payer)
      #expect(try await road.test.send(.get, path, session: .districtFinance).text.contains(path + "/late-return"))
      #expect(try await road.elsewhere.send(.get, path + "/late-return", session: .districtFinance).status == 404)
      #expect(
        try await road.test.send(.get, path + "/late-return", session: .districtFinance).text.contains("第 1 行 \(FundRoad.name(1))，30,000 元")
      )
      let fields = [("line", "1"), ("reason", "收款账户已销户")]
      let check = try await road.post(path + "/late-return", fields, as: .districtFinance)
      #expect(check.status == 200 && check.text.contains("30,000 元登记为支付后退回") && check.text.contains("收款账户已销户"))
      for _ in 0..<2 {
        let done = try await road.post(path + "/late-return", fields + [("stage", "act"), FundTests.key], as: .districtFinance)
        #expect(done.status == 303)
      }
      let page = try await road.test.send(.get, path, session: .districtFinance).text
      #expect(page.contains("收款账户已销户") && page.contains("批次与资金台账一致") && !page.contains("/late-return"))
      #expect(try await road.test.send(.get, "/my/cases/" + ids[0], session: .enterprise).text.contains("收款账户已销户"))
    }
  }

  @Test("the API does the same, each once for its key")
  func api() async throws {
    try await FullSite.with { site in
      try await CaseAPITests.open(site)
      let id = try await CaseAPITests.submitted(site)
      func call(_ path: String, _ who: FullSite.Who, _ body: String) async throws -> APISeen {
        try await site.call(.post, path, as: who, .of(body))
      }
      _ = try await call("/api/v1/cases/\(id)/acceptance", .districtReviewer, "{}")
      let back = try await call("/api/v1/cases/\(id)/return", .districtReviewer, "{\"reason\": \"limit_used\", \"note\": \"演示\"}")
      #expect(back["place"] == "first_review/open" && back["reviews.1.outcome"] == "send_back")
      let stop = "{\"reason\": \"fraud\", \"note\": \"虚构展位\"}"
      try await site.refuses(409, "case.wrong_step", .post, "/api/v1/cases/\(id)/stop", as: .cityReviewer, .of(stop))
      let cut = "{\"procedure\": \"jm2025-61.claim\", \"year\": 2026, \"amount_cny\": 1000, \"reference\": \"演示\"}"
      #expect(try await call("/api/v1/appropriations/reductions", .finance, cut)["act"] == "reduce_appropriation")
      try await site.refuses(
        409, "case.wrong_step", .post, "/api/v1/cases/\(id)/recovery/withdrawal", as: .cityReviewer, .of("{\"reason\": \"演示\"}"))
      try await site.refuses(
        409, "case.wrong_step", .post, "/api/v1/cases/\(id)/recovery/transfers", as: .finance,
        .of("{\"amount_cny\": 1, \"reference\": \"H\"}"))
      try await site.refuses(
        404, "batch.not_found", .post, "/api/v1/payments/B2026-0001/returns", as: .districtFinance,
        .of("{\"line\": 1, \"amount_cny\": 1, \"reason\": \"演示\"}"))
    }
  }
}

extension CaseState {
  /// Where it stands, in one word.
  fileprivate var place: String {
    switch position {
    case .draft: "draft"
    case .at(let step, let phase): step + "/" + phase.rawValue
    case .ended(let ending): ending.rawValue
    }
  }
}
