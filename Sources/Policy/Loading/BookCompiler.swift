import Diagnostics
import FEEL
import Rules
import Values

/// Compiles the rules of all measures into one program.
///
/// Names are resolved measure by measure: its own parameters and formulas, then those of its document, then facts and lists. Formulas are compiled when
/// they are first used, which finds circles; a formula of the document is compiled anew for each measure that assumes something about a fact.
final class BookCompiler {
  private let vocabulary: Vocabulary
  private let findings: Findings
  private let expressions: ExpressionCompiler
  private var builder: ProgramBuilder
  private var documents: [String: DocumentScope] = [:]
  private var sources: [String: MeasureSource] = [:]
  private var clauses: [String: (clause: Clause, position: Int)] = [:]
  private var requirements: [String: [Requirement]] = [:]
  private var inProgress: [String] = []
  private var scopes: [String: Scope] = [:]
  /// By document id: whom the document addresses.
  private(set) var addresses: [String: NodeID] = [:]
  private(set) var parameterLabels: [Int: Bilingual] = [:]
  private(set) var definitionLabels: [Int: Bilingual] = [:]

  /// A document with its figures declared.
  private struct DocumentScope {
    let source: DocumentSource
    let parameters: [String: Int]
    let definitions: [String: DefinitionSource]
    /// Every name that is written down, with or without a fault.
    var named: Set<String> { Set((source.parameters + source.definitions).map(\.name)) }
  }

  /// The names one measure may use.
  private final class Scope {
    let source: SourceText
    let document: DocumentScope
    var parameters: [String: Int] = [:]
    var definitions: [String: DefinitionSource] = [:]
    var compiled: [String: Int?] = [:]
    var open: [String] = []
    var assumed: [FactIndex: Value] = [:]
    var used = Set<String>()
    /// Every name that is written down, with or without a fault.
    var named = Set<String>()

    init(source: SourceText, document: DocumentScope) {
      self.source = source
      self.document = document
    }
  }

  init(vocabulary: Vocabulary, figures: [ParameterDeclaration], builder: ProgramBuilder, findings: Findings) {
    self.vocabulary = vocabulary
    self.findings = findings
    self.builder = builder
    expressions = ExpressionCompiler(findings: findings)
    derive(figures)
  }

  var program: Program { builder.program }

  func add(_ source: DocumentSource) {
    var parameters: [String: Int] = [:]
    for entry in source.parameters + source.definitions { check(nameOf: entry, source.source) }
    for entry in source.parameters { parameters[entry.name] = declare(entry, nil, source.source) }
    let scope = DocumentScope(
      source: source, parameters: parameters, definitions: DefinitionSource.read(source.definitions, source.source, findings))
    documents[source.document.id] = scope
    guard let condition = source.addresses else { return }
    addresses[source.document.id] = compiled(condition, Scope(source: source.source, document: scope), .optional(.boolean))
  }

  private func declare(_ entry: DataNode.Entry, _ article: String?, _ source: SourceText) -> Int? {
    guard let (figure, label) = ParameterReader(source: source, findings: findings).read(entry, article: article) else { return nil }
    let index = builder.declare(figure)
    parameterLabels[index] = label
    return index
  }

  // MARK: Facts that follow from others

  private func derive(_ figures: [ParameterDeclaration]) {
    let parameters = Dictionary(figures.map { ($0.name, builder.declare($0)) }) { first, _ in first }
    let names = ExpressionCompiler.Names(
      binding: { [vocabulary] name in
        if let index = parameters[name] { return .parameter(index) }
        if let fact = vocabulary.schema.fact(named: name) { return .fact(fact, assuming: nil) }
        return vocabulary.lists[name].map { .constant($0.value, $0.type) }
      },
      all: { [vocabulary] in vocabulary.schema.facts.map(\.name) + Array(parameters.keys) + Array(vocabulary.lists.keys) },
      faulty: { [vocabulary] in vocabulary.names.contains($0) })
    for derivation in vocabulary.derivations {
      let type = vocabulary.schema.facts[derivation.fact].type
      guard
        let root = expressions.compile(derivation.node, in: derivation.source, expecting: type.orNull, &builder, names)
      else { continue }
      if reads(derivation.fact, from: root) {
        findings.error(
          .definitionCycle, "the fact `\(vocabulary.schema.facts[derivation.fact].name)` follows from itself", derivation.node,
          derivation.source)
      } else {
        builder.derive(derivation.fact, from: root)
      }
    }
  }

  private func reads(_ fact: FactIndex, from root: NodeID) -> Bool { builder.program.facts(readBy: [root]).contains(fact) }

