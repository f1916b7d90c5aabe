import Diagnostics
import Foundation
import Policy
import Storage
import TestDatabases
import TestSupport
import Testing

@testable import Service

/// The demonstration of the repository, loaded into a database of its own.
struct DemoBench {
  let services: Services
  let time: ManualTime
  let folder: String

  static func script() throws -> DataFile {
    try FileReader.data(at: Repository.root.appendingPathComponent("examples/demo.yaml").path, limit_bytes: FileReader.factsLimit_bytes)
      .get()
  }

  static func script(_ text: String) throws -> DataFile {
    let source = SourceText(name: "demo.yaml", text: text)
    return DataFile(source: source, root: try FileReader.parse(source).get())
  }

  /// Empty services that stand at a moment.
  static func empty(at now: Moment, _ body: (DemoBench) async throws -> Void) async throws {
    try await TestDatabase.with(readers: 4) { database, folder in
      let time = ManualTime(now)
      let services = try await Services.prepare(
        book: Town.book.get(), database: database, files: try FileStore(root: folder + "/files"), keys: Workbench.keys, time: time,
        settings: Demo.accountSettings)
      do {
        try await body(DemoBench(services: services, time: time, folder: folder))
      } catch {
        await services.close()
        throw error
      }
      await services.close()
    }
  }

  /// The demonstration as it is on a day.
  static func loaded(_ day: String = "2026-06-10", _ body: (DemoBench, Demo.Summary) async throws -> Void) async throws {
    let now = try #require(Moment("\(day)T10:00:00+08:00"))
    try await empty(at: now) { bench in
      let summary = try await Demo.load(bench.services, time: bench.time, try script(), now: now)
      try await body(bench, summary)
    }
  }

  /// Changes rows that nothing in the program changes.
  func tamper(_ statements: [String]) async throws {
    try await services.database.write { tx in
      for row in try tx.query("SELECT name FROM sqlite_master WHERE type = 'trigger'") { try tx.execute("DROP TRIGGER \(row.text(0))") }
      for statement in statements {
        let changed = try tx.execute(statement)
        precondition(changed > 0, "the test changes nothing")
      }
    }
  }
}
