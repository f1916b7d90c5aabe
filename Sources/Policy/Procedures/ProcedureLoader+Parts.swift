import Casework
import Diagnostics
import Rules
import Values
import WorkingDays

/// The parts of a procedure file: offices, papers, particulars, reasons, public fields, objections, dimensions of limits.
extension ProcedureLoader {
  func near(_ name: String, _ names: Set<String>) -> String? {
    nearestName(to: name, among: names.sorted()).map { "did you mean `\($0)`?" }
  }

  func fact(_ node: DataNode, _ source: SourceText) -> String? {
    guard let name = node.text, schema.fact(named: name) != nil else {
      findings.error(
        .unknownFact, "there is no fact `\(node.text ?? "")`", node, source, help: near(node.text ?? "", Set(schema.facts.map(\.name))))
      return nil
    }
    return name
  }

  func office(_ node: DataNode, _ id: String?, _ source: SourceText) -> Procedure.Office? {
    var map = MapReader(node, "an office", source, findings)
    let named = id ?? map.text("id")
    let zh = map.text("zh")
    let en = map.text("en")
    let contact = map.optionalText("contact")
    map.finish()
    guard let named, let zh, let en else { return nil }
    return Procedure.Office(id: named, zh: zh, en: en, contact: contact)
  }

  func routing(_ node: DataNode, _ source: SourceText) -> Procedure.Routing? {
    var map = MapReader(node, "`routing`", source, findings)
    let fact = map.required("by").flatMap { self.fact($0, source) }
    let entries = map.entries("offices")
    let offices = entries.compactMap { entry in office(entry.value, entry.name, source).map { (entry.name, $0) } }
    map.finish()
    mustHave(["offices"], "`routing`", node, source)
    guard let fact else { return nil }
    checkPlaces(entries, fact, node, source)
    return Procedure.Routing(fact: fact, offices: Dictionary(offices) { first, _ in first })
  }

  /// Offices stand under values of the routing fact, so that a mistyped one can't leave a district without an office.
  func checkPlaces(_ entries: [DataNode.Entry], _ fact: String, _ node: DataNode, _ source: SourceText) {
    guard let index = schema.fact(named: fact) else { return }
    guard case .enumeration(let enumeration) = schema.facts[index].type.wrapped else {
      findings.error(
        .typeMismatch, "`\(fact)` is no fact with a list of values, so no office can stand for each", node["by"] ?? node, source,
        help: "route by an enumeration, such as the district")
      return
    }
    if entries.isEmpty, let offices = node["offices"] {
      findings.error(.wrongShape, "no office takes claims", offices, source, help: "name an office for a value of `\(fact)`")
    }
    let values = schema.enumerations[Int(enumeration)].values
    for entry in entries where !values.contains(entry.name) {
      findings.error(
        .unknownEnumValue, "`\(fact)` has no value `\(entry.name)`", entry.key, source, help: near(entry.name, Set(values)))
    }
  }

  func paper(_ node: DataNode, _ source: SourceText) -> Procedure.Paper? {
    var map = MapReader(node, "a paper", source, findings)
    let id = map.text("paper")
    let title = map.bilingual("title")
    let help = map.optionalBilingual("help")
    let measures = claimed(map.words("measures"), source)
    let isOptional = map.flag("optional")
    let isDeferrable = map.flag("deferrable")
    map.finish()
    guard let id, let title else { return nil }
    return Procedure.Paper(id: id, title: title, help: help, measures: measures, isOptional: isOptional, isDeferrable: isDeferrable)
  }

  func particular(_ node: DataNode, _ source: SourceText) -> Procedure.Particular? {
    var map = MapReader(node, "a particular", source, findings)
    let id = map.text("particular")
    let label = map.bilingual("label")
    let help = map.optionalBilingual("help")
    let measures = claimed(map.words("measures"), source)
    let isOptional = map.flag("optional")
    map.finish()
    guard let id, let label else { return nil }
    return Procedure.Particular(id: id, label: label, help: help, measures: measures, isOptional: isOptional)
  }

  /// The name of a particular of this file.
  func particular(named node: DataNode, _ particulars: [Procedure.Particular], _ source: SourceText) -> String? {
    let name = node.text ?? ""
    if particulars.contains(where: { $0.id == name }) { return name }
    findings.error(
      .unknownID, "there is no particular `\(name)`", node, source,
      help: near(name, Set(particulars.map(\.id))) ?? "add it to `particulars`")
    return nil
  }

  func claimed(_ nodes: [DataNode], _ source: SourceText) -> [String] {
    nodes.compactMap { node in
      guard let id = node.text, measures.contains(id) else {
        findings.error(.unknownMeasure, "there is no measure `\(node.text ?? "")`", node, source, help: near(node.text ?? "", measures))
        return nil
      }
      return id
    }
  }