  // MARK: Measures

  /// The measures in the order of their clauses.
  func compile(_ measures: [MeasureSource], _ clauses: [Clause]) -> [Measure] {
    for (position, clause) in clauses.enumerated() { self.clauses[clause.id] = (clause, position) }
    for measure in measures {
      if let other = sources[measure.id] {
        findings.add(
          Diagnostic(
            .duplicateID, "the measure `\(measure.id)` stands twice", in: measure.source, at: measure.idNode.range(in: measure.source)
          ).noting("the first one stands here", in: other.source, at: other.idNode.range(in: other.source)))
      } else {
        sources[measure.id] = measure
      }
    }
    var done = Set<String>()
    return measures.filter { done.insert($0.id).inserted }.compactMap(compile).sorted { $0.clause < $1.clause }
  }

  private func compile(_ source: MeasureSource) -> Measure? {
    guard let (clause, position) = clauses[source.id] else {
      let near = nearestName(to: source.id, among: clauses.keys)
      findings.error(
        .unknownID, "there is no clause `\(source.id)`", source.idNode, source.source,
        help: near.map { "did you mean `\($0)`?" } ?? "every measure is a clause of clauses.yaml")
      return nil
    }
    if clause.computability == .none {
      findings.error(
        .wrongShape, "the clause `\(source.id)` is marked `computable: none`, but a measure computes it", source.idNode, source.source)
    }
    guard let scope = scope(of: source, clause) else { return nil }
    var requirements = requirements(of: source, scope, clause)
    let award = award(source, scope)
    let (limits, stated, guards) = limits(source, scope, clause)
    requirements += guards
    var labels: [String: Bilingual] = [:]
    let outputs = source.outputs.compactMap { output -> Output? in
      labels[output.name.text ?? ""] = output.label
      return compiled(output.formula, scope, nil).map { Output(name: output.name.text ?? "", node: $0) }
    }
    if source.review == nil, source.award?.kind == "upto" || clause.computability == .partial {
      findings.error(
        .missingReview, "`\(source.id)` leaves something to judgement, but `review` does not say what a person decides", source.idNode,
        source.source, help: "add `review: {zh: …, en: …}`")
    }
    reportUnused(source, scope)
    let (line, _) = source.source.position(at: source.idNode.range(in: source.source).lowerBound)
    return Measure(
      id: source.id, clause: position, claim: source.claim,
      rule: MeasureRule(id: source.id, requirements: requirements, award: award, limits: limits, outputs: outputs, in: builder.program),
      limits: stated, parameters: source.parameters.compactMap { scope.parameters[$0.name] }, outputLabels: labels, review: source.review,
      readings: source.readings, place: "\(source.source.name):\(line)")
  }

  private func scope(of source: MeasureSource, _ clause: Clause) -> Scope? {
    if let known = scopes[source.id] { return known }
    guard let document = documents[String(source.id.prefix { $0 != "." })] else { return nil }
    let scope = Scope(source: source.source, document: document)
    scopes[source.id] = scope
    scope.named = Set((source.parameters + source.definitions).map(\.name))
    let article = (document.source.document.number ?? document.source.document.title.zh) + " " + clause.article
    for entry in source.parameters {
      check(nameOf: entry, source.source)
      scope.parameters[entry.name] = declare(entry, article, source.source)
    }
    for entry in source.definitions {
      check(nameOf: entry, source.source)
      if scope.parameters[entry.name] != nil {
        findings.error(.duplicateID, "`\(entry.name)` is both a parameter and a formula", entry.key, source.source)
      }
    }
    scope.definitions = DefinitionSource.read(source.definitions, source.source, findings)
    for entry in source.assumptions { assume(entry, scope) }
    return scope
  }

  /// A name that hides a fact or list would be read as something else than what it says; one that is no word could never be used.
  private func check(nameOf entry: DataNode.Entry, _ source: SourceText) {
    findings.checkName(entry.key, source)
    if vocabulary.schema.fact(named: entry.name) != nil || vocabulary.lists[entry.name] != nil {
      findings.error(.duplicateID, "`\(entry.name)` is already the name of a fact or list", entry.key, source, help: "choose another name")
    }
  }

  private func assume(_ entry: DataNode.Entry, _ scope: Scope) {
    guard let fact = vocabulary.schema.fact(named: entry.name) else {
      findings.error(
        .unknownFact, "there is no fact `\(entry.name)`", entry.key, scope.source,
        help: nearestName(to: entry.name, among: vocabulary.schema.facts.map(\.name)).map { "did you mean `\($0)`?" })
      return
    }
    switch Scalars(schema: vocabulary.schema).value(entry.value, as: vocabulary.schema.facts[fact].type) {
    case .success(let value): scope.assumed[fact] = value
    case .failure(let fault): findings.error(fault.problem.id, fault.problem.message, fault.node, scope.source, help: fault.problem.help)
    }
  }

