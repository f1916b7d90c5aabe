import GRDB

/// A database for one piece of work on one thread, which leaves nothing behind: a file without a name, gone when it is closed.
///
/// Memory stays flat however much is written. Nothing survives a crash, so nothing waits for the disk.
public final class ScratchDatabase {
  private let queue: DatabaseQueue

  /// An empty database. Throws `StorageError`.
  public init() throws {
    var configuration = Configuration()
    configuration.prepareDatabase { connection in
      try connection.execute(sql: "PRAGMA cache_size = -65536; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
    }
    // SQLite keeps a database without a name in a temporary file that nobody else can open.
    do { queue = try DatabaseQueue(path: "", configuration: configuration) } catch { throw StorageError.translated(error) }
  }

  /// Runs a body on it. Throws what the body throws; then the database is good for nothing more.
  public func use<T>(_ body: (any Transaction) throws -> T) throws -> T {
    var result: Result<T, any Error>?
    try queue.inTransaction { connection in
      result = Result { try body(SQLiteTransaction(connection)) }
      // Without a journal nothing can be undone.
      return .commit
    }
    guard let result else { throw StorageError.closed }
    return try result.get()
  }
}
