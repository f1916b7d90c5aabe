import Diagnostics

/// Reads JSON (RFC 8259) into the same data as YAML; numbers stay text.
struct JSONReader {
  private let source: SourceText
  private let bytes: [UInt8]
  private var offset = 0
  private var line: Int32 = 0
  private var lineStart = 0
  /// Continuation bytes since the start of the line: what separates byte columns from scalar columns.
  private var continuations = 0
  private var nodes = 0

  /// The most values and keys of one text. A node takes far more memory than the two bytes it may be written in: a body of a few MB
  /// could otherwise fill the memory of a server before anything in it was looked at.
  static let nodeLimit = 100_000

  private init(_ source: SourceText) {
    self.source = source
    bytes = Array(source.text.utf8)
  }

  /// The data in a text, or what is wrong with it.
  static func read(_ source: SourceText) -> Result<DataNode, Diagnostic> {
    var reader = JSONReader(source)
    do throws(Diagnostic) {
      reader.skipSpace()
      let root = try reader.value(depth: 0)
      reader.skipSpace()
      if reader.offset < reader.bytes.count { throw reader.problem("nothing may follow the value") }
      return .success(root)
    } catch {
      return .failure(error)
    }
  }

  private var mark: Mark { Mark(line: line, column: Int32(offset - lineStart - continuations)) }
  private var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private mutating func advance() {
    if bytes[offset] == 0x0A {
      line += 1
      lineStart = offset + 1
      continuations = 0
    } else if bytes[offset] & 0xC0 == 0x80 {
      continuations += 1
    }
    offset += 1
  }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { advance() }
  }

  private func problem(_ message: String, _ id: DiagnosticID = .malformedJSON) -> Diagnostic {
    Diagnostic(id, "this is not JSON: \(message)", in: source, at: offset..<min(offset + 1, bytes.count))
  }

  /// A problem that began at an earlier byte.
  private func problem(_ message: String, from start: Int, help: String? = nil) -> Diagnostic {
    Diagnostic(.malformedJSON, "this is not JSON: \(message)", in: source, at: start..<offset, help: help)
  }

  private mutating func value(depth: Int) throws(Diagnostic) -> DataNode {
    if depth > YAMLReader.depthLimit {
      throw Diagnostic(.nestedTooDeep, "data is nested more than \(YAMLReader.depthLimit) levels deep", in: source, at: offset..<offset)
    }
    try count()
    let start = mark
    switch next {
    case UInt8(ascii: "{"): return try map(start, depth)
    case UInt8(ascii: "["): return try list(start, depth)
    case UInt8(ascii: "\""):
      let text = try string()
      return DataNode(content: .scalar(text, isQuoted: true), start: start, end: mark)
    case nil: throw problem("a value is missing")
    default: return try word(start)
    }
  }

  private mutating func count() throws(Diagnostic) {
    nodes += 1
    guard nodes > JSONReader.nodeLimit else { return }
    throw Diagnostic(
      .tooManyValues, "data has more than \(JSONReader.nodeLimit) values and keys", in: source, at: offset..<offset,
      help: "send it in smaller parts")
  }

  private mutating func map(_ start: Mark, _ depth: Int) throws(Diagnostic) -> DataNode {
    var entries: [DataNode.Entry] = []
    var names = Set<String>()
    advance()
    skipSpace()
    while next != UInt8(ascii: "}") {
      let keyStart = mark
      let keyOffset = offset
      guard next == UInt8(ascii: "\"") else { throw problem("a key in double quotes is missing") }
      try count()
      let name = try string()
      let key = DataNode(content: .scalar(name, isQuoted: true), start: keyStart, end: mark)
      guard names.insert(name).inserted else {
        throw Diagnostic(.duplicateKey, "the key `\(name)` stands twice", in: source, at: keyOffset..<offset, help: "keep one of them")
      }
      skipSpace()
      try expect(":")
      skipSpace()
      entries.append(DataNode.Entry(key: key, value: try value(depth: depth + 1)))
      skipSpace()
      if next == UInt8(ascii: ",") {
        advance()
        skipSpace()
        if next == UInt8(ascii: "}") { throw problem("a key is missing after the comma") }
      } else if next != UInt8(ascii: "}") {
        throw problem("a comma or `}` is missing")
      }
    }
    advance()
    return DataNode(content: .map(entries), start: start, end: mark)
  }

  private mutating func list(_ start: Mark, _ depth: Int) throws(Diagnostic) -> DataNode {
    var items: [DataNode] = []
    advance()
    skipSpace()
    while next != UInt8(ascii: "]") {
      items.append(try value(depth: depth + 1))
      skipSpace()
      if next == UInt8(ascii: ",") {
        advance()
        skipSpace()
        if next == UInt8(ascii: "]") { throw problem("a value is missing after the comma") }
      } else if next != UInt8(ascii: "]") {
        throw problem("a comma or `]` is missing")
      }
    }
    advance()
    return DataNode(content: .list(items), start: start, end: mark)
  }

  private mutating func expect(_ character: Unicode.Scalar) throws(Diagnostic) {
    guard next == UInt8(ascii: character) else { throw problem("`\(character)` is missing") }
    advance()
  }

  private mutating func word(_ start: Mark) throws(Diagnostic) -> DataNode {
    let from = offset
    while let byte = next, byte > 0x20, !",]}:".utf8.contains(byte) { advance() }
    let text = String(decoding: bytes[from..<offset], as: UTF8.self)
    if text.isEmpty { throw problem("a value is missing") }
    guard ["true", "false", "null"].contains(text) || JSONReader.isNumber(bytes[from..<offset]) else {
      throw problem(
        "`\(text.prefix(20))` is no value", from: from,
        help: "a text stands in double quotes; a number begins with `-` or a digit, without a zero before it")
    }
    return DataNode(content: .scalar(text, isQuoted: false), start: start, end: mark)
  }

  /// -?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?
  private static func isNumber(_ text: ArraySlice<UInt8>) -> Bool {
    var rest = text
    func isDigit(_ byte: UInt8?) -> Bool { byte.map { (0x30...0x39).contains($0) } ?? false }
    func digits() -> Int {
      let before = rest.count
      rest = rest.drop { (0x30...0x39).contains($0) }
      return before - rest.count
    }
    if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
    let leadingZero = rest.first == UInt8(ascii: "0")
    let whole = digits()
    if whole == 0 || leadingZero && whole > 1 { return false }
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      if digits() == 0 { return false }
    }
    if let e = rest.first, e == UInt8(ascii: "e") || e == UInt8(ascii: "E") {
      rest = rest.dropFirst()
      if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { rest = rest.dropFirst() }
      if digits() == 0 { return false }
    }
    return rest.isEmpty
  }

  private mutating func string() throws(Diagnostic) -> String {
    advance()
    var text: [UInt8] = []
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        advance()
        return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        advance()
        text += Array(String(try escaped()).utf8)
      case 0..<0x20: throw problem("a control character must be escaped")
      default:
        text.append(byte)
        advance()
      }
    }
    throw problem("a string has no end")
  }

  private mutating func escaped() throws(Diagnostic) -> Unicode.Scalar {
    let start = offset - 1
    guard let byte = next else { throw problem("a string has no end") }
    advance()
    switch byte {
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "u"):
      let high = try hex()
      if let scalar = Unicode.Scalar(high) { return scalar }
      guard (0xD800..<0xDC00).contains(high), next == UInt8(ascii: "\\") else { throw problem("half a surrogate pair", from: start) }
      advance()
      guard next == UInt8(ascii: "u") else { throw problem("half a surrogate pair", from: start) }
      advance()
      let low = try hex()
      let value = 0x10000 + ((high - 0xD800) << 10) + (low &- 0xDC00)
      guard (0xDC00..<0xE000).contains(low), let scalar = Unicode.Scalar(value) else { throw problem("half a surrogate pair", from: start) }
      return scalar
    default: throw problem("an unknown escape", from: start)
    }
  }

  private mutating func hex() throws(Diagnostic) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { throw problem("four hex digits are missing") }
      value = value << 4 | UInt32(digit)
      advance()
    }
    return value
  }
}
