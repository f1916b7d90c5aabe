import Casework
import Diagnostics
import Foundation
import HTTPTypes
import Policy
import Storage
import TestAccounts
import TestDatabases
import TestSupport
import Testing
import Values

@testable import Service
@testable import Web

/// Every page and file of the service is reached by links, by somebody who may see it: what nobody finds is not there.
struct LinkTests {
  private static let people = [
    "lights", "ware", "board", "citrus", "pengjiang1", "city1", "finance1", "jianghai-pay", "pengjiang-pay", "supervisor1", "admin1",
  ]

  /// What machines ask, what follows a form, and what only one's own code opens.
  private static let reachedOtherwise: Set<String> = [
    "/healthz", "/readyz", "/metrics", "/assets/{name}", "/sign-in/code", "/sign-in/password", "/sign-in/second-factor",
    "/account/confirm", "/account/second-factor/confirm", "/account/second-factor/codes", "/objections/{id}",
  ]
  /// Pages beyond these of one kind are like those before.
  private static let mostOfAKind = 6

  @Test("every page and file is linked from a page of somebody who may see it; no state or act is shown by its bare name")
  func walk() async throws {
    try await TestDatabase.with { database, folder in
      let now = try #require(Moment("2026-06-10T10:00:00+08:00"))
      let time = ManualTime(now)
      let book = try TestBook.loaded.get()
      let services = try await Services.prepare(
        book: book, database: database, files: try FileStore(root: folder + "/files"), keys: ServerKeys(master: Array(0..<32)), time: time,
        settings: Demo.accountSettings)
      let script = try FileReader.data(
        at: Repository.root.appendingPathComponent("examples/demo.yaml").path, limit_bytes: FileReader.factsLimit_bytes
      ).get()
      let summary = try await Demo.load(services, time: time, script, now: now)
      let cases = services.cases
      // A payment that was returned gets another account, so that money waits to be ordered.
      var returned = CaseService.Filter()
      returned.places = book.procedures.flatMap { $0.places(.payment, .returned) }
      let supervisor = Actor(account: "supervisor", role: .supervisor)
      for (index, item) in try await cases.list(returned, by: supervisor).items.enumerated() {
        let owner = Actor(account: "owner-\(index)", role: .enterprise, enterprise: item.enterprise)
        try await services.enrol([owner])
        _ = try await cases.changeAccount(
          BankAccount(holder: item.enterpriseName, bank: "演示银行", number: "9900000000000000123"), case: item.id, by: owner
        ) { IdentityProof(account: owner.account, at: time.now()) }
      }
      time.set(try #require(Moment("2026-06-12T10:00:00+08:00")))
      let desk = Desk(
        book: book, cases: cases, accounts: services.accounts,
        content: PublicContent(
          cases.answerers, examples: try TestBook.examples.get(),
          today: { time.now().day }))
      let test = try TestFrame(HuiqiSite.site(desk), rates: [:]) { $0.limitsRates = false }
      var reached: Set<String> = []
      for login in [nil] + Self.people.map(Optional.some) {
        let browser = Browser(test)
        if let login { try await browser.signIn(login, summary.password) }
        reached.formUnion(try await Self.walk(browser, test, as: login ?? "visitor"))
      }
      let pages = test.frame.table.routes.filter { $0.method == .get && !$0.isAPI }.map(\.path.text)
      #expect(Set(pages).subtracting(reached).subtracting(Self.reachedOtherwise).sorted() == [])
    }
  }

  /// Follows links breadth first; gives the routes they lead to.
  private static func walk(_ browser: Browser, _ test: TestFrame, as login: String) async throws -> Set<String> {
    var reached: Set<String> = []
    var known: Set<String> = ["/"]
    var waiting = ["/"]
    var kinds: [String: Int] = [:]
    while let address = waiting.first {
      waiting.removeFirst()
      let path = String(address.prefix { $0 != "?" })
      guard let segments = RouteTable.segments(path[...]), case .route(let route, _) = test.frame.table.match(.get, segments) else {
        Issue.record("\(login): \(address) leads nowhere")
        continue
      }
      reached.insert(route.path.text)
      let query = Query(parsing: address.dropFirst(path.count + 1)) ?? Query()
      let kind = ([route.path.text] + Set(query.pairs.map(\.name)).sorted()).joined(separator: " ")
      kinds[kind, default: 0] += 1
      if kinds[kind, default: 0] > mostOfAKind { continue }
      try await browser.open(address)
      #expect(browser.status == 200, "\(login): \(address)")
      guard browser.headers[.contentType]?.hasPrefix("text/html") == true else { continue }
      #expect(browser.page.firstMatch(of: />(case|account|company|call|notice|batch)\.[a-z_]+</) == nil, "\(login): \(address)")
      for link in links(browser.page, on: path) where !known.contains(link) {
        known.insert(link)
        waiting.append(link)
      }
    }
    return reached
  }

  /// Where the links and the looking forms of a page lead, without other languages, the API and places of the page itself.
  private static func links(_ page: String, on path: String) -> [String] {
    let hrefs = page.matches(of: /<a [^>]*?href="([^"#]*)/).map { Browser.unescaped(String($0.output.1)) }
    let forms = page.matches(of: /<form method="get"[^>]*?action="([^"#]*)"/).map { Browser.unescaped(String($0.output.1)) }
    return (hrefs + forms).map { $0.hasPrefix("?") ? path + $0 : $0 }
      .filter { $0.hasPrefix("/") && !$0.hasPrefix("/api/") && !$0.contains("lang=") }
  }
}
