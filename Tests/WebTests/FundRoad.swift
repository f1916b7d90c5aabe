import Casework
import Foundation
import HTTPTypes
import Policy
import Service
import Storage
import TestAccounts
import TestDatabases
import Testing
import Values

@testable import Web

/// The whole service over a database of its own, with claims on the road to their money.
struct FundRoad {
  static let procedure = "jm2025-61.claim"
  static let measure = "jm2025-61.9.1.1.foreign"

  static let city = Actor(account: "city", role: .cityReviewer, office: "jm_commerce")
  static let city2 = Actor(account: "city2", role: .cityReviewer, office: "jm_commerce")
  static let city3 = Actor(account: "city3", role: .cityReviewer, office: "jm_commerce")
  static let district = Actor(account: "district", role: .districtReviewer, office: "pengjiang")
  static let district2 = Actor(account: "district2", role: .districtReviewer, office: "pengjiang")
  static let finance = Actor(account: "a-finance", role: .finance)
  static let payer = Actor(account: "a-district_finance", role: .districtFinance, office: "pengjiang")
  static let supervisor = Actor(account: "a-supervisor", role: .supervisor)

  let folder: String
  let services: Services
  let time: ManualTime
  let desk: Desk
  let test: TestFrame
  /// The same service, where district finance belongs to another district.
  let elsewhere: TestFrame

  var cases: CaseService { services.cases }

  /// People by their role; enterprises by the code of the first.
  struct People: IdentitySource {
    let office: String

    func account(session id: String) async throws -> Identity? {
      guard let role = Role.allCases.first(where: { TestIdentities.session($0) == id }) else { return nil }
      let place: String? =
        switch role {
        case .districtReviewer, .districtFinance: office
        case .cityReviewer: "jm_commerce"
        default: nil
        }
      return Identity(
        id: "a-" + role.rawValue + (place == "xinhui" ? "-xinhui" : ""), name: "演示用户", role: role, office: place,
        enterprise: role == .enterprise ? FundRoad.code(1) : nil)
    }

    func account(token: String) async throws -> (account: Identity, scopes: Set<String>)? { nil }
  }

  /// Credit codes that are plainly invented, with a sound check character.
  static func code(_ number: Int) -> String {
    let digits = String(number)
    return CreditCode(completing: "91440703DEM" + String(repeating: "0", count: 6 - digits.count) + digits)?.text ?? ""
  }

  static func name(_ number: Int) -> String { "江门演示灯饰\(number)号有限公司" }

