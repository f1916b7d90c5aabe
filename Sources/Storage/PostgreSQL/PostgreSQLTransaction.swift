/// A transaction on a connection to PostgreSQL.
final class PostgreSQLTransaction: WritingConnection {
  let engine = Engine.postgresql
  private let connection: PostgreSQLConnection
  private var isMarked = false
  private var cursors = 0
  private(set) var failure: StorageError?

  /// The lock that makes the writers of all processes wait for each other: a number that other programs on the server don't use (the
  /// letters "huiq"), and the schema, so that two installations in one database don't wait for each other.
  private static let writersLock = "\(0x68_75_69_71), hashtext(coalesce(current_schema()::text, ''))"
  /// Rows fetched at once by `forEach`.
  private static let batch = 1_000

  init(_ connection: PostgreSQLConnection) { self.connection = connection }

  func query(_ sql: String, _ arguments: [SQLValue]) throws -> [Row] {
    try sound {
      let result = try connection.execute(sql, arguments)
      defer { result.clear() }
      return try result.rows()
    }
  }

  func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int {
    try sound {
      let result = try connection.execute(sql, arguments)
      defer { result.clear() }
      return result.changed
    }
  }

  func forEach(_ sql: String, _ arguments: [SQLValue], _ body: (Row) throws -> Void) throws {
    cursors += 1
    let name = "rows_\(cursors)"
    try sound { try connection.execute("DECLARE \(name) NO SCROLL CURSOR FOR \(sql)", arguments, isPrepared: false).clear() }
    defer { if failure == nil { try? sound { try connection.run("CLOSE \(name)") } } }
    while true {
      let rows = try sound {
        let result = try connection.execute("FETCH \(Self.batch) FROM \(name)", [], isPrepared: false)
        defer { result.clear() }
        return try result.rows()
      }
      for row in rows { try body(row) }
      if rows.count < Self.batch { return }
    }
  }

  /// Keeps the first failure: the server refuses everything after it until the mark.
  private func sound<T>(_ body: () throws -> T) throws -> T {
    if let failure { throw failure }
    do {
      return try body()
    } catch let error as StorageError {
      if error != .textNotStorable { failure = error }
      throw error
    }
  }

  func begin() throws {
    failure = nil
    isMarked = false
    try connection.begin("BEGIN; SELECT pg_advisory_xact_lock(\(Self.writersLock))")
  }

  func mark() throws {
    try connection.run(isMarked ? "RELEASE SAVEPOINT job; SAVEPOINT job" : "SAVEPOINT job")
    isMarked = true
  }

  func undo() throws {
    try connection.run("ROLLBACK TO SAVEPOINT job")
    failure = nil
  }

  func commit() throws { try connection.commit() }
  func rollback() { connection.rollback() }
}
