/// What stands behind the question mark of an address, or in an urlencoded body: names with values, in order, each name as often as it likes.
struct Query: Sendable, Equatable {
  /// The pairs, in order.
  let pairs: [(name: String, value: String)]

  /// These pairs.
  init(_ pairs: [(name: String, value: String)] = []) { self.pairs = pairs }

  /// Reads `a=1&b=%E4`; `+` is a space. Nil if an escape is broken, the bytes are not UTF-8, or there are more pairs than the limit.
  init?(parsing text: some StringProtocol, limit: Int = 1000) {
    var pairs: [(name: String, value: String)] = []
    for piece in text.utf8.split(separator: UInt8(ascii: "&")) {
      guard pairs.count < limit else { return nil }
      let parts = piece.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = PercentCoding.decode(parts[0], plusIsSpace: true) else { return nil }
      guard let value = PercentCoding.decode(parts.count > 1 ? parts[1] : parts[0].prefix(0), plusIsSpace: true) else { return nil }
      pairs.append((name, value))
    }
    self.pairs = pairs
  }

  /// The first value of a name.
  subscript(_ name: String) -> String? { pairs.first { $0.name == name }?.value }

  /// All values of a name.
  func all(_ name: String) -> [String] { pairs.filter { $0.name == name }.map(\.value) }

  /// The same with a name set to one value, or taken out.
  func setting(_ name: String, _ value: String?) -> Query {
    let rest = pairs.filter { $0.name != name }
    return Query(value.map { rest + [(name, $0)] } ?? rest)
  }

  /// As it is written behind the question mark; empty for no pairs.
  var text: String { pairs.map { PercentCoding.encode($0.name) + "=" + PercentCoding.encode($0.value) }.joined(separator: "&") }

  /// A path with this query.
  func address(_ path: String) -> String { pairs.isEmpty ? path : path + "?" + text }

  static func == (a: Query, b: Query) -> Bool {
    a.pairs.count == b.pairs.count && zip(a.pairs, b.pairs).allSatisfy { $0.name == $1.name && $0.value == $1.value }
  }
}

/// Percent coding of addresses (RFC 3986).
enum PercentCoding {
  private static let digits = Array("0123456789ABCDEF".utf8)

  /// Everything but letters, digits and `-._~` as %XX.
  static func encode(_ text: String) -> String {
    var out: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
        out.append(byte)
      default: out += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// The text that is meant; nil for a broken escape, bytes that are not UTF-8, or a NUL.
  static func decode(_ bytes: some Sequence<UInt8>, plusIsSpace: Bool) -> String? {
    var out: [UInt8] = []
    var iterator = bytes.makeIterator()
    while let byte = iterator.next() {
      switch byte {
      case UInt8(ascii: "%"):
        guard let high = iterator.next().flatMap(nibble), let low = iterator.next().flatMap(nibble) else { return nil }
        out.append(high << 4 | low)
      case UInt8(ascii: "+") where plusIsSpace: out.append(UInt8(ascii: " "))
      default: out.append(byte)
      }
    }
    return out.contains(0) ? nil : String(validating: out, as: UTF8.self)
  }

  private static func nibble(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
