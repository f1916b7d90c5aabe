import Casework
import HTTPTypes
import Testing
import Values

@testable import Service
@testable import Web

/// What officers do with several cases at once, and with objections and recoveries.
struct ReviewRoadTests {
  @Test("a plan is previewed, made sure of and proposed; what can't be planned is left out; twice is once")
  func plan() async throws {
    try await ReviewBench.with { bench in
      let one = try await bench.accepted(exhibition: "演示展甲")
      let two = try await bench.accepted("tools", exhibition: "演示展乙")
      // The same enterprise for the same exhibition: the limit of one claim.
      let three = try await bench.accepted(exhibition: "演示展甲")
      let list = try await bench.get("/desk/plan?all=1", as: "d1")
      #expect(list.text.contains("共 3 件，90,000 元（9 万元）"))
      let nothing = try await bench.send("/desk/plan", as: "d1")
      #expect(nothing.status == 422 && nothing.text.contains("请至少选择一个办件。"))
      let preview = try await bench.send(list, "/desk/plan", as: "d1")
      #expect(preview.status == 200 && preview.text.contains("这是预览，还没有提交"))
      #expect(preview.text.contains("200,000 元（20 万元）") && preview.text.contains("140,000 元（14 万元）"))
      #expect(preview.text.contains("1 件不能列入，继续时将剔除。"))
      let sure = try await bench.send(preview, "/desk/plan", as: "d1")
      #expect(sure.text.contains("确认报送项目计划？") && sure.text.contains("报送 2 件，合计 60,000 元（6 万元）"))
      #expect(try await bench.cases.planViews(by: bench.actor("d1")).items.isEmpty)
      let form = try ReviewBench.Form(sure, "/desk/plan")
      let done = try await bench.post(form, as: "d1")
      let again = try await bench.post(form, as: "d1")
      #expect(done.status == 303 && done.headers[.location] == again.headers[.location])
      let plans = try await bench.cases.planViews(by: bench.actor("d1")).items
      #expect(plans.map(\.plan.id) == ["P2026-0001"] && plans[0].plan.lines.map(\.caseID) == [one.id, two.id])
      #expect(try await bench.state(three.id).plan == nil)
      let page = try await bench.get("/desk/plans/P2026-0001", as: "c1").text
      #expect(page.contains("市级复审：待审核 2 件") && page.contains("60,000 元"))
      #expect(try await bench.get("/desk/plans/P2026-0001", as: "other").status == 404)
      #expect(try await bench.get("/desk/plans/P2026-0009", as: "c1").status == 404)
      #expect(try await !bench.get("/desk/plans", as: "other").text.contains("P2026-0001"))
    }
  }

  @Test("a notice shows exactly what the public will read, with its last day, and is opened after a second question")
  func notice() async throws {
    try await ReviewBench.with { bench in
      let state = try await bench.acceptedByCity()
      try bench.go(to: "2026-04-30")
      let preview = try await bench.send(try await bench.get("/desk/notice?all=1", as: "c1"), "/desk/notice", as: "c1")
      #expect(preview.text.contains("2026年4月30日（周四）至2026年5月11日（周一）24 时止，共 5 个工作日（自次日起算）"))
      #expect(preview.text.contains("江门演示灯饰有限公司") && preview.text.contains("演示国际灯饰展（东京）") && preview.text.contains("30,000.00"))
      #expect(!preview.text.contains("91440703DEM000001X") && !preview.text.contains("99000000"))
      let sure = try await bench.send(preview, "/desk/notice", as: "c1")
      #expect(sure.text.contains("确认发布公示？") && sure.text.contains("公开 1 件，合计 30,000 元（3 万元）"))
      #expect(try await bench.cases.notices().items.isEmpty)
      let done = try await bench.send(sure, "/desk/notice", as: "c1")
      #expect(done.status == 303 && done.headers[.location] == "/notices/N2026-0001")
      let notice = try await bench.cases.notice("N2026-0001").notice
      #expect(notice.closes == CivilDate("2026-05-11") && notice.lines.map(\.caseID) == [state.id])
    }
  }

