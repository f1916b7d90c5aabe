import Casework
import HTTPTypes
import Testing
import Values

@testable import Web

struct PageTests {
  static let formType = "application/x-www-form-urlencoded"

  static func post(_ test: TestFrame, _ path: String, _ body: String, headers: [HTTPField.Name: String] = [:], session: Role? = nil)
    async throws -> TestFrame.Seen
  {
    try await test.send(.post, path, headers: [.contentType: formType].merging(headers) { $1 }, body: Array(body.utf8), session: session)
  }

  @Test("every answer carries the headers, whatever it is")
  func headers() async throws {
    let test = try TestFrame(Things().site)
    for path in ["/", "/nothing", "/crash", "/api/v1/things", "/file", "/healthz", "/review", "/%zz", "/api/v1/openapi.json"] {
      let seen = try await test.send(.get, path)
      for name in [
        "X-Request-Id", "Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy",
        "Cross-Origin-Resource-Policy", "Permissions-Policy", "Cache-Control", "X-Frame-Options",
      ] {
        #expect(seen.headers[HTTPField.Name(name) ?? .date] != nil, "\(path) lacks \(name)")
      }
      #expect(seen.headers[WebHeader.policy]?.hasPrefix("default-src 'none';") == true)
      #expect(seen.headers[WebHeader.policy]?.contains("unsafe") == false)
    }
  }

  @Test("pages for visitors have tags; a known tag is answered without the page; the signed-in are never cached")
  func tags() async throws {
    let test = try TestFrame(Things().site)
    let first = try await test.send(.get, "/")
    #expect(first.status == 200)
    #expect(first.text.contains("<h1>&lt;hello&gt;</h1>"))
    let tag = try #require(first.headers[.eTag])
    let second = try await test.send(.get, "/", headers: [.ifNoneMatch: "\"x\", " + tag])
    #expect(second.status == 304 && second.bytes.isEmpty && second.headers[.eTag] == tag)
    #expect(try await test.send(.get, "/", headers: [.ifNoneMatch: tag, .cookie: "huiqi_lang=en"]).status == 200)
    let signed = try await test.send(.get, "/", session: .finance)
    #expect(signed.headers[.cacheControl] == "no-store" && signed.headers[.eTag] == nil)
    #expect(signed.text.contains("演示用户") && signed.text.contains("退出登录"))
    let head = try await test.send(.head, "/")
    #expect(head.status == 200 && head.bytes.isEmpty && head.headers[.contentLength] == String(first.bytes.count))
  }

  @Test("assets are immutable under a name of their content")
  func assets() async throws {
    let test = try TestFrame(Things().site)
    let path = test.frame.assets.path("huiqi.css")
    let seen = try await test.send(.get, path)
    #expect(seen.status == 200 && seen.headers[.cacheControl] == "public, max-age=31536000, immutable")
    #expect(seen.bytes.count < 25_000)
    #expect(try await test.send(.get, "/assets/huiqi.css").status == 404)
    #expect(try await test.send(.get, "/assets/..%2f..%2fetc%2fpasswd").status == 400)
  }

  @Test("paths are matched whole; fixed pieces before named ones; broken ones are refused")
  func paths() async throws {
    let test = try TestFrame(Things().site)
    #expect(try await test.send(.get, "/home/fixed").text == "fixed")
    #expect(try await test.send(.get, "/home/%E7%81%AF", session: .enterprise).text.contains("<h1>灯</h1>"))
    for path in ["/home/", "//", "/home/a/b", "/Home/fixed", "/home/%2e%2e", "/home/%00", "/home/%ff", "/home/a%2Fb"] {
      let seen = try await test.send(.get, path, session: .enterprise)
      #expect(seen.status == 404 || seen.status == 400, "\(path) answers \(seen.status)")
    }
    let other = try await test.send(.delete, "/form")
    #expect(other.status == 405 && other.headers[.allow] == "GET, POST, HEAD")
    #expect(try await test.send(.get, "/?a=%zz").status == 400)
  }

  @Test("a thrown error is a plain page with the request's id; the log has its type and nothing of its content")
  func failures() async throws {
    let test = try TestFrame(Things().site)
    let seen = try await test.send(.get, "/crash?name=secret", headers: [WebHeader.requestID: "given-1234"])
    #expect(seen.status == 500 && seen.text.contains("given-1234") && seen.text.contains("<html lang=\"zh-CN\">"))
    #expect(!seen.text.contains("Crash") && !seen.text.contains("13800000000"))
    let log = test.logged.all.joined()
    #expect(log.contains("\"error\":\"Crash\"") && log.contains("\"request_id\":\"given-1234\"") && log.contains("\"route\":\"/crash\""))
    #expect(!log.contains("secret") && !log.contains("13800000000") && !log.contains("192.0.2.1"))
    let unsafe = try await test.send(.get, "/", headers: [WebHeader.requestID: "<script>alert(1)"])
    #expect(unsafe.headers[WebHeader.requestID]?.count == 16)
    let english = try await test.send(.get, "/nothing", headers: [.cookie: "huiqi_lang=en"])
    #expect(english.status == 404 && english.text.contains("<html lang=\"en\">") && english.text.contains("Not found"))
  }

