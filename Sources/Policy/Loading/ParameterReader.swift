import Diagnostics
import Rules
import Values

/// Reads a named figure: `rate: {value: 0.3, unit: ratio}`.
struct ParameterReader {
  let source: SourceText
  let findings: Findings

  /// The figure; `article` is the one it stands in unless it names its own. Reports and returns nil if anything is wrong.
  func read(_ entry: DataNode.Entry, article: String?) -> (figure: ParameterDeclaration, label: Bilingual?)? {
    var map = MapReader(entry.value, "the parameter `\(entry.name)`", source, findings)
    let valueNode = map.required("value")
    let unitNode = map.required("unit")
    let own = map.optionalText("article")
    let label = map.optionalBilingual("label")
    map.finish()
    guard let valueNode, let unitNode else { return nil }
    guard let article = own ?? article else {
      findings.error(
        .figureWithoutArticle, "the figure `\(entry.name)` has no article", entry.key, source,
        help: "every figure is traceable: add `article: …`")
      return nil
    }
    guard let type = type(unitNode, valueNode) else { return nil }
    switch Scalars(schema: Schema()).value(valueNode, as: type) {
    case .success(let value): return (ParameterDeclaration(name: entry.name, value: value, type: type, article: article), label)
    case .failure(let fault):
      findings.error(fault.problem.id, fault.problem.message, fault.node, source, help: fault.problem.help)
      return nil
    }
  }

  private func type(_ unit: DataNode, _ value: DataNode) -> ValueType? {
    switch unit.text {
    case "date": return .date
    case "duration":
      return value.text?.contains(where: { $0 == "Y" || $0 == "M" }) == true && value.text?.contains("T") != true ? .months : .duration
    case let text:
      if let unit = Unit(text ?? "") { return .number(unit) }
      unknownUnit(unit)
      return nil
    }
  }

  func unknownUnit(_ node: DataNode) {
    let text = node.text ?? ""
    let names = Array(Unit.knownNames) + ["ratio", "date", "duration"]
    let near = text.split { "*/^0123456789".contains($0) }.compactMap { part in
      names.contains(String(part)) ? nil : nearestName(to: String(part), among: names)
    }.first
    findings.error(
      .unitMismatch, "`\(text)` is not a unit", node, source,
      help: near.map { "did you mean `\($0)`?" } ?? "units are made of \(names.sorted().joined(separator: ", "))")
  }
}
