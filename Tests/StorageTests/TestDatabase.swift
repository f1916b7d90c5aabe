import Foundation
import Synchronization

@testable import Storage

/// Databases for the tests, each its own: a file, or a schema on the server of `scripts/postgres`.
enum TestDatabase {
  /// Says why there is no server.
  struct NoServer: Error, CustomStringConvertible {
    let description: String
  }

  /// The server's address: from HUIQI_TEST_POSTGRES, or of the server that the script starts. Without one the tests fail.
  private static let server = Result { () throws -> String in
    if let given = ProcessInfo.processInfo.environment["HUIQI_TEST_POSTGRES"] { return given }
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let script = Process()
    script.executableURL = root.appendingPathComponent("scripts/postgres")
    script.arguments = ["start"]
    let output = Pipe()
    script.standardOutput = output
    try script.run()
    let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    script.waitUntilExit()
    guard script.terminationStatus == 0 else { throw NoServer(description: "scripts/postgres start failed") }
    return text.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private static let count = Atomic(0)

  /// The connections that make and remove the schemas.
  private static let owner = Task { try await openDatabase(.postgresql(url: try server.get()), readers: 1) }

  /// An address like the server's whose connections see one schema alone, and carry its name.
  private static func url(_ name: String) throws -> String {
    let server = try server.get()
    return server + (server.contains("?") ? "&" : "?") + "options=-csearch_path%3D\(name)&application_name=\(name)"
  }

  /// Runs a body with the setting of a new, empty database, which is removed afterwards, and a folder for files.
  static func withSetting<T>(_ engine: Engine, _ body: (DatabaseSetting, String) async throws -> T) async throws -> T {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("huiqi-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    switch engine {
    case .sqlite: return try await body(.sqlite(path: folder + "/test.sqlite"), folder)
    case .postgresql:
      let name = "test_\(ProcessInfo.processInfo.processIdentifier)_\(count.add(1, ordering: .relaxed).newValue)"
      let owner = try await owner.value
      try await owner.write { _ = try $0.execute("CREATE SCHEMA \(name)") }
      let result: Result<T, any Error>
      do { result = .success(try await body(.postgresql(url: try url(name)), folder)) } catch { result = .failure(error) }
      try await owner.write { _ = try $0.execute("DROP SCHEMA \(name) CASCADE") }
      return try result.get()
    }
  }

  /// Runs a body with a new database that has Storage's tables and those of `migrations`.
  static func with<T>(
    _ engine: Engine, readers: Int = 2, migrations: [Migration] = [counters], _ body: (any Database) async throws -> T
  ) async throws -> T {
    try await withSetting(engine) { setting, _ in
      let database = try await openDatabase(setting, readers: readers)
      do {
        try await migrate(database, migrations)
        let value = try await body(database)
        await database.close()
        return value
      } catch {
        await database.close()
        throw error
      }
    }
  }

  /// Named counters: the simplest table that a lost update shows in.
  static let counters = Migration(
    name: "test-1-counters",
    statements: ["CREATE TABLE counters (name {text} NOT NULL PRIMARY KEY, value {bigint} NOT NULL CHECK (value >= 0)) {strict}"])
}

/// What a body throws to be undone.
struct Undo: Error, Equatable {}

/// A generator with a fixed seed (SplitMix64): the same tests on every machine.
struct Seeded: RandomNumberGenerator {
  var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
