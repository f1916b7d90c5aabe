import HTTPTypes
import Policy
import Testing

@testable import Service
@testable import Web

/// Objections of programs: small bodies, papers by themselves.
struct ObjectionPaperTests {
  private static func body(_ id: String, _ notes: [String], identity: String = "440799190001010019") -> JSONText {
    .object([
      ("case", .string(id)), ("kind", .string("person")), ("name", .string("演示甲")), ("identity", .string(identity)),
      ("contact", .string("000-0000000")), ("text", .string("展位数不符。")), ("papers", .list(notes.map { .string($0) })),
    ])
  }

  /// A claim on an open notice.
  private func noticed(_ site: FullSite) async throws -> (id: String, notice: String) {
    try await CaseAPITests.open(site)
    let id = try await CaseAPITests.submitted(site)
    _ = try await site.call(.post, "/api/v1/cases/\(id)/acceptance", as: .districtReviewer, .object([]))
    _ = try await site.call(.post, "/api/v1/plans", as: .secondDistrict, .cases([id]))
    _ = try await site.call(.post, "/api/v1/cases/\(id)/acceptance", as: .cityReviewer, .object([]))
    return (id, try #require(try await site.call(.post, "/api/v1/notices", as: .secondCity, .cases([id]))["id"]))
  }

  @Test("a paper comes by itself; its note is good for this notice, unchanged, for an hour")
  func notes() async throws {
    try await FullSite.with { site in
      let (id, notice) = try await noticed(site)
      let path = "/api/v1/notices/\(notice)/objection-papers?name="
      let paper = try await site.call(.post, path + "..%2F..%2Fx%E2%80%AE.pdf", as: nil, file: CaseAPITests.pdf("函"))
      #expect(paper.status == 201 && paper["name"] == "x.pdf")
      let note = try #require(paper["note"])
      let objections = "/api/v1/notices/\(notice)/objections"
      for wrong in ["x", note + "A", String(note.dropFirst()), note.replacing(".", with: "")] {
        try await site.refuses(422, "paper.note_invalid", .post, objections, as: nil, Self.body(id, [wrong]))
      }
      try await site.refuses(404, "notice.not_found", .post, "/api/v1/notices/N1/objection-papers?name=a.pdf", as: nil)
      let exe = try await site.call(.post, path + "a.txt", as: nil, file: Array("hello".utf8))
      #expect(exe.status == 422 && exe.code == "file.type_not_accepted")
      try await site.refuses(
        422, "objection.identity_malformed", .post, objections, as: nil, Self.body(id, [note], identity: "440799190001010018"))
      let made = try await site.call(.post, objections, as: nil, Self.body(id, [note]))
      #expect(made.status == 201)
      try await site.refuses(409, "objection.already_open", .post, objections, as: nil, Self.body(id, []))
      site.time.advance(seconds: 3600)
      try await site.refuses(
        422, "paper.note_invalid", .post, objections, as: nil, Self.body(id, [note], identity: "440799190001010027"))
      try site.until("2025-09-30")
      let late = try await site.call(.post, path + "a.pdf", as: nil, file: CaseAPITests.pdf("x"))
      #expect(late.status == 409 && late.code == "objection.notice_closed")
    }
  }

  @Test("a large body is refused before anything in it is read, and one of many values while it is")
  func large() async throws {
    try await FullSite.with { site in
      let headers: [HTTPField.Name: String] = [.contentType: "application/json", WebHeader.idempotencyKey: "k"]
      let values = Array(("[" + repeatElement("1", count: 40_000).joined(separator: ",") + "]").utf8)
      let large = try await site.send(.post, "/api/v1/notices/N1/objections", as: nil, headers: headers, body: values)
      #expect(large.status == 413)
      let many = Array(("{\"facts\":[" + repeatElement("1", count: 110_000).joined(separator: ",") + "]}").utf8)
      let refused = try await site.send(.post, "/api/v1/cases", as: .enterprise, headers: headers, body: many)
      #expect(refused.status == 400 && refused.text.contains("100000"))
    }
  }

  @Test("what programs state is cleaned and held to the limits of the pages")
  func content() async throws {
    try await FullSite.with { site in
      try await CaseAPITests.open(site)
      let made = try await site.call(
        .post, "/api/v1/cases", as: .enterprise,
        try .of(
          "{\"measure\": \"jm2025-61.9.1.1.foreign\", \"particulars\": {\"exhibition_name\": \" 甲\\u202e \"}, \"vouchers\": [{\"number\": \" 1\\u200b \", \"issuer\": \"x\", \"day\": \"2025-09-01\", \"amount_cny\": 1}], \"account\": {\"holder\": \"a\", \"bank\": \"b\", \"number\": \"6200 0000-0000 0001\"}}"
        ))
      #expect(
        made["content.particulars.exhibition_name"] == "甲" && made["content.vouchers.0.number"] == "1"
          && made["content.account.number"] == "6200000000000001")
      let wrong = try await site.call(
        .post, "/api/v1/cases", as: .enterprise,
        try .of(
          "{\"measure\": \"jm2025-61.9.1.1.foreign\", \"even_if_one_exists\": true, \"particulars\": {\"no_such\": \"1\"}, \"vouchers\": [{\"number\": \"1\", \"issuer\": \"x\", \"day\": \"2025-09-02\", \"amount_cny\": -5}], \"account\": {\"holder\": \"a\", \"bank\": \"b\", \"number\": \"12\"}}"
        ))
      #expect(wrong.status == 422 && wrong.code == "content.invalid")
      #expect(
        wrong.json["errors"]?.items?.compactMap { $0["pointer"]?.text } == [
          "/vouchers/0/day", "/vouchers/0/amount_cny", "/particulars/no_such", "/account/number",
        ])
    }
  }

  @Test("keeping facts and managing the team are two rights")
  func teamScopes() async throws {
    try await FullSite.with { site in
      let headers: [HTTPField.Name: String] = [WebHeader.idempotencyKey: "k", .contentType: "application/json"]
      let account = try site.account(.enterprise)
      guard case .signedIn(let issued) = try await site.services.accounts.signIn(loginName: account.loginName, password: FullSite.password)
      else { return }
      let scopes: Set<Scope> = [.teamWrite, .teamRead]
      let secret = try await site.services.accounts.createToken(issued.session, label: "资料", scopes: scopes, life_days: 1).secret
      let seen = try await site.test.send(
        .post, "/api/v1/company/invitations", headers: headers.merging([.authorization: "Bearer " + secret]) { $1 },
        body: Array("{\"label\": \"x\", \"member_role\": \"owner\"}".utf8))
      #expect(seen.status == 403 && seen.text.contains("token.scope"))
      #expect(Scope.teamWrite.label.zh == "维护企业资料" && Scope.teamManage.label.zh.contains("成员"))
      #expect(Scope.noticesWrite.label.zh == "发布公示" && Scope.reviewWrite.label.zh.contains("异议"))
    }
  }

  @Test("an administrator puts an owner in over the API, once for a key")
  func owner() async throws {
    try await FullSite.with { site in
      let code = try #require(try site.account(.enterprise).enterprise)
      let body = try JSONText.of("{\"login_name\": \"zhenshi\", \"name\": \"真实\", \"reason\": \"书面申请\"}")
      let path = "/api/v1/companies/\(code)/owner"
      let made = try await site.call(.put, path, as: .administrator, body, key: "o-1")
      #expect(made.status == 200 && made["account.member_role"] == "owner" && made["temporary_password"] != nil)
      let again = try await site.call(.put, path, as: .administrator, body, key: "o-1")
      #expect(again["account.id"] == made["account.id"] && again["temporary_password"] == nil)
      // The former owner is out at once.
      try await site.refuses(401, "token.invalid", .get, "/api/v1/company", as: .enterprise)
      try await site.refuses(403, "forbidden", .put, path, as: .auditor, body)
    }
  }
}
