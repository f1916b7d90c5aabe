/// The bytes of a scalar as it stands in a file, walked alongside the text it means.
struct WrittenScalar {
  private let bytes: [UInt8]
  private var position = 0
  private let hasEscapes: Bool
  private let hasDoubledQuotes: Bool
  /// Bytes of an escape that are still to come, and where the escape stands.
  private var pending = 0
  private var escapeStart = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    hasEscapes = bytes.first == UInt8(ascii: "\"")
    hasDoubledQuotes = bytes.first == UInt8(ascii: "'")
    switch bytes.first {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): position = 1
    case UInt8(ascii: "|"), UInt8(ascii: ">"): position = bytes.firstIndex(of: 0x0A) ?? bytes.count
    default: break
    }
  }

  /// Where the next byte of the text stands; nil where it can't be found, and the walk stays where it is.
  mutating func find(_ byte: UInt8) -> Int? {
    if pending > 0 {
      pending -= 1
      return escapeStart
    }
    let isSpace = byte == 0x20 || byte == 0x0A
    var probe = position
    while probe < bytes.count {
      if hasEscapes, bytes[probe] == UInt8(ascii: "\\") {
        let (meaning, length) = escape(at: probe)
        if meaning.first == byte {
          escapeStart = probe
          pending = meaning.count - 1
          position = probe + length
          return probe
        }
        probe += length
      } else if bytes[probe] == byte || isSpace && bytes[probe] == 0x0A {
        position = probe + (hasDoubledQuotes && byte == UInt8(ascii: "'") ? 2 : 1)
        return probe
      } else {
        probe += 1
      }
    }
    return nil
  }

  /// What an escape means, and how many bytes it takes. A line end that is escaped means nothing.
  private func escape(at start: Int) -> (meaning: [UInt8], length: Int) {
    guard start + 1 < bytes.count else { return ([], 1) }
    switch bytes[start + 1] {
    case UInt8(ascii: "x"): return code(at: start, digits: 2)
    case UInt8(ascii: "u"):
      let (high, length) = (number(at: start + 2, digits: 4), 6)
      guard (0xD800..<0xDC00).contains(high), start + 12 <= bytes.count else { return code(at: start, digits: 4) }
      let value = 0x10000 + (high - 0xD800) << 10 + (number(at: start + length + 2, digits: 4) &- 0xDC00)
      return (WrittenScalar.utf8(value), 2 * length)
    case UInt8(ascii: "U"): return code(at: start, digits: 8)
    case let letter: return (WrittenScalar.letters[letter] ?? (letter == 0x0A || letter == 0x0D ? [] : [letter]), 2)
    }
  }

  private static let letters: [UInt8: [UInt8]] = [
    UInt8(ascii: "0"): [0], UInt8(ascii: "a"): [7], UInt8(ascii: "b"): [8], UInt8(ascii: "t"): [9], UInt8(ascii: "n"): [10],
    UInt8(ascii: "v"): [11], UInt8(ascii: "f"): [12], UInt8(ascii: "r"): [13], UInt8(ascii: "e"): [27],
    UInt8(ascii: "N"): [0xC2, 0x85], UInt8(ascii: "_"): [0xC2, 0xA0], UInt8(ascii: "L"): [0xE2, 0x80, 0xA8],
    UInt8(ascii: "P"): [0xE2, 0x80, 0xA9],
  ]

  private func code(at start: Int, digits: Int) -> (meaning: [UInt8], length: Int) {
    (WrittenScalar.utf8(number(at: start + 2, digits: digits)), 2 + digits)
  }

  private func number(at start: Int, digits: Int) -> UInt32 {
    bytes.dropFirst(start).prefix(digits).reduce(0) { $0 << 4 | UInt32(Character(Unicode.Scalar($1)).hexDigitValue ?? 0) }
  }

  private static func utf8(_ value: UInt32) -> [UInt8] { Unicode.Scalar(value).map { Array(String($0).utf8) } ?? [] }
}
