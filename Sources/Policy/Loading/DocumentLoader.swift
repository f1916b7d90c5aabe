import Diagnostics
import Values

/// What a whole document shares, as read from `document.yaml`.
struct DocumentSource {
  /// A condition that measures use as `$name`.
  struct NamedCondition {
    let title: Bilingual
    let article: String
    let requires: [DataNode]
  }

  let document: PolicyDocument
  let source: SourceText
  let rounding: DataNode?
  let addresses: DataNode?
  let parameters: [DataNode.Entry]
  let definitions: [DataNode.Entry]
  let conditions: [String: NamedCondition]
}

/// Reads `document.yaml` and the clause lists of a package.
struct DocumentLoader {
  let findings: Findings
  let organisations: [String: Organisation]

  func document(_ file: DataFile) -> DocumentSource? {
    let source = file.source
    var map = MapReader(file.root, "a document", source, findings)
    let id = map.text("document")
    let number = map.text("number")
    let title = map.bilingual("title")
    let issuers = map.words("issuer")
    let territory = map.text("territory")
    let issuedNode = map.required("issued")
    let windowNode = map.optional("window")
    let rounding = map.required("rounding")
    let addresses = map.optional("addresses")
    let parameters = map.entries("parameters")
    let definitions = map.entries("define")
    let conditions = map.entries("conditions")
    map.finish()
    for issuer in issuers { check(organisation: issuer, source) }
    let issued = issuedNode.flatMap { $0.text == "unknown" ? nil : day($0, source) }
    if windowNode == nil {
      findings.error(
        .missingWindow, "the document says nothing about when it is in force", file.root["document"] ?? file.root, source,
        help: "add `window: {in_force: ['2025-01-01', open]}`, or `window: undated` if the paper has no dates")
    }
    // What is missing has been reported: the book is refused, but first the rest of the package is read.
    guard let id else { return nil }
    let document = PolicyDocument(
      id: id, number: number == "none" ? nil : number, title: title ?? Bilingual(zh: id, en: id), issuers: issuers.compactMap(\.text),
      territory: territory ?? "", issued: issued, window: windowNode.flatMap { window($0, source) } ?? .undated)
    var named: [String: DocumentSource.NamedCondition] = [:]
    for entry in conditions { named[entry.name] = condition(entry, source) }
    return DocumentSource(
      document: document, source: source, rounding: rounding, addresses: addresses, parameters: parameters, definitions: definitions,
      conditions: named)
  }

  private func condition(_ entry: DataNode.Entry, _ source: SourceText) -> DocumentSource.NamedCondition? {
    var map = MapReader(entry.value, "the condition `\(entry.name)`", source, findings)
    let title = map.bilingual("title")
    let article = map.text("article")
    let requires = map.items("requires")
    map.finish()
    guard let title, let article else { return nil }
    return DocumentSource.NamedCondition(title: title, article: article, requires: requires)
  }

  private func window(_ node: DataNode, _ source: SourceText) -> PolicyDocument.Window? {
    if node.text == "undated" { return .undated }
    var map = MapReader(node, "`window`", source, findings)
    let inForce = map.required("in_force").flatMap { period($0, source, canBeOpen: true) }
    let occurring = map.optional("occurring").flatMap { period($0, source, canBeOpen: false) }
    map.finish()
    guard let inForce else { return nil }
    let range = occurring.flatMap { period in period.to.map { period.from...$0 } }
    return .dated(from: inForce.from, to: inForce.to, occurring: range)
  }

  private func period(_ node: DataNode, _ source: SourceText, canBeOpen: Bool) -> (from: CivilDate, to: CivilDate?)? {
    guard let items = node.items, items.count == 2 else {
      findings.error(.wrongShape, "a period is a list of two days", node, source, help: "write `['2025-01-01', '2025-12-31']`")
      return nil
    }
    let from = day(items[0], source)
    if canBeOpen, items[1].text == "open" { return from.map { ($0, nil) } }
    guard let to = day(items[1], source), let from else { return nil }
    guard from <= to else {
      findings.error(.invalidValue, "the period ends before it begins", node, source)
      return nil
    }
    return (from, to)
  }

  private func day(_ node: DataNode, _ source: SourceText) -> CivilDate? {
    let day = node.text.flatMap { CivilDate($0) }
    if day == nil {
      findings.error(.invalidValue, "`\(node.text ?? "")` is not a date", node, source, help: "write a day that exists as YYYY-MM-DD")
    }
    return day
  }

  private func check(organisation node: DataNode, _ source: SourceText) {
    guard let id = node.text, organisations[id] == nil else { return }
    findings.error(
      .unknownID, "there is no organisation `\(id)`", node, source,
      help: nearestName(to: id, among: organisations.keys).map { "did you mean `\($0)`?" } ?? "organisations stand in organisations.yaml")
  }

  // MARK: Clauses

  /// The clauses in a file, each with where it stands.
  func clauses(_ file: DataFile, of document: PolicyDocument, at position: Int) -> [(clause: Clause, key: DataNode)] {
    var map = MapReader(file.root, "a list of clauses", file.source, findings)
    let entries = map.entries("clauses")
    map.finish()
    return entries.map { entry in (clause(entry, document, position, file.source), entry.key) }
  }

  private func clause(_ entry: DataNode.Entry, _ document: PolicyDocument, _ position: Int, _ source: SourceText) -> Clause {
    var map = MapReader(entry.value, "the clause `\(entry.name)`", source, findings)
    let title = map.bilingual("title")
    let article = map.text("article")
    let kindNode = map.required("kind")
    let computableNode = map.required("computable")
    let leads = map.words("lead")
    let inferred = map.words("lead_inferred")
    let summary = map.optionalBilingual("summary")
    map.finish()
    for lead in leads + inferred { check(organisation: lead, source) }
    if !entry.name.hasPrefix(document.id + ".") {
      findings.error(
        .unknownID, "the clause `\(entry.name)` does not belong to the document `\(document.id)`", entry.key, source,
        help: "clause ids begin with `\(document.id).`")
    }
    let kind = kindNode.flatMap { node -> Clause.Kind? in
      let kind = Clause.Kind(rawValue: node.text ?? "")
      if kind == nil {
        let names = Clause.Kind.allCases.map(\.rawValue)
        findings.error(
          .wrongShape, "`\(node.text ?? "")` is not a kind of clause", node, source,
          help: nearestName(to: node.text ?? "", among: names).map { "did you mean `\($0)`?" } ?? names.joined(separator: ", "))
      }
      return kind
    }
    let computability = computableNode.flatMap { node -> Clause.Computability? in
      let value = Clause.Computability(rawValue: node.text ?? "")
      if value == nil { findings.error(.wrongShape, "`computable` is `full`, `partial` or `none`", node, source) }
      return value
    }
    if computability == Clause.Computability.none, summary == nil {
      findings.error(.missingKey, "the clause `\(entry.name)` computes nothing and has no `summary`", entry.key, source)
    }
    return Clause(
      id: entry.name, document: position, title: title ?? Bilingual(zh: entry.name, en: entry.name), article: article ?? "",
      kind: kind ?? .info, computability: computability ?? .full, leads: leads.compactMap(\.text),
      inferredLeads: inferred.compactMap(\.text), summary: summary)
  }
}
