import Synchronization

/// Statements as SQLite wants them: `$1` becomes `?1`.
enum ParameterText {
  private static let known = Mutex<[String: String]>([:])
  /// The program has a fixed number of statements; the bound holds should one ever be put together.
  private static let most = 2_000

  /// The statement with SQLite's parameters. Remembered, because a statement runs many times.
  static func sqlite(_ sql: String) -> String {
    known.withLock { known in
      if let done = known[sql] { return done }
      let text = translated(sql)
      if known.count >= most { known.removeAll(keepingCapacity: true) }
      known[sql] = text
      return text
    }
  }

  /// Changes a `$` before a digit to `?`, except inside quotes.
  static func translated(_ sql: String) -> String {
    var bytes = Array(sql.utf8)
    var quote: UInt8?
    for place in bytes.indices {
      let byte = bytes[place]
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
        quote = byte
      } else if byte == UInt8(ascii: "$"), place + 1 < bytes.count, (48...57).contains(bytes[place + 1]) {
        bytes[place] = UInt8(ascii: "?")
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