  /// Says nothing about a file with errors: what they stand in may be the place of use.
  private func reportUnused(_ source: MeasureSource, _ scope: Scope) {
    if findings.hasErrors(in: source.source) { return }
    for entry in source.parameters + source.definitions where !scope.used.contains(entry.name) {
      findings.warning(.unusedName, "nothing uses `\(entry.name)`", entry.key, source.source, help: "remove it, or use it")
    }
    for entry in source.assumptions where !scope.used.contains(entry.name) {
      findings.warning(.unusedName, "nothing reads the fact `\(entry.name)`, so nothing needs to be assumed", entry.key, source.source)
    }
  }

  // MARK: Names

  private func node(_ expression: DataNode, _ scope: Scope, _ type: ValueType?, in source: SourceText? = nil) -> NodeID? {
    let names = ExpressionCompiler.Names(
      binding: { [unowned self] name in self.binding(name, scope) },
      all: { [unowned self] in self.names(scope) },
      faulty: { [vocabulary] in scope.named.contains($0) || scope.document.named.contains($0) || vocabulary.names.contains($0) })
    return expressions.compile(expression, in: source ?? scope.source, expecting: type, &builder, names)
  }

  private func binding(_ name: String, _ scope: Scope) -> Binding? {
    scope.used.insert(name)
    if let index = scope.parameters[name] { return .parameter(index) }
    if scope.definitions[name] != nil { return definition(name, scope) }
    if let index = scope.document.parameters[name] { return .parameter(index) }
    if scope.document.definitions[name] != nil { return definition(name, scope) }
    if let fact = vocabulary.schema.fact(named: name) { return .fact(fact, assuming: scope.assumed[fact]) }
    return vocabulary.lists[name].map { .constant($0.value, $0.type) }
  }

  private func definition(_ name: String, _ scope: Scope) -> Binding? {
    scope.compiled[name].flatMap { $0 }.map { .definition($0) }
  }

  /// Compiles the formulas a measure uses before the expression that uses them, those that others need first.
  private func prepare(_ expression: DataNode, _ scope: Scope) {
    guard case .success(let syntax)? = expression.text.map({ Parser.parse($0) }) else { return }
    var names: [String] = []
    syntax.forEach { if case .name(let name) = $0.kind { names.append(name) } }
    for name in names { prepare(name, scope, at: expression) }
  }

  private func prepare(_ name: String, _ scope: Scope, at user: DataNode) {
    guard scope.parameters[name] == nil, scope.compiled[name] == nil else { return }
    let own = scope.definitions[name]
    guard let definition = own ?? scope.document.definitions[name] else { return }
    let formula = definition.formula
    let source = own != nil ? scope.source : scope.document.source.source
    if let start = scope.open.firstIndex(of: name) {
      let circle = (scope.open[start...] + [name]).map { "`\($0)`" }.joined(separator: " → ")
      findings.error(
        .definitionCycle, "formulas go round in a circle: \(circle)", formula, source, help: "one of them must not use the others")
      scope.compiled[name] = .some(nil)
      return
    }
    scope.open.append(name)
    prepare(formula, scope)
    scope.open.removeLast()
    guard scope.compiled[name] == nil else { return }
    let root = node(formula, scope, nil, in: source)
    let index = root.map { builder.define(name, as: $0) }
    if let index { definitionLabels[index] = definition.label }
    scope.compiled[name] = .some(index)
  }

  private func names(_ scope: Scope) -> [String] {
    Array(scope.parameters.keys) + Array(scope.definitions.keys) + Array(scope.document.parameters.keys)
      + Array(scope.document.definitions.keys) + vocabulary.schema.facts.map(\.name) + Array(vocabulary.lists.keys)
  }

  private func compiled(_ expression: DataNode, _ scope: Scope, _ type: ValueType?, in source: SourceText? = nil) -> NodeID? {
    prepare(expression, scope)
    return node(expression, scope, type, in: source)
  }

  // MARK: Requirements

  private func requirements(of source: MeasureSource, _ scope: Scope, _ clause: Clause) -> [Requirement] {
    if let known = requirements[source.id] { return known }
    inProgress.append(source.id)
    defer { inProgress.removeLast() }
    var list: [Requirement] = []
    for item in source.requires { list += requirement(item, scope, clause.article, source.source) }
    // A condition that two gates share is asked once.
    var seen = Set<NodeID>()
    list = list.filter { seen.insert($0.node).inserted }
    requirements[source.id] = list
    return list
  }

