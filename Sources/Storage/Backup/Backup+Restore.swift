import Foundation

extension Backup {
  /// Restores a backup into a new, empty database and a file store, and rebuilds the projections.
  ///
  /// Every part, every file and the whole chain of events are checked first or on the way. The tables come in one transaction: if anything
  /// is wrong, or a file that `naming` finds in the log isn't in the backup, the database stays empty. `migrations` is the full list of the program; a backup of an older program is brought up to it.
  /// Throws `BackupError`, `StorageError`, `FileStoreError`.
  @discardableResult
  public static func restore(
    from path: String, into database: any Database, files: FileStore, migrations: [Migration], projections: ProjectionSet,
    naming: @escaping Naming = { _ in [:] }
  ) async throws -> BackupManifest {
    let manifest = try manifest(of: path)
    let migrator = Migrator(migrations)
    let applied = Dictionary(manifest.migrations.map { ($0.name, $0.sha256) }, uniquingKeysWith: { first, _ in first })
    try migrator.check(applied)
    try await files.run {
      for part in manifest.parts where try BackupReader.hash(path: "\(path)/\(part.name)", name: part.name) != part.sha256 {
        throw BackupError.damaged(part: part.name)
      }
    }
    // First, because it costs little to find out.
    try await database.read { tx in try refuseTables(in: tx) }
    let kept = try await files.run { try restoreFiles(from: path, manifest, to: files) }
    try await database.write { tx in
      try refuseTables(in: tx)
      try migrator.run(only: Set(applied.keys), in: tx)
      for part in manifest.parts {
        if let table = part.table { try load(part, table: table, from: path, in: tx) }
      }
      let missing = Set(try TableCatalogue.tables(in: tx)).subtracting(TableCatalogue.derived).subtracting(
        manifest.parts.compactMap(\.table))
      if let table = missing.min() { throw BackupError.damaged(part: "tables/\(table).jsonl") }
      try checkChain(manifest, in: tx)
      try migrator.run(in: tx)
      let absent = try naming(tx).filter { kept[$0.key] != $0.value }
      if let sha256 = absent.keys.min() { throw BackupError.fileMissing(sha256: sha256) }
    }
    try await projections.prepare(database)
    return manifest
  }

  /// What a backup says of itself. Throws `BackupError.notABackup`.
  public static func manifest(of path: String) throws -> BackupManifest {
    guard
      let data = FileManager.default.contents(atPath: "\(path)/\(BackupManifest.fileName)"),
      let manifest = try? JSONDecoder().decode(BackupManifest.self, from: data), manifest.format == BackupManifest.format,
      manifest.parts.allSatisfy(\.isPlain)
    else { throw BackupError.notABackup }
    return manifest
  }

  private static func refuseTables(in tx: any Transaction) throws {
    guard try TableCatalogue.tables(in: tx).isEmpty else { throw BackupError.targetNotEmpty }
  }

  private static func restoreFiles(from path: String, _ manifest: BackupManifest, to store: FileStore) throws -> [String: Int64] {
    let name = BackupManifest.filesName
    let reader = try BackupReader(path: "\(path)/\(name)", name: name)
    let kept = FileStore(root: path + "/files", pool: store.pool)
    var restored: [String: Int64] = [:]
    while let row = try reader.next() {
      guard row.count == 2, case .text(let sha256) = row[0], case .integer(let size) = row[1] else { throw BackupError.damaged(part: name) }
      do {
        restored[sha256] = try store.copy(sha256, from: kept, size_bytes: size)
      } catch FileStoreError.missing, FileStoreError.damaged {
        throw BackupError.damaged(part: "files/\(sha256)")
      }
    }
    return restored
  }

  /// Puts the rows of a part into its table, which a migration has made. Migrations may have filled it: the backup's rows stand for them.
  private static func load(_ part: BackupManifest.Part, table: String, from path: String, in tx: any Transaction) throws {
    let reader = try BackupReader(path: "\(path)/\(part.name)", name: part.name)
    let columns = try TableCatalogue.columns(of: table, in: tx)
    guard let names = try reader.next(), !columns.isEmpty, names.count == columns.count,
      Set(names) == Set(columns.map(SQLValue.text))
    else {
      throw BackupError.damaged(part: part.name)
    }
    if table != "events" { try tx.execute("DELETE FROM \(TableCatalogue.quoted(table))") }
    let list = Row(names).values.indices.map { TableCatalogue.quoted(Row(names).text($0)) }.joined(separator: ", ")
    // Many rows a statement: each is a journey to the server.
    let most = max(1, 1_000 / columns.count)
    var waiting: [SQLValue] = []
    var count: Int64 = 0
    func insert() throws {
      if waiting.isEmpty { return }
      let rows = stride(from: 0, to: waiting.count, by: columns.count).map { start in
        "(" + columns.indices.map { "$\(start + $0 + 1)" }.joined(separator: ", ") + ")"
      }
      try tx.execute("INSERT INTO \(TableCatalogue.quoted(table)) (\(list)) VALUES \(rows.joined(separator: ", "))", waiting)
      waiting.removeAll(keepingCapacity: true)
    }
    while let values = try reader.next() {
      guard values.count == columns.count else { throw BackupError.damaged(part: part.name) }
      waiting += values
      count += 1
      if waiting.count >= most * columns.count { try insert() }
    }
    try insert()
    guard count == part.rows else { throw BackupError.damaged(part: part.name) }
  }

  /// Sets the head to the last event and checks the whole log against it and the manifest.
  private static func checkChain(_ manifest: BackupManifest, in tx: any Transaction) throws {
    if let last = try tx.first("SELECT seq, hash FROM events ORDER BY seq DESC LIMIT 1") {
      try tx.execute("UPDATE event_head SET seq = $1, hash = $2 WHERE id = 1", last.values)
    }
    switch try EventLog.verify(in: tx) {
    case .broken(let seq, _, _): throw BackupError.chainBroken(at: seq)
    case .intact(let count, let head):
      guard count == manifest.events, Hex.text(head.hash) == manifest.head else { throw BackupError.chainBroken(at: count + 1) }
    }
  }
}
