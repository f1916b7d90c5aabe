import Casework
import Diagnostics
import Rules
import Values
import WorkingDays

/// Reads `procedures/*.yaml` of a package: the road that a claim of its measures takes.
struct ProcedureLoader {
  let findings: Findings
  let document: String
  let measures: Set<String>
  let schema: Schema
  /// By measure: the types of its outputs. A measure that could not be compiled has no entry.
  let outputs: [String: [String: ValueType]]

  func load(_ file: DataFile) -> Procedure? {
    let source = file.source
    var map = MapReader(file.root, "a procedure", source, findings)
    let id = map.text("procedure")
    let title = map.bilingual("title")
    let article = map.text("article")
    let fund = map.text("fund")
    let measures = claimed(map.words("measures"), source)
    let cityOffice = map.required("city_office").flatMap { self.office($0, nil, source) }
    let routing = map.required("routing").flatMap { self.routing($0, source) }
    let stop = map.optional("stop").flatMap { self.stop($0, source) }
    let reader = StepReader(findings: findings, source: source)
    let steps = map.items("steps").compactMap { node in reader.step(node).map { ($0, node) } }
    let papers = map.items("papers").compactMap { self.paper($0, source) }
    let particulars = map.items("particulars").compactMap { self.particular($0, source) }
    let reasons = map.items("reasons").compactMap { self.reason($0, source) }
    let masking = map.entries("public_fields").compactMap { masked($0, particulars, source) }
    let objection = map.required("objections").flatMap { self.objection($0, source) }
    let dimensions = map.entries("limit_dimensions").compactMap { entry in dimension(entry, particulars, source).map { (entry.name, $0) } }
    let limitFact = map.optional("limit_used_fact").flatMap { fact($0, source) }
    let relatedCompany = map.optional("related_company").flatMap { self.particular(named: $0, particulars, source) }
    let paidElsewhere = map.words("paid_elsewhere").compactMap { self.fact($0, source) }
    let payers = map.items("payers").compactMap { self.payer($0, among: measures, source) }
    map.finish()
    mustHave(["measures", "steps"], "a procedure", file.root, source)
    for list in [("measures", nil), ("papers", "paper"), ("particulars", "particular"), ("reasons", "reason"), ("payers", "measure")] {
      reportTwins(file.root[list.0]?.items ?? [], key: list.1, source)
    }
    let check = RoadCheck(findings: findings, source: source, list: file.root["steps"] ?? file.root, reasons: reasons)
    check.check(steps)
    if let node = file.root["stop"], stop != nil { check.needReason(.stop, node) }
    guard let id, let title, let article, let fund, let cityOffice, let routing, let objection, !findings.hasErrors(in: source) else {
      return nil
    }
    return Procedure(
      id: id, title: title, document: document, article: article, fund: fund, measures: measures, routing: routing,
      cityOffice: cityOffice, stop: stop, steps: steps.map(\.0), papers: papers, particulars: particulars, reasons: reasons,
      masking: masking,
      objection: objection, dimensions: Dictionary(dimensions) { first, _ in first }, limitFact: limitFact,
      relatedCompany: relatedCompany, paidElsewhere: paidElsewhere, payers: payers)
  }

  /// Reports lists and maps that must be there.
  func mustHave(_ keys: [String], _ what: String, _ node: DataNode, _ source: SourceText) {
    guard node.entries != nil else { return }
    for key in keys where node[key] == nil { findings.error(.missingKey, "\(what) has no `\(key)`", node, source, help: "add `\(key): …`") }
  }

  /// Reports what stands twice in a list: words, or maps by the value of a key.
  private func reportTwins(_ items: [DataNode], key: String?, _ source: SourceText) {
    var seen = Set<String>()
    for item in items {
      let node = key.map { item[$0] } ?? item
      guard let node, let name = node.text, !seen.insert(name).inserted else { continue }
      findings.error(.duplicateID, "`\(name)` stands twice", node, source, help: "keep one, or name one differently")
    }
  }
}
