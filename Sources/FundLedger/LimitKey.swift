/// What a limit counts.
public enum LimitUnit: String, Sendable, Hashable, Codable {
  /// Money, in 分.
  case money
  /// Claims.
  case claims
}

/// Which limit: of which measure or group of clauses, for whom, when. Uses of one key add up.
///
///     LimitKey(.money, of: "group-9", [("enterprise", code), ("year", "2025")]).text    // money|group-9|enterprise=…|year=2025
public struct LimitKey: Sendable, Hashable {
  /// One part of what a limit is counted by.
  public struct Dimension: Sendable, Hashable {
    /// Its name, such as `enterprise` or `year`.
    public let name: String
    /// Its value.
    public let value: String

    /// A part.
    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// What is counted. It is part of the key: a limit in money and a limit in claims never share a count.
  public let unit: LimitUnit
  /// The measure or the group of clauses that the limit belongs to.
  public let scope: String
  /// What it is counted by, in the order of the rule. No dimension: one limit for all.
  public let dimensions: [Dimension]

  /// A key.
  public init(_ unit: LimitUnit, of scope: String, _ dimensions: [(name: String, value: String)]) {
    self.unit = unit
    self.scope = scope
    self.dimensions = dimensions.map { Dimension(name: $0.name, value: $0.value) }
  }

  /// The key as one line for a database: different keys have different texts. `%`, `|` and `=` in names and values are escaped.
  public var text: String {
    ([unit.rawValue, LimitKey.escaped(scope)] + dimensions.map { LimitKey.escaped($0.name) + "=" + LimitKey.escaped($0.value) })
      .joined(separator: "|")
  }

  /// The key that has this text; nil if none does.
  public init?(_ text: String) {
    let parts = text.split(separator: "|", omittingEmptySubsequences: false)
    guard parts.count >= 2, let unit = LimitUnit(rawValue: String(parts[0])), let scope = LimitKey.unescaped(parts[1]) else { return nil }
    var dimensions: [(name: String, value: String)] = []
    for part in parts.dropFirst(2) {
      let sides = part.split(separator: "=", omittingEmptySubsequences: false)
      guard sides.count == 2, let name = LimitKey.unescaped(sides[0]), let value = LimitKey.unescaped(sides[1]) else { return nil }
      dimensions.append((name, value))
    }
    self.init(unit, of: scope, dimensions)
    // A text with a needless escape would be a second spelling of the same key.
    guard self.text == text else { return nil }
  }

  private static func escaped(_ text: String) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "%": out += "%25"
      case "|": out += "%7C"
      case "=": out += "%3D"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }

  private static func unescaped(_ text: Substring) -> String? {
    var out = String.UnicodeScalarView()
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      if scalar == "=" || scalar == "|" { return nil }
      guard scalar == "%" else {
        out.append(scalar)
        continue
      }
      switch (rest.popFirst(), rest.popFirst()) {
      case ("2", "5"): out.append("%")
      case ("7", "C"): out.append("|")
      case ("3", "D"): out.append("=")
      default: return nil
      }
    }
    return String(out)
  }
}

extension LimitKey: CustomStringConvertible {
  /// Its text.
  public var description: String { text }
}

extension LimitKey: Codable {
  /// Reads the text of a key; fails on any other.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let key = LimitKey(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not the text of a limit")
    }
    self = key
  }

  /// Writes the text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
