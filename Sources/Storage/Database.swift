/// The database engines that the same statements run on.
public enum Engine: String, Sendable, Hashable, CaseIterable, Codable {
  /// SQLite in a file of its own, embedded in this process.
  case sqlite
  /// A PostgreSQL server.
  case postgresql
}

/// A database: consistent reads side by side, writes one after the other.
public protocol Database: Sendable {
  /// The engine underneath.
  var engine: Engine { get }

  /// Runs a body on one consistent snapshot; many run at once, on threads of their own. Writing in it is an error of the engine.
  /// Throws what the body throws, and `StorageError`.
  func read<T: Sendable>(_ body: @Sendable @escaping (any Transaction) throws -> T) async throws -> T

  /// Runs a body as the only writer of all processes on this database. When it returns, everything it wrote is on the disk.
  ///
  /// Bodies that wait at the same time share one commit: each is still undone alone if it throws, and nobody hears of success before
  /// the commit. A body runs once. Throws what the body throws, and `StorageError`; after a throw nothing of it was written, except
  /// `StorageError.outcomeUnknown`, which says so.
  func write<T: Sendable>(_ body: @Sendable @escaping (any Transaction) throws -> T) async throws -> T

  /// Finishes what is under way and closes the connections. Later calls throw `StorageError.closed`.
  func close() async
}

/// Opens a database; a SQLite file that doesn't exist is made. `readers` is the number of reads that run at once.
/// Throws `StorageError`.
public func openDatabase(_ setting: DatabaseSetting, readers: Int = 4) async throws -> any Database {
  precondition(readers > 0, "a database needs a reader")
  switch setting {
  case .sqlite(let path): return try await SQLiteDatabase.open(path: path, readers: readers)
  case .postgresql(let url): return try await PostgreSQLDatabase.open(url: url, readers: readers)
  }
}
