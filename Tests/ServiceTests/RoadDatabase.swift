import Foundation
import Synchronization

@testable import Storage

/// Empty databases for the roads, each its own: a file, or a schema on the server of `scripts/postgres`. A missing server is a failure.
enum RoadDatabase {
  struct NoServer: Error { let why: String }

  private static let server = Result { () throws -> String in
    if let given = ProcessInfo.processInfo.environment["HUIQI_TEST_POSTGRES"] { return given }
    let script = Process()
    script.executableURL = Town.repository.appendingPathComponent("scripts/postgres")
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

  /// The connections that make and remove the schemas.
  private static let owner = Task { try await openDatabase(.postgresql(url: try server.get()), readers: 1) }

  /// Runs a body with a new database and a folder for files; both are removed afterwards.
  static func with(_ engine: Engine, _ body: (any Database, String) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("huiqi-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    switch engine {
    case .sqlite: try await use(.sqlite(path: folder + "/road.sqlite"), folder, body)
    case .postgresql:
      let name = "road_\(ProcessInfo.processInfo.processIdentifier)_\(count.add(1, ordering: .relaxed).newValue)"
      let owner = try await owner.value
      try await owner.write { _ = try $0.execute("CREATE SCHEMA \(name)") }
      let server = try server.get()
      let url = server + (server.contains("?") ? "&" : "?") + "options=-csearch_path%3D\(name)"
      let result: Result<Void, any Error>
      do { result = .success(try await use(.postgresql(url: url), folder, body)) } catch { result = .failure(error) }
      try await owner.write { _ = try $0.execute("DROP SCHEMA \(name) CASCADE") }
      try result.get()
    }
  }

  private static func use(_ setting: DatabaseSetting, _ folder: String, _ body: (any Database, String) async throws -> Void) async throws {
    let database = try await openDatabase(setting, readers: 2)
    do {
      try await body(database, folder)
      await database.close()
    } catch {
      await database.close()
      throw error
    }
  }
}