  private func isCircle(_ name: String, _ item: DataNode, _ source: SourceText) -> Bool {
    guard let start = inProgress.firstIndex(of: name) else { return false }
    let circle = (inProgress[start...] + [name]).map { "`\($0)`" }.joined(separator: " → ")
    findings.error(
      .definitionCycle, "requirements go round in a circle: \(circle)", item, source, help: "one of them must not require the others")
    return true
  }

  private func requirement(_ item: DataNode, _ scope: Scope, _ article: String, _ source: SourceText) -> [Requirement] {
    guard let text = item.text, text.hasPrefix("$") else {
      return compiled(item, scope, .optional(.boolean), in: source).map { [Requirement(node: $0, article: article)] } ?? []
    }
    let name = String(text.dropFirst())
    if let condition = scope.document.source.conditions[name] {
      let path = scope.document.source.document.id + "." + name
      if isCircle(path, item, source) { return [] }
      inProgress.append(path)
      defer { inProgress.removeLast() }
      let shared = scope.document.source.source
      return condition.requires.flatMap { requirement($0, scope, condition.article, shared) }
        .map { Requirement(node: $0.node, article: $0.article, origin: $0.origin ?? name) }
    }
    if isCircle(name, item, source) { return [] }
    guard let other = sources[name], let (clause, _) = clauses[name], let otherScope = self.scope(of: other, clause) else {
      let near = nearestName(to: name, among: Array(sources.keys) + Array(scope.document.source.conditions.keys))
      findings.error(
        .unknownID, "there is no condition or measure `\(name)`", item, source, help: near.map { "did you mean `$\($0)`?" })
      return []
    }
    return requirements(of: other, otherScope, clause).map { Requirement(node: $0.node, article: $0.article, origin: $0.origin ?? name) }
  }

  // MARK: Award and limits

  private func award(_ source: MeasureSource, _ scope: Scope) -> Award? {
    guard let award = source.award, let node = compiled(award.formula, scope, .number(BookCompiler.money)) else { return nil }
    let least = award.atLeast.flatMap { compiled($0, scope, .number(BookCompiler.money)) }
    let roundingNode = award.rounding ?? scope.document.source.rounding
    let rounding = RoundingMode(rawValue: roundingNode?.text ?? "")
    if rounding == nil, let roundingNode {
      let file = award.rounding != nil ? scope.source : scope.document.source.source
      findings.error(
        .invalidValue, "`\(roundingNode.text ?? "")` is not a way to round", roundingNode, file,
        help: nearestName(to: roundingNode.text ?? "", among: RoundingMode.allCases.map(\.rawValue)).map { "did you mean `\($0)`?" }
          ?? "one of \(RoundingMode.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return Award(kind: award.kind == "upto" ? .upto : .exactly, node: node, atLeast: least, rounding: rounding ?? .halfUp)
  }

  private static let money = Unit("CNY") ?? .none

  private func limits(
    _ source: MeasureSource, _ scope: Scope, _ clause: Clause
  ) -> ([MoneyLimit], [Measure.StatedLimit], [Requirement]) {
    var money: [MoneyLimit] = []
    var stated: [Measure.StatedLimit] = []
    var guards: [Requirement] = []
    for limit in source.limits {
      if let claims = BookCompiler.claims(limit.atMost.text) {
        if claims < 1 {
          findings.error(.invalidValue, "a limit allows at least one claim", limit.atMost, source.source, help: "write `1 claim`")
        }
        var used: NodeID?
        if let usedNode = limit.used, let node = compiled(usedNode, scope, .boolean) {
          used = node
          guards.append(Requirement(node: builder.apply(.not, [node], type: .boolean), article: clause.article))
        }
        stated.append(Measure.StatedLimit(per: limit.per, cap: .claims(claims), used: used))
      } else if let cap = compiled(limit.atMost, scope, .number(BookCompiler.money)) {
        let used = limit.used.flatMap { compiled($0, scope, .number(BookCompiler.money)) }
        if source.award != nil { money.append(MoneyLimit(per: limit.per, atMost: cap, used: used)) }
        stated.append(Measure.StatedLimit(per: limit.per, cap: .money(cap), used: used))
      }
    }
    return (money, stated, guards)
  }

  /// `1 claim`, `3 claims`
  private static func claims(_ text: String?) -> Int? {
    let words = (text ?? "").split(separator: " ")
    guard words.count == 2, words[1] == "claim" || words[1] == "claims" else { return nil }
    return Int(words[0])
  }
}
