import Foundation
import GRDB

/// A transaction on a connection of SQLite.
final class SQLiteTransaction: WritingConnection {
  let engine = Engine.sqlite
  private let connection: GRDB.Database
  private var isMarked = false
  private(set) var failure: StorageError?

  init(_ connection: GRDB.Database) { self.connection = connection }

  func query(_ sql: String, _ arguments: [SQLValue]) throws -> [Row] {
    var rows: [Row] = []
    try forEach(sql, arguments) { rows.append($0) }
    return rows
  }

  func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int {
    try sound {
      let statement = try prepared(sql, arguments)
      let before = connection.totalChangesCount
      try statement.execute()
      // The count of the last statement alone, without what triggers did; it is left over from an earlier one if this changed nothing.
      return connection.totalChangesCount == before ? 0 : connection.changesCount
    }
  }

  func forEach(_ sql: String, _ arguments: [SQLValue], _ body: (Row) throws -> Void) throws {
    let rows = try sound { try GRDB.Row.fetchCursor(try prepared(sql, arguments)) }
    while let row = try sound({ try rows.next().map { Row(try $0.databaseValues.map(SQLValue.init)) } }) { try body(row) }
  }

  /// Keeps the first failure, and refuses everything after it until the mark: as PostgreSQL does, so that a body that goes on after an
  /// error means the same on both engines.
  private func sound<T>(_ body: () throws -> T) throws -> T {
    if let failure { throw failure }
    do {
      return try body()
    } catch {
      let translated = StorageError.translated(error)
      if let error = translated as? StorageError, error != .textNotStorable { failure = error }
      throw translated
    }
  }

  /// The statement, from the connection's cache, with its values.
  private func prepared(_ sql: String, _ arguments: [SQLValue]) throws -> Statement {
    for case .text(let text) in arguments where text.utf8.contains(0) { throw StorageError.textNotStorable }
    let statement = try connection.cachedStatement(sql: ParameterText.sqlite(sql))
    try statement.setArguments(StatementArguments(arguments.map(\.databaseValue)))
    return statement
  }

  func begin() throws { try control("BEGIN IMMEDIATE") }

  func mark() throws {
    if isMarked { try control("RELEASE job") }
    try control("SAVEPOINT job")
    isMarked = true
  }

  func undo() throws {
    // A full disk and the like end the whole transaction, savepoints included.
    guard connection.isInsideTransaction else { throw StorageError.commitFailed(engineCode: "rolled back") }
    try control("ROLLBACK TO job")
    failure = nil
  }

  func commit() throws {
    guard connection.isInsideTransaction else { throw StorageError.commitFailed(engineCode: "rolled back") }
    do { try control("COMMIT") } catch let error as StorageError { throw error.ofCommit }
  }

  func rollback() {
    if connection.isInsideTransaction { try? connection.rollback() }
  }

  private func control(_ sql: String) throws {
    do { try connection.cachedStatement(sql: sql).execute() } catch { throw StorageError.translated(error) }
  }
}

extension SQLValue {
  fileprivate init(_ value: DatabaseValue) throws {
    switch value.storage {
    case .null: self = .null
    case .int64(let integer): self = .integer(integer)
    case .string(let text): self = .text(text)
    case .blob(let data): self = .blob(Array(data))
    // No table has a column of that type; an expression that gives one is a mistake of its statement.
    case .double: throw StorageError.statement(engineCode: "SQLITE_20", what: "a column is a binary floating-point number")
    }
  }

  fileprivate var databaseValue: DatabaseValue {
    switch self {
    case .null: .null
    case .integer(let integer): integer.databaseValue
    case .text(let text): text.databaseValue
    case .blob(let bytes): Data(bytes).databaseValue
    }
  }
}