  @Test("the log and metrics name routes, not paths")
  func logs() async throws {
    let test = try TestFrame(Things().site)
    _ = try await test.send(.get, "/home/my-secret-case", session: .enterprise)
    _ = try await test.send(HTTPRequest.Method(rawValue: "BREW") ?? .get, "/whatever-secret")
    let metrics = try await test.send(.get, "/metrics", address: "127.0.0.1").text
    #expect(metrics.contains("huiqi_requests_total{method=\"GET\",route=\"/home/{id}\",status=\"2xx\"} 1"))
    #expect(metrics.contains("huiqi_requests_total{method=\"other\",route=\"unknown\",status=\"4xx\"} 1"))
    #expect(metrics.contains("huiqi_request_seconds_bucket{method=\"GET\",route=\"/home/{id}\",le=\"+Inf\"} 1"))
    #expect(metrics.contains("huiqi_requests_in_flight 1"))
    #expect(!test.logged.all.joined().contains("secret"))
    #expect(try await test.send(.get, "/metrics", address: "192.0.2.9").status == 404)
    #expect(try await test.send(.get, "/metrics", headers: [WebHeader.forwardedFor: "1.1.1.1"], address: "127.0.0.1").status == 404)
  }

  @Test("the language is switched by a link that keeps the path and the query")
  func language() async throws {
    let test = try TestFrame(Things().site)
    let page = try await test.send(.get, "/?q=%E7%81%AF&page=2")
    #expect(page.text.contains("href=\"/?q=%E7%81%AF&amp;page=2&amp;lang=en\""))
    let seen = try await test.send(.get, "/?q=%E7%81%AF&page=2&lang=en")
    #expect(seen.status == 303 && seen.headers[.location] == "/?q=%E7%81%AF&page=2" && seen.cookie(.language) == "en")
    #expect(try await test.send(.get, "/?lang=xx").status == 200)
  }

  @Test("a form without problems goes on; with problems it comes back with what was typed, a summary and another title")
  func forms() async throws {
    let test = try TestFrame(Things().site)
    let (cookie, token) = test.visitor()
    let bad = try await Self.post(
      test, "/form", "csrf=\(token)&company=%3Cb%3E&code=91350100M000100Y44&amount=1.5%E4%B8%87", headers: [.cookie: cookie])
    #expect(bad.status == 422)
    #expect(bad.text.contains("<title>错误：填写参展情况 - 惠企</title>"))
    #expect(bad.text.contains("<a href=\"#code\">统一社会信用代码校验不通过，可能有一位填错或两位颠倒。请对照营业执照核对。</a>"))
    #expect(bad.text.contains("value=\"&lt;b&gt;\"") && bad.text.contains("value=\"1.5万\""))
    #expect(bad.headers[.cacheControl] == "no-store")
    let good = "csrf=\(token)&company=a&code=91350100M000100Y43&amount=1.5%E4%B8%87&opened=2026-1-5&place=home&papers=invoice&declare=yes"
    let done = try await Self.post(test, "/form", good, headers: [.cookie: cookie])
    #expect(done.status == 303 && done.headers[.location] == "/")
    let notice = try #require(done.cookie(.notice))
    let next = try await test.send(.get, "/", headers: [.cookie: "huiqi_notice=" + notice])
    #expect(next.text.contains("role=\"status\"><p class=\"notice-title\">身份已变更</p>") && next.cookie(.notice) == "")
    #expect(try await !test.send(.get, "/", headers: [.cookie: "huiqi_notice=enterprise.role_changed.x"]).text.contains("role=\"status\""))
  }

