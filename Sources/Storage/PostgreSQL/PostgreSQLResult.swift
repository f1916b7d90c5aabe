import CPostgreSQL

/// An answer of the server. `clear` it when done.
struct PostgreSQLResult {
  let pointer: OpaquePointer?

  func clear() { PQclear(pointer) }

  var isGood: Bool {
    let status = PQresultStatus(pointer)
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY
  }

  /// What was done: "INSERT 0 1", "COMMIT".
  var tag: String { PQcmdStatus(pointer).map { String(cString: $0) } ?? "" }

  /// The rows added, changed or removed; 0 for everything else.
  var changed: Int {
    tag.hasPrefix("SELECT") || tag.hasPrefix("FETCH") ? 0 : PQcmdTuples(pointer).flatMap { Int(String(cString: $0)) } ?? 0
  }

  /// Part of an error: PG_DIAG_SQLSTATE and the like.
  func field(_ code: Character) -> String? {
    guard let ascii = code.asciiValue else { return nil }
    return PQresultErrorField(pointer, Int32(ascii)).map { String(cString: $0) }
  }

  /// All rows.
  func rows() throws -> [Row] {
    let columns = PQnfields(pointer)
    let types = (0..<columns).map { PQftype(pointer, $0) }
    return try (0..<PQntuples(pointer)).map { row in
      Row(try (0..<columns).map { try value(row, $0, types[Int($0)]) })
    }
  }

  /// A value in the server's text form, by its type's number in PostgreSQL's catalogue (pg_type.dat).
  private func value(_ row: Int32, _ column: Int32, _ type: Oid) throws -> SQLValue {
    guard PQgetisnull(pointer, row, column) == 0, let start = PQgetvalue(pointer, row, column) else { return .null }
    let bytes = UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(pointer, row, column)))
    switch type {
    case 20, 21, 23, 26, 1700:
      // bigint, smallint, integer, oid; numeric is what a sum of bigint is.
      guard let integer = Int64(String(decoding: bytes, as: UTF8.self)) else {
        throw StorageError.statement(engineCode: "22003", what: "a column isn't a whole number of 64 bits")
      }
      return .integer(integer)
    case 16: return .integer(bytes.first == UInt8(ascii: "t") ? 1 : 0)
    case 17:
      guard let blob = Hex.bytes(bytes.dropFirst(2)) else {
        throw StorageError.statement(engineCode: "22P03", what: "a bytea isn't in hexadecimal form")
      }
      return .blob(blob)
    case 18, 19, 25, 705, 1042, 1043: return .text(String(decoding: bytes, as: UTF8.self))
    case 2278: return .null
    default: throw StorageError.statement(engineCode: "0A000", what: "a column has type \(type), which the program doesn't use")
    }
  }
}

extension StorageError {
  /// An error of the server. Its words can quote values, so they are kept only for mistakes in the statement itself.
  static func postgresql(_ result: PostgreSQLResult, isLost: Bool) -> StorageError {
    // PG_DIAG_SQLSTATE, PG_DIAG_CONSTRAINT_NAME, PG_DIAG_COLUMN_NAME, PG_DIAG_MESSAGE_PRIMARY
    guard let code = result.field("C"), !isLost else { return .unavailable(place: "PostgreSQL") }
    switch code.prefix(2) {
    case "23": return .constraint(engineCode: code, rule: result.field("n") ?? result.field("c") ?? "")
    case "53": return code == "53100" ? .disk(engineCode: code) : .unavailable(place: "PostgreSQL \(code)")
    case "58": return .disk(engineCode: code)
    case "XX": return .damaged(engineCode: code)
    case "08", "57": return .unavailable(place: "PostgreSQL \(code)")
    case "42": return .statement(engineCode: code, what: result.field("M") ?? "")
    default: return code == "55P03" ? .busy : .statement(engineCode: code, what: "SQLSTATE \(code)")
    }
  }
}
