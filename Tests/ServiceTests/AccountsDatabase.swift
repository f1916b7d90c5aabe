import Foundation
import Service
import Storage
import Synchronization

/// A new database for one test: a file, or a schema of its own on the server of `scripts/postgres`. A missing server is a failure.
enum AccountsDatabase {
  struct NoServer: Error { let why: String }

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
    guard script.terminationStatus == 0 else { throw NoServer(why: "scripts/postgres start failed") }
    return text.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private static let count = Atomic(0)
  private static let owner = Task { try await openDatabase(.postgresql(url: try server.get()), readers: 1) }

  static func with<T>(_ engine: Engine, _ body: (any Database) async throws -> T) async throws -> T {
    switch engine {
    case .sqlite:
      let folder = FileManager.default.temporaryDirectory.appendingPathComponent("huiqi-\(UUID().uuidString)").path
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(atPath: folder) }
      return try await use(.sqlite(path: folder + "/test.sqlite"), body).get()
    case .postgresql:
      let server = try server.get()
      let name = "accounts_\(ProcessInfo.processInfo.processIdentifier)_\(count.add(1, ordering: .relaxed).newValue)"
      let owner = try await owner.value
      try await owner.write { _ = try $0.execute("CREATE SCHEMA \(name)") }
      let url = server + (server.contains("?") ? "&" : "?") + "options=-csearch_path%3D\(name)"
      let result = await use(.postgresql(url: url), body)
      try await owner.write { _ = try $0.execute("DROP SCHEMA \(name) CASCADE") }
      return try result.get()
    }
  }

  private static func use<T>(_ setting: DatabaseSetting, _ body: (any Database) async throws -> T) async -> Result<T, any Error> {
    do {
      let database = try await openDatabase(setting, readers: 2)
      let result: Result<T, any Error>
      do {
        try await migrate(database, AccountsSchema.migrations)
        result = .success(try await body(database))
      } catch { result = .failure(error) }
      await database.close()
      return result
    } catch { return .failure(error) }
  }
}
