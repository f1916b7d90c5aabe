import Foundation

/// Copies of everything that is kept, in a folder that restores into either engine: `manifest.json`, `tables/*.jsonl`, `files.jsonl` and
/// `files/`. What follows from the events (projections) isn't in it; it is made anew.
public enum Backup {
  /// The files that the log names, by hash with their lengths, read in the transaction of the tables.
  public typealias Naming = @Sendable (any Transaction) throws -> [String: Int64]

  /// Writes a backup into a new folder while the program runs: the tables from one snapshot, then the files, which are always stored
  /// before the events that name them. The folder appears when it is complete and on the disk.
  ///
  /// - Parameter naming: the files that the log names, by hash with their lengths; each must be in the backup.
  ///
  /// Throws `BackupError`, `StorageError`, and `FileStoreError.damaged` for a kept file that isn't what it was.
  @discardableResult
  public static func write(
    _ database: any Database, files: FileStore, projections: ProjectionSet, naming: @escaping Naming = { _ in [:] }, to path: String
  ) async throws -> BackupManifest {
    guard access(path, F_OK) != 0 else { throw BackupError.targetExists }
    let partial = path + ".partial-" + UUID().uuidString
    do {
      let manifest = try await write(database, files: files, projections: projections, naming, into: partial)
      guard access(path, F_OK) != 0 else { throw BackupError.targetExists }
      guard rename(partial, path) == 0 else { throw BackupError.disk(errno: errno) }
      try Folder.sync(Folder.parent(of: path))
      return manifest
    } catch {
      try? FileManager.default.removeItem(atPath: partial)
      if case .system(let number) = error as? FileStoreError { throw BackupError.disk(errno: number) }
      throw error
    }
  }

  private static func write(
    _ database: any Database, files: FileStore, projections: ProjectionSet, _ naming: @escaping Naming, into path: String
  ) async throws -> BackupManifest {
    try Folder.make(path + "/tables")
    let derived = TableCatalogue.derived.union(projections.tables)
    let (parts, head, migrations, named) = try await database.read { tx in
      let tables = try TableCatalogue.tables(in: tx).filter { !derived.contains($0) }
      let parts = try tables.map { try write(table: $0, in: tx, into: path) }
      return (parts, try EventLog.head(in: tx), try Migrator.applied(in: tx), try naming(tx))
    }
    let store = FileStore(root: path + "/files", pool: files.pool)
    let (list, bytes) = try await files.run {
      try copyFiles(from: files, to: store, named, list: "\(path)/\(BackupManifest.filesName)")
    }
    let manifest = BackupManifest(
      format: BackupManifest.format, created: Timestamp.now(), engine: database.engine, events: head.seq, head: Hex.text(head.hash),
      files: list.rows, files_bytes: bytes,
      migrations: migrations.sorted { $0.key < $1.key }.map { .init(name: $0.key, sha256: $0.value) }, parts: parts + [list])
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let writer = try BackupWriter(path: "\(path)/\(BackupManifest.fileName)")
    writer.raw(try encoder.encode(manifest))
    _ = try writer.finish()
    try Folder.sync(path + "/tables")
    try Folder.sync(path)
    return manifest
  }

  /// The rows of a table, after a line with the names of its columns.
  private static func write(table: String, in tx: any Transaction, into path: String) throws -> BackupManifest.Part {
    let columns = try TableCatalogue.columns(of: table, in: tx)
    let name = "tables/\(table).jsonl"
    let writer = try BackupWriter(path: "\(path)/\(name)")
    try writer.line(columns.map(SQLValue.text))
    let list = columns.map(TableCatalogue.quoted).joined(separator: ", ")
    try tx.forEach("SELECT \(list) FROM \(TableCatalogue.quoted(table)) ORDER BY 1", []) { try writer.line($0.values) }
    return BackupManifest.Part(name: name, table: table, rows: writer.lines - 1, sha256: try writer.finish())
  }

  /// Copies every kept file, checking its hash on the way, and lists them. All that the log names must be among them.
  private static func copyFiles(from: FileStore, to: FileStore, _ named: [String: Int64], list path: String) throws -> (
    BackupManifest.Part, Int64
  ) {
    let writer = try BackupWriter(path: path)
    var bytes: Int64 = 0
    try Folder.make(to.root + "/incoming")
    var missing = named
    for sha256 in try from.all() {
      let size: Int64
      do { size = try to.copy(sha256, from: from, size_bytes: named[sha256]) } catch FileStoreError.missing where named[sha256] == nil {
        // Nothing names it, and it was removed meanwhile.
        continue
      }
      try writer.line([.text(sha256), .integer(size)])
      missing[sha256] = nil
      bytes += size
    }
    if let sha256 = missing.keys.min() { throw BackupError.fileMissing(sha256: sha256) }
    guard rmdir(to.root + "/incoming") == 0 else { throw BackupError.disk(errno: errno) }
    return (.init(name: BackupManifest.filesName, table: nil, rows: writer.lines, sha256: try writer.finish()), bytes)
  }
}
