/// Where the data lives: the one setting that chooses the engine.
public enum DatabaseSetting: Sendable, Hashable {
  /// A SQLite file.
  case sqlite(path: String)
  /// A PostgreSQL database, as a connection address of libpq; it may hold a password and so is never printed.
  case postgresql(url: String)

  /// Reads a setting as people write it: "postgresql://user:password@host:port/database", or the path of a file.
  /// Throws `StorageError.badSetting` for an empty text, another scheme, or an address that libpq can't read.
  public init(_ text: String) throws {
    if text.hasPrefix("postgresql://") || text.hasPrefix("postgres://") {
      guard ConnectionAddress(text) != nil else { throw StorageError.badSetting }
      self = .postgresql(url: text)
    } else if text.isEmpty || text.contains("://") || text.utf8.contains(0) {
      throw StorageError.badSetting
    } else {
      self = .sqlite(path: text)
    }
  }
}

extension DatabaseSetting: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The setting without its password.
  public var description: String {
    switch self {
    case .sqlite(let path): "SQLite \(path)"
    case .postgresql(let url): "PostgreSQL \(ConnectionAddress(url)?.place ?? "?")"
    }
  }

  /// The setting without its password.
  public var debugDescription: String { description }

  /// Shows nothing, so that a dump doesn't hold the password.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
