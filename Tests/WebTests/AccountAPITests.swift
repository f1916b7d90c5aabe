import Casework
import Diagnostics
import Foundation
import HTTPTypes
import Policy
import Service
import Testing
import Values

@testable import Web

/// Tokens, enterprises, teams and accounts of officers over the API.
struct AccountAPITests {
  @Test("tokens are made with a session alone, their secrets shown once, and they end when they are revoked")
  func tokens() async throws {
    try await FullSite.with { site in
      let body = try JSONText.of("{\"label\": \"报表\", \"scopes\": [\"cases:read\"], \"life_days\": 30}")
      try await site.refuses(403, "session.needed", .post, "/api/v1/tokens", as: .cityReviewer, body)
      try await site.refuses(401, "sign_in_required", .post, "/api/v1/tokens", as: nil, body)
      let made = try await site.call(.post, "/api/v1/tokens", as: .cityReviewer, by: .session, body, key: "t-1")
      let secret = try #require(made["secret"])
      #expect(made.status == 201 && secret.hasPrefix("hq_"))
      let again = try await site.call(.post, "/api/v1/tokens", as: .cityReviewer, by: .session, body, key: "t-1")
      #expect(again["id"] == made["id"] && again["secret"] == nil)
      #expect(try await site.call(.get, "/api/v1/tokens", as: .cityReviewer).json["items"]?.items?.count == 3)
      try await site.refuses(
        422, "idempotency.other_body", .post, "/api/v1/tokens", as: .cityReviewer, by: .session,
        .of("{\"label\": \"y\", \"scopes\": [\"cases:read\"], \"life_days\": 1}"), key: "t-1")
      let wide = try JSONText.of("{\"label\": \"x\", \"scopes\": [\"admin:write\"], \"life_days\": 30}")
      try await site.refuses(422, "input.invalid", .post, "/api/v1/tokens", as: .cityReviewer, by: .session, wide, key: "t-2")
      // Refused, the key is good for another try.
      #expect(try await site.call(.post, "/api/v1/tokens", as: .cityReviewer, by: .session, body, key: "t-2").status == 201)
      let cookieWrite = try await site.call(
        .post, "/api/v1/notices", as: .cityReviewer, by: .session, .object([("procedure", .string("x")), ("cases", .list([]))]))
      #expect(cookieWrite.status == 401 && cookieWrite.code == "token.required")
      let foreign = try await site.send(
        .delete, "/api/v1/tokens/\(made["id"] ?? "")", as: .cityReviewer, by: .session,
        headers: [WebHeader.idempotencyKey: "f-1", WebHeader.fetchSite: "cross-site"])
      #expect(foreign.status == 403)
      let headers: [HTTPField.Name: String] = [.authorization: "Bearer " + secret]
      #expect(try await site.test.send(.get, "/api/v1/me", headers: headers).text.contains("cases:read"))
      #expect(try await site.call(.delete, "/api/v1/tokens/\(made["id"] ?? "")", as: .cityReviewer).status == 204)
      #expect(try await site.test.send(.get, "/api/v1/me", headers: headers).status == 401)
      try await site.refuses(404, "token.unknown", .delete, "/api/v1/tokens/\(made["id"] ?? "")", as: .rival)
    }
  }

  @Test("an enterprise registers, keeps its facts, and its team comes by invitation")
  func company() async throws {
    try await FullSite.with { site in
      let code = try #require(CreditCode(completing: "91440700DEM000199")).text
      let body = try JSONText.of(
        "{\"credit_code\": \"\(code)\", \"name\": \"江门样例灯具有限公司\", \"district\": \"xinhui\", \"owner\": {\"login_name\": \"yangli\", \"name\": \"样例\", \"password\": \"\(FullSite.password)\"}}"
      )
      let made = try await site.call(.post, "/api/v1/companies", as: nil, body, key: "c-1")
      #expect(made.status == 201 && made["credit_code"] == code)
      #expect(try await site.call(.post, "/api/v1/companies", as: nil, body, key: "c-1").bytes == made.bytes)
      try await site.refuses(409, "company.already_registered", .post, "/api/v1/companies", as: nil, body)
      let empty = try await site.call(.get, "/api/v1/company/profile", as: .enterprise)
      #expect(empty["revision"] == "0" && empty.version == "0")
      let facts = try JSONText.of("{\"facts\": {\"enterprise_district\": \"pengjiang\", \"enterprise_is_exporter\": true}}")
      let saved = try await site.call(.put, "/api/v1/company/profile", as: .enterprise, facts, key: "p-1", version: "0")
      #expect(saved["revision"] == "1" && saved["facts.enterprise_district"] == "pengjiang")
      #expect(try await site.call(.put, "/api/v1/company/profile", as: .enterprise, facts, key: "p-1", version: "0").bytes == saved.bytes)
      let other = try JSONText.of("{\"facts\": {}}")
      try await site.refuses(412, "version.other", .put, "/api/v1/company/profile", as: .enterprise, other, version: "0")
      let invited = try await site.call(
        .post, "/api/v1/company/invitations", as: .enterprise, try .of("{\"label\": \"小李\", \"member_role\": \"filler\"}"))
      #expect(try await site.call(.get, "/api/v1/company/invitations", as: .enterprise)["items.0.label"] == "小李")
      let joined = try await site.call(
        .post, "/api/v1/invitations/acceptance", as: nil,
        try .of(
          "{\"code\": \"\(invited["code"] ?? "")\", \"login_name\": \"xiaoli\", \"name\": \"小李\", \"password\": \"\(FullSite.password)\"}"))
      #expect(joined["member_role"] == "filler")
      #expect(try await site.call(.get, "/api/v1/company/members", as: .enterprise).json["items"]?.items?.count == 2)
      let path = "/api/v1/company/members/\(joined["id"] ?? "")"
      #expect(try await site.call(.put, path, as: .enterprise, try .of("{\"member_role\": \"owner\"}")).status == 204)
      #expect(try await site.call(.delete, path, as: .enterprise).status == 204)
      try await site.refuses(404, "company.not_member", .delete, path, as: .enterprise)
      #expect(try await site.call(.get, "/api/v1/company", as: .rival)["name"] == "江门示例照明有限公司")
    }
  }

