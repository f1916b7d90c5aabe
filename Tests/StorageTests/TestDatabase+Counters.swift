import Storage
import TestDatabases

extension TestDatabase {
  /// Named counters: the simplest table that a lost update shows in.
  static let counters = Migration(
    name: "test-1-counters",
    statements: ["CREATE TABLE counters (name {text} NOT NULL PRIMARY KEY, value {bigint} NOT NULL CHECK (value >= 0)) {strict}"])

  /// Runs a body with a new database that has Storage's tables and those of `migrations`.
  static func with<T>(
    _ engine: Engine, readers: Int = 2, migrations: [Migration] = [counters], _ body: (any Database) async throws -> T
  ) async throws -> T {
    try await with(engine, readers: readers) { database, _ in
      try await migrate(database, migrations)
      return try await body(database)
    }
  }
}

/// What a body throws to be undone.
struct Undo: Error, Equatable {}
