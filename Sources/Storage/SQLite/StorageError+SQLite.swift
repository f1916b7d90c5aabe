import GRDB

extension StorageError {
  /// An error that came through a transaction: those of GRDB in our words, all others (the caller's) as they are.
  static func translated(_ error: any Error) -> any Error {
    error is DatabaseError ? sqlite(error) : error
  }

  /// An error that came out of a read. The threads answer with a cancellation when they were stopped, too; that is ours to name.
  static func ofRead(_ error: any Error) -> any Error {
    error is CancellationError && !Task.isCancelled ? Self.closed : translated(error)
  }

  /// An error of SQLite. Its words name tables, columns and statements, never the values that were bound.
  static func sqlite(_ error: any Error) -> any Error {
    guard let error = error as? DatabaseError else { return error }
    let code = "SQLITE_\(error.extendedResultCode.rawValue)"
    let what = error.message ?? ""
    switch error.resultCode {
    case .SQLITE_CONSTRAINT:
      return Self.constraint(engineCode: code, rule: what.split(separator: ": ", maxSplits: 1).last.map(String.init) ?? what)
    case .SQLITE_BUSY, .SQLITE_LOCKED: return Self.busy
    case .SQLITE_FULL, .SQLITE_IOERR: return Self.disk(engineCode: code)
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: return Self.damaged(engineCode: code)
    case .SQLITE_CANTOPEN: return Self.unavailable(place: "SQLite")
    default: return Self.statement(engineCode: code, what: what)
    }
  }
}
