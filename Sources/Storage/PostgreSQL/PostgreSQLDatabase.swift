import NIOPosix
import Synchronization

/// A PostgreSQL database: one connection that writes and several that read, each on threads of their own because libpq blocks.
final class PostgreSQLDatabase: Database {
  let engine = Engine.postgresql
  private let readers: NIOThreadPool
  /// The readers' connections that are free. There are as many as threads, so that a thread always finds one.
  private let free: Mutex<[PostgreSQLConnection]>
  private let writes: WriteQueue

  /// Writes that share a commit. PostgreSQL keeps 64 subtransactions of a transaction at hand; with more, every reader has to look on.
  private static let most = 60

  private init(writer: PostgreSQLConnection, readers connections: [PostgreSQLConnection]) {
    readers = NIOThreadPool(numberOfThreads: connections.count)
    readers.start()
    free = Mutex(connections)
    writes = WriteQueue(most: Self.most) { GroupCommit.run($0, on: PostgreSQLTransaction(writer)) }
  }

  /// Connects. Throws `StorageError`.
  static func open(url: String, readers: Int) async throws -> PostgreSQLDatabase {
    let opening = NIOThreadPool(numberOfThreads: 1)
    opening.start()
    let opened: Result<[PostgreSQLConnection], any Error>
    do {
      opened = .success(try await opening.runIfActive { try (0...readers).map { _ in try PostgreSQLConnection(url: url) } })
    } catch {
      opened = .failure(error)
    }
    try? await opening.shutdownGracefully()
    var connections = try opened.get()
    return PostgreSQLDatabase(writer: connections.removeLast(), readers: connections)
  }

  func read<T: Sendable>(_ body: @Sendable @escaping (any Transaction) throws -> T) async throws -> T {
    do {
      return try await readers.runIfActive { [self] in
        guard let connection = free.withLock({ $0.popLast() }) else { preconditionFailure("more reads run than there are connections") }
        defer { free.withLock { $0.append(connection) } }
        return try Self.read(on: connection, body)
      }
    } catch {
      throw StorageError.ofRead(error)
    }
  }

  private static func read<T>(on connection: PostgreSQLConnection, _ body: (any Transaction) throws -> T) throws -> T {
    try connection.begin("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    defer { connection.rollback() }
    let transaction = PostgreSQLTransaction(connection)
    let value = try body(transaction)
    if let failure = transaction.failure { throw failure }
    return value
  }

  func write<T: Sendable>(_ body: @Sendable @escaping (any Transaction) throws -> T) async throws -> T {
    try await writes.write(body)
  }

  func close() async {
    await writes.close()
    try? await readers.shutdownGracefully()
    free.withLock { $0.removeAll() }
  }
}
