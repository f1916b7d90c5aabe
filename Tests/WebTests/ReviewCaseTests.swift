import Casework
import HTTPTypes
import Testing
import Values

@testable import Service
@testable import Web

struct ReviewCaseTests {
  @Test("the page of a case: reasons in sentences, facts with their source, papers with links, clock and concerns")
  func page() async throws {
    try await ReviewBench.with { bench in
      let first = try await bench.submitted(exhibition: "演示国际灯饰展（东京）", voucher: "DEMO-7")
      let second = try await bench.submitted("tools", voucher: "ＤＥＭＯ－7") { $0.particulars["exhibitor"] = "江门演示灯饰有限公司" }
      let text = try await bench.get(CasePage.path(second.id), as: "d1").text
      #expect(text.contains("30,000 元"))
      #expect(text.contains("满足") && text.contains("江商务贸发〔2025〕61号"))
      #expect(text.contains("第 0 天，共 20 个工作日；还剩 20 个工作日（至 3月30日）"))
      #expect(text.contains("企业填报") && text.contains("由其他事实推得"))
      // The same voucher, however it is typed, and the same exhibition for a related company.
      #expect(text.contains("票据 ＤＥＭＯ－7（90,000 元）也出现在江门演示灯饰有限公司的办件中"))
      #expect(text.contains("江门演示灯饰有限公司就同一展会或事项另有申报，金额 30,000 元"))
      #expect(text.contains("href=\"/desk/cases/\(first.id)\""))
      for file in second.content.papers { #expect(text.contains("href=\"/cases/\(second.id)/files/\(file.sha256)\"")) }
      #expect(text.contains("***************0011") && !text.contains("9900000000000000011"))
      let english = try await bench.test.send(
        .get, CasePage.path(second.id),
        headers: [.cookie: "huiqi_lang=en; huiqi_session=" + bench.test.frame.signer.sign(ReviewBench.People.session("d1"), for: .session)])
      #expect(english.text.contains("CNY 30,000") && english.text.contains("Stated by the enterprise"))
    }
  }

  @Test("taking and putting back; what a colleague holds can't be decided")
  func taking() async throws {
    try await ReviewBench.with { bench in
      let state = try await bench.submitted()
      let path = CasePage.path(state.id)
      let taken = try await bench.send(path, path + "/take", as: "d1")
      #expect(taken.status == 303 && taken.headers[.location] == path)
      #expect(try await bench.state(state.id).takenBy == "d1")
      #expect(try await bench.get(path, as: "d1").text.contains("由您承办"))
      #expect(try await bench.get("/desk", as: "d1").text.contains(state.id))
      let colleague = try await bench.get(path, as: "d2")
      #expect(colleague.text.contains("该办件正由另一位同事办理") && !colleague.text.contains("action=\"\(path)/accept\""))
      #expect(try await bench.send(colleague, path + "/put-back", as: "d2").status == 303)
      #expect(try await bench.state(state.id).takenBy == nil)
    }
  }

  @Test("a correction names everything at once; reasons are asked for; the clock stands still")
  func correcting() async throws {
    try await ReviewBench.with { bench in
      let state = try await bench.submitted()
      let path = CasePage.path(state.id)
      let page = try await bench.get(path, as: "d1")
      let empty = try await bench.send(page, path + "/correct", as: "d1")
      #expect(empty.status == 422 && empty.text.contains("请至少标出一项需要补正的内容。"))
      let noReason = try await bench.send(page, path + "/correct", as: "d1") {
        $0.tick("mark", "paper:licence", "bank")
        $0["correct_note"] = "请尽快"
      }
      #expect(noReason.status == 422 && noReason.text.contains("请选择“营业执照”的补正原因"))
      #expect(noReason.text.contains("value=\"paper:licence\" checked") && noReason.text.contains("请尽快</textarea>"))
      // The fields stand in one order: find the numbers of the two marked.
      let file = try await CaseFile.load(state.id, Self.desk(bench), by: bench.actor("d1"))
      let names = DecisionForms.fields(file, Self.say(bench)).map(\.name)
      let (licence, bank) = (try #require(names.firstIndex(of: "paper:licence")), try #require(names.firstIndex(of: "bank")))
      let done = try await bench.send(page, path + "/correct", as: "d1") {
        $0.tick("mark", "paper:licence", "bank")
        $0["why-\(licence)"] = "unclear"
        $0["why-\(bank)"] = "incomplete"
        $0["say-\(bank)"] = "缺开户行"
      }
      #expect(done.status == 303)
      let after = try await bench.state(state.id)
      #expect(after.phase == .correcting && after.clock?.isPaused == true)
      #expect(
        after.correction?.items == [
          .init(field: "paper:licence", reason: "unclear", note: nil), .init(field: "bank", reason: "incomplete", note: "缺开户行"),
        ])
      let queue = try await bench.get("/desk/queue", as: "d1").text
      #expect(queue.contains("补正中，时限暂停") && queue.contains("区级初审：企业补正中"))
      #expect(try await bench.get(path, as: "d1").text.contains("企业应于2026年3月16日（周一）前补正"))
    }
  }

  @Test("a sum that is fixed is granted as decided; what somebody else changed meanwhile is not overwritten; twice is once")
  func accepting() async throws {
    try await ReviewBench.with { bench in
      let state = try await bench.submitted()
      let path = CasePage.path(state.id)
      let page = try await bench.get(path, as: "d1")
      let lower = try await bench.send(page, path + "/accept", as: "d1") { $0["accept_sum"] = "29999" }
      #expect(lower.status == 422 && lower.text.contains("该事项按定额支持，核准金额须等于认定金额。"))
      let higher = try await bench.send(page, path + "/accept", as: "d1") { $0["accept_sum"] = "3.1万" }
      #expect(higher.status == 422 && higher.text.contains("核准金额不得高于认定金额。"))
      let wrong = try await bench.send(page, path + "/accept", as: "d1") { $0["accept_sum"] = "三万" }
      #expect(wrong.status == 422 && wrong.text.contains("核准金额应为金额"))
      _ = try await bench.cases.take(case: state.id, by: bench.actor("d1"))
      let stale = try await bench.send(page, path + "/accept", as: "d1")
      #expect(stale.status == 422 && stale.text.contains("办件刚刚被修改过"))
      var form = try ReviewBench.Form(stale, path + "/accept")
      form["accept_note"] = "材料齐全"
      let first = try await bench.post(form, as: "d1")
      let second = try await bench.post(form, as: "d1")
      #expect(first.status == 303 && second.status == 303)
      let after = try await bench.state(state.id)
      #expect(after.granted == Money(minor: 3_000_000) && after.reviews.count == 1 && after.reviews[0].note == "材料齐全")
      #expect(after.step == "district_plan")
      #expect(try await bench.get(path, as: "d2").text.contains("核准金额 30,000 元（3 万元）"))
      form["accept_note"] = "材料不全"
      let changed = try await bench.post(form, as: "d1")
      #expect(changed.status == 422 && changed.text.contains("这个表单已经提交过"))
      #expect(try await bench.state(state.id) == after)
    }
  }

  @Test("a sum up to a ceiling may be lower, with a reason")
  func lower() async throws {
    try await ReviewBench.with { bench in
      let state = try await bench.submitted(measure: "jm2025-61.10.2.credit-info") { content in
        content.facts = content.facts.filter { !$0.key.hasPrefix("exhibition") && !$0.key.hasPrefix("participation") }
        content.facts.merge(Self.creditFacts) { $1 }
        content.particulars = [:]
        let proof = content.papers[1]
        content.papers[2] = PaperFile(
          kind: "service_contract", name: proof.name, sha256: proof.sha256, size_bytes: proof.size_bytes, mediaType: proof.mediaType)
      }
      let path = CasePage.path(state.id)
      let page = try await bench.get(path, as: "d1")
      let most = try #require(state.decision?.amount)
      #expect(page.text.contains("最高 " + most.shown(.zh)) && page.text.contains("不高于 " + most.shown(.zh)))
      let sum = Money(minor: most.minor - 100_000)
      let unexplained = try await bench.send(page, path + "/accept", as: "d1") { $0["accept_sum"] = DecisionForms.plain(sum) }
      #expect(unexplained.status == 422 && unexplained.text.contains("请选择一个列出的理由。"))
      #expect(unexplained.text.contains("value=\"\(DecisionForms.plain(sum))\""))
      let done = try await bench.send(page, path + "/accept", as: "d1") {
        $0["accept_sum"] = DecisionForms.plain(sum)
        $0["accept_reason"] = "lower_voucher"
      }
      #expect(done.status == 303)
      #expect(try await bench.state(state.id).granted == sum)
      // The city may not go above what the district granted.
      _ = try await bench.cases.proposePlan(procedure: ReviewBench.procedure, cases: [state.id], by: bench.actor("d1"))
      #expect(try await bench.get(path, as: "c1").text.contains("不高于 " + sum.shown(.zh)))
    }
  }

  @Test("a promised paper needs a day, not later than allowed")
  func promising() async throws {
    try await ReviewBench.with { bench in
      let state = try await bench.submitted(without: ["booth_proof"])
      let path = CasePage.path(state.id)
      let page = try await bench.get(path, as: "d1")
      #expect(page.text.contains("未提交，可容缺"))
      let none = try await bench.send(page, path + "/accept", as: "d1")
      #expect(none.status == 422 && none.text.contains("请填写容缺：参展合同及现场照片的补交日期"))
      let late = try await bench.send(page, path + "/accept", as: "d1") { $0["promise-booth_proof"] = "2026-3-17" }
      #expect(late.status == 422 && late.text.contains("承诺补交日期超过允许的期限。"))
      let done = try await bench.send(page, path + "/accept", as: "d1") { $0["promise-booth_proof"] = "2026-3-16" }
      #expect(done.status == 303)
      let promises = try await bench.state(state.id).promises
      #expect(promises.map(\.paper) == ["booth_proof"] && promises.first?.due == CivilDate("2026-03-16"))
    }
  }

  @Test("refusing is asked twice, once done it is done")
  func refusing() async throws {
    try await ReviewBench.with { bench in
      let state = try await bench.submitted()
      let path = CasePage.path(state.id)
      let page = try await bench.get(path, as: "d1")
      let empty = try await bench.send(page, path + "/refuse", as: "d1")
      #expect(empty.status == 422 && empty.text.contains("请选择不予支持的理由") && empty.text.contains("请填写具体说明"))
      let sure = try await bench.send(page, path + "/refuse", as: "d1") {
        $0["refuse_reason"] = "outside_period"
        $0["refuse_note"] = "展会不在支持期间"
      }
      #expect(sure.status == 200 && sure.text.contains("确认不予支持？") && sure.text.contains("展会不在支持期间"))
      #expect(sure.text.contains("不能撤销"))
      #expect(try await bench.state(state.id).phase == .open)
      #expect(try await bench.send(sure, path + "/refuse", as: "d1").status == 303)
      #expect(try await bench.state(state.id).position == .ended(.refused))
      #expect(try await !bench.get(path, as: "d1").text.contains("id=\"decide\""))
    }
  }

  @Test("the city sends back with a reason; whoever reviewed first doesn't confirm it")
  func sendingBack() async throws {
    try await ReviewBench.with { bench in
      let state = try await bench.accepted()
      _ = try await bench.cases.proposePlan(procedure: ReviewBench.procedure, cases: [state.id], by: bench.actor("d1"))
      let path = CasePage.path(state.id)
      let page = try await bench.get(path, as: "c1")
      #expect(!page.text.contains("action=\"\(path)/correct\""))
      let empty = try await bench.send(page, path + "/send-back", as: "c1") { $0["send_reason"] = "check_again" }
      #expect(empty.status == 422 && empty.text.contains("请填写需要核实的问题"))
      let done = try await bench.send(page, path + "/send-back", as: "c1") {
        $0["send_reason"] = "check_again"
        $0["send_note"] = "请核实展位数"
      }
      #expect(done.status == 303)
      let after = try await bench.state(state.id)
      #expect(after.step == "first_review" && after.plan == nil)
      // The plan still shows it, with where it went.
      let plans = try await bench.cases.planViews(by: bench.actor("d1")).items
      #expect(plans.count == 1 && plans[0].places == ["first_review/open": 1])
    }
  }

  @Test("the queue: the most urgent first, filters in the address, and pages of fifty")
  func queue() async throws {
    try await ReviewBench.with { bench in
      var ids: [String] = []
      for number in 0..<51 {
        if number == 1 { try bench.go(to: "2026-03-03") }
        ids.append(try await bench.submitted(exhibition: "演示展\(number)", voucher: "DEMO-\(number)").id)
      }
      let first = try await bench.get("/desk/queue", as: "d1").text
      #expect(first.components(separatedBy: "<tr><th scope=\"row\"").count - 1 == 50)
      let next = try #require(first.components(separatedBy: "rel=\"next\" href=\"").dropFirst().first?.prefix { $0 != "\"" })
      let second = try await bench.get(String(next).replacing("&amp;", with: "&"), as: "d1").text
      #expect(second.components(separatedBy: "<tr><th scope=\"row\"").count - 1 == 1)
      #expect(!first.contains(">\(ids[50])<") && second.contains(">\(ids[50])<"))
      #expect(try await bench.get("/desk/queue?cursor=x", as: "d1").status == 400)
      try bench.go(to: "2026-03-31")
      let late = try await bench.get("/desk/queue?due=over", as: "d1").text
      #expect(late.contains(ids[0]) && !late.contains(ids[1]) && late.contains("已逾期 1 个工作日（应于 3月30日办结）"))
      let home = try await bench.get("/desk", as: "d1").text
      #expect(home.contains("今天截止（3月31日）") && home.contains("已逾期 1 个工作日"))
      let found = try await bench.get("/desk/queue?q=\(ids[7])&place=all", as: "d1").text
      #expect(found.contains(">\(ids[7])<") && !found.contains(">\(ids[8])<"))
      #expect(try await bench.get("/desk/queue?place=nowhere&measure=none&due=x", as: "d1").status == 200)
    }
  }

  static let creditFacts = [
    "claim_event_date": "\"2025-09-10\"", "claim_actual_cost_cny": "12000", "creditinfo_provider": "\"sinosure\"",
    "creditinfo_fee_paid_cny": "12000",
  ]

  static func desk(_ bench: ReviewBench) -> Desk {
    Desk(
      book: bench.cases.book, cases: bench.cases, accounts: bench.services.accounts,
      content: PublicContent(bench.cases.answerers, examples: .init([:])) { bench.time.now().day })
  }

  static func say(_ bench: ReviewBench) -> DeskVoice {
    DeskVoice(words: bench.test.frame.words, language: .zh, book: bench.cases.book, today: bench.time.now().day, role: .districtReviewer)
  }
}
