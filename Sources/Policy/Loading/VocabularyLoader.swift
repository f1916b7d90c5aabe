import Diagnostics
import Rules
import Values

/// The words that rules are written in: facts, the tables they draw on, and the figures that facts are derived with.
struct Vocabulary {
  /// A formula of a fact that follows from others, to be checked when all facts are known.
  struct Derivation {
    let fact: FactIndex
    let node: DataNode
    let source: SourceText
  }

  var schema = Schema()
  var facts: [FactInfo] = [
    FactInfo(
      name: Schema.asOfName, entity: "decision", label: Bilingual(zh: "认定日", en: "day of decision"), help: nil, question: nil, unit: nil,
      choices: [])
  ]
  /// Named lists of table entries.
  var lists: [String: (value: Value, type: ValueType)] = [:]
  var derivations: [Derivation] = []
  /// Every name that is written down, with or without a fault.
  var names = Set<String>()
}

/// Reads `facts/` and `tables/`.
struct VocabularyLoader {
  private let findings: Findings
  private var vocabulary = Vocabulary()
  private var tables: [String: (id: EnumerationID, choices: [FactInfo.Choice])] = [:]
  private(set) var figures: [ParameterDeclaration] = []
  /// Facts, lists and figures share one space of names.
  private var names: [String: (what: String, key: DataNode, source: SourceText)] = [:]

  static func load(_ files: PolicyFiles, _ findings: Findings) -> (Vocabulary, [ParameterDeclaration]) {
    var loader = VocabularyLoader(findings: findings)
    for file in files.tables { loader.table(file) }
    for file in files.facts { loader.facts(file) }
    return (loader.vocabulary, loader.figures)
  }

  private init(findings: Findings) { self.findings = findings }

  private mutating func isNew(_ key: DataNode, _ what: String, _ source: SourceText) -> Bool {
    let name = key.text ?? ""
    findings.checkName(key, source)
    vocabulary.names.insert(name)
    guard let other = names[name] else {
      names[name] = (what, key, source)
      return true
    }
    let message = other.what == what ? "the \(what) `\(name)` stands twice" : "the \(what) `\(name)` has the name of a \(other.what)"
    findings.add(
      Diagnostic(.duplicateID, message, in: source, at: key.range(in: source))
        .noting("the first one stands here", in: other.source, at: other.key.range(in: other.source)))
    return false
  }

  // MARK: Tables

  private mutating func table(_ file: DataFile) {
    var map = MapReader(file.root, "a table", file.source, findings)
    let name = map.text("table") ?? ""
    _ = map.text("source")
    if let node = map.required("as_of"), CivilDate(node.text ?? "") == nil {
      findings.error(.invalidValue, "`as_of` is a day that exists, as YYYY-MM-DD", node, file.source)
    }
    let choices = choices(map.entries("entries"), file.source)
    let lists = map.entries("lists")
    map.finish()
    guard choices.count <= SymbolSet.capacity else {
      findings.error(.wrongShape, "a table has at most \(SymbolSet.capacity) entries", file.root, file.source)
      return
    }
    guard tables[name] == nil else {
      findings.error(.duplicateID, "the table `\(name)` stands twice", file.root["table"] ?? file.root, file.source)
      return
    }
    let id = vocabulary.schema.declare(Enumeration(name: name, values: choices.map(\.id)))
    tables[name] = (id, choices)
    for list in lists {
      var entry = MapReader(list.value, "the list `\(list.name)`", file.source, findings)
      _ = entry.optionalText("article")
      _ = entry.optionalText("source")
      var members: [Value] = []
      for item in entry.items("members") {
        if let symbol = vocabulary.schema.symbol(named: item.text ?? "", in: id) {
          members.append(.symbol(symbol))
        } else {
          findings.error(
            .unknownEnumValue, "`\(item.text ?? "")` is not an entry of the table `\(name)`", item, file.source,
            help: nearestName(to: item.text ?? "", among: choices.map(\.id)).map { "did you mean `\($0)`?" })
        }
      }
      entry.finish()
      guard isNew(list.key, "list", file.source) else { continue }
      vocabulary.lists[list.name] = (.list(members), .list(.enumeration(id)))
    }
  }

  private func choices(_ entries: [DataNode.Entry], _ source: SourceText) -> [FactInfo.Choice] {
    entries.compactMap { entry in
      MapReader.bilingual(entry.value, entry.name, source, findings).map { FactInfo.Choice(id: entry.name, label: $0) }
    }
  }

  // MARK: Facts

  private mutating func facts(_ file: DataFile) {
    var map = MapReader(file.root, "a file of facts", file.source, findings)
    for entry in map.entries("parameters") {
      guard isNew(entry.key, "figure", file.source) else { continue }
      if let figure = ParameterReader(source: file.source, findings: findings).read(entry, article: nil) { figures.append(figure.figure) }
    }
    let entity = file.source.name.split(separator: "/").last.map { String($0.dropLast(".yaml".count)) } ?? ""
    for entry in map.entries("facts") { fact(entry, entity, file.source) }
    map.finish()
  }

