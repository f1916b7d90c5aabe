import TestDatabases
import Testing

@testable import Storage

/// Settings, lost connections, and commits that fail.
struct ConnectionTests {
  @Test("a setting is a path or an address")
  func settings() throws {
    #expect(try DatabaseSetting("data/huiqi.sqlite") == .sqlite(path: "data/huiqi.sqlite"))
    let url = "postgresql://user:geheim@127.0.0.1:5432/huiqi"
    let setting = try DatabaseSetting(url)
    #expect(setting == .postgresql(url: url))
    for text in ["\(setting)", String(reflecting: setting), String(describing: Mirror(reflecting: setting).children.map { $0.value })] {
      #expect(!text.contains("geheim"))
    }
    #expect(setting.description == "PostgreSQL 127.0.0.1:5432/huiqi")
    for bad in ["", "mysql://a/b", "postgresql://geheim:geheim@host:port:port/%zz", "a\u{0}b"] {
      #expect(throws: StorageError.badSetting) { try DatabaseSetting(bad) }
    }
  }

  @Test("a database that can't be reached says where it is, and no password")
  func unreachable() async throws {
    do {
      _ = try await openDatabase(.postgresql(url: "postgresql://user:geheim@127.0.0.1:1/huiqi"))
      Issue.record("nothing listens there")
    } catch let error as StorageError {
      #expect(error.code == "storage.unavailable")
      #expect(error.message.zh.contains("127.0.0.1:1/huiqi"))
      #expect(!"\(error)\(error.message)".contains("geheim"))
    }
    // No folder can be made under a file.
    await #expect(throws: StorageError.unavailable(place: "SQLite")) {
      _ = try await openDatabase(.sqlite(path: "\(#filePath)/at/all.sqlite"))
    }
  }

  @Test("a file that isn't a database")
  func notADatabase() async throws {
    try await TestDatabase.withSetting(.sqlite) { _, folder in
      let path = folder + "/text.sqlite"
      try String(repeating: "no database. ", count: 500).write(toFile: path, atomically: true, encoding: .utf8)
      do {
        _ = try await openDatabase(.sqlite(path: path))
        Issue.record("it was opened")
      } catch let error as StorageError { #expect(error == .damaged(engineCode: "SQLITE_26")) }
    }
  }

  /// Ends all other connections of the same test.
  static let kill =
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = current_setting('application_name') AND pid <> pg_backend_pid()"

  @Test("connections that were lost while nothing ran are made anew")
  func reconnect() async throws {
    try await TestDatabase.withSetting(.postgresql) { setting, _ in
      let (database, other) = (try await openDatabase(setting, readers: 1), try await openDatabase(setting, readers: 1))
      try await migrate(database, [TestDatabase.counters])
      try await database.write { try DatabaseTests.add("a", in: $0) }
      _ = try await other.write { try $0.query(Self.kill) }
      try await database.write { try DatabaseTests.add("a", in: $0) }
      let value = try await DatabaseTests.value("a", in: database)
      #expect(value == 2)
      await database.close()
      await other.close()
    }
  }

  @Test("a connection that is lost in a write undoes it, says so, and the next write works")
  func lostInWrite() async throws {
    try await TestDatabase.withSetting(.postgresql) { setting, _ in
      let database = try await openDatabase(setting, readers: 1)
      try await migrate(database, [TestDatabase.counters])
      do {
        try await database.write { tx in
          try DatabaseTests.add("a", in: tx)
          _ = try tx.query("SELECT pg_terminate_backend(pg_backend_pid())")
          try DatabaseTests.add("a", in: tx)
        }
        Issue.record("the write went through")
      } catch let error as StorageError { #expect(error.code == "storage.unavailable") }
      try await database.write { try DatabaseTests.add("b", in: $0) }
      let (a, b) = (try await DatabaseTests.value("a", in: database), try await DatabaseTests.value("b", in: database))
      #expect(a == nil && b == 1)
      await database.close()
    }
  }

  @Test("a commit that fails fails everybody who shared it, and nothing is kept", arguments: Engine.allCases)
  func failedCommit(engine: Engine) async throws {
    let tables = Migration(
      name: "test-deferred",
      statements: [
        "CREATE TABLE parent (id {bigint} NOT NULL PRIMARY KEY) {strict}",
        "CREATE TABLE child (id {bigint} NOT NULL PRIMARY KEY, parent {bigint} NOT NULL REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED) {strict}",
      ])
    try await TestDatabase.with(engine, migrations: [TestDatabase.counters, tables]) { database in
      let gate = Gate()
      let (begun, started) = AsyncStream<Void>.makeStream()
      async let first: Void = database.write { _ in
        started.finish()
        gate.wait()
      }
      for await _ in begun {}
      // These wait for the first and then share one commit; which comes first doesn't matter.
      async let codes = withTaskGroup(of: String.self) { group in
        for index in 0..<8 {
          group.addTask {
            do {
              try await database.write { tx in
                try DatabaseTests.add("n\(index)", in: tx)
                if index == 3 { try tx.execute("INSERT INTO child VALUES (1, 99)") }
              }
              return "kept"
            } catch { return (error as? StorageError)?.code ?? "\(error)" }
          }
        }
        return await group.reduce(into: [String]()) { $0.append($1) }
      }
      gate.open()
      try await first
      let all = await codes
      let kept = all.count { $0 == "kept" }
      #expect(all.contains("storage.commit_failed"))
      #expect(kept + all.count { $0 == "storage.commit_failed" } == 8)
      let counted = try await database.read { try $0.query("SELECT COUNT(*) FROM counters")[0].integer(0) }
      #expect(counted == Int64(kept))
      try await database.write { try DatabaseTests.add("after", in: $0) }
    }
  }
}