  @Test("an administrator makes, changes and closes accounts, and sees no case")
  func administration() async throws {
    try await FullSite.with { site in
      let new = try JSONText.of("{\"login_name\": \"xinren\", \"name\": \"新人\", \"role\": \"district_reviewer\", \"office\": \"xinhui\"}")
      let made = try await site.call(.post, "/api/v1/accounts", as: .administrator, new, key: "a-1")
      #expect(made.status == 201 && made["temporary_password"] != nil && made["account.must_change_password"] == "true")
      let replay = try await site.call(.post, "/api/v1/accounts", as: .administrator, new, key: "a-1")
      #expect(replay["account.id"] == made["account.id"] && replay["temporary_password"] == nil)
      let id = try #require(made["account.id"])
      #expect(try await site.call(.put, "/api/v1/accounts/\(id)/name", as: .administrator, try .of("{\"name\": \"新同事\"}"))["name"] == "新同事")
      #expect(
        try await site.call(.put, "/api/v1/accounts/\(id)/role", as: .administrator, try .of("{\"role\": \"auditor\"}"))["role"]
          == "auditor")
      #expect(try await site.call(.post, "/api/v1/accounts/\(id)/deactivation", as: .administrator)["is_active"] == "false")
      #expect(try await site.call(.post, "/api/v1/accounts/\(id)/reactivation", as: .administrator)["is_active"] == "true")
      try await site.refuses(409, "account.already_so", .post, "/api/v1/accounts/\(id)/unlock", as: .administrator)
      #expect(try await site.call(.post, "/api/v1/accounts/\(id)/password-reset", as: .administrator)["temporary_password"] != nil)
      let page = try await site.call(.get, "/api/v1/accounts?limit=5", as: .administrator)
      #expect(page.json["items"]?.items?.count == 5)
      let next = try #require(page["next_cursor"])
      #expect(try await site.call(.get, "/api/v1/accounts?limit=50&cursor=\(next)", as: .administrator).json["items"]?.items?.count == 8)
      try await site.refuses(403, "forbidden", .get, "/api/v1/accounts", as: .auditor)
      try await site.refuses(403, "forbidden", .get, "/api/v1/cases", as: .administrator)
      #expect(try await site.call(.get, "/api/v1/me", as: .administrator)["account.role"] == "administrator")
    }
  }

  @Test("the document knows what the router knows, for the whole service")
  func document() async throws {
    try await FullSite.with { site in
      let seen = try await site.test.send(.get, "/api/v1/openapi.json")
      if let path = ProcessInfo.processInfo.environment["HUIQI_OPENAPI_FILE"] { try Data(seen.bytes).write(to: URL(fileURLWithPath: path)) }
      let document = try FileReader.parse(SourceText(name: "openapi.json", text: seen.text)).get()
      var written = Set<String>()
      for path in document["paths"]?.entries ?? [] {
        for operation in path.value.entries ?? [] { written.insert(operation.name.uppercased() + " " + path.name) }
      }
      var routed = Set<String>()
      for route in site.test.frame.table.routes {
        if case .api = route.action { routed.insert(route.method.rawValue + " " + route.path.text) }
      }
      #expect(written == routed && written.count >= 80)
      let ids = (document["paths"]?.entries ?? []).flatMap { $0.value.entries ?? [] }.compactMap { $0.value["operationId"]?.text }
      #expect(Set(ids).count == ids.count)
      // A name stands for one schema.
      var schemas: [String: String] = [:]
      for route in site.test.frame.table.routes {
        guard case .api(let endpoint) = route.action else { continue }
        for (name, schema) in (endpoint.body?.named ?? []) + endpoint.responses.flatMap({ $0.schema?.named ?? [] }) {
          let text = schema.definition.compact
          #expect(schemas[name] ?? text == text, "\(name) stands for two schemas")
          schemas[name] = text
        }
        for case (let schema?, let example?) in [(endpoint.body, endpoint.bodyExample)]
          + endpoint.responses.map({ ($0.schema, $0.example) })
        {
          #expect(schema.problems(try FileReader.parse(SourceText(name: "example.json", text: example.compact)).get()) == [])
        }
      }
    }
  }
}
