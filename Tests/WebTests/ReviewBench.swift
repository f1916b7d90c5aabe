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

/// The officers' pages over real services, without a socket: people sign in by a name, forms are read from the pages and sent back.
struct ReviewBench {
  static let procedure = "jm2025-61.claim"
  static let measure = "jm2025-61.9.1.1.foreign"

  let services: Services
  let time: ManualTime
  let test: TestFrame
  var cases: CaseService { services.cases }

  /// The people of these tests.
  static let people: [String: Identity] = {
    func officer(_ id: String, _ role: Role, _ office: String?) -> Identity {
      Identity(id: id, name: "演示\(id)", role: role, office: office, enterprise: nil)
    }
    let lamps = Identity(id: "lamps", name: "示例一", role: .enterprise, office: nil, enterprise: "91440703DEM000001X")
    let tools = Identity(id: "tools", name: "示例二", role: .enterprise, office: nil, enterprise: "91440703DEM000002X")
    let all = [
      officer("d1", .districtReviewer, "pengjiang"), officer("d2", .districtReviewer, "pengjiang"),
      officer("other", .districtReviewer, "jianghai"), officer("c1", .cityReviewer, "jm_commerce"),
      officer("c2", .cityReviewer, "jm_commerce"),
      officer("money", .finance, nil), officer("pay", .districtFinance, "pengjiang"), officer("watch", .supervisor, nil),
      officer("audit", .auditor, nil), officer("admin", .administrator, nil), lamps, tools,
    ]
    return Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })
  }()

  struct People: IdentitySource {
    static func session(_ name: String) -> String { "session-of-the-tests-" + name }
    func account(session id: String) async throws -> Identity? {
      ReviewBench.people.first { Self.session($0.key) == id }?.value
    }
    func account(token: String) async throws -> (account: Identity, scopes: Set<String>)? { nil }
  }

  /// An empty service on 2026-03-02, a Monday, with a call open and money in the fund of the next year.
  static func with(_ body: (ReviewBench) async throws -> Void) async throws {
    try await TestDatabase.with(readers: 4) { database, folder in
      let time = ManualTime(try #require(Moment("2026-03-02T10:00:00+08:00")))
      let book = try TestBook.loaded.get()
      let services = try await Services.prepare(
        book: book, database: database, files: try FileStore(root: folder + "/files"), keys: ServerKeys(master: Array(0..<32)), time: time)
      let cases = services.cases
      let desk = Desk(
        book: book, cases: cases, accounts: services.accounts,
        content: PublicContent(cases.answerers, examples: WorkedExamples([:])) { time.now().day })
      var site = HuiqiSite.site(desk)
      site.identities = People()
      let bench = ReviewBench(services: services, time: time, test: try TestFrame(site) { $0.limitsRates = false })
      do {
        try await services.enrol(people.values.map(\.actor).sorted { $0.account < $1.account })
        _ = try await cases.announceCall(
          procedure: procedure, title: "演示申报", opens: day("2026-01-01"), closes: day("2026-12-31"), by: actor("c1"))
        _ = try await cases.appropriate(
          procedure: procedure, year: 2027, amount: Money(minor: 20_000_000), reference: "预〔2027〕1号", by: actor("money"))
        try await body(bench)
      } catch {
        await services.close()
        throw error
      }
      await services.close()
    }
  }

  static func day(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }

  static func actor(_ name: String) throws -> Actor { try #require(people[name]).actor }
  func actor(_ name: String) throws -> Actor { try Self.actor(name) }

  /// Ten o'clock of a day.
  func go(to day: String) throws { time.set(try #require(Moment("\(day)T10:00:00+08:00"))) }

  // MARK: Claims

  /// The facts of a claim for two plain booths in Japan: 30,000 元.
  static let facts: [String: String] = [
    "applicant_type": "\"enterprise\"", "enterprise_registered_city": "\"jiangmen\"", "enterprise_district": "\"pengjiang\"",
    "enterprise_is_exporter": "true", "enterprise_consignor_since_2024": "true", "enterprise_export_in_customs_stats": "true",
    "enterprise_exports_via_agent_since_2024": "false", "claim_event_date": "\"2025-09-10\"", "claim_other_subsidy_cny": "0",
    "claim_actual_cost_cny": "90000", "exhibition_in_key_plan": "true", "exhibition_place_class": "\"foreign_country\"",
    "exhibition_country_code": "\"JP\"", "participation_booths": "2", "participation_booth_type": "\"standard\"",
    "participation_eligible_cost_cny": "90000",
  ]

  /// A claim that was handed in.
  func submitted(
    _ who: String = "lamps", measure: String = measure, exhibition: String = "演示国际灯饰展（东京）", voucher: String = "DEMO-0001",
    without missing: Set<String> = [],
    change: (inout Content) -> Void = { _ in }
  ) async throws -> CaseState {
    let name = who == "lamps" ? "江门演示灯饰有限公司" : "蓬江演示五金有限公司"
    var content = Content(facts: Self.facts, particulars: ["exhibition_name": exhibition])
    for kind in ["licence", "payment_proof", "booth_proof"] where !missing.contains(kind) {
      let file = try await cases.files.put(DemoPapers.pdf([who, kind]), limit_bytes: 1 << 20, named: kind + ".pdf")
      content.papers.append(
        PaperFile(kind: kind, name: "\(kind)-演示.pdf", sha256: file.sha256, size_bytes: file.size_bytes, mediaType: file.kind.mediaType))
    }
    content.vouchers = [
      Voucher(number: voucher, issuer: "示例服务有限公司", day: try Self.day("2025-09-12"), amount: Money(minor: 9_000_000))
    ]
    content.bank = BankAccount(holder: name, bank: "演示银行", number: "9900000000000000011")
    change(&content)
    let draft = try await cases.draft(
      measure: measure, enterpriseName: name, content: content, by: actor(who), evenIfOneExists: true)
    return try await cases.submit(case: draft.id, isDeclared: true, by: actor(who))
  }

  /// A claim that the district accepted.
  func accepted(_ who: String = "lamps", exhibition: String = "演示国际灯饰展（东京）", by reviewer: String = "d1") async throws -> CaseState {
    let state = try await submitted(who, exhibition: exhibition, voucher: "DEMO-" + exhibition)
    return try await cases.accept(case: state.id, granted: nil, by: actor(reviewer))
  }

  /// A claim that the city accepted.
  func acceptedByCity(_ who: String = "lamps", exhibition: String = "演示国际灯饰展（东京）") async throws -> CaseState {
    let state = try await accepted(who, exhibition: exhibition)
    _ = try await cases.proposePlan(procedure: Self.procedure, cases: [state.id], by: actor("d1"))
    return try await cases.accept(case: state.id, granted: nil, by: actor("c1"))
  }

  func state(_ id: String) async throws -> CaseState { try await cases.read(case: id, by: actor("audit")) }

  // MARK: Pages

  /// A page, as somebody sees it.
  func get(_ path: String, as name: String) async throws -> TestFrame.Seen {
    let cookie = "huiqi_session=" + test.frame.signer.sign(People.session(name), for: .session)
    return try await test.send(.get, path, headers: [.cookie: cookie])
  }

  /// A form as it stands on a page: where it goes, and what it holds already.
  struct Form {
    var action: String
    var fields: [(String, String)]

    /// The first form of a page that is sent to this address.
    init(_ page: TestFrame.Seen, _ action: String) throws {
      let parts = page.text.components(separatedBy: "<form ").dropFirst()
      let own = try #require(parts.first { $0.contains("action=\"\(action)\"") }, "no form for \(action)")
      let text = own.components(separatedBy: "</form>")[0]
      self.action = action
      fields = []
      for input in text.components(separatedBy: "<input ").dropFirst() {
        let tag = input.prefix { $0 != ">" }
        guard let name = Self.attribute("name", tag) else { continue }
        let isBox = tag.contains("type=\"checkbox\"") || tag.contains("type=\"radio\"")
        if !isBox || tag.hasSuffix(" checked") || tag.contains(" checked ") { fields.append((name, Self.attribute("value", tag) ?? "")) }
      }
    }

    private static func attribute(_ name: String, _ tag: Substring) -> String? {
      guard let start = tag.range(of: " \(name)=\"") ?? tag.range(of: "\(name)=\"", options: .anchored) else { return nil }
      return String(tag[start.upperBound...].prefix { $0 != "\"" })
    }

    subscript(_ name: String) -> String? {
      get { fields.first { $0.0 == name }?.1 }
      set {
        fields.removeAll { $0.0 == name }
        if let newValue { fields.append((name, newValue)) }
      }
    }

    mutating func tick(_ name: String, _ values: String...) { fields += values.map { (name, $0) } }
  }

  /// Sends a form.
  func post(_ form: Form, as name: String) async throws -> TestFrame.Seen {
    let cookie = "huiqi_session=" + test.frame.signer.sign(People.session(name), for: .session)
    return try await test.send(
      .post, form.action, headers: [.cookie: cookie, .contentType: PageTests.formType],
      body: Array(Query(form.fields.map { ($0.0, $0.1) }).text.utf8))
  }

  /// The form of a page, filled and sent.
  func send(
    _ page: String, _ action: String? = nil, as name: String, _ fill: (inout Form) -> Void = { _ in }
  ) async throws -> TestFrame.Seen {
    try await send(try await get(page, as: name), action ?? page, as: name, fill)
  }

  /// The form of a page that was answered, filled and sent.
  func send(
    _ page: TestFrame.Seen, _ action: String, as name: String, _ fill: (inout Form) -> Void = { _ in }
  ) async throws -> TestFrame.Seen {
    var form = try Form(page, action)
    fill(&form)
    return try await post(form, as: name)
  }
}
