import Casework
import Diagnostics
import Foundation
import HTTPTypes
import Policy
import Service
import Testing
import Values

@testable import Web

/// The whole road over the API, with every answer held to the document.
struct CaseAPITests {
  static let content = """
    "facts": {"enterprise_district": "pengjiang", "enterprise_is_exporter": true, "enterprise_consignor_since_2024": true,
      "enterprise_export_in_customs_stats": true, "enterprise_exports_via_agent_since_2024": false, "claim_event_date": "2025-08-10",
      "claim_other_subsidy_cny": 0, "claim_actual_cost_cny": 90000.00, "exhibition_in_key_plan": true,
      "exhibition_place_class": "foreign_country", "exhibition_country_code": "JP", "exhibition_country_rcep": true,
      "exhibition_country_bri": false, "exhibition_country_americas": false, "participation_booths": 2,
      "participation_booth_type": "standard", "participation_eligible_cost_cny": 90000},
    "particulars": {"exhibition_name": "示例国际灯饰展"},
    "vouchers": [{"number": "0123456789", "issuer": "示例会展公司", "day": "2025-08-12", "amount_cny": 90000.5}],
    "account": {"holder": "江门演示灯饰有限公司", "bank": "示例银行江门分行", "number": "6200000000000001"}
    """
  /// A PDF that is one, with some words of its own.
  static func pdf(_ words: String) -> [UInt8] {
    Array(
      "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n% \(words)\ntrailer<</Root 1 0 R>>\n%%EOF\n"
        .utf8)
  }

  /// A claim that was handed in; its id.
  static func submitted(_ site: FullSite, as who: FullSite.Who = .enterprise) async throws -> String {
    let name = who == .rival ? "江门示例照明有限公司" : FullSite.company
    let draft = try await site.call(
      .post, "/api/v1/cases", as: who,
      try .of(
        "{\"measure\": \"jm2025-61.9.1.1.foreign\", \"even_if_one_exists\": true, \(content.replacing(FullSite.company, with: name))}"))
    #expect(draft.status == 201)
    let id = try #require(draft["id"])
    var version = draft.version
    for kind in ["licence", "payment_proof", "booth_proof"] {
      let upload = try await site.call(
        .post, "/api/v1/cases/\(id)/papers?kind=\(kind)&name=\(kind).pdf", as: who, file: pdf(kind), version: version)
      #expect(upload.status == 200)
      version = upload.version
    }
    let done = try await site.call(
      .post, "/api/v1/cases/\(id)/submission", as: who, .object([("is_declared", .boolean(true))]), version: version)
    #expect(done.status == 200 && done["place"] == "first_review/open")
    return id
  }

  static func open(_ site: FullSite) async throws {
    let call = try JSONText.of(
      "{\"procedure\": \"jm2025-61.claim\", \"title\": \"申报通知\", \"opens\": \"2025-09-01\", \"closes\": \"2025-12-31\"}")
    #expect(try await site.call(.post, "/api/v1/calls", as: .cityReviewer, call).status == 201)
    let money = try JSONText.of(
      "{\"procedure\": \"jm2025-61.claim\", \"year\": 2026, \"amount_cny\": 1000000, \"reference\": \"演示预算1\"}")
    #expect(try await site.call(.post, "/api/v1/appropriations", as: .finance, money).status == 201)
  }

