import Casework
import Diagnostics
import Foundation
import HTTPTypes
import Policy
import Service
import Storage
import TestDatabases
import Testing
import Values

@testable import Web

/// The whole service over a database of its own, with people of every role, and a clock that the test moves.
final class FullSite: Sendable {
  static let password = "三棵树下一只猫 sleeps well"
  static let company = "江门演示灯饰有限公司"

  /// Who asks: a role of the table, somebody of another enterprise or district, a second officer for what takes two.
  enum Who: String, CaseIterable, Sendable {
    case enterprise, districtReviewer, cityReviewer, finance, districtFinance, supervisor, auditor, administrator
    case rival, elsewhere, secondDistrict, secondCity

    /// The eight roles, one of each.
    static let roles: [Who] = [
      .enterprise, .districtReviewer, .cityReviewer, .finance, .districtFinance, .supervisor, .auditor, .administrator,
    ]

    var role: Role {
      switch self {
      case .enterprise, .rival: .enterprise
      case .districtReviewer, .elsewhere, .secondDistrict: .districtReviewer
      case .cityReviewer, .secondCity: .cityReviewer
      case .finance: .finance
      case .districtFinance: .districtFinance
      case .supervisor: .supervisor
      case .auditor: .auditor
      case .administrator: .administrator
      }
    }

    var office: String? {
      switch self {
      case .districtReviewer, .secondDistrict, .districtFinance: "pengjiang"
      case .elsewhere: "xinhui"
      case .cityReviewer, .secondCity: "jm_commerce"
      default: nil
      }
    }
  }

  let services: Services
  let time: ManualTime
  let test: TestFrame
  private let people: [Who: Person]

  private struct Person: Sendable {
    let account: Account
    let session: String
    let token: String
    let bareToken: String
  }

  private init(_ services: Services, _ time: ManualTime, _ site: Site, _ people: [Who: Person], _ port: Int) throws {
    self.services = services
    self.time = time
    self.people = people
    test = try TestFrame(site) {
      $0.limitsRates = false
      $0.port = port
    }
  }

