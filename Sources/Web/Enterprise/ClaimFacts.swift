import Casework
import Diagnostics
import Policy
import Rules
import Values

/// The facts that a claim asks for: those its measure needs and that don't follow from others or from the book of the fund.
struct ClaimFacts: Sendable {
  /// What the file of facts about the enterprise is called: they are asked once and kept.
  static let companyEntity = "enterprise"

  /// Facts about one thing.
  struct Group: Sendable {
    let entity: String
    let facts: [FactIndex]

    /// Whether it is kept with the enterprise for next time.
    var isCompany: Bool { entity == ClaimFacts.companyEntity }
  }

  let book: PolicyBook
  /// The facts of the enterprise first, then those of the claim, each in the order of the rule.
  let groups: [Group]

  /// What one measure asks.
  init(_ measure: Measure, _ procedure: Procedure, _ book: PolicyBook) {
    self.init(Self.asked(measure, procedure, book), book)
  }

  /// What the measures of all procedures ask about the enterprise itself.
  static func company(_ book: PolicyBook) -> ClaimFacts {
    var facts: [FactIndex] = []
    for procedure in book.procedures {
      for measure in procedure.measures.compactMap(book.measure) {
        for fact in asked(measure, procedure, book) where book.facts[fact].entity == companyEntity && !facts.contains(fact) {
          facts.append(fact)
        }
      }
    }
    return ClaimFacts(facts, book)
  }

  private init(_ facts: [FactIndex], _ book: PolicyBook) {
    self.book = book
    var order: [String] = []
    for fact in facts where !order.contains(book.facts[fact].entity) { order.append(book.facts[fact].entity) }
    let sorted = order.filter { $0 == Self.companyEntity } + order.filter { $0 != Self.companyEntity }
    groups = sorted.map { entity in Group(entity: entity, facts: facts.filter { book.facts[$0].entity == entity }) }
  }

  private static func asked(_ measure: Measure, _ procedure: Procedure, _ book: PolicyBook) -> [FactIndex] {
    let schema = book.program.schema
    let needed = measure.rule.facts + [schema.fact(named: procedure.routing.fact)].compactMap(\.self)
    var seen = Set<FactIndex>()
    return needed.filter { fact in
      let name = schema.facts[fact].name
      guard name != Schema.asOfName, name != procedure.limitFact, seen.insert(fact).inserted else { return false }
      // What may follow to nothing from the others has to be asked for after all.
      guard let derivation = book.program.derivation(of: fact) else { return true }
      return book.program.type(of: derivation).isOptional
    }
  }

  /// All facts.
  var all: [FactIndex] { groups.flatMap(\.facts) }

  /// The name of a fact.
  func name(_ fact: FactIndex) -> String { book.facts[fact].name }

  // MARK: Stated facts

  /// Stated facts by index; what can't be read any more counts as not stated.
  func values(_ facts: [String: String]) -> [Value?] { Self.values(facts, book) }

  static func values(_ facts: [String: String], _ book: PolicyBook) -> [Value?] {
    var values = [Value?](repeating: nil, count: book.facts.count)
    let reader = FactsReader(book)
    for (name, text) in facts {
      guard let fact = book.program.schema.fact(named: name),
        case .success(let node) = FileReader.parse(SourceText(name: "fact.json", text: "{\"value\":" + text + "}")),
        let value = node["value"],
        case .success(let read) = reader.value(value, for: fact)
      else { continue }
      values[fact] = read
    }
    return values
  }

  /// A value as a claim keeps it.
  static func text(_ value: Value, _ book: PolicyBook) -> String { ValueText(schema: book.program.schema).json(value).compact }

  /// Kept facts of an enterprise, by name, each as JSON; empty where there are none or they can't be read.
  static func kept(_ profile: String?, _ book: PolicyBook) -> [String: String] {
    guard let profile else { return [:] }
    let source = SourceText(name: "profile.json", text: profile)
    guard case .success(let node) = FileReader.parse(source), let entries = node.entries else { return [:] }
    let reader = FactsReader(book)
    var facts: [String: String] = [:]
    for entry in entries {
      guard let fact = book.program.schema.fact(named: entry.name), case .success(let value) = reader.value(entry.value, for: fact) else {
        continue
      }
      facts[entry.name] = text(value, book)
    }
    return facts
  }

  /// Facts as an enterprise keeps them.
  static func profile(_ facts: [String: String]) -> String {
    "{" + facts.sorted { $0.key < $1.key }.map { JSONText.string($0.key).compact + ":" + $0.value }.joined(separator: ",") + "}"
  }
}
