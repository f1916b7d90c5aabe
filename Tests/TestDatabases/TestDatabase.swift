import Foundation
public import Storage
import Synchronization
import TestSupport

/// New, empty databases for one test each: a file, or a schema on the server of `scripts/postgres`. A missing server is a failure.
public enum TestDatabase {
  /// Says why there is no server.
  struct NoServer: Error, CustomStringConvertible {
    let description: String
  }

  /// The server's address: from HUIQI_TEST_POSTGRES, or of the server that the script starts, once in a process.
  private static let server = Result { () throws -> String in
    if let given = ProcessInfo.processInfo.environment["HUIQI_TEST_POSTGRES"] { return given }
    let script = Process()
    script.executableURL = Repository.root.appendingPathComponent("scripts/postgres")
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
  /// Tests that have a schema at a time: all tests run side by side, and the server takes 400 connections.
  private static let places = Places(40)

  /// The connections that make and remove the schemas.
  private static let owner = Task { try await openDatabase(.postgresql(url: try server.get()), readers: 1) }

  /// An address like the server's whose connections see one schema alone, and carry its name.
  private static func url(_ name: String) throws -> String {
    let server = try server.get()
    return server + (server.contains("?") ? "&" : "?") + "options=-csearch_path%3D\(name)&application_name=\(name)"
  }

  /// Runs a body with the setting of a new, empty database and a folder for files; both are removed afterwards.
  public static func withSetting<T>(_ engine: Engine, _ body: (DatabaseSetting, String) async throws -> T) async throws -> T {
    try await TemporaryFolder.with { folder in
      switch engine {
      case .sqlite: return try await body(.sqlite(path: folder.path + "/test.sqlite"), folder.path)
      case .postgresql:
        await places.enter()
        let name = "test_\(ProcessInfo.processInfo.processIdentifier)_\(count.add(1, ordering: .relaxed).newValue)"
        let result: Result<T, any Error>
        do {
          let owner = try await owner.value
          try await owner.write { _ = try $0.execute("CREATE SCHEMA \(name)") }
          do { result = .success(try await body(.postgresql(url: try url(name)), folder.path)) } catch { result = .failure(error) }
          try await owner.write { _ = try $0.execute("DROP SCHEMA \(name) CASCADE") }
        } catch {
          await places.leave()
          throw error
        }
        await places.leave()
        return try result.get()
      }
    }
  }

  /// Runs a body with a new, empty database, open until the body ends, and a folder for files.
  public static func with<T>(
    _ engine: Engine = .sqlite, readers: Int = 2, _ body: (any Database, String) async throws -> T
  ) async throws -> T {
    try await withSetting(engine) { setting, folder in
      let database = try await openDatabase(setting, readers: readers)
      do {
        let value = try await body(database, folder)
        await database.close()
        return value
      } catch {
        await database.close()
        throw error
      }
    }
  }
}
