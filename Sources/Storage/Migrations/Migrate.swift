import Crypto

/// Brings a database to the tables of this program: Storage's own migrations first, then these, each once, all in one transaction.
///
/// Give the full list of the program every time. A database that knows a migration this list doesn't have was written by a newer program
/// and is refused (`StorageError.newerDatabase`), as is one whose migration had other statements (`StorageError.migrationChanged`);
/// nothing is changed then.
public func migrate(_ database: any Database, _ migrations: [Migration]) async throws {
  try await database.write { try Migrator(migrations).run(in: $0) }
}

/// The migrations of a program and what a database has of them.
struct Migrator: Sendable {
  let migrations: [Migration]

  init(_ migrations: [Migration]) {
    self.migrations = StorageSchema.migrations + migrations
    precondition(Set(self.migrations.map(\.name)).count == self.migrations.count, "two migrations have one name")
  }

  /// Applies what is missing, or of that only the migrations that `wanted` names.
  func run(only wanted: Set<String>? = nil, in tx: any Transaction) throws {
    try tx.execute(
      Migration.Statement.both(
        """
        CREATE TABLE IF NOT EXISTS schema_migrations (
          name {text} NOT NULL PRIMARY KEY, applied_at {text} NOT NULL, sha256 {text} NOT NULL) {strict}
        """
      ).sql(for: tx.engine) ?? "")
    let applied = try Self.applied(in: tx)
    try check(applied)
    for migration in migrations where applied[migration.name] == nil && wanted?.contains(migration.name) != false {
      for statement in migration.statements {
        if let sql = statement.sql(for: tx.engine) { try tx.execute(sql) }
      }
      try tx.execute(
        "INSERT INTO schema_migrations (name, applied_at, sha256) VALUES ($1, $2, $3)",
        [.text(migration.name), .text(Timestamp.now()), .text(migration.checksum)])
    }
  }

  /// Refuses migrations that this program doesn't have, or has with other statements.
  func check(_ applied: [String: String]) throws {
    let known = Dictionary(uniqueKeysWithValues: migrations.map { ($0.name, $0.checksum) })
    for (name, checksum) in applied.sorted(by: { $0.key < $1.key }) {
      guard let own = known[name] else { throw StorageError.newerDatabase(migration: name) }
      guard own == checksum else { throw StorageError.migrationChanged(migration: name) }
    }
  }

  /// The checksums of what a database has, by name.
  static func applied(in tx: any Transaction) throws -> [String: String] {
    let rows = try tx.query("SELECT name, sha256 FROM schema_migrations")
    return Dictionary(uniqueKeysWithValues: rows.map { ($0.text(0), $0.text(1)) })
  }
}

extension Migration {
  /// SHA-256 of its statements as written, hexadecimal: the same on both engines.
  var checksum: String {
    let text = statements.map(\.canonical).joined(separator: "\u{1E}")
    return Hex.text(SHA256.hash(data: Array(text.utf8)))
  }
}