  private mutating func fact(_ entry: DataNode.Entry, _ entity: String, _ source: SourceText) {
    guard isNew(entry.key, "fact", source) else { return }
    var map = MapReader(entry.value, "the fact `\(entry.name)`", source, findings)
    let typeNode = map.required("type")
    let label = map.bilingual("label")
    let help = map.optionalBilingual("help")
    let question = map.optionalBilingual("question")
    let unitNode = map.optional("unit")
    let decimals = map.optional("decimals")
    let range = map.optional("range")
    var choices = choices(map.entries("values"), source)
    let table = map.optional("values_from")
    let derive = map.optional("derive")
    let isChangeable = map.flag("changeable")
    let isNullable = map.flag("nullable")
    let absent = map.optional("absent")
    map.finish()

    var unit: Unit?
    if let unitNode {
      unit = Unit(unitNode.text ?? "")
      if unit == nil {
        unknownUnit(unitNode, source)
        return
      }
    }
    var enumeration: EnumerationID?
    if let table {
      if let known = tables[table.text ?? ""] {
        enumeration = known.id
        choices = known.choices
      } else {
        findings.error(
          .unknownID, "there is no table `\(table.text ?? "")`", table, source,
          help: nearestName(to: table.text ?? "", among: tables.keys).map { "did you mean `\($0)`?" })
        return
      }
    }
    guard let typeNode, let label, let type = type(typeNode, entry, unit, &enumeration, choices, source) else { return }
    if case .number = type, unitNode == nil {
      findings.error(.missingKey, "the number `\(entry.name)` has no `unit`", entry.key, source)
    }
    let (minimum, maximum) = range.map { bounds($0, source) } ?? (nil, nil)
    let digits = decimals.flatMap { whole($0, 0...15, source) } ?? 6
    if let absent, absent.text != "none" || !isNullable {
      findings.error(.wrongShape, "`absent: none` goes with `nullable: true`", absent, source)
    }
    let declaration = FactDeclaration(
      name: entry.name, type: isNullable ? type.orNull : type, minimum: minimum, maximum: maximum, decimals: digits,
      isChangeable: isChangeable, isNoneWhenAbsent: absent != nil && isNullable)
    guard let index = vocabulary.schema.declare(declaration) else {
      findings.error(.duplicateID, "the fact `\(entry.name)` stands twice", entry.key, source)
      return
    }
    vocabulary.facts.append(
      FactInfo(name: entry.name, entity: entity, label: label, help: help, question: question, unit: unit, choices: choices))
    if let derive { vocabulary.derivations.append(Vocabulary.Derivation(fact: index, node: derive, source: source)) }
  }

  private mutating func type(
    _ node: DataNode, _ entry: DataNode.Entry, _ unit: Unit?, _ enumeration: inout EnumerationID?, _ choices: [FactInfo.Choice],
    _ source: SourceText
  ) -> ValueType? {
    let text = node.text ?? ""
    if text.hasSuffix("enumeration"), enumeration == nil {
      guard !choices.isEmpty, choices.count <= SymbolSet.capacity else {
        findings.error(.missingKey, "an enumeration has 1 to \(SymbolSet.capacity) `values`", entry.key, source)
        return nil
      }
      enumeration = vocabulary.schema.declare(Enumeration(name: entry.name, values: choices.map(\.id)))
    }
    switch text {
    case "boolean": return .boolean
    case "number": return .number(unit ?? .none)
    case "string": return .string
    case "date": return .date
    case "date range": return .range(.date)
    case "enumeration": return enumeration.map { .enumeration($0) }
    case "list of enumeration": return enumeration.map { .list(.enumeration($0)) }
    case "list of string": return .list(.string)
    default:
      let names = ["boolean", "number", "string", "date", "date range", "enumeration", "list of enumeration", "list of string"]
      findings.error(
        .wrongShape, "`\(text)` is not a type of facts", node, source,
        help: nearestName(to: text, among: names).map { "did you mean `\($0)`?" } ?? "the types are \(names.joined(separator: ", "))")
      return nil
    }
  }

  private func unknownUnit(_ node: DataNode, _ source: SourceText) { ParameterReader(source: source, findings: findings).unknownUnit(node) }

  private func bounds(_ node: DataNode, _ source: SourceText) -> (Number?, Number?) {
    guard let items = node.items, items.count == 2 else {
      findings.error(
        .wrongShape, "`range` is a list of two numbers", node, source, help: "write `[0, 100]`, or `[0, open]` for no upper end")
      return (nil, nil)
    }
    let ends = items.map { item -> Number? in
      if item.text == "open" { return nil }
      let number = item.text.flatMap { Number($0) }
      if number == nil { findings.error(.invalidValue, "`\(item.text ?? "")` is not a number", item, source) }
      return number
    }
    if let low = ends[0], let high = ends[1], high < low { findings.error(.invalidValue, "the range is empty", node, source) }
    return (ends[0], ends[1])
  }

  private func whole(_ node: DataNode, _ range: ClosedRange<Int>, _ source: SourceText) -> Int? {
    if let number = node.text.flatMap({ Int($0) }), range.contains(number) { return number }
    findings.error(.invalidValue, "a whole number from \(range.lowerBound) to \(range.upperBound) is needed", node, source)
    return nil
  }
}