  static func with(_ body: (FundRoad) async throws -> Void) async throws {
    let book = try TestBook.loaded.get()
    try await TestDatabase.with(readers: 4) { database, folder in
      let time = ManualTime(try #require(Moment("2025-11-03T02:00:00.000Z")))
      let services = try await Services.prepare(
        book: book, database: database, files: FileStore(root: folder + "/files"),
        keys: ServerKeys(master: Array(0..<32)), time: time)
      let desk = Desk(
        book: book, cases: services.cases, accounts: services.accounts,
        content: PublicContent(services.cases.answerers, examples: WorkedExamples([:]), today: { time.now().day }),
        publicAddress: "https://huiqi.example")
      func frame(_ office: String) throws -> TestFrame {
        var site = HuiqiSite.site(desk)
        site.identities = People(office: office)
        return try TestFrame(site, rates: [:])
      }
      let road = FundRoad(
        folder: folder, services: services, time: time, desk: desk, test: try frame("pengjiang"), elsewhere: try frame("xinhui"))
      do {
        try await services.enrol([city, city2, city3, district, district2, finance, payer, supervisor])
        for office in ["pengjiang", "xinhui"] {
          let people = People(office: office)
          for role in Role.allCases {
            if let account = try await people.account(session: TestIdentities.session(role)) { try await services.enrol([account.actor]) }
          }
        }
        try await body(road)
        await services.close()
      } catch {
        await services.close()
        throw error
      }
    }
  }

  func set(_ text: String) throws { time.set(try #require(Moment(text))) }

  static func content(_ number: Int, bank: String? = nil, without paper: String? = nil) -> Content {
    let papers = ["licence", "payment_proof", "booth_proof"].filter { $0 != paper }.map {
      PaperFile(kind: $0, name: "扫描件.pdf", sha256: String(repeating: "a", count: 64), size_bytes: 204_800, mediaType: "application/pdf")
    }
    return Content(
      facts: ReviewBench.facts, particulars: ["exhibition_name": "演示国际灯饰展"], papers: papers,
      vouchers: [
        Voucher(number: "9900\(number)", issuer: "示例服务有限公司", day: CivilDate("2025-09-12") ?? .latest, amount: Money(minor: 9_000_000))
      ],
      bank: BankAccount(holder: name(number), bank: "演示银行，蓬江支行", number: bank ?? "990000000000000\(1000 + number)"))
  }

  static func owner(_ number: Int) -> Actor { Actor(account: "owner\(number)", role: .enterprise, enterprise: code(number)) }

  /// Claims of so many enterprises, handed in.
  func submitted(_ count: Int, bank: String? = nil, without paper: String? = nil) async throws -> [String] {
    let first = try #require(CivilDate("2025-09-01"))
    let last = try #require(CivilDate("2026-12-31"))
    _ = try await cases.announceCall(procedure: Self.procedure, title: "演示申报通知", opens: first, closes: last, by: Self.city)
    var ids: [String] = []
    try await services.enrol((1...max(count, 9)).map(Self.owner))
    for number in 1...count {
      try await services.enrol([Self.owner(number)])
      let draft = try await cases.draft(
        measure: Self.measure, enterpriseName: Self.name(number), content: Self.content(number, bank: bank, without: paper),
        by: Self.owner(number))
      _ = try await cases.submit(case: draft.id, isDeclared: true, by: Self.owner(number))
      ids.append(draft.id)
    }
    return ids
  }

  /// Claims on an open notice, with an appropriation of 500,000 CNY.
  func noticed(_ count: Int) async throws -> (ids: [String], notice: Notice) {
    let ids = try await submitted(count)
    _ = try await cases.appropriate(
      procedure: Self.procedure, year: 2026, amount: Money(minor: 50_000_000), reference: "演财预〔2025〕1号", by: Self.finance)
    for id in ids { _ = try await cases.accept(case: id, granted: nil, by: Self.district) }
    _ = try await cases.proposePlan(procedure: Self.procedure, cases: ids, by: Self.district)
    for id in ids { _ = try await cases.accept(case: id, granted: nil, by: Self.city) }
    return (ids, try await cases.openNotice(procedure: Self.procedure, cases: ids, by: Self.city2))
  }

  /// Claims in the budget of 2026, in January of that year.
  func budgeted(_ count: Int) async throws -> [String] {
    let (ids, _) = try await noticed(count)
    try set("2025-12-01T02:00:00.000Z")
    _ = try await cases.tick()
    _ = try await cases.budget(procedure: Self.procedure, cases: ids, by: Self.city)
    try set("2026-01-05T02:00:00.000Z")
    return ids
  }

  /// Claims in a payment batch.
  func ordered(_ count: Int) async throws -> (ids: [String], batch: PaymentBatch) {
    let ids = try await budgeted(count)
    _ = try await cases.release(procedure: Self.procedure, cases: ids, by: Self.finance)
    return (ids, try await cases.orderPayments(procedure: Self.procedure, cases: ids, by: Self.payer))
  }

  /// Sends a form.
  func post(_ path: String, _ fields: [(String, String)], as role: Role, frame: TestFrame? = nil) async throws -> TestFrame.Seen {
    let test = frame ?? test
    let body = Query([("csrf", test.token(role))] + fields).text
    return try await test.send(
      .post, path, headers: [.contentType: "application/x-www-form-urlencoded"], body: Array(body.utf8), session: role)
  }

  /// Sends a form with files; a visitor where no role is named.
  func upload(
    _ path: String, _ fields: [(String, String)], files: [(String, String, [UInt8])], as role: Role?
  ) async throws -> TestFrame.Seen {
    let visitor = test.visitor()
    var body: [UInt8] = []
    for (name, value) in [("csrf", role.map(test.token) ?? visitor.token)] + fields {
      body += Array("--limit\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8)
    }
    for (field, name, bytes) in files {
      body += Array(
        "--limit\r\nContent-Disposition: form-data; name=\"\(field)\"; filename=\"\(name)\"\r\nContent-Type: text/csv\r\n\r\n".utf8)
      body += bytes + Array("\r\n".utf8)
    }
    body += Array("--limit--\r\n".utf8)
    var headers: [HTTPField.Name: String] = [.contentType: "multipart/form-data; boundary=limit"]
    if role == nil { headers[.cookie] = visitor.cookie }
    return try await test.send(.post, path, headers: headers, body: body, session: role)
  }
}
