import Values

extension BuiltIns {
  /// Functions of strings (DMN 1.5, table 74). Positions and lengths count Unicode code points.
  static func text(_ operation: Operation, _ a: [Value]) -> Value? {
    switch operation {
    case .joinTexts: texts(a) { .string($0 + $1) }
    case .substring: Value(substring(a))
    case .stringLength: a.string(0).map { Value($0.unicodeScalars.count) } ?? .null
    case .upperCase: Value(a.string(0)?.uppercased())
    case .lowerCase: Value(a.string(0)?.lowercased())
    case .substringBefore: texts(a) { text, match in .string(position(of: match, in: text).map { before($0, text) } ?? "") }
    case .substringAfter: texts(a) { text, match in .string(position(of: match, in: text).map { after($0, match, text) } ?? "") }
    case .containsText: texts(a) { text, match in .boolean(position(of: match, in: text) != nil) }
    case .startsWith: texts(a) { .boolean($0.unicodeScalars.starts(with: $1.unicodeScalars)) }
    case .endsWith: texts(a) { .boolean($0.unicodeScalars.reversed().starts(with: $1.unicodeScalars.reversed())) }
    case .textOf: a.at(0) == .null ? .null : .string(written(a.at(0), quoted: false))
    case .stringJoin: Value(joined(a))
    default: nil
    }
  }

  private static func texts(_ a: [Value], _ function: (String, String) -> Value) -> Value {
    guard let x = a.string(0), let y = a.string(1) else { return .null }
    return function(x, y)
  }

  /// From a position (negative: from the end), to the end or for a number of code points; nil outside the text.
  private static func substring(_ a: [Value]) -> String? {
    guard let text = a.string(0), let start = a.position(1), start != 0 else { return nil }
    let scalars = Array(text.unicodeScalars)
    let from = start > 0 ? start - 1 : scalars.count + start
    guard scalars.indices.contains(from) else { return nil }
    var to = scalars.count
    if a.count > 2, a[2] != .null {
      guard let length = a.position(2), length > 0 else { return nil }
      to = length < to - from ? from + length : to
    }
    return string(scalars[from..<to])
  }

  private static func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return String(text)
  }

  /// Where a text first occurs in another, in code points.
  private static func position(of match: String, in text: String) -> Int? {
    let wanted = Array(match.unicodeScalars)
    let scalars = Array(text.unicodeScalars)
    guard wanted.count <= scalars.count else { return nil }
    return (0...(scalars.count - wanted.count)).first { scalars[$0...].starts(with: wanted) }
  }

  private static func before(_ position: Int, _ text: String) -> String { string(text.unicodeScalars.prefix(position)) }

  private static func after(_ position: Int, _ match: String, _ text: String) -> String {
    string(text.unicodeScalars.dropFirst(position + match.unicodeScalars.count))
  }

  /// Nulls in the list are left out.
  private static func joined(_ a: [Value]) -> String? {
    guard let list = a.list(0) else { return nil }
    var parts: [String] = []
    for item in list {
      switch item {
      case .string(let text): parts.append(text)
      case .null: continue
      default: return nil
      }
    }
    return parts.joined(separator: a.string(1) ?? "")
  }

  // MARK: string()

  /// A value as text; strings inside lists and records stand in quotes.
  private static func written(_ value: Value, quoted: Bool) -> String {
    switch value {
    case .null: "null"
    case .boolean(let truth): truth ? "true" : "false"
    case .number(let number): number.description
    case .string(let text): quoted ? literal(text) : text
    case .date(let date): date.description
    case .time(let time): time.description
    case .dateTime(let dateTime): dateTime.description
    case .months(let duration): duration.description
    case .duration(let duration): duration.description
    case .list(let items): "[" + items.map { written($0, quoted: true) }.joined(separator: ", ") + "]"
    case .record(let record):
      "{" + record.entries.map { key($0.name) + ": " + written($0.value, quoted: true) }.joined(separator: ", ") + "}"
    case .range(let range):
      (range.lowerIncluded ? "[" : "(") + written(range.lower, quoted: true) + ".." + written(range.upper, quoted: true)
        + (range.upperIncluded ? "]" : ")")
    case .symbol: "null"
    }
  }

  private static func key(_ name: String) -> String {
    let isPlain =
      !name.isEmpty && name.unicodeScalars.allSatisfy { $0 == "_" || $0.properties.isAlphabetic || $0.properties.numericType != nil }
    return isPlain ? name : literal(name)
  }

  private static func literal(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" || scalar == "\\" { out += "\\" }
      out.unicodeScalars.append(scalar)
    }
    return out + "\""
  }
}
