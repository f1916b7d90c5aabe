public import Diagnostics
public import Rules
public import Values

/// Stated facts, checked against what may be stated.
public struct StatedFacts: Sendable {
  /// By fact index; nil is unknown.
  public let values: [Value?]
  /// The day of decision, where the file states one.
  public let asOf: CivilDate?

  /// Facts by index, with the day of decision where it is stated.
  public init(values: [Value?], asOf: CivilDate?) {
    self.values = values
    self.asOf = asOf
  }
}

/// Reads stated facts from data: a map of fact names to values, or a map with `facts` and `as_of`.
///
/// A name that is no fact, a value of the wrong type, outside its range or with too many digits is refused; nothing is dropped or rounded.
public struct FactsReader {
  let book: PolicyBook
  private let scalars: Scalars

  /// A reader for the facts of a book.
  public init(_ book: PolicyBook) {
    self.book = book
    scalars = Scalars(schema: book.program.schema)
  }

  /// The facts in a file.
  public func read(_ file: DataFile) -> Result<StatedFacts, LoadFailure> { read(file.root, in: file.source) }

  /// The facts in a piece of data.
  public func read(_ node: DataNode, in source: SourceText) -> Result<StatedFacts, LoadFailure> {
    let findings = Findings()
    var values = [Value?](repeating: nil, count: book.program.schema.facts.count)
    var asOf: CivilDate?
    var facts = node
    if let inner = node["facts"] {
      var map = MapReader(node, "the file", source, findings)
      _ = map.optional("facts")
      if let day = map.optional("as_of") { asOf = self.day(day, source, findings) }
      map.finish()
      facts = inner
    }
    guard let entries = facts.entries else {
      if facts.isNothing { return .success(StatedFacts(values: values, asOf: asOf)) }
      findings.error(.wrongShape, "facts are a map of names and values", facts, source, help: "write `enterprise_district: pengjiang`")
      return .failure(LoadFailure(diagnostics: findings.all))
    }
    for entry in entries {
      if entry.name == Schema.asOfName {
        if asOf != nil {
          findings.error(.duplicateKey, "the day of decision is stated twice", entry.key, source, help: "keep one of them")
        }
        asOf = day(entry.value, source, findings)
      } else if let (index, value) = fact(entry, source, findings) {
        values[index] = value
      }
    }
    if findings.all.hasErrors { return .failure(LoadFailure(diagnostics: findings.all)) }
    return .success(StatedFacts(values: values, asOf: asOf))
  }

  /// One value for one fact, as a person typed it.
  public func read(_ text: String, for fact: FactIndex) -> Result<Value, Problem> {
    let type = book.program.schema.facts[fact].type
    var node = DataNode(content: .scalar(text, isQuoted: false), start: Mark(line: 0, column: 0), end: Mark(line: 0, column: 0))
    if case .list = type.wrapped {
      let items = text.split { ",，、 ".contains($0) }.map {
        DataNode(content: .scalar(String($0), isQuoted: false), start: node.start, end: node.end)
      }
      node = DataNode(content: .list(items), start: node.start, end: node.end)
    }
    return scalars.value(node, as: type).mapError(\.problem).flatMap { checked($0, fact) }
  }

  /// One value for one fact, as a piece of data.
  public func value(_ node: DataNode, for fact: FactIndex) -> Result<Value, Problem> {
    scalars.value(node, as: book.program.schema.facts[fact].type).mapError(\.problem).flatMap { checked($0, fact) }
  }

  private func day(_ node: DataNode, _ source: SourceText, _ findings: Findings) -> CivilDate? {
    let day = node.text.flatMap { CivilDate($0) }
    if day == nil {
      findings.error(.invalidValue, "`\(node.text ?? "")` is not a date", node, source, help: "write a day that exists as YYYY-MM-DD")
    }
    return day
  }

  private func fact(_ entry: DataNode.Entry, _ source: SourceText, _ findings: Findings) -> (FactIndex, Value)? {
    guard let index = book.program.schema.fact(named: entry.name) else {
      findings.add(FactsReader.unknown(entry.key, book, source))
      return nil
    }
    let read = scalars.value(entry.value, as: book.program.schema.facts[index].type).flatMap { value in
      checked(value, index).mapError { ScalarFault(problem: $0, node: entry.value) }
    }
    switch read {
    case .success(let value): return (index, value)
    case .failure(let fault):
      findings.error(fault.problem.id, "`\(entry.name)`: \(fault.problem.message)", fault.node, source, help: fault.problem.help)
      return nil
    }
  }

  /// What to say about a name that is no fact.
  static func unknown(_ name: DataNode, _ book: PolicyBook, _ source: SourceText) -> Diagnostic {
    let text = name.text ?? ""
    let near = nearestName(to: text, among: book.facts.map(\.name))
    return Diagnostic(
      .unknownFact, "there is no fact `\(text)`", in: source, at: name.range(in: source),
      help: near.map { "did you mean `\($0)`?" } ?? "`huiqi facts` lists them")
  }

  /// The greatest figure that may be stated: 10^13, beyond every amount the policies know.
  private static let greatest = Number("1e13") ?? .zero

  private func checked(_ value: Value, _ fact: FactIndex) -> Result<Value, Problem> {
    guard case .number(let number) = value else { return .success(value) }
    let declaration = book.program.schema.facts[fact]
    let unit = book.facts[fact].unit.map { $0 == .none ? "" : " \($0)" } ?? ""
    func fail(_ message: String, _ help: String) -> Result<Value, Problem> {
      .failure(Problem(.factOutOfRange, message, at: 0..<0, help: help))
    }
    if let minimum = declaration.minimum, number < minimum {
      return fail("\(number) is less than \(minimum)", "the least that can be stated is \(minimum)\(unit)")
    }
    if let maximum = declaration.maximum, maximum < number {
      return fail("\(number) is more than \(maximum)", "the most that can be stated is \(maximum)\(unit)")
    }
    if FactsReader.greatest < number.magnitude { return fail("\(number) is more than anybody has", "check the unit and the zeros") }
    guard number.rounded(scale: declaration.decimals, .down) == number else {
      return fail(
        "\(number) has more than \(declaration.decimals) digits after the point",
        declaration.decimals == 0 ? "a whole number is needed" : "round it to \(declaration.decimals) digits first")
    }
    return .success(value)
  }
}
