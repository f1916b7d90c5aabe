import Diagnostics
import Policy
import Service
import Values

extension JSONSchema {
  /// Without its name in the document.
  var plain: JSONSchema {
    switch self {
    case .named(_, let schema), .nullable(let schema): schema.plain
    default: self
    }
  }

  /// Everything that is wrong with data, each with a JSON pointer.
  func problems(_ node: DataNode, at pointer: String = "") -> [Failure.Field] {
    var found: [Failure.Field] = []
    check(node, pointer, &found)
    return found
  }

  /// What is wrong with a text of the query.
  func problems(text: String, at name: String) -> [Failure.Field] {
    let json =
      switch plain {
      case .integer, .number, .boolean, .cny: text
      default: JSONText.string(text).compact
      }
    guard case .success(let node) = FileReader.parse(SourceText(name: "query.json", text: json)) else {
      return [Failure.Field(pointer: name, code: "type", detail: Bilingual(zh: "格式不符", en: "is not of the right kind"))]
    }
    return problems(node, at: name)
  }

  private func check(_ node: DataNode, _ pointer: String, _ found: inout [Failure.Field]) {
    // A hostile body has as many problems as it likes; nobody reads more than these.
    guard found.count < 50 else { return }
    func wrong(_ code: String, _ zh: String, _ en: String) {
      found.append(Failure.Field(pointer: pointer, code: code, detail: Bilingual(zh: zh, en: en)))
    }
    func text(_ test: (String) -> Bool, _ zh: String, _ en: String) {
      guard case .scalar(let text, isQuoted: true) = node.content else { return wrong("type", "应为文本：\(zh)", "is a text: \(en)") }
      if !test(text) { wrong("value", "应为：\(zh)", "is \(en)") }
    }
    switch self {
    case .any: break
    case .named(_, let schema): schema.check(node, pointer, &found)
    case .nullable(let schema): if !node.isNothing { schema.check(node, pointer, &found) }
    case .string(let least, let most):
      text(
        { (least...most).contains($0.unicodeScalars.count) && !$0.unicodeScalars.contains("\0") }, "\(least) 至 \(most) 个字符",
        "\(least) to \(most) characters")
    case .identifier(let most):
      text({ Self.isIdentifier($0) && $0.utf8.count <= most }, "编号（字母、数字和 . _ -）", "an id of letters, digits and . _ -")
    case .oneOf(let options):
      let list = options.prefix(20).joined(separator: ", ")
      text(options.contains, "其中之一：\(list)", "one of \(list)")
    case .money: text({ Self.money(of: $0) != nil }, "金额，如 \"12345.67\"", "a sum such as \"12345.67\"")
    case .cny:
      guard case .scalar(let text, isQuoted: false) = node.content else {
        return wrong("type", "应为数字，如 12345.67", "is a number such as 12345.67")
      }
      if Self.money(of: text) == nil { wrong("value", "应为：元，最多两位小数", "is a sum in CNY with at most two decimals") }
    case .date: text({ CivilDate($0) != nil }, "日期，如 \"2026-01-05\"", "a day such as \"2026-01-05\"")
    case .moment:
      text(
        { $0.hasSuffix("Z") && Moment($0) != nil }, "时间，如 \"2026-01-05T09:30:00Z\"",
        "a moment such as \"2026-01-05T09:30:00Z\"")
    case .integer(let range):
      guard case .scalar(let text, isQuoted: false) = node.content, let number = Int64(text), !text.hasPrefix("+") else {
        return wrong("type", "应为整数", "is a whole number")
      }
      if !range.contains(number) {
        wrong("range", "应在 \(range.lowerBound) 至 \(range.upperBound) 之间", "is from \(range.lowerBound) to \(range.upperBound)")
      }
    case .number:
      guard case .scalar(let text, isQuoted: false) = node.content, let first = text.utf8.first,
        first == UInt8(ascii: "-") || FieldText.isDigit(first)
      else { return wrong("type", "应为数字", "is a number") }
    case .boolean:
      guard case .scalar(let text, isQuoted: false) = node.content, text == "true" || text == "false" else {
        return wrong("type", "应为 true 或 false", "is true or false")
      }
    case .array(let item, let most):
      guard let items = node.items else { return wrong("type", "应为数组", "is a list") }
      if items.count > most { return wrong("length", "最多 \(most) 项", "has at most \(most) items") }
      for (index, entry) in items.enumerated() { item.check(entry, "\(pointer)/\(index)", &found) }
    case .map(let value, let most):
      guard let entries = node.entries else { return wrong("type", "应为对象", "is an object") }
      if entries.count > most { return wrong("length", "最多 \(most) 项", "has at most \(most) entries") }
      for entry in entries { value.check(entry.value, pointer + "/" + Self.escaped(entry.name), &found) }
    case .object(let properties):
      guard let entries = node.entries else { return wrong("type", "应为对象", "is an object") }
      for entry in entries {
        let place = pointer + "/" + Self.escaped(entry.name)
        if let property = properties.first(where: { $0.name == entry.name }) {
          property.schema.check(entry.value, place, &found)
        } else {
          found.append(
            Failure.Field(
              pointer: place, code: "unknown_key", detail: Bilingual(zh: "没有这个字段，请删除", en: "there is no such key; leave it out")))
        }
      }
      for property in properties where property.isRequired && !entries.contains(where: { $0.name == property.name }) {
        found.append(
          Failure.Field(
            pointer: pointer + "/" + Self.escaped(property.name), code: "missing_key",
            detail: Bilingual(zh: "缺少这个字段，请填写", en: "this key is missing; add it")))
      }
    }
  }

  /// A sum as the API writes it: digits, at most two decimals, a minus where it is below zero.
  static func money(of text: String) -> Money? {
    let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
    let parts = digits.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard (1...15).contains(parts[0].utf8.count), parts[0].utf8.allSatisfy(FieldText.isDigit), parts[0] == "0" || !parts[0].hasPrefix("0"),
      parts.count == 1 || ((1...2).contains(parts[1].utf8.count) && parts[1].utf8.allSatisfy(FieldText.isDigit))
    else { return nil }
    return Number(text).flatMap { Money($0, rounding: .down) }
  }

  /// Whether a text is made like an id.
  static func isIdentifier(_ text: String) -> Bool {
    guard let first = text.utf8.first else { return false }
    func isWord(_ byte: UInt8) -> Bool {
      FieldText.isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
        || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
    }
    return isWord(first) && text.utf8.allSatisfy { isWord($0) || [UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-")].contains($0) }
  }

  /// A key as a piece of a JSON pointer (RFC 6901).
  static func escaped(_ key: String) -> String {
    // Nearly no key has either sign, and every key of every body comes through here.
    guard key.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else { return key }
    return key.replacing("~", with: "~0").replacing("/", with: "~1")
  }
}
