import Foundation
import GRDB
import NIOPosix

/// A SQLite file in WAL mode: readers see the last commit and never wait, the writer brings every commit to the disk.
final class SQLiteDatabase: Database {
  let engine = Engine.sqlite
  private let pool: DatabasePool
  private let writes: WriteQueue
  private let readers: NIOThreadPool

  /// How long to wait for another process that writes, in seconds.
  private static let patience_seconds = 15
  /// Writes that share a commit: more would make the first of them wait for long.
  private static let most = 256

  private init(pool: DatabasePool, readers: Int) {
    self.pool = pool
    self.readers = NIOThreadPool(numberOfThreads: readers)
    self.readers.start()
    writes = WriteQueue(most: Self.most) { jobs in
      pool.writeWithoutTransaction { GroupCommit.run(jobs, on: SQLiteTransaction($0)) }
    }
  }

  /// Opens the file, or makes it. Throws `StorageError`.
  static func open(path: String, readers: Int) async throws -> SQLiteDatabase {
    let opening = NIOThreadPool(numberOfThreads: 1)
    opening.start()
    let result: Result<DatabasePool, any Error>
    do {
      result = .success(try await opening.runIfActive { try Self.pool(path: path, readers: readers) })
    } catch {
      result = .failure(StorageError.sqlite(error))
    }
    try? await opening.shutdownGracefully()
    return SQLiteDatabase(pool: try result.get(), readers: readers)
  }

  private static func pool(path: String, readers: Int) throws -> DatabasePool {
    try make(path)
    var configuration = Configuration()
    configuration.maximumReaderCount = readers
    configuration.busyMode = .timeout(.init(patience_seconds))
    configuration.prepareDatabase { connection in
      // 16 MiB of pages each; memory stays flat however large the file grows.
      try connection.execute(sql: "PRAGMA cache_size = -16384; PRAGMA temp_store = MEMORY")
    }
    let pool = try DatabasePool(path: path, configuration: configuration)
    // After the pool was made: switching to WAL, GRDB sets NORMAL, which may lose the last commits in a power cut.
    try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000") }
    return pool
  }

  /// Makes the file if it isn't there, readable for its owner alone: SQLite gives its companions the same rights.
  private static func make(_ path: String) throws {
    do { try Folder.make(Folder.parent(of: path)) } catch { throw StorageError.unavailable(place: "SQLite") }
    let descriptor = Foundation.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw StorageError.unavailable(place: "SQLite") }
    Foundation.close(descriptor)
  }

  func read<T: Sendable>(_ body: @Sendable @escaping (any Transaction) throws -> T) async throws -> T {
    do {
      return try await readers.runIfActive { [pool] in
        try pool.read { connection in
          let transaction = SQLiteTransaction(connection)
          let value = try body(transaction)
          if let failure = transaction.failure { throw failure }
          return value
        }
      }
    } catch {
      throw StorageError.ofRead(error)
    }
  }

  func write<T: Sendable>(_ body: @Sendable @escaping (any Transaction) throws -> T) async throws -> T {
    try await writes.write(body)
  }

  func close() async {
    await writes.close()
    try? await readers.shutdownGracefully()
    try? pool.close()
  }
}
