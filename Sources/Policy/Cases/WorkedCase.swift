import Diagnostics
import Rules
import Values

/// A worked case: facts, and what the rule must say about them.
struct WorkedCase {
  /// What is expected; only what is present is compared.
  struct Expectation {
    var outcome: String?
    var amount: Number?
    var amountKind: String?
    var range: (low: Number?, high: Number?)?
    var outputs: [(name: String, node: DataNode)] = []
    var missing: [DataNode]?
  }

  let id: String
  let measure: String
  let measureNode: DataNode
  let name: String
  let why: String
  let facts: DataNode
  let expect: Expectation
  let node: DataNode
  let source: SourceText

  /// The cases in a file.
  static func read(_ file: DataFile, _ findings: Findings) -> [WorkedCase] {
    guard let items = file.root.items else {
      findings.error(.wrongShape, "a file of worked cases is a list", file.root, file.source, help: "begin each case with `- id: …`")
      return []
    }
    return items.compactMap { WorkedCase($0, file.source, findings) }
  }

  private init?(_ node: DataNode, _ source: SourceText, _ findings: Findings) {
    var map = MapReader(node, "a worked case", source, findings)
    let id = map.text("id")
    let measure = map.text("measure")
    name = map.optionalText("name") ?? ""
    why = map.optionalText("why") ?? ""
    let asOf = map.required("as_of")
    let facts = map.required("facts")
    let expect = map.required("expect")
    map.finish()
    guard let id, let measure, let asOf, let facts, let expect else { return nil }
    self.id = id
    self.measure = measure
    measureNode = node["measure"] ?? node
    let key = DataNode(content: .scalar("as_of", isQuoted: false), start: asOf.start, end: asOf.end)
    let entries = facts.entries ?? []
    if facts.entries == nil, !facts.isNothing { findings.error(.wrongShape, "`facts` is a map", facts, source) }
    self.facts = DataNode(content: .map(entries + [DataNode.Entry(key: key, value: asOf)]), start: facts.start, end: facts.end)
    self.expect = WorkedCase.expectation(expect, source, findings)
    self.node = node
    self.source = source
  }

  private static func expectation(_ node: DataNode, _ source: SourceText, _ findings: Findings) -> Expectation {
    var map = MapReader(node, "`expect`", source, findings)
    var result = Expectation()
    result.outcome = word("outcome", ["eligible", "ineligible", "undetermined"], &map)
    result.amountKind = word("amount_kind", ["exactly", "upto"], &map)
    if let node = map.optional("amount") { result.amount = number(node, source, findings) }
    if let node = map.optional("amount_range") { result.range = range(node, source, findings) }
    result.outputs = map.entries("outputs").map { ($0.name, $0.value) }
    if map.node["missing"] != nil { result.missing = map.words("missing") }
    map.finish()
    if node.entries?.isEmpty == true { findings.error(.missingKey, "the case expects nothing", node, source, help: "add `outcome: …`") }
    return result
  }

  private static func word(_ key: String, _ words: [String], _ map: inout MapReader) -> String? {
    guard let node = map.optional(key) else { return nil }
    if let text = node.text, words.contains(text) { return text }
    map.findings.error(
      .invalidValue, "`\(node.text ?? "")` is not one of the values of `\(key)`", node, map.source,
      help: nearestName(to: node.text ?? "", among: words).map { "did you mean `\($0)`?" } ?? words.joined(separator: ", "))
    return nil
  }

  private static func number(_ node: DataNode, _ source: SourceText, _ findings: Findings) -> Number? {
    let number = node.text.flatMap { Number($0) }
    if number == nil { findings.error(.invalidValue, "`\(node.text ?? "")` is not a number", node, source) }
    return number
  }

  /// `[low, high]`, or a map with `low`/`min`/`from` and `high`/`max`/`to`; null is no end.
  private static func range(_ node: DataNode, _ source: SourceText, _ findings: Findings) -> (Number?, Number?)? {
    let ends: [DataNode?]
    if let items = node.items, items.count == 2 {
      ends = [items[0], items[1]]
    } else if node.entries != nil {
      ends = [node["low"] ?? node["min"] ?? node["from"], node["high"] ?? node["max"] ?? node["to"]]
    } else {
      findings.error(.wrongShape, "`amount_range` is `[low, high]`", node, source)
      return nil
    }
    let numbers = ends.map { end in end.flatMap { $0.isNothing ? nil : number($0, source, findings) } }
    return (numbers[0], numbers[1])
  }
}
