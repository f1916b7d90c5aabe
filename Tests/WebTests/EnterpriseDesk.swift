import Casework
import Foundation
import HTTPTypes
import Policy
import Storage
import TestAccounts
import TestDatabases
import Testing
import Values

@testable import Service
@testable import Web

/// The whole service on a database of its own, with a clock that the test moves.
struct EnterpriseDesk: Sendable {
  let desk: Desk
  let frame: TestFrame
  let time: ManualTime

  static func with(
    on day: String = "2026-03-05", _ adjust: (inout AccountSettings) -> Void = { _ in }, _ body: (EnterpriseDesk) async throws -> Void
  ) async throws {
    try await TestDatabase.with { database, folder in
      let time = ManualTime(try #require(Moment(day + "T02:00:00.000Z")))
      var settings = AccountSettings()
      settings.scrypt = ScryptParameters(rounds: 16, blockSize: 1, parallelism: 1)
      adjust(&settings)
      let services = try await Services.prepare(
        book: try TestBook.loaded.get(), database: database, files: try FileStore(root: folder + "/files"),
        keys: ServerKeys(master: Array(0..<32)),
        time: time, settings: settings)
      let cases = services.cases
      let desk = Desk(
        book: cases.book, cases: cases, accounts: services.accounts,
        content: PublicContent(cases.answerers, examples: try TestBook.examples.get(), today: { time.now().day }))
      let frame = try TestFrame(HuiqiSite.site(desk)) { $0.limitsRates = false }
      do {
        let procedure = cases.book.procedures[0]
        let district = procedure.routing.offices["pengjiang"]?.id
        try await services.enrol([
          Actor(account: "city-1", role: .cityReviewer, office: procedure.cityOffice.id),
          Actor(account: "district-1", role: .districtReviewer, office: district), Actor(account: "finance-1", role: .finance),
          Actor(account: "payer-1", role: .districtFinance, office: district),
        ])
        try await body(EnterpriseDesk(desk: desk, frame: frame, time: time))
        await services.close()
      } catch {
        await services.close()
        throw error
      }
    }
  }

  /// The procedure that the tests go through.
  var procedure: Procedure { desk.book.procedures[0] }

  /// Announces a call that takes everything from the first to the last day of a month.
  @discardableResult
  func openCall(_ opens: String = "2026-03-01", _ closes: String = "2026-03-31") async throws -> Call {
    try await desk.cases.announceCall(
      procedure: procedure.id, title: "2026年第一批申报", opens: try #require(CivilDate(opens)), closes: try #require(CivilDate(closes)),
      by: Actor(account: "city-1", role: .cityReviewer, office: procedure.cityOffice.id))
  }

  /// A reviewer of the office that takes claims of a place.
  func district(_ place: String = "pengjiang") throws -> Actor {
    Actor(account: "district-1", role: .districtReviewer, office: try #require(procedure.routing.offices[place]).id)
  }

  /// An enterprise with a signed-in owner, made without pages.
  func enterprise(_ code: String = EnterpriseDesk.code, name: String = EnterpriseDesk.name, login: String = "yanshi") async throws
    -> Browser
  {
    let (_, owner) = try await desk.accounts.registerCompany(
      NewCompany(creditCode: code, name: name, district: "pengjiang"), owner: login, name: "演示甲", password: EnterpriseDesk.password)
    _ = try await desk.accounts.saveProfile("{\"\(procedure.routing.fact)\":\"pengjiang\"}", of: code, revision: 0, by: .program)
    let browser = Browser(frame)
    _ = owner
    try await browser.signIn(login)
    return browser
  }

  static let code = code(of: "91440703MA4DEMO00")
  static let name = "江门演示灯饰有限公司"
  static let password = "三棵树下一只猫 sleeps well"

  /// A credit code with its check character.
  static func code(of first: String) -> String {
    CreditCode(completing: String(first.map { "IOZSV".contains($0) ? "0" : $0 }))?.text ?? ""
  }
}

/// A browser without sockets: cookies, the last page, its forms.
final class Browser {
  let frame: TestFrame
  private(set) var cookies: [String: String] = [:]
  private(set) var page = ""
  private(set) var path = "/"
  private(set) var status = 0
  private(set) var bytes: [UInt8] = []
  private(set) var headers = HTTPFields()

  init(_ frame: TestFrame) { self.frame = frame }

  /// Opens a page, redirects followed.
  @discardableResult
  func open(_ path: String) async throws -> String {
    self.path = String(path.prefix { $0 != "#" })
    return try await take(try await frame.send(.get, self.path, headers: [.cookie: cookie]))
  }

  /// Sends the form of the page that goes to `action` (nil: to the page itself), with its hidden fields, redirects followed.
  @discardableResult
  func send(_ fields: [(String, String)] = [], to action: String? = nil) async throws -> String {
    let target = action ?? String(path.prefix { $0 != "?" })
    let all = try hidden(action) + fields
    let body = Query(all.map { (name: $0.0, value: $0.1) }).text
    return try await post(target, Array(body.utf8), "application/x-www-form-urlencoded")
  }

  /// Goes back to a page as it was: what a browser's back button shows.
  func put(_ page: String, _ path: String) {
    self.page = page
    self.path = path
  }

  /// Sends just these fields.
  @discardableResult
  func sendRaw(_ fields: [(String, String)], to target: String) async throws -> String {
    try await post(target, Array(Query(fields.map { (name: $0.0, value: $0.1) }).text.utf8), "application/x-www-form-urlencoded")
  }

  /// Sends a form with files.
  @discardableResult
  func upload(_ files: [(field: String, name: String, bytes: [UInt8])], to action: String? = nil) async throws -> String {
    let boundary = "grenze-7"
    var body: [UInt8] = []
    for (name, value) in try hidden(action) {
      body += Array("--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8)
    }
    for file in files {
      body += Array(
        "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(file.field)\"; filename=\"\(file.name)\"\r\nContent-Type: application/octet-stream\r\n\r\n"
          .utf8)
      body += file.bytes + Array("\r\n".utf8)
    }
    body += Array("--\(boundary)--\r\n".utf8)
    return try await post(action ?? String(path.prefix { $0 != "?" }), body, "multipart/form-data; boundary=\(boundary)")
  }

  /// The hidden fields of a form of the page.
  func hidden(_ action: String?) throws -> [(String, String)] {
    let mark = action.map { "action=\"\($0)\"" }
    let forms = page.components(separatedBy: "<form ").dropFirst().map { $0.components(separatedBy: "</form>")[0] }
    let form = forms.first { form in
      let head = String(form.prefix { $0 != ">" })
      return head.contains("method=\"post\"") && (mark.map(head.contains) ?? !head.contains("action="))
    }
    let found = try #require(form, "no form to \(action ?? "itself") on \(path): \(title)")
    return found.components(separatedBy: "<input type=\"hidden\" name=\"").dropFirst().map { piece in
      let parts = piece.components(separatedBy: "\"")
      return (parts[0], Self.unescaped(parts[2]))
    }
  }

  private func post(_ target: String, _ body: [UInt8], _ type: String) async throws -> String {
    path = target
    return try await take(try await frame.send(.post, target, headers: [.contentType: type, .cookie: cookie], body: body, chunks: 4096))
  }

  private var cookie: String { cookies.sorted { $0.key < $1.key }.map { $0.key + "=" + $0.value }.joined(separator: "; ") }

  private func take(_ seen: TestFrame.Seen) async throws -> String {
    for header in seen.headers[values: .setCookie] {
      let pair = header.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      if header.contains("Max-Age=0") { cookies[pair[0]] = nil } else { cookies[pair[0]] = pair[1] }
    }
    if let next = seen.headers[.location] { return try await open(next) }
    page = seen.text
    bytes = seen.bytes
    status = seen.status
    headers = seen.headers
    return page
  }

  /// The title of the page.
  var title: String { page.components(separatedBy: "<title>").dropFirst().first?.components(separatedBy: "</title>")[0] ?? "" }

  /// The message of the last act.
  var flash: String {
    page.components(separatedBy: "role=\"status\"><p class=\"notice-title\">").dropFirst().first?.components(separatedBy: "<")[0] ?? ""
  }

  /// The messages of the error summary.
  var problems: [String] {
    guard let box = page.components(separatedBy: "class=\"problems\"").dropFirst().first?.components(separatedBy: "</div>")[0] else {
      return []
    }
    return box.components(separatedBy: "<li>").dropFirst().map {
      Self.unescaped($0.components(separatedBy: ">")[1].components(separatedBy: "<")[0])
    }
  }

  func contains(_ text: String) -> Bool { page.contains(text) }

  func signIn(_ login: String, _ password: String = EnterpriseDesk.password) async throws {
    try await open("/sign-in")
    try await send([("login_name", login), ("password", password)], to: "/sign-in")
  }

  static func unescaped(_ text: String) -> String {
    text.replacing("&quot;", with: "\"").replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&#39;", with: "'").replacing(
      "&amp;", with: "&")
  }
}