  @Test("from the end of a notice to the report and the recovery")
  func moneyRoad() async throws {
    try await ReviewBench.with { bench in
      let cases = bench.cases
      let state = try await bench.acceptedByCity()
      _ = try await cases.openNotice(procedure: ReviewBench.procedure, cases: [state.id], by: bench.actor("c1"))
      try bench.go(to: "2026-03-10")
      try await cases.tick()
      let sure = try await bench.send(try await bench.get("/desk/budget?all=1", as: "c2"), "/desk/budget", as: "c2")
      #expect(sure.text.contains("1 件，合计 30,000 元（3 万元），编入 2027 年度预算。"))
      #expect(try await bench.send(sure, "/desk/budget", as: "c2").status == 303)
      #expect(try await bench.state(state.id).budgetYear == 2027)

      try bench.go(to: "2027-01-04")
      _ = try await cases.release(procedure: ReviewBench.procedure, cases: [state.id], by: bench.actor("money"))
      let batch = try await cases.orderPayments(procedure: ReviewBench.procedure, cases: [state.id], by: bench.actor("pay"))
      _ = try await cases.takeBankResults(
        [BankResult(line: 1, amount: Money(minor: 3_000_000), outcome: .paid(reference: "DEMO-PAY-1"))], batch: batch.id,
        by: bench.actor("pay"))

      let report = try await bench.get("/desk/report?all=1", as: "d1")
      let empty = try await bench.send(report, "/desk/report", as: "d1")
      #expect(empty.status == 422 && empty.text.contains("请填写使用情况和绩效"))
      let really = try await bench.send(report, "/desk/report", as: "d1") { $0["report_text"] = "展位两个，新增客户 12 家。" }
      #expect(really.text.contains("报送 1 件，已拨付合计 30,000 元（3 万元）。") && really.text.contains("新增客户 12 家"))
      #expect(try await bench.send(really, "/desk/report", as: "d1").status == 303)
      #expect(try await bench.state(state.id).position == .ended(.completed))

      let path = CasePage.path(state.id)
      #expect(try await !bench.get(path, as: "d1").text.contains("demand-recovery"))
      let page = try await bench.get(path, as: "c1")
      let unexplained = try await bench.send(page, path + "/demand-recovery", as: "c1")
      #expect(unexplained.status == 422 && unexplained.text.contains("请填写查实的问题"))
      let demand = try await bench.send(page, path + "/demand-recovery", as: "c1") { $0["finding"] = "发票系伪造" }
      #expect(demand.text.contains("退回办件 \(state.id) 的全部资金 30,000 元（3 万元）"))
      #expect(try await bench.state(state.id).recovery == nil)
      #expect(try await bench.send(demand, path + "/demand-recovery", as: "c1").status == 303)
      let due = try await bench.get(path, as: "c1")
      let tooMuch = try await bench.send(due, path + "/receive-recovery", as: "c1") {
        $0["received_sum"] = "30000.01"
        $0["received_reference"] = "DEMO-BACK-1"
      }
      #expect(tooMuch.status == 422 && tooMuch.text.contains("追回金额超过应追回的余额。"))
      let part = try await bench.send(due, path + "/receive-recovery", as: "c1") {
        $0["received_sum"] = "1万"
        $0["received_reference"] = "DEMO-BACK-1"
      }
      #expect(part.status == 303)
      let after = try await bench.state(state.id)
      #expect(after.recovery?.demanded == Money(minor: 3_000_000) && after.recovery?.received == Money(minor: 1_000_000))
      #expect(try await bench.get(path, as: "c1").text.contains("20,000 元"))
    }
  }

