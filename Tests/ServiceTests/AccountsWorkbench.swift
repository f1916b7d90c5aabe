import Casework
import Foundation
import Storage
import Synchronization
import TestDatabases
import TestSupport
import Testing

@testable import Service

/// Chance with a fixed seed: the same secrets in every run.
final class SeededRandom: RandomSource {
  private let numbers: Mutex<SeededGenerator>

  init(_ seed: UInt64) { numbers = Mutex(SeededGenerator(seed: seed)) }

  func bytes(count: Int) -> [UInt8] {
    numbers.withLock { numbers in (0..<count).map { _ in UInt8(truncatingIfNeeded: numbers.next()) } }
  }
}

/// Accounts on a database of their own, with a clock that the test moves and hashing that costs nothing.
struct Workbench: Sendable {
  static let start = Moment("2026-03-05T08:00:00.000Z") ?? .earliest
  static let password = "三棵树下一只猫 sleeps well"
  static let keys = ServerKeys(master: Array(0..<32))

  let database: any Database
  let time: ManualTime
  let accounts: Accounts

  static func with(
    _ engine: Engine = .sqlite, _ adjust: (inout AccountSettings) -> Void = { _ in }, _ body: @Sendable (Workbench) async throws -> Void
  ) async throws {
    var settings = AccountSettings()
    settings.scrypt = ScryptParameters(rounds: 16, blockSize: 1, parallelism: 1)
    adjust(&settings)
    try await TestDatabase.with(engine) { database, _ in
      try await migrate(database, AccountsSchema.migrations)
      let projections = ProjectionSet([AccountsProjection()])
      try await projections.prepare(database)
      let time = ManualTime(start)
      let accounts = Accounts(
        database: database, keys: keys, time: time, settings: settings, projections: projections, random: SeededRandom(7))
      do {
        try await body(Workbench(database: database, time: time, accounts: accounts))
        await accounts.close()
      } catch {
        await accounts.close()
        throw error
      }
    }
  }

  /// An officer with the usual password.
  func officer(_ loginName: String, _ role: Role = .cityReviewer) async throws -> Account {
    let office = [.districtReviewer, .districtFinance].contains(role) ? "district-a" : nil
    let new = NewAccount(loginName: loginName, name: "演示人员", role: role, office: office)
    return try await accounts.create(new, password: Workbench.password, by: .program).account
  }

  func signIn(_ loginName: String, _ password: String = Workbench.password, code: String? = nil) async throws -> IssuedSession {
    switch try await accounts.signIn(loginName: loginName, password: password, code: code) {
    case .signedIn(let issued): return issued
    case .codeNeeded: throw Refusal.codeNeeded
    }
  }

  /// The first step of signing in where a code is needed; empty if it isn't.
  func firstStep(_ loginName: String) async throws -> String {
    guard case .codeNeeded(let step) = try await accounts.signIn(loginName: loginName, password: Workbench.password, client: "Browser")
    else { return "" }
    return step
  }

  /// Enrols a second factor and gives its secret and the recovery codes.
  func enrol(_ session: Session) async throws -> (secret: [UInt8], recovery: [String]) {
    let enrolment = try await accounts.beginSecondFactor(session)
    let secret = try #require(Base32.bytes(enrolment.secret))
    let recovery = try await accounts.confirmSecondFactor(session, code: TOTP.code(secret: secret, step: TOTP.step(at: time.now())))
    return (secret, recovery)
  }

  func code(_ secret: [UInt8], steps: Int64 = 0) -> String { TOTP.code(secret: secret, step: TOTP.step(at: time.now()) + steps) }

  /// The types of a stream's events, the oldest first.
  func events(_ stream: String) async throws -> [String] {
    try await database.read { tx in try EventLog.events(of: stream, in: tx).map(\.type) }
  }

  func bodies(_ stream: String, _ type: String) async throws -> [String] {
    try await database.read { tx in try EventLog.events(of: stream, in: tx).filter { $0.type == type }.map(\.body) }
  }

  func count(_ table: String) async throws -> Int64 {
    try await database.read { tx in try tx.query("SELECT COUNT(*) FROM \(table)")[0].integer(0) }
  }
}

extension Workbench {
  /// Expects that a table has so many rows.
  func holds(_ table: String, rows: Int64, at place: SourceLocation = #_sourceLocation) async throws {
    let count = try await count(table)
    #expect(count == rows, sourceLocation: place)
  }
}

extension Account {
  var principal: Principal { .person(actor) }
}

/// The code that a body is refused with; "done" if it isn't.
func refusal(_ body: @Sendable () async throws -> some Any) async -> String {
  do {
    _ = try await body()
    return "done"
  } catch let refusal as Refusal {
    return refusal.code
  } catch {
    return "\(error)"
  }
}

/// The codes of the details that a body is refused with.
func details(_ body: @Sendable () async throws -> some Any) async -> [String] {
  do {
    _ = try await body()
    return ["done"]
  } catch let refusal as Refusal {
    return refusal.details.map { "\($0.pointer ?? "") \($0.code)" }
  } catch {
    return ["\(error)"]
  }
}

// Closures stay outside of #expect: the compiler (6.3) gives two closures one name when some of a function's stand inside a macro.

/// Expects that a body is refused with a code.
func refuses(_ code: String, at place: SourceLocation = #_sourceLocation, _ body: @Sendable () async throws -> some Any) async {
  let answer = await refusal(body)
  #expect(answer == code, sourceLocation: place)
}

/// Expects that a body is not refused.
func succeeds(at place: SourceLocation = #_sourceLocation, _ body: @Sendable () async throws -> some Any) async {
  let answer = await refusal(body)
  #expect(answer == "done", sourceLocation: place)
}

/// Expects that a body is refused because of these values of its input.
func finds(_ problems: [String], at place: SourceLocation = #_sourceLocation, _ body: @Sendable () async throws -> some Any) async {
  let answer = await details(body)
  #expect(answer == problems, sourceLocation: place)
}
