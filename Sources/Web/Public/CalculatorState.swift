import Policy
import Rules
import Values

/// All that the calculator knows, as it stands in the address: what is asked about, the day, the answers in their order, what was skipped.
///
///     /calculator?for=jm2025-61&on=2025-11-03&enterprise_district=xinhui&skip=insurance_product
///
/// There is no account and no cookie behind it: whoever has the address has the answers.
struct CalculatorState: Sendable, Equatable {
  /// What is asked about.
  enum Scope: Sendable, Equatable {
    /// Nothing chosen yet.
    case none
    /// All that pays and is not addressed to others.
    case paying
    /// One document.
    case document(String)
    /// One measure.
    case measure(String)
  }

  /// An answer.
  struct Given: Sendable, Equatable {
    let fact: FactIndex
    let value: Value
    /// As it stands in the address.
    let text: String
  }

  /// What is asked about.
  var scope: Scope
  /// The day of decision; nil is today.
  var asOf: CivilDate?
  /// The answers, in the order in which they were given, by name of the fact.
  var given: [(name: String, given: Given)] = []
  /// Facts that the person doesn't know.
  var skipped: [String] = []
  /// The fact that is being asked, where the address says so.
  var asking: String?
  /// What was typed for it; nil where nothing was sent yet.
  var typed: [String]?
  /// Whether the results are wanted now.
  var isDone = false
  /// What of the address meant nothing.
  var ignored: [String] = []

  /// Names in the address that are no facts.
  static let reserved: Set<String> = ["for", "on", "skip", "ask", "answer", "go", "done", "lang", "format"]

  init(scope: Scope, asOf: CivilDate?) {
    self.scope = scope
    self.asOf = asOf
  }

  /// Reads an address; what means nothing is left out and named in `ignored`.
  init(_ query: Query, _ book: PolicyBook) {
    self.init(scope: .none, asOf: nil)
    let reader = FactsReader(book)
    let schema = book.program.schema
    for (name, value) in query.pairs {
      switch name {
      case "for":
        if let scope = CalculatorState.scope(value, book) { self.scope = scope } else if !value.isEmpty { ignored.append(value) }
      case "on": if let day = CivilDate(TypedAnswer.day(value)) { asOf = day } else if !value.isEmpty { ignored.append(value) }
      case "skip":
        for fact in value.split(separator: ",").map(String.init) {
          if schema.fact(named: fact) == nil { ignored.append(fact) } else if !skipped.contains(fact) { skipped.append(fact) }
        }
      case "ask": if schema.fact(named: value) != nil, value != Schema.asOfName { asking = value } else { ignored.append(value) }
      case "answer": typed = (typed ?? []) + [value]
      case "go": typed = typed ?? []
      case "done": isDone = value == "1"
      case "lang", "format": break
      default:
        guard name != Schema.asOfName, let fact = schema.fact(named: name), case .success(let read) = reader.read(value, for: fact) else {
          ignored.append(name)
          continue
        }
        give(name, Given(fact: fact, value: read, text: value))
      }
    }
  }

  private static func scope(_ text: String, _ book: PolicyBook) -> Scope? {
    if text == "all" { return .paying }
    if book.documents.contains(where: { $0.id == text }) { return .document(text) }
    return book.measure(text).map { .measure($0.id) }
  }

  /// Puts an answer in: in its old place where the fact was answered before, otherwise last.
  mutating func give(_ name: String, _ answer: Given) {
    skipped.removeAll { $0 == name }
    if let place = given.firstIndex(where: { $0.name == name }) { given[place].given = answer } else { given.append((name, answer)) }
  }

  /// The same with a fact left open for good.
  func skipping(_ name: String) -> CalculatorState {
    var copy = settled
    copy.given.removeAll { $0.name == name }
    if !copy.skipped.contains(name) { copy.skipped.append(name) }
    return copy
  }

  /// The same, asking for a fact.
  func asking(_ name: String) -> CalculatorState {
    var copy = settled
    copy.asking = name
    return copy
  }

  /// The same, wanting the results.
  var done: CalculatorState {
    var copy = settled
    copy.isDone = true
    return copy
  }

  /// The same without what was just sent.
  var settled: CalculatorState {
    var copy = self
    copy.asking = nil
    copy.typed = nil
    copy.isDone = false
    copy.ignored = []
    return copy
  }

  /// The answers by fact index.
  func facts(_ book: PolicyBook) -> [Value?] {
    var values = [Value?](repeating: nil, count: book.facts.count)
    for (_, answer) in given { values[answer.fact] = answer.value }
    return values
  }

  /// As it stands behind the question mark.
  var query: Query {
    var pairs: [(name: String, value: String)] = []
    switch scope {
    case .none: break
    case .paying: pairs.append(("for", "all"))
    case .document(let id), .measure(let id): pairs.append(("for", id))
    }
    if let asOf { pairs.append(("on", asOf.description)) }
    pairs += given.map { ($0.name, $0.given.text) }
    if !skipped.isEmpty { pairs.append(("skip", skipped.joined(separator: ","))) }
    if let asking { pairs.append(("ask", asking)) }
    if isDone { pairs.append(("done", "1")) }
    return Query(pairs)
  }

  /// The address.
  var address: String { query.address("/calculator") }

  static func == (a: CalculatorState, b: CalculatorState) -> Bool {
    a.query == b.query && a.typed == b.typed && a.ignored == b.ignored
  }
}

extension CalculatorState.Given {
  /// An answer as the address has it.
  init(_ fact: FactIndex, _ value: Value, _ book: PolicyBook) {
    let texts = ValueText(schema: book.program.schema)
    let text = if case .list(let items) = value { items.map(texts.plain).joined(separator: ",") } else { texts.plain(value) }
    self.init(fact: fact, value: value, text: text)
  }
}