  /// `{role: city_reviewer, level: city, article: …}`: who may end a claim after its notice.
  func stop(_ node: DataNode, _ source: SourceText) -> Procedure.StopRule? {
    let reader = StepReader(findings: findings, source: source)
    var map = MapReader(node, "`stop`", source, findings)
    let role = map.required("role").flatMap { reader.word($0, Role.self) }
    let level = map.required("level").flatMap { reader.word($0, Level.self) }
    let article = map.text("article")
    map.finish()
    guard let role, let level else { return nil }
    if ![.districtReviewer, .cityReviewer].contains(role) {
      findings.error(
        .invalidValue, "`\(role.rawValue)` stops no claim; reviewers do", node["role"] ?? node, source,
        help: "write `role: city_reviewer` or `role: district_reviewer`")
    } else {
      reader.checkOffice(of: role, at: level, node)
    }
    return article.map { Procedure.StopRule(role: role, level: level, article: $0) }
  }

  func reason(_ node: DataNode, _ source: SourceText) -> Procedure.Reason? {
    var map = MapReader(node, "a reason", source, findings)
    let code = map.text("reason")
    let text = map.bilingual("text")
    let outcomes = map.words("for").compactMap { StepReader(findings: findings, source: source).word($0, ReviewOutcome.self) }
    map.finish()
    guard let code, let text else { return nil }
    return Procedure.Reason(code: code, text: text, outcomes: Set(outcomes))
  }

  func masked(
    _ entry: DataNode.Entry, _ particulars: [Procedure.Particular], _ source: SourceText
  ) -> Procedure.MaskedField? {
    let names = Set([Procedure.MaskedField.applicantName] + particulars.map(\.id))
    if !names.contains(entry.name) {
      findings.error(
        .unknownID, "a notice has no field `\(entry.name)`", entry.key, source,
        help: near(entry.name, names) ?? "the fields are `\(Procedure.MaskedField.applicantName)` and the particulars")
    }
    return StepReader(findings: findings, source: source).word(entry.value, Procedure.MaskedField.Rule.self).map {
      Procedure.MaskedField(field: entry.name, rule: $0)
    }
  }

  func objection(_ node: DataNode, _ source: SourceText) -> Procedure.ObjectionRule? {
    let reader = StepReader(findings: findings, source: source)
    var map = MapReader(node, "`objections`", source, findings)
    let clock = map.required("clock").flatMap { reader.clock($0) }
    let levels = self.levels(map.words("levels"), node, source)
    let escalation = map.optional("next_level_within").flatMap { reader.clock($0) }
    let needsSealedPaper = map.flag("sealed_paper")
    let identity = map.bilingual("identity")
    let article = map.text("article")
    map.finish()
    mustHave(["levels"], "`objections`", node, source)
    guard let clock, let identity, let article else { return nil }
    return Procedure.ObjectionRule(
      clock: clock, levels: levels, escalation: escalation, needsSealedPaper: needsSealedPaper, identity: identity, article: article)
  }

  /// Where objections are settled: at the district, at the city, or first there and then here.
  func levels(_ nodes: [DataNode], _ node: DataNode, _ source: SourceText) -> [Level] {
    let levels = nodes.compactMap { StepReader(findings: findings, source: source).word($0, Level.self) }
    if node["levels"]?.items?.count == levels.count, ![[.district], [.city], [.district, .city]].contains(levels) {
      findings.error(
        .wrongShape, "objections are settled at the district, at the city, or at one after the other", node["levels"] ?? node, source,
        help: "write `levels: [district, city]`, or one of the two")
    }
    return levels
  }

  /// `enterprise`, `year of FACT` or `particular NAME`.
  func dimension(
    _ entry: DataNode.Entry, _ particulars: [Procedure.Particular], _ source: SourceText
  ) -> Procedure.DimensionSource? {
    let words = (entry.value.text ?? "").split(separator: " ").map(String.init)
    if words == ["enterprise"] { return .enterprise }
    if words.count == 3, words[0] == "year", words[1] == "of", let index = schema.fact(named: words[2]) {
      switch schema.facts[index].type.wrapped {
      case .date, .number: return .year(fact: words[2])
      default:
        findings.error(
          .typeMismatch, "`\(words[2])` is neither a date nor a number, so it has no year", entry.value, source,
          help: "name the date that a claim is about")
        return nil
      }
    }
    if words.count == 2, words[0] == "particular", particulars.contains(where: { $0.id == words[1] }) { return .particular(words[1]) }
    findings.error(
      .invalidValue, "`\(entry.value.text ?? "")` says not where `\(entry.name)` comes from", entry.value, source,
      help: "write `enterprise`, `year of FACT` or `particular NAME`")
    return nil
  }
}