  @Test("from the draft to money recovered, by programs alone")
  func road() async throws {
    try await FullSite.with { site in
      try await Self.open(site)
      #expect(try await site.call(.get, "/api/v1/calls?procedure=jm2025-61.claim", as: nil)["items.0.closes"] == "2025-12-31")
      let id = try await Self.submitted(site)
      let own = try await site.call(.get, "/api/v1/cases/\(id)", as: .enterprise)
      #expect(own["content.account.number"] == "6200000000000001" && own["decision.amount_cny"] == "30000.00")
      #expect(own["content.vouchers.0.amount_cny"] == "90000.50" && own["content.papers.2.kind"] == "booth_proof")
      let code = try #require(own["receipt.code"])
      #expect(try await site.call(.get, "/api/v1/verify/\(code)", as: nil)["kind"] == "receipt")

      // Review: taken, corrected, accepted.
      let seen = try await site.call(.get, "/api/v1/cases/\(id)", as: .districtReviewer)
      #expect(seen["content.account.number"] == nil && seen["content.account.masked"] == "************0001")
      #expect(
        try await site.call(.post, "/api/v1/cases/\(id)/take", as: .districtReviewer)["taken_by"] == site.account(.districtReviewer).id)
      let correction = try JSONText.of("{\"items\": [{\"field\": \"bank\", \"reason\": \"incorrect\", \"note\": \"请核对账号\"}]}")
      let asked = try await site.call(.post, "/api/v1/cases/\(id)/correction", as: .districtReviewer, correction)
      #expect(asked["place"] == "first_review/correcting" && asked["correction.due.day"] == "2025-09-15" && asked["is_paused"] == "true")
      // An account is not slipped in among the rest: it is changed by itself, with a proof of who changes it.
      let corrected = try JSONText.of("{\(Self.content.replacing("6200000000000001", with: "6200000000000002"))}")
      try await site.refuses(
        409, "case.account_needs_proof", .put, "/api/v1/cases/\(id)/content", as: .enterprise, corrected, version: asked.version)
      func account(_ proof: String) throws -> JSONText {
        try .of(
          "{\"holder\": \"\(FullSite.company)\", \"bank\": \"示例银行江门分行\", \"number\": \"6200000000000002\", \"proof\": \"\(proof)\"}")
      }
      try await site.refuses(
        422, "account.proof_wrong", .put, "/api/v1/cases/\(id)/account", as: .enterprise, try account("nicht das Passwort"))
      let saved = try await site.call(.put, "/api/v1/cases/\(id)/account", as: .enterprise, try account(FullSite.password), key: "acc")
      #expect(
        saved.status == 200 && saved["content.account.number"] == "6200000000000002" && saved["content.papers.2.kind"] == "booth_proof")
      #expect(saved["account_usable_from"] == "2025-09-03" && saved["place"] == "first_review/correcting")
      let repeated = try await site.call(.put, "/api/v1/cases/\(id)/account", as: .enterprise, try account(FullSite.password), key: "acc")
      #expect(repeated.bytes == saved.bytes)
      let changed = try await site.call(.get, "/api/v1/cases/\(id)/timeline", as: .districtReviewer).json["items"]?.items?.last
      #expect(changed?["account_before"]?.text == "************0001" && changed?["account_after"]?.text == "************0002")
      #expect(changed?["usable_from"]?.text == "2025-09-03")
      // Who did it is not told; the site has nobody else in the team.
      #expect(try await site.call(.get, "/api/v1/messages", as: .enterprise).json["items"]?.items?.count == 0)
      let again = try await site.call(
        .post, "/api/v1/cases/\(id)/submission", as: .enterprise, .object([("is_declared", .boolean(true))]), version: saved.version)
      #expect(again["place"] == "first_review/open" && again["correction_receipts.0.number"] == again["receipt.number"])
      let old = try await site.call(.get, "/api/v1/verify/\(code)", as: nil)
      #expect(old["holds"] == "false" && old["superseded_at"] == again["correction_receipts.0.at"])
      let new = try await site.call(.get, "/api/v1/verify/\(try #require(again["correction_receipts.0.code"]))", as: nil)
      #expect(new["holds"] == "true" && new["superseded_at"] == nil)
      let accepted = try await site.call(.post, "/api/v1/cases/\(id)/acceptance", as: .districtReviewer, .object([]))
      #expect(accepted["granted_cny"] == "30000.00" && accepted["place"] == "district_plan/open")

