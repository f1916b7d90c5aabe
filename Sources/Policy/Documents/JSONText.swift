/// JSON to be written: deterministic, with keys in the given order and numbers as the text they are.
public indirect enum JSONText: Sendable, Equatable {
  /// No value.
  case null
  /// A truth value.
  case boolean(Bool)
  /// A number by its decimal digits.
  case number(String)
  /// A text.
  case string(String)
  /// A list.
  case list([JSONText])
  /// Keys with values, written in this order.
  case object([(String, JSONText)])

  /// Whether two texts would be written alike.
  public static func == (a: JSONText, b: JSONText) -> Bool { a.compact == b.compact }

  /// On one line.
  public var compact: String {
    var out = ""
    write(to: &out, indent: nil, level: 0)
    return out
  }

  /// On many lines, indented by two, with a line end.
  public var pretty: String {
    var out = ""
    write(to: &out, indent: 2, level: 0)
    return out + "\n"
  }

  private func write(to out: inout String, indent: Int?, level: Int) {
    func newLine(_ level: Int) { if let indent { out += "\n" + String(repeating: " ", count: indent * level) } }
    switch self {
    case .null: out += "null"
    case .boolean(let value): out += value ? "true" : "false"
    case .number(let text): out += text
    case .string(let text): out += JSONText.quoted(text)
    case .list(let items):
      if items.isEmpty {
        out += "[]"
        return
      }
      out += "["
      for (index, item) in items.enumerated() {
        if index > 0 { out += "," }
        newLine(level + 1)
        item.write(to: &out, indent: indent, level: level + 1)
      }
      newLine(level)
      out += "]"
    case .object(let entries):
      if entries.isEmpty {
        out += "{}"
        return
      }
      out += "{"
      for (index, (key, value)) in entries.enumerated() {
        if index > 0 { out += "," }
        newLine(level + 1)
        out += JSONText.quoted(key) + (indent == nil ? ":" : ": ")
        value.write(to: &out, indent: indent, level: level + 1)
      }
      newLine(level)
      out += "}"
    }
  }

  private static func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      case let control where control.value < 0x20 || control.value == 0x7F:
        let hex = String(control.value, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }
}

extension JSONText {
  /// An object of the entries that have a value.
  public static func present(_ entries: [(String, JSONText?)]) -> JSONText {
    .object(entries.compactMap { key, value in value.map { (key, $0) } })
  }
}
