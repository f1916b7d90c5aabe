import Foundation
import Policy
import TestSupport
import Testing
import Values
import WorkingDays

@testable import Casework

/// The procedures these tests walk, and the people on them.
enum Fixture {
  /// The packages of this repository.
  static let book = PolicyBook.load(folder: Repository.policies.path)
  /// The tiny package, whose procedure is the short road.
  static let tiny = PolicyBook.load(folder: Repository.root.appendingPathComponent("Tests/PolicyTests/good").path)

  static func day(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }

  /// The long road: two reviews, plan, notice, budget, release, payment, report.
  static func longRoad() throws -> Road {
    let book = try book.get()
    return try Road(
      procedure: try #require(book.procedure("jm2025-61.claim")), calendar: book.calendar, measure: "jm2025-61.9.1.1.foreign",
      place: "pengjiang", opens: "2025-09-01", closes: "2026-12-31")
  }

  /// The short road: one review, notice, payment.
  static func shortRoad() throws -> Road {
    let book = try tiny.get()
    return try Road(
      procedure: try #require(book.procedure("demo.claim")), calendar: book.calendar, measure: "demo.1", place: "north",
      opens: "2025-02-01", closes: "2025-12-31")
  }
}

/// A procedure with its calendar and an open call, and the commands of a usual claim on it.
struct Road: Sendable {
  let procedure: Procedure
  let calendar: WorkingCalendar
  let measure: String
  let place: String
  let rules: Casework

  init(procedure: Procedure, calendar: WorkingCalendar, measure: String, place: String, opens: String, closes: String) throws {
    self.procedure = procedure
    self.calendar = calendar
    self.measure = measure
    self.place = place
    let call = try #require(
      Call(id: "call-1", procedure: procedure.id, title: "申报通知", opens: Fixture.day(opens), closes: Fixture.day(closes)))
    rules = Casework(procedure, calendar: calendar, calls: [call])
  }

  func file(_ kind: String, _ name: String = "扫描件.pdf") -> PaperFile {
    PaperFile(kind: kind, name: name, sha256: String(repeating: "a", count: 64), size_bytes: 1024, mediaType: "application/pdf")
  }

  /// Everything a claim needs, every paper included.
  var content: Content {
    Content(
      facts: ["participation_booths": "2"],
      particulars: Dictionary(
        uniqueKeysWithValues: procedure.particulars(for: measure).filter { !$0.isOptional }.map { ($0.id, "示例灯饰展") }),
      papers: procedure.papers(for: measure).map { file($0.id) },
      vouchers: [], bank: Road.bank)
  }

  static let bank = BankAccount(holder: "江门演示灯饰有限公司", bank: "示例银行江门分行", number: "6200000000000001")
  static let otherBank = BankAccount(holder: "江门演示灯饰有限公司", bank: "示例银行江门分行", number: "6200000000000009")

  var create: CaseCommand {
    .create(id: "C-1", measure: measure, enterprise: People.code, enterpriseName: "江门演示灯饰有限公司", content: content)
  }

  static let receipt = CaseState.Receipt(number: "R-1", at: "2025-09-26T09:00:00+08:00", sha256: String(repeating: "b", count: 64))

  func decision(
    _ minor: Int64? = 3_000_000, outcome: String = "eligible", isCeiling: Bool = false, on day: String = "2025-09-26"
  ) throws -> RecordedDecision {
    RecordedDecision(
      outcome: outcome, amount: minor.map { Money(minor: $0) }, isCeiling: isCeiling, asOf: try Fixture.day(day),
      recordSHA256: String(repeating: "c", count: 64), packagesSHA256: String(repeating: "d", count: 64))
  }

  func submission(
    isDeclared: Bool = true, insists: Bool = false, place: String? = nil, decision: RecordedDecision? = nil
  ) throws -> CaseCommand {
    .submit(
      CaseCommand.Submission(
        isDeclared: isDeclared, insists: insists, place: place ?? self.place, decision: try decision ?? self.decision(),
        receipt: Road.receipt))
  }

  func accept(
    _ granted: Int64? = 3_000_000, of most: Int64 = 3_000_000, isCeiling: Bool = false, reason: String? = nil,
    promises: [String: CivilDate] = [:]
  ) throws -> CaseCommand {
    .accept(
      CaseCommand.Acceptance(
        granted: granted.map { Money(minor: $0) }, decision: try decision(most, isCeiling: isCeiling), reason: reason, note: nil,
        promises: promises))
  }
}

/// The people of the long road. Names of accounts say who they are.
enum People {
  static let code = "91440700MA0DEMO001"
  static let owner = Actor(account: "owner", role: .enterprise, enterprise: code)
  static let stranger = Actor(account: "stranger", role: .enterprise, enterprise: "91440700MA0DEMO002")
  static let first = Actor(account: "first", role: .districtReviewer, office: "pengjiang")
  static let second = Actor(account: "second", role: .districtReviewer, office: "pengjiang")
  static let elsewhere = Actor(account: "elsewhere", role: .districtReviewer, office: "xinhui")
  static let party = Actor(account: "party", role: .districtReviewer, office: "pengjiang", enterprise: code)
  static let city = Actor(account: "city", role: .cityReviewer, office: "jm_commerce")
  static let city2 = Actor(account: "city2", role: .cityReviewer, office: "jm_commerce")
  static let cityParty = Actor(account: "cityparty", role: .cityReviewer, office: "jm_commerce", enterprise: code)
  static let finance = Actor(account: "finance", role: .finance)
  static let payer = Actor(account: "payer", role: .districtFinance, office: "pengjiang")
  static let otherPayer = Actor(account: "otherpayer", role: .districtFinance, office: "xinhui")
  static let supervisor = Actor(account: "supervisor", role: .supervisor)
  static let auditor = Actor(account: "auditor", role: .auditor)
  static let administrator = Actor(account: "administrator", role: .administrator)
  /// Two who have changed office since: the account is the same person.
  static let movedUp = Actor(account: "first", role: .cityReviewer, office: "jm_commerce")
  static let movedDown = Actor(account: "city", role: .districtReviewer, office: "pengjiang")
  static let all = [
    owner, stranger, first, second, elsewhere, party, city, city2, cityParty, finance, payer, otherPayer, supervisor, auditor,
    administrator, movedUp, movedDown,
  ]
}

/// A claim on its way: what was done is done, or the test says why not.
struct Claim {
  let road: Road
  var state: CaseState?
  var events: [CaseEvent] = []

  init(_ road: Road) { self.road = road }

  func asks(_ command: CaseCommand, _ actor: Actor, _ day: String) throws -> Result<[CaseEvent], CaseRefusal> {
    road.rules.decide(state, command, by: actor, on: try Fixture.day(day))
  }

  /// Does something that has to be accepted.
  mutating func does(_ command: CaseCommand, _ actor: Actor, _ day: String, at location: SourceLocation = #_sourceLocation) throws {
    switch try asks(command, actor, day) {
    case .failure(let refusal): Issue.record("\(command) was refused: \(refusal.rawValue)", sourceLocation: location)
    case .success(let new):
      events += new
      state = new.reduce(state) { CaseState.evolve($0, $1) }
    }
  }

  /// Expects a refusal, which changes nothing.
  func refuses(
    _ command: CaseCommand, _ actor: Actor, _ day: String, _ refusal: CaseRefusal, at location: SourceLocation = #_sourceLocation
  ) throws {
    #expect(try asks(command, actor, day) == .failure(refusal), sourceLocation: location)
  }

  var current: CaseState {
    get throws { try #require(state) }
  }
}
