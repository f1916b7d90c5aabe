import Diagnostics
import Values

/// Reads the keys of a map and reports those that nobody asked for.
///
/// Every reader names all its keys by reading them; `finish` then knows the keys that exist, so that a list of keys can't get out of step.
struct MapReader {
  let node: DataNode
  let source: SourceText
  let findings: Findings
  private let what: String
  private let entries: [DataNode.Entry]
  private var asked: [String] = []

  /// A reader of a map; anything else is reported and read as an empty map.
  init(_ node: DataNode, _ what: String, _ source: SourceText, _ findings: Findings) {
    self.node = node
    self.what = what
    self.source = source
    self.findings = findings
    if let entries = node.entries {
      self.entries = entries
    } else {
      findings.error(.wrongShape, "\(what) is a map of keys and values", node, source)
      entries = []
    }
  }

  /// The value of a key that may be left out.
  mutating func optional(_ key: String) -> DataNode? {
    asked.append(key)
    return entries.first { $0.name == key }?.value
  }

  /// The value of a key that must be there.
  mutating func required(_ key: String) -> DataNode? {
    let value = optional(key)
    if value == nil, node.entries != nil { findings.error(.missingKey, "\(what) has no `\(key)`", node, source, help: "add `\(key): …`") }
    return value
  }

  /// A text.
  mutating func text(_ key: String) -> String? { required(key).flatMap { text($0, key) } }

  /// A text that may be left out.
  mutating func optionalText(_ key: String) -> String? { optional(key).flatMap { text($0, key) } }

  private func text(_ value: DataNode, _ key: String) -> String? {
    guard let text = value.text, !text.isEmpty else {
      findings.error(.wrongShape, "`\(key)` is a text", value, source)
      return nil
    }
    return text
  }

  /// A list of texts; absent is empty.
  mutating func texts(_ key: String) -> [String] { words(key).compactMap(\.text) }

  /// The texts of a list, each with its place; absent is empty.
  mutating func words(_ key: String) -> [DataNode] {
    guard let value = optional(key) else { return [] }
    guard let items = value.items else {
      findings.error(.wrongShape, "`\(key)` is a list", value, source, help: "write `\(key): [ … ]`")
      return []
    }
    return items.filter { item in
      if item.text == nil { findings.error(.wrongShape, "`\(key)` is a list of words", item, source) }
      return item.text != nil
    }
  }

  /// A text in both languages that may be left out.
  mutating func optionalBilingual(_ key: String) -> Bilingual? {
    optional(key).flatMap { MapReader.bilingual($0, key, source, findings) }
  }

  /// A text in both languages.
  mutating func bilingual(_ key: String) -> Bilingual? { required(key).flatMap { MapReader.bilingual($0, key, source, findings) } }

  static func bilingual(_ node: DataNode, _ what: String, _ source: SourceText, _ findings: Findings) -> Bilingual? {
    var map = MapReader(node, "`\(what)`", source, findings)
    let zh = map.text("zh")
    let en = map.text("en")
    map.finish()
    guard let zh, let en else { return nil }
    return Bilingual(zh: zh, en: en)
  }

  /// A truth value; absent is false.
  mutating func flag(_ key: String) -> Bool {
    guard let value = optional(key) else { return false }
    switch (value.text, value.content) {
    case ("true", .scalar(_, false)): return true
    case ("false", .scalar(_, false)): return false
    default:
      findings.error(.wrongShape, "`\(key)` is `true` or `false`", value, source)
      return false
    }
  }

  /// The entries of a map under a key; absent is empty.
  mutating func entries(_ key: String) -> [DataNode.Entry] {
    guard let value = optional(key) else { return [] }
    guard let entries = value.entries else {
      findings.error(.wrongShape, "`\(key)` is a map of names", value, source)
      return []
    }
    return entries
  }

  /// The items of a list under a key; absent is empty.
  mutating func items(_ key: String) -> [DataNode] {
    guard let value = optional(key) else { return [] }
    guard let items = value.items else {
      findings.error(.wrongShape, "`\(key)` is a list", value, source, help: "begin each line with `- `")
      return []
    }
    return items
  }

  /// Reports the keys that nobody asked for.
  func finish() {
    for entry in entries where !asked.contains(entry.name) {
      let near = nearestName(to: entry.name, among: asked)
      let keys = asked.map { "`\($0)`" }.joined(separator: ", ")
      findings.error(
        .unknownKey, "\(what) has no key `\(entry.name)`", entry.key, source,
        help: near.map { "did you mean `\($0)`?" } ?? "the keys are \(keys)")
    }
  }
}
