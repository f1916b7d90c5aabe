import Diagnostics

/// Cuts a text into tokens (DMN 1.5, 10.3.1.2).
///
/// Names are identifiers: ASCII letters, Chinese letters, digits and `_`, not starting with a digit. The names of several words that FEEL
/// gives its functions are put together by the parser.
struct Lexer {
  /// Signs of two characters; they are tried before those of one, so that `..` isn't read as two dots.
  private static let pairs: [[UInt8]] = ["**", "..", "<=", ">=", "!="].map { Array($0.utf8) }
  private static let singles = Array("+-*/<>=()[]{},:.".utf8)

  private let bytes: [UInt8]
  private var position = 0

  /// All tokens of the text; the last is `.end`.
  static func tokens(_ text: String) throws(Problem) -> [Token] {
    var lexer = Lexer(bytes: Array(text.utf8))
    var tokens: [Token] = []
    while true {
      let token = try lexer.next()
      tokens.append(token)
      if token.kind == .end { return tokens }
    }
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private func byte(_ offset: Int = 0) -> UInt8 { position + offset < bytes.count ? bytes[position + offset] : 0 }

  private mutating func next() throws(Problem) -> Token {
    try skipSpace()
    let start = position
    guard start < bytes.count else { return Token(kind: .end, range: start..<start) }
    let first = byte()
    if Lexer.isDigit(first) || (first == UInt8(ascii: ".") && Lexer.isDigit(byte(1))) { return number() }
    if first == UInt8(ascii: "\"") {
      position += 1
      return Token(kind: .string(try string(from: start)), range: start..<position)
    }
    if first == UInt8(ascii: "@"), byte(1) == UInt8(ascii: "\"") {
      position += 2
      return Token(kind: .temporal(try string(from: start)), range: start..<position)
    }
    if let word = word() { return word }
    if let width = signWidth(first) {
      position += width
      return Token(kind: .sign(String(decoding: bytes[start..<position], as: UTF8.self)), range: start..<position)
    }
    throw unexpected()
  }

  private func signWidth(_ first: UInt8) -> Int? {
    let second = byte(1)
    if Lexer.pairs.contains(where: { $0[0] == first && $0[1] == second }) { return 2 }
    return Lexer.singles.contains(first) ? 1 : nil
  }

  // MARK: Spaces and comments

  private mutating func skipSpace() throws(Problem) {
    while position < bytes.count {
      let width = spaceWidth()
      if width > 0 {
        position += width
      } else if byte() == UInt8(ascii: "/"), byte(1) == UInt8(ascii: "/") {
        while position < bytes.count, byte() != UInt8(ascii: "\n") { position += 1 }
      } else if byte() == UInt8(ascii: "/"), byte(1) == UInt8(ascii: "*") {
        try skipBlockComment()
      } else {
        return
      }
    }
  }

  private mutating func skipBlockComment() throws(Problem) {
    let start = position
    position += 2
    while position < bytes.count {
      if byte() == UInt8(ascii: "*"), byte(1) == UInt8(ascii: "/") {
        position += 2
        return
      }
      position += 1
    }
    throw Problem(.syntax, "comment is not closed", at: start..<min(start + 2, bytes.count), help: "end it with `*/`")
  }

  /// Bytes of the space that stands here: ASCII spaces and line ends, no-break space, and the ideographic space of Chinese keyboards.
  private func spaceWidth() -> Int {
    switch byte() {
    case 0x20, 0x09, 0x0A, 0x0D, 0x0B, 0x0C: 1
    case 0xC2 where byte(1) == 0xA0: 2
    case 0xE3 where byte(1) == 0x80 && byte(2) == 0x80: 3
    default: 0
    }
  }

  // MARK: Numbers and words

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

  private mutating func digits() { while Lexer.isDigit(byte()) { position += 1 } }

  /// `12`, `.5`, `1.25`, `1.2e-4`. In `1..3` the number ends before the dots.
  private mutating func number() -> Token {
    let start = position
    digits()
    if byte() == UInt8(ascii: "."), Lexer.isDigit(byte(1)) {
      position += 1
      digits()
    }
    if byte() | 0x20 == UInt8(ascii: "e") {
      let sign = byte(1) == UInt8(ascii: "+") || byte(1) == UInt8(ascii: "-") ? 1 : 0
      if Lexer.isDigit(byte(1 + sign)) {
        position += 1 + sign
        digits()
      }
    }
    return Token(kind: .number(String(decoding: bytes[start..<position], as: UTF8.self)), range: start..<position)
  }

  private mutating func word() -> Token? {
    let start = position
    while let scalar = scalar(), Lexer.isNamePart(scalar, first: position == start) { position += UTF8.width(scalar) }
    if position == start { return nil }
    return Token(kind: .word(String(decoding: bytes[start..<position], as: UTF8.self)), range: start..<position)
  }

  /// The scalar that stands here; the bytes come from a string, so they are well-formed.
  private func scalar() -> Unicode.Scalar? {
    guard position < bytes.count else { return nil }
    let first = byte()
    if first < 0x80 { return Unicode.Scalar(first) }
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    let end = min(position + length, bytes.count)
    return String(decoding: bytes[position..<end], as: UTF8.self).unicodeScalars.first
  }

  static func isNamePart(_ scalar: Unicode.Scalar, first: Bool) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "_": true
    case "0"..."9": !first
    // The unified ideographs, their extension A, the compatibility block, and the planes of the further extensions.
    case "\u{4E00}"..."\u{9FFF}", "\u{3400}"..."\u{4DBF}", "\u{F900}"..."\u{FAFF}", "\u{20000}"..."\u{3FFFD}", "〇": true
    default: false
    }
  }

  private func unexpected() -> Problem {
    let text = scalar().map { String(Character($0)) } ?? ""
    let range = position..<(position + max(1, text.utf8.count))
    return Problem(.syntax, "unexpected character `\(text)`", at: range, help: Lexer.advice[text])
  }

  /// What is meant by characters that a Chinese keyboard or another language puts in their place.
  private static let advice = [
    "“": "write strings with `\"`", "”": "write strings with `\"`", "'": "write strings with `\"`", "（": "write `(`", "）": "write `)`",
    "，": "write `,`", "：": "write `:`", "；": "write `,`", "【": "write `[`", "】": "write `]`", "。": "write `.`", "≥": "write `>=`",
    "≤": "write `<=`", "≠": "write `!=`", "×": "write `*`", "÷": "write `/`", "&": "write `and`", "|": "write `or`", "!": "write `not(…)`",
    "%": "divide by a parameter `{value: 100, unit: percent}`", ";": "write `,`",
  ]

  // MARK: Strings

  /// The rest of a string whose opening quote has been read.
  private mutating func string(from start: Int) throws(Problem) -> String {
    var content: [UInt8] = []
    while position < bytes.count {
      let byte = byte()
      if byte == UInt8(ascii: "\"") {
        position += 1
        return String(decoding: content, as: UTF8.self)
      }
      if byte == UInt8(ascii: "\\") {
        let scalar = try escape()
        content.append(contentsOf: String(Character(scalar)).utf8)
      } else {
        content.append(byte)
        position += 1
      }
    }
    throw Problem(.syntax, "string is not closed", at: start..<bytes.count, help: "end it with `\"`")
  }

  private mutating func escape() throws(Problem) -> Unicode.Scalar {
    let start = position
    let letter = byte(1)
    position += 2
    switch letter {
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "\\"): return Unicode.Scalar(letter)
    case UInt8(ascii: "u"): if let scalar = fourDigits() { return scalar }
    case UInt8(ascii: "U"): if let value = hexadecimal(6), let scalar = Unicode.Scalar(value) { return scalar }
    default: break
    }
    let range = start..<min(max(position, start + 2), bytes.count)
    throw Problem(.syntax, "unknown escape in a string", at: range, help: "the escapes are \\n \\r \\t \\\" \\' \\\\ \\u0000 \\U000000")
  }

  /// `\uD83D\uDCA9`, two halves of one character, or `\u4E2D`.
  private mutating func fourDigits() -> Unicode.Scalar? {
    guard let value = hexadecimal(4) else { return nil }
    guard (0xD800..<0xDC00).contains(value) else { return Unicode.Scalar(value) }
    guard byte() == UInt8(ascii: "\\"), byte(1) == UInt8(ascii: "u") else { return nil }
    position += 2
    guard let low = hexadecimal(4), (0xDC00..<0xE000).contains(low) else { return nil }
    return Unicode.Scalar(0x10000 + (value - 0xD800) << 10 + (low - 0xDC00))
  }

  private mutating func hexadecimal(_ count: Int) -> UInt32? {
    guard position + count <= bytes.count else { return nil }
    let digits = bytes[position..<position + count]
    guard digits.allSatisfy({ Lexer.isDigit($0) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0 | 0x20) }) else { return nil }
    position += count
    return UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
  }
}
