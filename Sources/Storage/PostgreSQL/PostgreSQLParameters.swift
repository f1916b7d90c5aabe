import CPostgreSQL

/// The values of a statement as libpq wants them: all in its binary form, one after the other.
struct PostgreSQLParameters {
  /// What each is; 0 lets the server decide, which it does for a null from the place where it stands.
  let types: [Oid]
  private var bytes: [UInt8] = [0]
  private var places: [Int?] = []
  private var lengths: [Int32] = []

  init(_ arguments: [SQLValue]) throws {
    types = arguments.map(\.oid)
    for argument in arguments {
      let start = bytes.count
      switch argument {
      case .null: break
      case .integer(let integer): withUnsafeBytes(of: integer.bigEndian) { bytes.append(contentsOf: $0) }
      case .text(let text):
        bytes.append(contentsOf: text.utf8)
        guard !bytes[start...].contains(0) else { throw StorageError.textNotStorable }
      case .blob(let blob): bytes.append(contentsOf: blob)
      }
      places.append(argument == .null ? nil : start)
      lengths.append(Int32(bytes.count - start))
    }
  }

  /// The arrays that the functions of libpq take: values, lengths, formats.
  func withPointers<R>(_ body: ([UnsafePointer<CChar>?], [Int32], [Int32]) throws -> R) rethrows -> R {
    try bytes.withUnsafeBufferPointer { buffer in
      try buffer.withMemoryRebound(to: CChar.self) { characters in
        let values = places.map { place in place.flatMap { offset in characters.baseAddress.map { $0 + offset } } }
        return try body(values, lengths, [Int32](repeating: 1, count: lengths.count))
      }
    }
  }

  /// A null-terminated array of C strings, as `PQconnectdbParams` takes them.
  static func withStrings<R>(_ texts: [String], _ body: ([UnsafePointer<CChar>?]) -> R) -> R {
    var characters: [CChar] = []
    var places: [Int] = []
    for text in texts {
      places.append(characters.count)
      characters.append(contentsOf: text.utf8CString)
    }
    return characters.withUnsafeBufferPointer { buffer in
      body(places.map { place in buffer.baseAddress.map { $0 + place } } + [nil])
    }
  }
}

extension SQLValue {
  /// The type's number in PostgreSQL's catalogue (pg_type.dat).
  fileprivate var oid: Oid {
    switch self {
    case .null: 0
    case .integer: 20
    case .text: 25
    case .blob: 17
    }
  }
}
