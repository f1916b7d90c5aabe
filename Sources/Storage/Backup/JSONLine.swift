/// Rows as lines of JSON: an array of numbers, texts, nulls, and `{"hex": "…"}` for bytes. It reads exactly what it writes, without the
/// detour through floating point that general JSON readers take.
enum JSONLine {
  /// The line of a row, without its end.
  static func append(_ values: [SQLValue], to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "["))
    for (index, value) in values.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      switch value {
      case .null: bytes.append(contentsOf: "null".utf8)
      case .integer(let integer): bytes.append(contentsOf: String(integer).utf8)
      case .text(let text): append(text, to: &bytes)
      case .blob(let blob): bytes.append(contentsOf: "{\"hex\":\"\(Hex.text(blob))\"}".utf8)
      }
    }
    bytes.append(UInt8(ascii: "]"))
  }

  private static func append(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(contentsOf: [UInt8(ascii: "\\"), byte])
      case 0..<32: bytes.append(contentsOf: "\\u00\(Hex.text([byte]))".utf8)
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// The row of a line, or nil if it isn't one.
  static func values(_ line: [UInt8]) -> [SQLValue]? {
    var reader = Reader(line: line)
    return reader.row()
  }

  private struct Reader {
    let line: [UInt8]
    var place = 0

    init(line: [UInt8]) { self.line = line }

    mutating func row() -> [SQLValue]? {
      guard take("[") else { return nil }
      var values: [SQLValue] = []
      if !take("]") {
        repeat {
          guard let value = value() else { return nil }
          values.append(value)
        } while take(",")
        guard take("]") else { return nil }
      }
      return place == line.count ? values : nil
    }

    private mutating func value() -> SQLValue? {
      guard place < line.count else { return nil }
      switch line[place] {
      case UInt8(ascii: "\""): return text().map(SQLValue.text)
      case UInt8(ascii: "n"): return take("null") ? SQLValue.null : nil
      case UInt8(ascii: "{"):
        guard take("{\"hex\":"), let digits = text(), take("}") else { return nil }
        return Hex.bytes(digits.utf8).map(SQLValue.blob)
      default:
        let start = place
        while place < line.count, line[place] == UInt8(ascii: "-") || (48...57).contains(line[place]) { place += 1 }
        return Int64(String(decoding: line[start..<place], as: UTF8.self)).map(SQLValue.integer)
      }
    }

    private mutating func text() -> String? {
      guard take("\"") else { return nil }
      var bytes: [UInt8] = []
      while place < line.count {
        let start = place
        while place < line.count, line[place] != UInt8(ascii: "\""), line[place] != UInt8(ascii: "\\") { place += 1 }
        bytes.append(contentsOf: line[start..<place])
        if take("\"") { return String(validating: bytes, as: UTF8.self) }
        guard let byte = escaped() else { return nil }
        bytes.append(byte)
      }
      return nil
    }

    private mutating func escaped() -> UInt8? {
      if take("\\\"") { return UInt8(ascii: "\"") }
      if take("\\\\") { return UInt8(ascii: "\\") }
      guard take("\\u00"), place + 2 <= line.count, let byte = Hex.bytes(line[place..<place + 2])?.first, byte < 32 else { return nil }
      place += 2
      return byte
    }

    private mutating func take(_ expected: StaticString) -> Bool {
      expected.withUTF8Buffer { wanted in
        guard place + wanted.count <= line.count else { return false }
        for (index, byte) in wanted.enumerated() where line[place + index] != byte { return false }
        place += wanted.count
        return true
      }
    }
  }
}
