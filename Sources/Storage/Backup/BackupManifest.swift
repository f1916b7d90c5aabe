/// What a backup says of itself: `manifest.json`.
public struct BackupManifest: Sendable, Hashable, Codable {
  /// One file of the backup.
  public struct Part: Sendable, Hashable, Codable {
    /// Its path in the backup.
    public let name: String
    /// The table it holds the rows of; nil for the list of files.
    public let table: String?
    /// How many rows, or files, it lists.
    public let rows: Int64
    /// SHA-256 of its bytes, hexadecimal.
    public let sha256: String

    /// Whether it is what a backup has: the list of files, or a table of ours by its plain name. Nothing else becomes a path.
    var isPlain: Bool {
      guard let table else { return name == BackupManifest.filesName }
      let isWord = table.utf8.allSatisfy { $0 == UInt8(ascii: "_") || (97...122).contains($0) || (48...57).contains($0) }
      return isWord && !TableCatalogue.derived.contains(table) && name == "tables/\(table).jsonl"
    }
  }

  /// A migration the database had.
  public struct AppliedMigration: Sendable, Hashable, Codable {
    /// Its name.
    public let name: String
    /// Its checksum.
    public let sha256: String
  }

  /// The format: "huiqi-backup-1".
  public let format: String
  /// When it was made, RFC 3339 UTC.
  public let created: String
  /// The engine it was made from; it restores into either.
  public let engine: Engine
  /// The number of events.
  public let events: Int64
  /// The hash of the last event, hexadecimal.
  public let head: String
  /// The number of uploaded files.
  public let files: Int64
  /// Their length together.
  public let files_bytes: Int64
  /// The migrations the database had, by name.
  public let migrations: [AppliedMigration]
  /// The parts, tables in the order they are restored in.
  public let parts: [Part]

  static let format = "huiqi-backup-1"
  static let fileName = "manifest.json"
  static let filesName = "files.jsonl"
}