  /// Runs a body on the morning of 1 September 2025.
  static func with(port: Int = 0, _ body: @Sendable (FullSite) async throws -> Void) async throws {
    try await TestDatabase.with { database, folder in
      let time = ManualTime(try #require(Moment("2025-09-01T09:00:00+08:00")))
      let files = try FileStore(root: folder + "/files")
      var settings = AccountSettings()
      settings.scrypt = ScryptParameters(rounds: 16, blockSize: 1, parallelism: 1)
      settings.sessionIdle_seconds = 1000 * 86_400
      settings.sessionLife_seconds = 1000 * 86_400
      settings.longestTokenLife_days = 1000
      let services = try await Services.prepare(
        book: try TestBook.loaded.get(), database: database, files: files, keys: ServerKeys(master: Array(0..<32)), time: time,
        settings: settings)
      let result: Result<Void, any Error>
      do {
        let people = try await people(services.accounts)
        let cases = services.cases
        let desk = Desk(
          book: cases.book, cases: cases, accounts: services.accounts,
          content: PublicContent(cases.answerers, examples: try TestBook.examples.get(), today: { cases.time.now().day }))
        result = .success(try await body(try FullSite(services, time, HuiqiSite.site(desk), people, port)))
      } catch {
        result = .failure(error)
      }
      await services.close()
      try result.get()
    }
  }

  private static func people(_ accounts: Accounts) async throws -> [Who: Person] {
    var people: [Who: Person] = [:]
    for who in Who.allCases {
      let account: Account
      if who.role == .enterprise {
        let code = try #require(CreditCode(completing: "91440700DEM00010" + (who == .rival ? "2" : "1"))).text
        let new = NewCompany(creditCode: code, name: who == .rival ? "江门示例照明有限公司" : company, district: "pengjiang")
        account = try await accounts.registerCompany(new, owner: "yanshi." + who.rawValue, name: "演示人员", password: password, by: .program)
          .owner
      } else {
        let new = NewAccount(loginName: "yanshi." + who.rawValue, name: "演示人员", role: who.role, office: who.office)
        account = try await accounts.create(new, password: password, by: .program).account
      }
      guard case .signedIn(let issued) = try await accounts.signIn(loginName: account.loginName, password: password) else { continue }
      let scopes = Scope.allowed(for: who.role)
      let least: Set<Scope> = who.role == .administrator ? [.adminRead] : who.role == .enterprise ? [.teamRead] : [.noticesRead]
      people[who] = Person(
        account: account, session: issued.id,
        token: try await accounts.createToken(issued.session, label: "测试", scopes: scopes, life_days: 900).secret,
        bareToken: try await accounts.createToken(issued.session, label: "少权限", scopes: least, life_days: 900).secret)
    }
    return people
  }

  func token(_ who: Who) throws -> String { try #require(people[who]).token }

  func account(_ who: Who) throws -> Account { try #require(people[who]).account }

  /// How somebody proves who they are.
  enum Proof { case token, bareToken, session }

  /// Sends a request as somebody; nil is a visitor.
  func send(
    _ method: HTTPRequest.Method, _ path: String, as who: Who?, by proof: Proof = .token, headers: [HTTPField.Name: String] = [:],
    body: [UInt8]? = nil
  ) async throws -> TestFrame.Seen {
    var headers = headers
    if let who {
      let person = try #require(people[who])
      switch proof {
      case .token: headers[.authorization] = "Bearer " + person.token
      case .bareToken: headers[.authorization] = "Bearer " + person.bareToken
      case .session:
        headers[.cookie] = test.frame.cookies.written(.session) + "=" + test.frame.signer.sign(person.session, for: .session)
      }
    }
    return try await test.send(method, path, headers: headers, body: body)
  }

  func until(_ day: String) throws { time.set(try #require(Moment("\(day)T09:00:00+08:00"))) }
}

/// An answer of the API, read.
struct APISeen {
  let status: Int
  let json: DataNode
  let headers: HTTPFields
  let bytes: [UInt8]

  subscript(_ path: String) -> String? {
    var node: DataNode? = json
    for piece in path.split(separator: ".") {
      if let index = Int(piece) {
        node = node?.items.flatMap { $0.indices.contains(index) ? $0[index] : nil }
      } else {
        node = node?[String(piece)]
      }
    }
    return node?.text
  }

  /// The version of what is shown.
  var version: String? { headers[.eTag].map { String($0.dropFirst().dropLast()) } }
  var code: String? { self["code"] }
}

extension FullSite {
  /// Calls an endpoint, and holds the answer to what the document says of it.
  func call(
    _ method: HTTPRequest.Method, _ path: String, as who: Who?, by proof: Proof = .token, _ body: JSONText? = nil, file: [UInt8]? = nil,
    key: String? = nil, version: String? = nil, at place: SourceLocation = #_sourceLocation
  ) async throws -> APISeen {
    var headers: [HTTPField.Name: String] = [:]
    if method != .get { headers[WebHeader.idempotencyKey] = key ?? UUID().uuidString }
    headers[.ifMatch] = version.map { "\"\($0)\"" }
    headers[.acceptLanguage] = "en"
    if body != nil { headers[.contentType] = "application/json" }
    let seen = try await send(method, path, as: who, by: proof, headers: headers, body: file ?? body.map { Array($0.compact.utf8) })
    let json = seen.bytes.isEmpty || seen.headers[.contentType]?.contains("json") == false ? "null" : seen.text
    let node = try FileReader.parse(SourceText(name: "answer.json", text: json)).get()
    let raw = path.prefix { $0 != "?" }
    if case .route(let route, _) = test.frame.table.match(method, RouteTable.segments(raw) ?? []), case .api(let endpoint) = route.action,
      let response = endpoint.responses.first(where: { $0.status.code == seen.status }), let schema = response.schema
    {
      #expect(
        schema.problems(node) == [], "the answer of \(method) \(route.path.text) is not what the document says", sourceLocation: place)
    } else if seen.status < 400, seen.status != 204, seen.headers[.contentType]?.contains("json") != false {
      Issue.record("\(method) \(path) answers \(seen.status), which the document doesn't know", sourceLocation: place)
    }
    return APISeen(status: seen.status, json: node, headers: seen.headers, bytes: seen.bytes)
  }

  /// Expects a refusal by its code.
  func refuses(
    _ status: Int, _ code: String, _ method: HTTPRequest.Method, _ path: String, as who: Who?, by proof: Proof = .token,
    _ body: JSONText? = nil, key: String? = nil, version: String? = nil, at place: SourceLocation = #_sourceLocation
  ) async throws {
    let seen = try await call(method, path, as: who, by: proof, body, key: key, version: version, at: place)
    #expect(seen.status == status && seen.code == code, "\(seen.status) \(seen.code ?? "")", sourceLocation: place)
  }
}

extension JSONText {
  /// JSON of a test, as it is written.
  static func of(_ text: String) throws -> JSONText {
    JSONText(try FileReader.parse(SourceText(name: "test.json", text: text)).get())
  }

  static func cases(_ ids: [String]) -> JSONText {
    .object([("procedure", .string("jm2025-61.claim")), ("cases", .list(ids.map { .string($0) }))])
  }
}