  @Test("an objection is settled by somebody who didn't judge the claim; the objector is known to nobody else")
  func objections() async throws {
    try await ReviewBench.with { bench in
      let state = try await bench.acceptedByCity()
      let notice = try await bench.cases.openNotice(procedure: ReviewBench.procedure, cases: [state.id], by: bench.actor("c1"))
      let objection = try await bench.cases.object(
        notice: notice.id, caseID: state.id,
        objector: .init(kind: .person, name: "示例异议人", identity: "440700190001010009", contact: "13800000000"), text: "展位只有一个。", papers: [])
      let path = ObjectionPages.path(objection.id)
      let reviewer = try await bench.get(path, as: "d1")
      #expect(!reviewer.text.contains("示例异议人") && !reviewer.text.contains("440700190001010009"))
      #expect(reviewer.status == 200 && !reviewer.text.contains("action=\"\(path)\"") && reviewer.text.contains("notice attention"))
      #expect(try await bench.get(path, as: "other").status == 404)
      #expect(try await bench.get(path, as: "c1").text.contains("示例异议人") == false)
      #expect(try await bench.get(CasePage.path(state.id), as: "c1").text.contains("示例异议人") == false)
      #expect(try await bench.get("/desk/objections", as: "d2").text.contains("待区级处理"))
      #expect(try await bench.get("/desk", as: "d2").text.contains("待本级处理"))
      let page = try await bench.get(path, as: "d2")
      #expect(page.text.contains("示例异议人") && page.text.contains("还剩 10 个工作日"))
      let wrong = try await bench.send(page, path, as: "d2") {
        $0["result"] = "lowered"
        $0["sum"] = "30000"
        $0["reason"] = "只有一个展位"
      }
      #expect(wrong.status == 422 && wrong.text.contains("调减后的金额应大于 0 且低于 30,000 元"))
      let sure = try await bench.send(page, path, as: "d2") {
        $0["result"] = "lowered"
        $0["sum"] = "15000"
        $0["reason"] = "只有一个展位"
      }
      #expect(sure.text.contains("金额调减为 15,000 元") && sure.text.contains("异议人可以在规定期限内要求上一级处理"))
      #expect(try await bench.send(sure, path, as: "d2").status == 303)
      let found = try await bench.cases.objection(objection.id, by: bench.actor("c1")).objection
      #expect(found.findings.map(\.result) == [.lowered] && found.findings[0].sum == Money(minor: 1_500_000))
      #expect(try await !bench.get(path, as: "d2").text.contains("action=\"\(path)\""))
      // Whoever settled it still knows; the city doesn't yet.
      #expect(try await bench.get(path, as: "d2").text.contains("示例异议人"))
      #expect(try await !bench.get(path, as: "c2").text.contains("示例异议人"))
      #expect(try await bench.get(path, as: "watch").text.contains("示例异议人"))
      // The objector goes to the city, which has the last word.
      _ = try await bench.cases.escalate(objection: objection.id, code: bench.cases.code(of: objection))
      let last = try await bench.send(try await bench.get(path, as: "c2"), path, as: "c2") {
        $0["result"] = "stands"
        $0["reason"] = "现场照片显示两个展位"
      }
      #expect(last.text.contains("本级处理为最终结果，立即生效。"))
      #expect(try await bench.send(last, path, as: "c2").status == 303)
      #expect(try await bench.state(state.id).disputes.isEmpty)
    }
  }

  @Test("a call is announced by the city after a second question")
  func calls() async throws {
    try await ReviewBench.with { bench in
      #expect(try await !bench.get("/desk/calls", as: "d1").text.contains("action=\"/desk/calls\""))
      let page = try await bench.get("/desk/calls", as: "c1")
      let wrong = try await bench.send(page, "/desk/calls", as: "c1") {
        $0["call_title"] = "第二批"
        $0["call_opens"] = "2026-06-01"
        $0["call_closes"] = "2026-05-01"
      }
      #expect(wrong.status == 422 && wrong.text.contains("截止日期不得早于开始日期") && wrong.text.contains("value=\"第二批\""))
      let sure = try await bench.send(page, "/desk/calls", as: "c1") {
        $0["call_title"] = "第二批"
        $0["call_opens"] = "2026-06-01"
        $0["call_closes"] = "２０２６年6月30日"
        $0.tick("call_measures", ReviewBench.measure)
      }
      #expect(sure.text.contains("发布《第二批》：2026年6月1日（周一）至2026年6月30日（周二）受理申报。"))
      #expect(try await bench.cases.calls(of: ReviewBench.procedure).count == 1)
      #expect(try await bench.send(sure, "/desk/calls", as: "c1").status == 303)
      let calls = try await bench.cases.calls(of: ReviewBench.procedure)
      #expect(calls.last?.title == "第二批" && calls.last?.measures == [ReviewBench.measure] && calls.last?.closes == CivilDate("2026-06-30"))
    }
  }
}