  @Test("forms need their token, from their own caller and their own site")
  func tokens() async throws {
    let test = try TestFrame(Things().site)
    let (cookie, token) = test.visitor()
    let page = try await test.send(.get, "/form")
    let given = try #require(page.cookie(.visitor))
    let drawn = try #require(
      page.text.firstRange(of: "name=\"csrf\" value=\"").map { String(page.text[$0.upperBound...].prefix { $0 != "\"" }) })
    #expect(try await Self.post(test, "/form", "csrf=\(drawn)", headers: [.cookie: "huiqi_visitor=" + given]).status == 422)
    for (body, headers) in [
      ("csrf=\(token)", [:]), ("", [.cookie: cookie]), ("csrf=\(token)x", [.cookie: cookie]), ("csrf=", [.cookie: cookie]),
      ("csrf=\(drawn)", [.cookie: cookie]), ("csrf=\(token)", [.cookie: cookie, .origin: "https://evil.example"]),
      ("csrf=\(token)", [.cookie: cookie, .origin: "null"]), ("csrf=\(token)", [.cookie: cookie, WebHeader.fetchSite: "cross-site"]),
      ("csrf=\(token)", [.cookie: cookie, WebHeader.fetchSite: "same-site"]),
    ] as [(String, [HTTPField.Name: String])] {
      #expect(try await Self.post(test, "/form", body, headers: headers).status == 403, "\(body) \(headers)")
    }
    #expect(
      try await Self.post(
        test, "/form", "csrf=\(token)", headers: [.cookie: cookie, .origin: "http://localhost", WebHeader.fetchSite: "same-origin"]
      ).status == 422)
    // A visitor's token is worth nothing in a session, and one session's nothing in another.
    #expect(try await Self.post(test, "/sign-out", "csrf=\(token)", headers: [.cookie: cookie], session: .finance).status == 403)
    #expect(try await Self.post(test, "/sign-out", "csrf=\(test.token(.auditor))", session: .finance).status == 403)
    let out = try await Self.post(test, "/sign-out", "csrf=\(test.token(.finance))", session: .finance)
    #expect(out.status == 303 && out.cookie(.session) == "")
  }

  @Test("sessions are signed; a changed, foreign or made-up cookie is nobody's")
  func sessions() async throws {
    let test = try TestFrame(Things().site)
    let (cookie, token) = test.visitor()
    let seen = try await Self.post(test, "/sign-in", "csrf=\(token)", headers: [.cookie: cookie])
    let session = try #require(seen.cookie(.session))
    let header = try #require(seen.headers[values: .setCookie].first)
    #expect(header.contains("; HttpOnly") && header.contains("SameSite=Lax") && header.contains("Path=/"))
    #expect(try await test.send(.get, "/home/x", headers: [.cookie: "huiqi_session=" + session]).status == 200)
    let other = Signer(key: [UInt8](repeating: 8, count: 32))
    let id = TestIdentities.session(.enterprise)
    for forged in [
      id, id + ".", id + ".AAAA", String(session.dropLast()), session + "A", session.replacing("enterprise", with: "finance"),
      other.sign(id, for: .session), test.frame.signer.sign(id, for: .visitor), "", ".", String(repeating: "a", count: 10_000),
    ] {
      #expect(try await test.send(.get, "/home/x", headers: [.cookie: "huiqi_session=" + forged]).status == 303, "\(forged.prefix(60))")
    }
    let secure = try TestFrame(Things().site) { $0.publicAddress = "https://huiqi.example" }
    #expect(secure.frame.cookies.setting(.session, "x") == "__Host-huiqi_session=x; Path=/; HttpOnly; SameSite=Lax; Secure")
    #expect(try await secure.send(.get, "/").headers[WebHeader.strictTransport] != nil)
  }

  @Test(
    "every route with every role: who may, may; visitors are asked to sign in; others are told no",
    arguments: [nil] + Role.allCases.map(Optional.some))
  func everyRole(role: Role?) async throws {
    let test = try TestFrame(Things().site)
    for route in test.frame.table.routes where route.method == .get {
      let path = route.path.filled(Dictionary(uniqueKeysWithValues: route.path.names.map { ($0, "x1") }))
      let seen = try await test.send(.get, path, session: role, address: "127.0.0.1")
      let admitted =
        seen.status != 401 && seen.status != 403 && !(seen.status == 303 && seen.headers[.location]?.hasPrefix("/sign-in") == true)
      #expect(admitted == route.access.admits(role), "\(path) for \(role?.rawValue ?? "a visitor") answers \(seen.status)")
      if role == nil, !admitted, !route.isAPI { #expect(seen.headers[.location] == "/sign-in?next=" + PercentCoding.encode(path)) }
    }
  }

  @Test("downloads keep their name and are not shown")
  func downloads() async throws {
    let test = try TestFrame(Things().site)
    let seen = try await test.send(.get, "/file")
    #expect(seen.headers[.contentDisposition] == "attachment; filename=\"___1_.pdf\"; filename*=UTF-8''%E6%94%B6%E6%8D%AE%221%22.pdf")
    #expect(seen.bytes == [1, 2])
  }
}
