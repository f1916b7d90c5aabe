import Casework
import Foundation
import FundLedger
import Policy
import Storage
import TestAccounts
import TestDatabases
import TestSupport
import Testing
import Values

@testable import Service

/// A town with all its offices over a database of its own, and a clock that the test moves. Acts go through the service alone.
struct Town: Sendable {
  static let book = PolicyBook.load(folder: Repository.policies.path)
  static let procedure = "jm2025-61.claim"
  static let exhibition = "jm2025-61.9.1.1.foreign"
  static let creditReports = "jm2025-61.10.2.credit-info"

  let services: Services
  let time: ManualTime
  var cases: CaseService { services.cases }

  /// Runs a body in a new town on the morning of 1 September 2025.
  static func with(
    _ engine: Engine, _ caseSettings: CaseSettings = CaseSettings(), book: PolicyBook? = nil,
    _ body: @Sendable (Town) async throws -> Void
  ) async throws {
    try await TestDatabase.with(engine) { database, folder in
      let time = ManualTime(try #require(Moment("2025-09-01T09:00:00+08:00")))
      let files = try FileStore(root: folder + "/files")
      var settings = AccountSettings()
      settings.scrypt = ScryptParameters(rounds: 16, blockSize: 1, parallelism: 1)
      let services = try await Services.prepare(
        book: try book ?? Self.book.get(), database: database, files: files, keys: Workbench.keys, time: time, settings: settings,
        caseSettings: caseSettings)
      try await services.enrol(Actor.cast)
      let result: Result<Void, any Error>
      do {
        result = .success(try await body(Town(services: services, time: time)))
      } catch { result = .failure(error) }
      await services.accounts.close()
      await files.close()
      try result.get()
    }
  }

  /// Lets time pass until the morning of a day, without doing what time does.
  func until(_ day: String, at clock: String = "09:00") throws {
    time.set(try #require(Moment("\(day)T\(clock):00+08:00")))
  }

  /// Lets time pass and does what time does.
  @discardableResult
  func wake(on day: String) async throws -> Int {
    try until(day)
    let (done, failed) = try await cases.tick()
    #expect(failed == [])
    return done
  }

  /// The call of the autumn and the money of the coming year.
  func open(money_cny: Int64 = 1_000_000) async throws {
    _ = try await cases.announceCall(
      procedure: Town.procedure, title: "2025年外贸资金项目申报通知", opens: day("2025-09-01"), closes: day("2025-12-31"), by: .city)
    _ = try await cases.appropriate(
      procedure: Town.procedure, year: 2026, amount: .cny(money_cny), reference: "演示预算2026-1", by: .finance)
  }

  func day(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }
}

extension Money {
  /// A sum of whole yuan.
  static func cny(_ yuan: Int64) -> Money { Money(minor: yuan * 100) }
}

/// The people of the town. Names of accounts say who they are.
extension Actor {
  static let owner = Actor(account: "owner", role: .enterprise, enterprise: "91440700DEMO000012")
  static let colleague = Actor(account: "colleague", role: .enterprise, enterprise: "91440700DEMO000012")
  static let rival = Actor(account: "rival", role: .enterprise, enterprise: "91440700DEMO000020")
  static let first = Actor(account: "first", role: .districtReviewer, office: "pengjiang")
  static let planner = Actor(account: "planner", role: .districtReviewer, office: "pengjiang")
  static let elsewhere = Actor(account: "elsewhere", role: .districtReviewer, office: "xinhui")
  static let party = Actor(account: "party", role: .districtReviewer, office: "pengjiang", enterprise: "91440700DEMO000012")
  static let city = Actor(account: "city", role: .cityReviewer, office: "jm_commerce")
  static let city2 = Actor(account: "city2", role: .cityReviewer, office: "jm_commerce")
  static let finance = Actor(account: "finance", role: .finance)
  static let payer = Actor(account: "payer", role: .districtFinance, office: "pengjiang")
  static let otherPayer = Actor(account: "otherpayer", role: .districtFinance, office: "xinhui")
  static let supervisor = Actor(account: "supervisor", role: .supervisor)
  static let auditor = Actor(account: "auditor", role: .auditor)
  static let administrator = Actor(account: "administrator", role: .administrator)
  // Who settles objections must not have reviewed the claim.
  static let second = Actor(account: "second", role: .districtReviewer, office: "pengjiang")
  static let city3 = Actor(account: "city3", role: .cityReviewer, office: "jm_commerce")

  /// Everybody with an account.
  static let cast = [
    owner, colleague, rival, first, planner, elsewhere, party, city, city2, finance, payer, otherPayer, supervisor, auditor, administrator,
    second, city3,
  ]

  /// What somebody gives who has just proved who they are.
  func proof(at time: any TimeSource) -> IdentityProof { IdentityProof(account: account, at: time.now()) }

  var name: String { enterprise == Actor.rival.enterprise ? "江门示例照明有限公司" : "江门演示灯饰有限公司" }
}
