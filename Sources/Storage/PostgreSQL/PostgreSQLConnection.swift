import CPostgreSQL

/// A connection to a PostgreSQL server, with the statements it has prepared. Its calls block.
final class PostgreSQLConnection: @unchecked Sendable {
  // Not shared: the writer's belongs to the writer's thread, a reader's to the one read that took it from the list.
  private var connection: OpaquePointer?
  private let url: String
  private var names: [StatementKey: String] = [:]
  private var count = 0

  /// A statement can be prepared once for each way its parameters are typed.
  private struct StatementKey: Hashable {
    let sql: String
    let types: [Oid]
  }

  /// Prepared statements cost memory on the server; the program has a fixed number of them.
  private static let most = 1_000

  /// Connects. Throws `StorageError`.
  init(url: String) throws {
    self.url = url
    try connect()
  }

  deinit { PQfinish(connection) }

  private func connect() throws {
    PQfinish(connection)
    connection = nil
    names.removeAll()
    let settings = [
      ("dbname", url), ("client_encoding", "UTF8"), ("fallback_application_name", "huiqi"), ("connect_timeout", "10"),
    ]
    let new = PostgreSQLParameters.withStrings(settings.map(\.0)) { keys in
      PostgreSQLParameters.withStrings(settings.map(\.1)) { values in PQconnectdbParams(keys, values, 1) }
    }
    guard let new, PQstatus(new) == CONNECTION_OK else {
      PQfinish(new)
      throw StorageError.unavailable(place: "PostgreSQL \(ConnectionAddress(url)?.place ?? "?")")
    }
    connection = new
    PQsetNoticeProcessor(new, { _, _ in }, nil)
    // A commit returns when it is on the disk, whatever the server's own setting; nobody waits for a lock for ever.
    try run("SET synchronous_commit = on; SET lock_timeout = '15s'; SET standard_conforming_strings = on; SET client_min_messages = error")
  }

  /// Whether the connection was lost.
  var isLost: Bool { connection == nil || PQstatus(connection) != CONNECTION_OK }
  /// Whether a transaction is open, sound or not.
  var isInTransaction: Bool { !isLost && PQtransactionStatus(connection) != PQTRANS_IDLE }

  /// Begins a transaction. A connection that was lost since its last use is made anew, once: nothing was sent on it that could count.
  func begin(_ sql: String) throws {
    if isLost { try connect() }
    do {
      try run(sql)
    } catch {
      guard isLost else { throw error }
      try connect()
      try run(sql)
    }
  }

  /// Runs statements without parameters and without an answer.
  func run(_ sql: String) throws {
    try check(PQexec(connection, sql)).clear()
  }

  /// Ends the transaction; says whether the server kept it. Throws `StorageError.outcomeUnknown` if the connection broke meanwhile.
  func commit() throws {
    guard !isLost else { throw StorageError.unavailable(place: "PostgreSQL") }
    do {
      let result = try check(PQexec(connection, "COMMIT"))
      defer { result.clear() }
      // A transaction that has failed answers a COMMIT with ROLLBACK.
      guard result.tag == "COMMIT" else { throw StorageError.commitFailed(engineCode: "25P02") }
    } catch let error as StorageError {
      if isLost { throw StorageError.outcomeUnknown }
      throw error.ofCommit
    }
  }

  /// Gives an open transaction up.
  func rollback() {
    if isInTransaction { try? run("ROLLBACK") }
  }

  /// Runs a statement with parameters: prepared, if it is one that reads or changes rows.
  func execute(_ sql: String, _ arguments: [SQLValue], isPrepared: Bool = true) throws -> PostgreSQLResult {
    let parameters = try PostgreSQLParameters(arguments)
    if isPrepared && !Self.definesTables(sql) {
      let name = try prepare(sql, parameters.types)
      return try check(
        parameters.withPointers { values, lengths, formats in
          PQexecPrepared(connection, name, Int32(arguments.count), values, lengths, formats, 0)
        })
    }
    let result = try check(
      parameters.withPointers { values, lengths, formats in
        PQexecParams(connection, sql, Int32(arguments.count), parameters.types, values, lengths, formats, 0)
      })
    if Self.definesTables(sql) { try forget() }
    return result
  }

  private static func definesTables(_ sql: String) -> Bool {
    ["CREATE ", "DROP ", "ALTER "].contains { sql.hasPrefix($0) }
  }

  private func prepare(_ sql: String, _ types: [Oid]) throws -> String {
    let key = StatementKey(sql: sql, types: types)
    if let name = names[key] { return name }
    if names.count >= Self.most { try forget() }
    count += 1
    let name = "s\(count)"
    try check(PQprepare(connection, name, sql, Int32(types.count), types)).clear()
    names[key] = name
    return name
  }

  /// Drops the prepared statements: tables were changed under them.
  private func forget() throws {
    if names.isEmpty { return }
    names.removeAll()
    try run("DEALLOCATE ALL")
  }

  /// The answer, if it is a good one.
  private func check(_ pointer: OpaquePointer?) throws -> PostgreSQLResult {
    let result = PostgreSQLResult(pointer: pointer)
    if result.isGood { return result }
    defer { result.clear() }
    let error = StorageError.postgresql(result, isLost: isLost)
    // "Cached plan must not change result type": another process made a table anew. The next try prepares again.
    if error.engineCode == "0A000" { names.removeAll() }
    throw error
  }
}
