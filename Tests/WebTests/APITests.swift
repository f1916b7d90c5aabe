import Casework
import Diagnostics
import Foundation
import HTTPTypes
import Policy
import Testing

@testable import Web

struct APITests {
  static func post(
    _ test: TestFrame, _ body: String, method: HTTPRequest.Method = .post, path: String = "/api/v1/things", token: String? = "program",
    key: String? = "k1", more: [HTTPField.Name: String] = [:]
  ) async throws -> TestFrame.Seen {
    var headers: [HTTPField.Name: String] = [.contentType: "application/json"]
    headers[.authorization] = token.map { "Bearer " + $0 }
    headers[WebHeader.idempotencyKey] = key
    return try await test.send(method, path, headers: headers.merging(more) { $1 }, body: Array(body.utf8))
  }

  static let goodBody = #"{"name":"灯","amount":"12.50"}"#

  /// The code of a problem, and the pointers with their codes.
  static func problem(_ seen: TestFrame.Seen) -> [String] {
    guard seen.headers[.contentType] == "application/problem+json",
      case .success(let node) = FileReader.parse(SourceText(name: "x.json", text: seen.text))
    else { return ["no problem"] }
    #expect(node["status"]?.text == String(seen.status))
    #expect(node["instance"]?.text == "urn:request:" + (seen.headers[WebHeader.requestID] ?? ""))
    for key in ["type", "title", "detail"] { #expect(node[key]?.text?.isEmpty == false) }
    // No text of the API has a NUL, whatever was sent.
    #expect(!seen.text.contains("\\u0000"))
    return [node["code"]?.text ?? ""] + (node["errors"]?.items ?? []).map { ($0["pointer"]?.text ?? "") + " " + ($0["code"]?.text ?? "") }
  }

  @Test(
    "bodies are held to their schema, each problem with its pointer",
    arguments: [
      (#"{"name":"灯"}"#, ["body.invalid", "/amount missing_key"]),
      (#"{"name":"灯","amount":"1","x/y":1}"#, ["body.invalid", "/x~1y unknown_key"]),
      (#"{"name":"灯","amount":"1","x\u0000y":1}"#, ["body.invalid", "/x\u{FFFD}y unknown_key"]),
      (#"{"x\u0000y":1,"x\u0000y":1}"#, ["json.malformed"]),
      (#"{"name":"","amount":"1"}"#, ["body.invalid", "/name value"]),
      (#"{"name":5,"amount":1}"#, ["body.invalid", "/name type", "/amount type"]),
      (#"{"name":"a","amount":"1.234"}"#, ["body.invalid", "/amount value"]),
      (#"{"name":"a","amount":"01"}"#, ["body.invalid", "/amount value"]),
      (#"{"name":"a","amount":"1","day":"2026-02-30"}"#, ["body.invalid", "/day value"]),
      (#"{"name":"a","amount":"1","count":11}"#, ["body.invalid", "/count range"]),
      (#"{"name":"a","amount":"1","count":1.5}"#, ["body.invalid", "/count type"]),
      (#"{"name":"a","amount":"1","count":"1"}"#, ["body.invalid", "/count type"]),
      (#"{"name":"a","amount":"1","kind":"c"}"#, ["body.invalid", "/kind value"]),
      (
        #"{"name":"a","amount":"1","lines":[{"sum":"1"},{"sum":true},{}]}"#,
        ["body.invalid", "/lines/1/sum type", "/lines/2/sum missing_key"]
      ),
      (#"{"name":"a","amount":"1","lines":[1,2,3,4]}"#, ["body.invalid", "/lines length"]),
      (#"{"name":"a","amount":"1","more":{"a":1}}"#, ["body.invalid", "/more/a type"]),
      (#"{"name":null,"amount":"1"}"#, ["body.invalid", "/name type"]),
      (#"{"name":"a","amount":"1","note":7}"#, ["body.invalid", "/note type"]), ("[]", ["body.invalid", " type"]),
      (#"{"name":"a","name":"b","amount":"1"}"#, ["json.malformed"]), (#"{"name":"#, ["json.malformed"]), ("", ["json.malformed"]),
      ("{}x", ["json.malformed"]),
    ])
  func schemas(body: String, problem: [String]) async throws {
    let things = Things()
    let test = try TestFrame(things.site)
    let seen = try await Self.post(test, body)
    #expect(Self.problem(seen) == problem)
    #expect(seen.status == (problem == ["json.malformed"] ? 400 : 422))
    #expect(things.writes.withLock { $0 } == 0)
  }

  @Test(
    "what the schema admits arrives",
    arguments: [goodBody, #"{"name":"a","amount":"0","note":null,"more":{"x":true},"day":"2026-03-05","count":0,"kind":"b"}"#])
  func admitted(body: String) async throws {
    let test = try TestFrame(Things().site)
    let seen = try await Self.post(test, body)
    #expect(seen.status == 201 && seen.headers[.location] == "/api/v1/things/1" && seen.headers[.eTag] == "\"1\"")
  }

  @Test("a write has a key, which the use case hears of with the hash of all that was asked")
  func idempotency() async throws {
    let things = Things()
    let test = try TestFrame(things.site)
    #expect(Self.problem(try await Self.post(test, Self.goodBody, key: nil)) == ["idempotency.missing"])
    #expect(Self.problem(try await Self.post(test, Self.goodBody, key: "a b")) == ["idempotency.malformed"])
    #expect(Self.problem(try await Self.post(test, Self.goodBody, key: String(repeating: "a", count: 256))) == ["idempotency.malformed"])
    #expect(things.contexts.withLock { $0 }.isEmpty)
    _ = try await Self.post(test, Self.goodBody)
    _ = try await Self.post(test, Self.goodBody)
    _ = try await Self.post(test, Self.goodBody.replacing("12.50", with: "12.51"))
    // The same key with another address is another request.
    _ = try await Self.post(test, Self.goodBody, method: .put, path: "/api/v1/things/1", more: [.ifMatch: "\"7\""])
    let contexts = things.contexts.withLock { $0 }
    #expect(contexts.count == 4 && contexts[0] == contexts[1] && Set(contexts.map(\.requestCode)).count == 3)
    #expect(contexts.allSatisfy { $0.owner == "a-enterprise" && $0.key == contexts[0].key })
  }

  @Test("changes name the version they change")
  func versions() async throws {
    let test = try TestFrame(Things().site)
    let path = "/api/v1/things/1"
    #expect(Self.problem(try await Self.post(test, Self.goodBody, method: .put, path: path)) == ["version.missing"])
    #expect(try await Self.post(test, Self.goodBody, method: .put, path: path, key: "b", more: [.ifMatch: "7"]).status == 400)
    #expect(try await Self.post(test, Self.goodBody, method: .put, path: path, key: "c", more: [.ifMatch: "\"6\""]).status == 412)
    let done = try await Self.post(test, Self.goodBody, method: .put, path: path, key: "d", more: [.ifMatch: "\"7\""])
    #expect(done.status == 200 && done.headers[.eTag] == "\"8\"")
    let read = try await test.send(.get, path, headers: [.authorization: "Bearer reader"])
    #expect(read.headers[.eTag] == "\"7\"" && read.headers[.cacheControl] == "private, no-cache")
    #expect(try await test.send(.get, path, headers: [.authorization: "Bearer reader", .ifNoneMatch: "\"7\""]).status == 304)
  }

  @Test("tokens, scopes, sessions")
  func access() async throws {
    let test = try TestFrame(Things().site)
    #expect(Self.problem(try await Self.post(test, Self.goodBody, token: nil)) == ["sign_in_required"])
    #expect(Self.problem(try await Self.post(test, Self.goodBody, token: "wrong")) == ["token.invalid"])
    #expect(Self.problem(try await Self.post(test, Self.goodBody, token: "reader")) == ["token.scope"])
    let basic = try await test.send(.get, "/api/v1/things", headers: [.authorization: "Basic YTpi"])
    #expect(basic.status == 401 && basic.headers[.wwwAuthenticate] == "Bearer")
    #expect(try await test.send(.get, "/api/v1/things", session: .enterprise).status == 200)
    let cookie = "huiqi_session=" + test.frame.signer.sign(TestIdentities.session(.enterprise), for: .session)
    #expect(Self.problem(try await Self.post(test, Self.goodBody, token: nil, more: [.cookie: cookie])) == ["token.required"])
    // Pages are for people: a token opens none.
    #expect(try await test.send(.get, "/home/x", headers: [.authorization: "Bearer program"]).status == 303)
  }

  @Test("queries are held to what is declared")
  func queries() async throws {
    let test = try TestFrame(Things().site)
    let token: [HTTPField.Name: String] = [.authorization: "Bearer reader"]
    #expect(try await test.send(.get, "/api/v1/things?limit=50", headers: token).status == 200)
    for (query, problem) in [
      ("limit=0", "limit range"), ("limit=a", "limit type"), ("limit=", "limit type"), ("x=1", "x unknown_parameter"),
      ("limit=1.0", "limit type"),
    ] {
      let seen = try await test.send(.get, "/api/v1/things?" + query, headers: token)
      #expect(seen.status == 400 && Self.problem(seen) == ["query.invalid", problem], "\(query)")
    }
    let twice = try await test.send(.get, "/api/v1/things?limit=1&limit=2", headers: token)
    #expect(Self.problem(twice).contains("limit repeated_parameter"))
  }

  @Test("cursors go on, and are good for their list only")
  func cursors() async throws {
    let test = try TestFrame(Things().site)
    func next(_ cursor: String) async throws -> TestFrame.Seen {
      try await test.send(.get, "/api/v1/things?cursor=" + PercentCoding.encode(cursor), headers: [.authorization: "Bearer reader"])
    }
    let signer = test.frame.signer
    let second = try await next(Cursor.make("41", list: "things", signer))
    guard case .success(let node) = FileReader.parse(SourceText(name: "x.json", text: second.text)) else {
      Issue.record("no JSON")
      return
    }
    #expect(try Cursor.read(node["next"]?.text ?? "", list: "things", signer) == "42")
    for bad in ["41", "x.y", Cursor.make("41", list: "others", signer), Cursor.make("41", list: "things", signer) + "A"] {
      #expect(Self.problem(try await next(bad)) == ["cursor.invalid"], "\(bad)")
    }
  }

  @Test("problems speak the language asked for, and know 404, 405, 413, 415")
  func problems() async throws {
    let test = try TestFrame(Things().site)
    let missing = try await test.send(.get, "/api/v1/nothing", headers: [.acceptLanguage: "en-GB,en"])
    #expect(missing.status == 404 && missing.text.contains("Not found") && missing.headers[.contentLanguage] == "en")
    #expect(Self.problem(missing) == ["not_found"])
    let method = try await test.send(.delete, "/api/v1/things")
    #expect(method.status == 405 && method.headers[.allow] == "GET, POST, HEAD" && Self.problem(method) == ["method_not_allowed"])
    #expect(try await Self.post(test, Self.goodBody, more: [.contentType: "text/plain"]).status == 415)
    #expect(try await Self.post(test, String(repeating: " ", count: 3000)).status == 413)
    #expect(try await Self.post(test, "{\"facts\":{}}", path: "/api/v1/match", token: nil, key: nil).status == 200)
  }

  @Test("a frame's routes can't be shadowed or doubled")
  func doubles() throws {
    let route = Route.page("/healthz", access: .anyone, summary: .init(zh: "", en: "")) { _ in .seeOther("/") }
    let problem = try #require(throws: StartupError.self) { _ = try TestFrame(Site(routes: [route])) }
    #expect(problem.problems == ["two routes answer GET /healthz"])
    let a = Route.page("/a/{x}", access: .anyone, summary: .init(zh: "", en: "")) { _ in .seeOther("/") }
    let b = Route.page("/a/{y}", access: .anyone, summary: .init(zh: "", en: "")) { _ in .seeOther("/") }
    #expect(throws: StartupError.self) { _ = try RouteTable([a, b]) }
  }

  @Test("a body with more faults than the document allows is answered as the document says")
  func manyFaults() async throws {
    let test = try TestFrame(Things().site)
    let body = "{\"" + String(repeating: "k", count: 1050) + "\":1," + (0..<105).map { "\"k\($0)\":1" }.joined(separator: ",") + "}"
    let seen = try await Self.post(test, body)
    #expect(seen.status == 422)
    let json = try FileReader.parse(SourceText(name: "answer.json", text: seen.text)).get()
    #expect(json["errors"]?.items?.count == Failure.mostFields)
    #expect(json["errors"]?.items?.allSatisfy { ($0["pointer"]?.text?.count ?? 0) <= Failure.pointer_characters } == true)
  }
}
