/// One value that goes into a statement or comes out of a row; the kinds that both engines store without loss.
public enum SQLValue: Sendable, Hashable {
  /// No value.
  case null
  /// A whole number; sums of money are whole 分.
  case integer(Int64)
  /// A text, without the character U+0000 (PostgreSQL can't store it, so it is refused on both engines).
  case text(String)
  /// Bytes.
  case blob([UInt8])
}

extension SQLValue {
  /// A text, or null.
  public init(_ text: String?) { self = text.map(Self.text) ?? .null }

  /// A whole number, or null.
  public init(_ integer: Int64?) { self = integer.map(Self.integer) ?? .null }

  /// Bytes, or null.
  public init(_ bytes: [UInt8]?) { self = bytes.map(Self.blob) ?? .null }

  /// 1 for true and 0 for false: neither engine needs a type of its own for it.
  public init(_ flag: Bool) { self = .integer(flag ? 1 : 0) }

  /// The name of its kind, for messages to programmers. Never the value: it can be personal.
  var kind: String {
    switch self {
    case .null: "null"
    case .integer: "an integer"
    case .text: "a text"
    case .blob: "a blob"
    }
  }
}

extension SQLValue: ExpressibleByStringLiteral {
  /// A text.
  public init(stringLiteral value: String) { self = .text(value) }
}

extension SQLValue: ExpressibleByIntegerLiteral {
  /// A whole number.
  public init(integerLiteral value: Int64) { self = .integer(value) }
}

extension SQLValue: ExpressibleByNilLiteral {
  /// No value.
  public init(nilLiteral: ()) { self = .null }
}
