import TestDatabases
import Testing

@testable import Storage

/// The tables' history.
struct MigrationTests {
  static let second = Migration(
    name: "test-2-more",
    statements: [
      "ALTER TABLE counters ADD COLUMN note {text}", .only(.sqlite, "UPDATE counters SET note = 'sqlite'"),
      .only(.postgresql, "UPDATE counters SET note = 'postgresql'"),
    ])

  static func names(_ database: any Database) async throws -> [String] {
    try await database.read { try $0.query("SELECT name FROM schema_migrations ORDER BY name").map { $0.text(0) } }
  }

  @Test("each is applied once, later ones later", arguments: Engine.allCases)
  func once(engine: Engine) async throws {
    try await TestDatabase.with(engine) { database in
      try await database.write { _ = try $0.execute("INSERT INTO counters VALUES ('a', 1)") }
      try await migrate(database, [TestDatabase.counters])
      try await migrate(database, [TestDatabase.counters, Self.second])
      try await migrate(database, [TestDatabase.counters, Self.second])
      let note = try await database.read { try $0.query("SELECT note FROM counters")[0].text(0) }
      #expect(note == engine.rawValue)
      let names = try await Self.names(database)
      let own = ["storage-1-events", "storage-2-idempotency", "storage-3-projections", "storage-4-projection-basis"]
      #expect(names == own + ["test-1-counters", "test-2-more"])
    }
  }

  @Test("a database of a newer program is refused", arguments: Engine.allCases)
  func newer(engine: Engine) async throws {
    try await TestDatabase.with(engine, migrations: [TestDatabase.counters, Self.second]) { database in
      await #expect(throws: StorageError.newerDatabase(migration: "test-2-more")) { try await migrate(database, [TestDatabase.counters]) }
    }
  }

  @Test("a migration that was changed is refused, and nothing is applied", arguments: Engine.allCases)
  func changed(engine: Engine) async throws {
    try await TestDatabase.with(engine) { database in
      let changed = Migration(name: TestDatabase.counters.name, statements: TestDatabase.counters.statements + ["SELECT 1"])
      await #expect(throws: StorageError.migrationChanged(migration: "test-1-counters")) {
        try await migrate(database, [changed, Self.second])
      }
      let names = try await Self.names(database)
      #expect(!names.contains("test-2-more"))
    }
  }

  @Test("one that fails leaves nothing behind", arguments: Engine.allCases)
  func failing(engine: Engine) async throws {
    try await TestDatabase.with(engine) { database in
      let failing = Migration(
        name: "test-3", statements: ["CREATE TABLE half (id {bigint} NOT NULL PRIMARY KEY) {strict}", "SELECT nothing FROM nowhere"])
      await #expect(throws: StorageError.self) { try await migrate(database, [TestDatabase.counters, failing]) }
      let tables = try await database.read { try TableCatalogue.tables(in: $0) }
      #expect(!tables.contains("half") && tables.contains("counters"))
    }
  }

  @Test("two programs that start together", arguments: Engine.allCases)
  func together(engine: Engine) async throws {
    try await TestDatabase.withSetting(engine) { setting, _ in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<4 {
          group.addTask {
            let database = try await openDatabase(setting, readers: 1)
            try await migrate(database, [TestDatabase.counters, Self.second])
            await database.close()
          }
        }
        try await group.waitForAll()
      }
    }
  }

  @Test("the checksum covers the words, the order and the engine of every statement")
  func checksum() {
    func sum(_ statements: [Migration.Statement]) -> String { Migration(name: "x", statements: statements).checksum }
    let all: [[Migration.Statement]] = [
      [], ["a"], ["a", "b"], ["b", "a"], ["ab"], [.only(.sqlite, "a")], [.only(.postgresql, "a")], ["a", .only(.sqlite, "b")],
    ]
    #expect(Set(all.map(sum)).count == all.count)
  }
}
