public import Casework
public import Policy
import Storage
public import Values

/// Demonstration data: a file says who there is and what happened, and the services do it, day after day, as people would.
public enum Demo {
  /// Somebody who can sign in.
  public struct Person: Sendable, Hashable {
    /// What is typed to sign in.
    public let login: String
    /// Their name.
    public let name: String
    /// What they may do.
    public let role: Role
    /// The office or enterprise, in words; nil for roles of the whole city.
    public let place: Bilingual?
  }

  /// What was loaded.
  public struct Summary: Sendable {
    /// The password of everybody.
    public let password: String
    /// Who can sign in, in the order of the file.
    public let people: [Person]
    /// How many cases there are at each place.
    public let places: [String: Int]
  }

  /// Figures for accounts whose password everybody knows: hashing them dearly protects nothing, and loading takes seconds.
  public static var accountSettings: AccountSettings {
    var settings = AccountSettings()
    settings.scrypt = ScryptParameters(rounds: 2, blockSize: 1, parallelism: 1)
    return settings
  }

  /// Who can sign in and with what, without loading anything. Throws `Diagnostic`.
  public static func people(_ file: DataFile, book: PolicyBook) throws -> (people: [Person], password: String) {
    let script = try DemoScript(file)
    return (try DemoPlayer.people(script, book), script.password)
  }

  /// Loads a demonstration into an empty database. What the file says of days after `now` is left out.
  ///
  /// - Parameters:
  ///   - services: over `time`, with `accountSettings`.
  ///   - now: the present moment: the clock stands there afterwards.
  ///   - progress: told the number of acts done and of all.
  ///
  /// Throws `Refusal` (`demo.not_empty`), `DemoFault`, `Diagnostic`, `StorageError`.
  public static func load(
    _ services: Services, time: ManualTime, _ file: DataFile, now: Moment, progress: (Int, Int) -> Void = { _, _ in }
  ) async throws -> Summary {
    let script = try DemoScript(file)
    guard try await services.database.read({ tx in try EventLog.head(in: tx).seq }) == 0 else { throw Refusal.demoNotEmpty }
    var player = try DemoPlayer(services, time, script, now: now)
    try await player.register()
    try await player.play(progress: progress)
    let places = try await services.cases.places()
    return Summary(password: script.password, people: try DemoPlayer.people(script, services.cases.book), places: places)
  }
}

/// An act of a demonstration that the services refuse: the file is wrong, or the rules have changed under it.
public struct DemoFault: Error, Sendable, CustomStringConvertible {
  /// Line of the file.
  public let line: Int
  /// What was refused.
  public let refusal: Refusal

  /// The line and the refusal.
  public var description: String { "line \(line): \(refusal)" }
}

extension Refusal {
  /// A demonstration is loaded into an empty database only, so that it never mixes with what is in earnest.
  public static let demoNotEmpty = Refusal(
    code: "demo.not_empty",
    message: Bilingual(
      zh: "数据库中已有数据，没有载入演示数据。请指定一个空的数据目录。",
      en: "The database has data already; the demonstration was not loaded. Name an empty data folder."),
    status: .conflict)
}

extension CaseService {
  /// How many cases stand at each place, drafts included.
  func places() async throws -> [String: Int] {
    try await database.read { tx in
      let rows = try tx.query("SELECT place, COUNT(*) FROM cases GROUP BY place")
      return Dictionary(uniqueKeysWithValues: rows.map { ($0.text(0), Int($0.integer(1))) })
    }
  }
}
