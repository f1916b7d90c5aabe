import Diagnostics
import Values

/// A measure as it was written, before its expressions are compiled.
struct MeasureSource {
  struct Award {
    let kind: String
    let formula: DataNode
    let atLeast: DataNode?
    let rounding: DataNode?
  }

  struct OutputSource {
    let name: DataNode
    let formula: DataNode
    let label: Bilingual?
  }

  struct LimitSource {
    let node: DataNode
    let per: [String]
    let atMost: DataNode
    let used: DataNode?
  }

  let id: String
  let idNode: DataNode
  let source: SourceText
  let claim: String?
  let requires: [DataNode]
  let parameters: [DataNode.Entry]
  let definitions: [DataNode.Entry]
  let award: Award?
  let outputs: [OutputSource]
  let limits: [LimitSource]
  let assumptions: [DataNode.Entry]
  let review: Bilingual?
  let readings: [Measure.Reading]

  /// What limits may count over.
  static let countedOver = [
    "enterprise", "person", "project", "claim", "exhibition", "case", "year", "lifetime", "level", "stage", "platform", "fund", "station",
    "site",
  ]

  /// Reads one entry of a measures file.
  init?(_ node: DataNode, _ source: SourceText, _ findings: Findings) {
    var map = MapReader(node, "a measure", source, findings)
    let idNode = map.required("measure")
    claim = map.optionalText("claim")
    requires = map.items("requires")
    parameters = map.entries("parameters")
    definitions = map.entries("define")
    award = map.optional("award").flatMap { MeasureSource.award($0, source, findings) }
    outputs = map.entries("outputs").compactMap { MeasureSource.output($0, source, findings) }
    limits = map.items("limits").compactMap { MeasureSource.limit($0, source, findings) }
    assumptions = map.entries("assume")
    review = map.optionalBilingual("review")
    readings = map.items("readings").compactMap { MeasureSource.reading($0, source, findings) }
    map.finish()
    guard let idNode else { return nil }
    guard let id = idNode.text, !id.isEmpty else {
      findings.error(.wrongShape, "`measure` is the id of a clause", idNode, source)
      return nil
    }
    self.id = id
    self.idNode = idNode
    self.source = source
  }

  private static func award(_ node: DataNode, _ source: SourceText, _ findings: Findings) -> Award? {
    guard node.entries != nil else {
      findings.error(.wrongShape, "an award is either `exactly` a formula or `upto` one", node, source, help: "write `exactly: …` below it")
      return nil
    }
    var map = MapReader(node, "`award`", source, findings)
    let exactly = map.optional("exactly")
    let upto = map.optional("upto")
    let atLeast = map.optional("at_least")
    let rounding = map.optional("rounding")
    map.finish()
    switch (exactly, upto) {
    case (let formula?, nil):
      if let atLeast { findings.error(.wrongShape, "`at_least` goes with `upto`", atLeast, source) }
      return Award(kind: "exactly", formula: formula, atLeast: nil, rounding: rounding)
    case (nil, let formula?): return Award(kind: "upto", formula: formula, atLeast: atLeast, rounding: rounding)
    default:
      findings.error(.wrongShape, "an award is either `exactly` a formula or `upto` one", node, source)
      return nil
    }
  }

  private static func output(_ entry: DataNode.Entry, _ source: SourceText, _ findings: Findings) -> OutputSource? {
    var map = MapReader(entry.value, "the output `\(entry.name)`", source, findings)
    let value = map.required("value")
    let label = map.bilingual("label")
    map.finish()
    return value.map { OutputSource(name: entry.key, formula: $0, label: label) }
  }

  private static func limit(_ node: DataNode, _ source: SourceText, _ findings: Findings) -> LimitSource? {
    var map = MapReader(node, "a limit", source, findings)
    let per = map.words("per")
    let atMost = map.required("at_most")
    let used = map.optional("used")
    map.finish()
    if per.isEmpty {
      findings.error(.missingKey, "the limit does not say what it counts over", node, source, help: "add `per: [enterprise]`")
    }
    for item in per {
      guard let word = item.text, !countedOver.contains(word) else { continue }
      findings.error(
        .wrongShape, "a limit can't count over `\(word)`", item, source,
        help: nearestName(to: word, among: countedOver).map { "did you mean `\($0)`?" } ?? countedOver.joined(separator: ", "))
    }
    return atMost.map { LimitSource(node: node, per: per.compactMap(\.text), atMost: $0, used: used) }
  }

  private static func reading(_ node: DataNode, _ source: SourceText, _ findings: Findings) -> Measure.Reading? {
    var map = MapReader(node, "a reading", source, findings)
    let issue = map.bilingual("issue")
    let taken = map.bilingual("taken")
    let instead = map.optionalBilingual("instead")
    map.finish()
    guard let issue, let taken else { return nil }
    return Measure.Reading(issue: issue, taken: taken, instead: instead)
  }
}