      // Plan, re-review, notice, objection.
      let preview = try await site.call(.post, "/api/v1/plans/preview", as: .secondDistrict, .cases([id]))
      #expect(preview["total_cny"] == "30000.00" && preview["lines.0.refusal.zh"] == nil)
      #expect(preview["budgets.0.available_cny"] == "1000000.00" && preview["budgets.0.left_cny"] == "970000.00")
      #expect(preview["budgets.1.payer"] == "pengjiang" && preview["budgets.1.left_cny"] == "0.00")
      let plan = try await site.call(.post, "/api/v1/plans", as: .secondDistrict, .cases([id]))
      #expect(plan.status == 201 && plan.headers[.location] == "/api/v1/plans/P2025-0001")
      #expect(try await site.call(.get, "/api/v1/plans/P2025-0001", as: .cityReviewer)["lines.0.case"] == id)
      #expect(try await site.call(.get, "/api/v1/plans", as: .supervisor)["items.0.total_cny"] == "30000.00")
      #expect(try await site.call(.post, "/api/v1/cases/\(id)/acceptance", as: .cityReviewer, .object([]))["place"] == "notice/open")
      let notice = try await site.call(.post, "/api/v1/notices", as: .secondCity, .cases([id]))
      let noticeID = try #require(notice["id"])
      #expect(notice["closes"] == "2025-09-08" && notice["lines.0.fields.0.text"] == FullSite.company)
      let paper = try await site.call(
        .post, "/api/v1/notices/\(noticeID)/objection-papers?name=%E5%87%BD.pdf", as: nil, file: Self.pdf("函"))
      #expect(paper.status == 201 && paper["name"] == "函.pdf")
      let objection = try await site.call(
        .post, "/api/v1/notices/\(noticeID)/objections", as: nil,
        try .of(
          "{\"case\": \"\(id)\", \"kind\": \"organisation\", \"name\": \"演示同业公会\", \"identity\": \"52440700DEM000101F\", \"contact\": \"0750-0000000\", \"text\": \"展位数不符。\", \"papers\": [\"\(paper["note"] ?? "")\"]}"
        ))
      #expect(objection.status == 201 && objection["due.day"] == "2025-09-15")
      let (objectionID, secret) = (try #require(objection["id"]), try #require(objection["code"]))
      #expect(try await site.call(.get, "/api/v1/notices/\(noticeID)", as: nil)["lines.0.is_disputed"] == "true")
      #expect(try await site.call(.get, "/api/v1/objections", as: .secondDistrict)["items.0.objector.identity"] == "52440700DEM000101F")
      // Those who supervise know who objects; who judged the claim, and who does not settle it now, do not.
      for who in [FullSite.Who.supervisor, .auditor] {
        #expect(try await site.call(.get, "/api/v1/objections", as: who)["items.0.objector.identity"] == "52440700DEM000101F")
      }
      for who in [FullSite.Who.districtReviewer, .cityReviewer, .secondCity] {
        let seen = try await site.call(.get, "/api/v1/objections", as: who)
        #expect(seen["items.0.id"] == objectionID && seen["items.0.objector.identity"] == nil && seen["items.0.papers"] == nil)
      }
      for who in [FullSite.Who.enterprise, .finance, .districtFinance, .administrator] {
        #expect(try await site.call(.get, "/api/v1/objections", as: who).status == 403)
      }
      #expect(try await site.call(.get, "/api/v1/objections", as: .elsewhere).json["items"]?.items?.count == 0)
      let finding = try JSONText.of("{\"result\": \"lowered\", \"sum_cny\": 15000, \"reason\": \"现场为一个展位。\"}")
      try await site.refuses(
        403, "objection.same_reviewer", .post, "/api/v1/objections/\(objectionID)/finding", as: .districtReviewer, finding)
      let found = try await site.call(.post, "/api/v1/objections/\(objectionID)/finding", as: .secondDistrict, finding)
      #expect(found["findings.0.sum_cny"] == "15000.00" && found["is_closed"] == "false")
      try await site.refuses(404, "objection.not_found", .get, "/api/v1/objections/\(objectionID)?code=0000", as: nil)
      #expect(try await site.call(.get, "/api/v1/objections/\(objectionID)?code=\(secret)", as: nil)["escalation_due.day"] == "2025-09-08")
      let escalated = try await site.call(
        .post, "/api/v1/objections/\(objectionID)/escalation", as: nil, .object([("code", .string(secret))]))
      #expect(escalated["level"] == "city")
      let third = try JSONText.of("{\"result\": \"lowered\", \"sum_cny\": 20000, \"reason\": \"按两个小展位核定。\"}")
      // Whoever opened the notice has not reviewed the claim.
      #expect(try await site.call(.post, "/api/v1/objections/\(objectionID)/finding", as: .secondCity, third)["is_closed"] == "true")
      #expect(try await site.call(.get, "/api/v1/cases/\(id)", as: .enterprise)["granted_cny"] == "20000.00")

      // Budget, release, payment, return, another account, report, recovery.
      try site.until("2025-09-09")
      try await site.services.cases.tick()
      #expect(try await site.call(.post, "/api/v1/budget", as: .cityReviewer, .cases([id]))["cases.0"] == id)
      try await site.refuses(409, "case.budget_too_early", .post, "/api/v1/releases", as: .finance, .cases([id]))
      try site.until("2026-01-05")
      #expect(try await site.call(.post, "/api/v1/releases", as: .finance, .cases([id]))["total_cny"] == "20000.00")
      #expect(try await site.call(.get, "/api/v1/releases", as: .auditor)["items.0.lines.0.case"] == id)
      let batch = try await site.call(.post, "/api/v1/payments", as: .districtFinance, .cases([id]))
      #expect(batch["lines.0.account.number"] == "6200000000000002")
      let batchID = try #require(batch["id"])
      #expect(try await site.call(.get, "/api/v1/payments/\(batchID)", as: .finance)["lines.0.account.number"] == nil)
      // The file for the bank: the bytes that the page gives, to whoever pays and to nobody else.
      let file = try await site.send(.get, "/api/v1/payments/\(batchID)/bank-file", as: .districtFinance)
      let fromPage = try await site.send(.get, "/payments/\(batchID)/bank-file", as: .districtFinance, by: .session)
      #expect(file.status == 200 && file.bytes == fromPage.bytes && file.text.contains("6200000000000002"))
      #expect(file.headers[.contentType] == "text/csv; charset=utf-8")
      try await site.refuses(404, "batch.not_found", .get, "/api/v1/payments/\(batchID)/bank-file", as: .finance)
      try await site.refuses(404, "batch.not_found", .get, "/api/v1/payments/none/bank-file", as: .districtFinance)
      try await site.refuses(
        422, "bank.sum", .post, "/api/v1/payments/\(batchID)/results", as: .districtFinance,
        try .of("{\"results\": [{\"line\": 1, \"amount_cny\": 20000.01, \"outcome\": \"paid\", \"reference\": \"B1\"}]}"))
      let returned = try await site.call(
        .post, "/api/v1/payments/\(batchID)/results", as: .districtFinance,
        try .of("{\"results\": [{\"line\": 1, \"amount_cny\": 20000, \"outcome\": \"returned\", \"reference\": \"账号不存在\"}]}"))
      #expect(returned.status == 200)
      let moved = try JSONText.of(
        "{\"holder\": \"江门演示灯饰有限公司\", \"bank\": \"示例银行\", \"number\": \"6200000000000003\", \"proof\": \"\(FullSite.password)\"}")
      #expect(try await site.call(.put, "/api/v1/cases/\(id)/account", as: .enterprise, moved)["place"] == "payment/open")
      try await site.refuses(409, "case.account_cooling", .post, "/api/v1/payments", as: .districtFinance, .cases([id]))
      try site.until("2026-01-07")
      let second = try #require(try await site.call(.post, "/api/v1/payments", as: .districtFinance, .cases([id]))["id"])
      let paid = try JSONText.of("{\"results\": [{\"line\": 1, \"amount_cny\": 20000, \"outcome\": \"paid\", \"reference\": \"B2\"}]}")
      #expect(try await site.call(.post, "/api/v1/payments/\(second)/results", as: .districtFinance, paid)["results.0.reference"] == "B2")
      #expect(try await site.call(.get, "/api/v1/payments", as: .supervisor)["items.0.answered"] == "1")
      let report = JSONText.object([
        ("procedure", .string("jm2025-61.claim")), ("cases", .list([.string(id)])), ("text", .string("已用于参展。")),
      ])
      #expect(try await site.call(.post, "/api/v1/reports", as: .districtReviewer, report).status == 201)
      #expect(try await site.call(.get, "/api/v1/reports", as: .districtReviewer)["items.0.cases.0"] == id)
      _ = try await site.call(.post, "/api/v1/cases/\(id)/recovery", as: .cityReviewer, .object([("finding", .string("伪造"))]))
      let back = try JSONText.of("{\"amount_cny\": 5000, \"reference\": \"R1\"}")
      let recovered = try await site.call(.post, "/api/v1/cases/\(id)/recovery/receipts", as: .cityReviewer, back)
      #expect(recovered["recovery.received_cny"] == "5000.00" && recovered["place"] == "completed")
      #expect(recovered["recovery.handed_on_cny"] == "0.00")

      // What is read of it.
      let fund = try await site.call(.get, "/api/v1/funds", as: .supervisor)
      #expect(fund["items.0.is_balanced"] == "true" && fund["items.0.balances_cny.recoverable"] == "15000.00")
      let entries = try await site.call(.get, "/api/v1/funds/jm2025-61/2026/entries?limit=3", as: .finance)
      #expect(entries.json["items"]?.items?.count == 3)
      let next = try #require(entries["next_cursor"])
      #expect(try await site.call(.get, "/api/v1/funds/jm2025-61/2026/entries?limit=3&cursor=\(next)", as: .finance)["items.0.act"] != nil)
      try await site.refuses(400, "cursor.invalid", .get, "/api/v1/funds/jm2025-61/2025/entries?cursor=\(next)", as: .finance)
      let timeline = try await site.call(.get, "/api/v1/cases/\(id)/timeline", as: .enterprise)
      #expect(
        timeline.json["items"]?.items?.first?["type"]?.text == "case.created"
          && !String(decoding: timeline.bytes, as: UTF8.self).contains("6200000000000001"))
      #expect(try await site.call(.get, "/api/v1/cases/\(id)/readings", as: .auditor).json["items"]?.items?.isEmpty == false)
      #expect(try await site.call(.get, "/api/v1/cases/\(id)/concerns", as: .cityReviewer).status == 200)
      #expect(try await site.call(.get, "/api/v1/cases/\(id)/entries", as: .enterprise)["items.0.act"] == "receive_recovery")
      let record = try #require(own["decision.record_sha256"])
      #expect(try await site.call(.get, "/api/v1/cases/\(id)/decisions/\(record)", as: .enterprise)["format"] == "huiqi-decision-1")
      #expect(try await site.call(.get, "/api/v1/statistics", as: nil)["items.0.paid_cny"] != nil)
      #expect(try await site.call(.get, "/api/v1/case-counts", as: .districtReviewer).json["places"]?["completed"]?.text == "1")
      let head = try await site.call(.get, "/api/v1/log/head", as: .auditor)
      let log = try await site.call(.get, "/api/v1/log?after=\((Int(head["seq"] ?? "") ?? 0) - 1)", as: .auditor)
      #expect(log["items.0.hash"] == head["hash"])
    }
  }

  @Test("a key does a thing once; with another body it is refused; replays give the same answer")
  func once() async throws {
    try await FullSite.with { site in
      try await Self.open(site)
      let body = try JSONText.of("{\"measure\": \"jm2025-61.9.1.1.foreign\", \"even_if_one_exists\": true, \(Self.content)}")
      let first = try await site.call(.post, "/api/v1/cases", as: .enterprise, body, key: "k-1")
      let second = try await site.call(.post, "/api/v1/cases", as: .enterprise, body, key: "k-1")
      #expect(first.bytes == second.bytes && second.status == 201 && first.headers[.eTag] == second.headers[.eTag])
      let other = try JSONText.of("{\"measure\": \"jm2025-61.9.1.1.foreign\"}")
      try await site.refuses(422, "idempotency.other_body", .post, "/api/v1/cases", as: .enterprise, other, key: "k-1")
      #expect(try await site.call(.post, "/api/v1/cases", as: .rival, other, key: "k-1").status == 201)
      let id = try #require(first["id"])
      let paper = Self.pdf("licence")
      let uploads = [
        try await site.call(.post, "/api/v1/cases/\(id)/papers?kind=licence&name=a.pdf", as: .enterprise, file: paper, key: "k-2"),
        try await site.call(.post, "/api/v1/cases/\(id)/papers?kind=licence&name=a.pdf", as: .enterprise, file: paper, key: "k-2"),
      ]
      #expect(uploads[0].bytes == uploads[1].bytes && uploads[1].version == "2")
      let saved = try await site.call(
        .put, "/api/v1/cases/\(id)/content", as: .enterprise, try .of("{\"particulars\": {\"exhibition_name\": \"甲\"}}"), key: "k-3",
        version: "2")
      #expect(saved.status == 200 && saved.version == "3")
      // Sent again after the version has moved on, it is still the first answer.
      let replay = try await site.call(
        .put, "/api/v1/cases/\(id)/content", as: .enterprise, try .of("{\"particulars\": {\"exhibition_name\": \"甲\"}}"), key: "k-3",
        version: "2")
      #expect(replay.bytes == saved.bytes)
      try await site.refuses(
        412, "version.other", .put, "/api/v1/cases/\(id)/content", as: .enterprise, try .of("{\"particulars\": {}}"), version: "2")
      try await site.refuses(428, "version.missing", .put, "/api/v1/cases/\(id)/content", as: .enterprise, try .of("{}"))
      let seen = try await site.send(
        .post, "/api/v1/cases", as: .enterprise, headers: [.contentType: "application/json"], body: Array(other.compact.utf8))
      #expect(seen.status == 400 && seen.text.contains("idempotency.missing"))
    }
  }

  @Test("papers: only those that were uploaded to the case, of the kind they are, to whoever may see the case")
  func papers() async throws {
    try await FullSite.with { site in
      try await Self.open(site)
      let id = try #require(
        try await site.call(
          .post, "/api/v1/cases", as: .enterprise, try .of("{\"measure\": \"jm2025-61.9.1.1.foreign\", \(Self.content)}"))["id"])
      let path = "/api/v1/cases/\(id)/papers"
      let uploaded = try await site.call(.post, path + "?kind=licence&name=%E6%89%A7%E7%85%A7.pdf", as: .enterprise, file: Self.pdf("x"))
      let sha256 = try #require(uploaded["content.papers.0.sha256"])
      #expect(uploaded["content.papers.0.name"] == "执照.pdf")
      let file = try await site.send(.get, path + "/" + sha256, as: .enterprise)
      #expect(
        file.bytes == Self.pdf("x") && file.headers[.contentType] == "application/pdf" && file.headers[.contentDisposition] == "attachment")
      let wrong = try await site.call(.post, path + "?kind=licence&name=a.png", as: .enterprise, file: Self.pdf("x"))
      #expect(wrong.status == 422 && wrong.code == "file.not_what_it_says")
      let empty = try await site.call(.post, path + "?kind=licence&name=a.pdf", as: .enterprise, file: [])
      #expect(empty.status == 422 && empty.code == "file.empty")
      let text = try await site.call(.post, path + "?kind=licence&name=a.txt", as: .enterprise, file: Array("hello".utf8))
      #expect(text.status == 422 && text.code == "file.type_not_accepted")
      let unknown = try await site.call(.post, path + "?kind=other&name=a.pdf", as: .enterprise, file: Self.pdf("x"))
      #expect(unknown.status == 422 && unknown.code == "paper.unknown")
      let others = try await site.call(.post, path + "?kind=licence&name=a.pdf", as: .rival, file: Self.pdf("x"))
      #expect(others.status == 404)
      // Another enterprise can't make the file its own by naming it.
      let theirs = try #require(
        try await site.call(.post, "/api/v1/cases", as: .rival, try .of("{\"measure\": \"jm2025-61.9.1.1.foreign\"}"))["id"])
      let named = try JSONText.of("{\"papers\": [{\"kind\": \"licence\", \"sha256\": \"\(sha256)\"}]}")
      try await site.refuses(422, "paper.not_uploaded", .put, "/api/v1/cases/\(theirs)/content", as: .rival, named, version: "1")
      try await site.refuses(404, "not_found", .get, "/api/v1/cases/\(theirs)/papers/\(sha256)", as: .rival)
      try await site.refuses(404, "case.not_found", .get, path + "/" + sha256, as: .rival)
      try await site.refuses(404, "case.not_found", .get, path + "/" + sha256, as: .districtReviewer)
      // Taken out again.
      let without = try await site.call(
        .put, "/api/v1/cases/\(id)/content", as: .enterprise, try .of("{\"papers\": [], \(Self.content)}"), version: "2")
      #expect(without.json["content"]?["papers"]?.items?.count == 0)
      let large = try await site.send(
        .post, path + "?kind=licence&name=a.pdf", as: .enterprise,
        headers: [WebHeader.idempotencyKey: "big", .contentLength: String(1 << 30)], body: [])
      #expect(large.status == 413)
    }
  }

  @Test("lists: filters, order, cursors that fit one list only")
  func lists() async throws {
    try await FullSite.with { site in
      try await Self.open(site)
      for _ in 0..<3 { _ = try await Self.submitted(site) }
      let theirs = try await Self.submitted(site, as: .rival)
      let all = try await site.call(.get, "/api/v1/cases", as: .districtReviewer)
      #expect(all.json["items"]?.items?.compactMap { $0["id"]?.text } == [theirs, "2025-000003", "2025-000002", "2025-000001"])
      let first = try await site.call(.get, "/api/v1/cases?limit=2&order=due", as: .districtReviewer)
      #expect(first.json["items"]?.items?.compactMap { $0["id"]?.text } == ["2025-000001", "2025-000002"])
      let cursor = try #require(first["next_cursor"])
      let second = try await site.call(.get, "/api/v1/cases?limit=50&order=due&cursor=\(cursor)", as: .districtReviewer)
      #expect(second.json["items"]?.items?.compactMap { $0["id"]?.text } == ["2025-000003", theirs] && second["next_cursor"] == nil)
      try await site.refuses(400, "cursor.invalid", .get, "/api/v1/cases?cursor=\(cursor)", as: .districtReviewer)
      #expect(
        try await site.call(.get, "/api/v1/cases?text=%E7%A4%BA%E4%BE%8B%E7%85%A7%E6%98%8E", as: .districtReviewer)["items.0.id"] == theirs)
      #expect(try await site.call(.get, "/api/v1/cases?text=hq2025", as: .districtReviewer).json["items"]?.items?.count == 4)
      #expect(try await site.call(.get, "/api/v1/cases?place=first_review/open,draft", as: .enterprise).json["items"]?.items?.count == 3)
      #expect(try await site.call(.get, "/api/v1/cases?due_by=2025-09-01", as: .districtReviewer).json["items"]?.items?.count == 0)
      #expect(try await site.call(.get, "/api/v1/cases", as: .elsewhere).json["items"]?.items?.count == 0)
      try await site.refuses(400, "query.invalid", .get, "/api/v1/cases?limit=0", as: .districtReviewer)
      let tagged = try await site.send(.get, "/api/v1/cases", as: .enterprise)
      let tag = try #require(tagged.headers[.eTag])
      #expect(try await site.send(.get, "/api/v1/cases", as: .enterprise, headers: [.ifNoneMatch: tag]).status == 304)
    }
  }

  @Test("what is wrong is told by its place")
  func problems() async throws {
    try await FullSite.with { site in
      try await Self.open(site)
      let wrong = try await site.call(
        .post, "/api/v1/cases", as: .enterprise,
        try .of(
          "{\"measure\": \"jm2025-61.9.1.1.foreign\", \"facts\": {\"participation_booths\": \"many\", \"no_such\": 1}, \"vouchers\": []}"))
      #expect(wrong.status == 422 && wrong.code == "facts.invalid")
      #expect(wrong.json["errors"]?.items?.compactMap { $0["pointer"]?.text } == ["/facts/participation_booths", "/facts/no_such"])
      let sum = try await site.call(
        .post, "/api/v1/appropriations", as: .finance,
        try .of("{\"procedure\": \"jm2025-61.claim\", \"year\": 2026, \"amount_cny\": 1.005, \"reference\": \"x\"}"))
      #expect(sum.status == 422 && sum["errors.0.pointer"] == "/amount_cny")
      try await site.refuses(
        404, "procedure.not_found", .post, "/api/v1/cases", as: .enterprise, try .of("{\"measure\": \"jm2025-61.14.budget\"}"))
      let part = try await site.call(
        .post, "/api/v1/appropriations", as: .districtFinance,
        try .of("{\"procedure\": \"jm2025-61.claim\", \"year\": 2026, \"amount_cny\": 5000, \"reference\": \"区预算\"}"))
      #expect(part.status == 201 && part["payer"] == "pengjiang" && part["amount_cny"] == "5000.00")
      let funds = try await site.call(.get, "/api/v1/funds", as: .districtFinance)
      #expect(funds["items.0.payer"] == nil && funds["items.1.payer"] == "pengjiang" && funds["items.1.appropriated_cny"] == "5000.00")
      let entry = try await site.call(.get, "/api/v1/funds/jm2025-61/2026/entries?limit=1", as: .auditor)
      #expect(entry["items.0.payer"] == "pengjiang" && entry["items.0.act"] == "appropriate")
      try await site.refuses(
        409, "ledger.not_positive", .post, "/api/v1/appropriations", as: .finance,
        try .of("{\"procedure\": \"jm2025-61.claim\", \"year\": 2026, \"amount_cny\": 0, \"reference\": \"x\"}"))
      #expect(try await site.call(.get, "/api/v1/procedures/jm2025-61.claim", as: nil)["steps.0.clock.length_days"] == "20")
      #expect(try await site.call(.get, "/api/v1/procedures", as: nil).json["items"]?.items?.isEmpty == false)
      let days = try await site.call(
        .post, "/api/v1/working-days", as: nil, try .of("{\"start\": \"2026-02-12\", \"length\": 5}"))
      #expect(days["last_day"] == "2026-02-26")
      let paused = try await site.call(
        .post, "/api/v1/working-days", as: nil,
        try .of("{\"start\": \"2026-02-12\", \"length\": 5, \"pauses\": [{\"from\": \"2026-02-10\"}]}"))
      #expect(paused.status == 422 && paused["errors.0.pointer"] == "/pauses/0")
    }
  }
}
