import Rules
import Values

@testable import Rules

/// Values of facts worth trying for a rule: those at which its conditions and sums turn, one step to either side, and the ends.
struct SampleValues {
  let program: Program
  let rule: MeasureRule
  private let numbers: [Number]
  private let dates: [CivilDate]
  private let periods: [MonthsDuration]
  private let texts: [String]
  private let mentioned: [EnumerationID: SymbolSet]
  private let assumed: Set<FactIndex>
  private let countsWorkingDays: Bool

  init(_ program: Program, _ rule: MeasureRule) {
    self.program = program
    self.rule = rule
    var numbers: [Number] = [0, 1, 100]
    var dates = ["1990-01-01", "2022-06-30", "2025-06-15", "2026-01-01", "2090-12-31", "2110-01-01"].compactMap { CivilDate($0) }
    var periods: [MonthsDuration] = []
    var texts = ["", "A-1"]
    var mentioned: [EnumerationID: SymbolSet] = [:]
    var assumed = Set<FactIndex>()
    var seen = Set<NodeID>()
    func note(_ value: Value) {
      switch value {
      case .number(let number): if !numbers.contains(number) { numbers.append(number) }
      case .date(let date): dates.append(date)
      case .months(let months): periods.append(months)
      case .string(let text): if !texts.contains(text) { texts.append(text) }
      case .symbol(let symbol): mentioned[symbol.enumeration, default: .empty].insert(Int(symbol.index))
      case .list(let items): if items.count < 40 { items.forEach(note) }
      default: break
      }
    }
    var countsWorkingDays = false
    func visit(_ node: NodeID) {
      countsWorkingDays = countsWorkingDays || [.workingDays, .addWorkingDays].contains(program.operation(of: node))
      guard seen.insert(node).inserted else { return }
      if let constant = program.constant(of: node) { note(constant) }
      if let definition = program.definition(of: node) { visit(definition.root) }
      if let (fact, assumption) = program.fact(of: node) {
        if assumption != nil { assumed.insert(fact) }
        if let derivation = program.derivation(of: fact) { visit(derivation) }
      }
      program.operands(of: node).forEach(visit)
    }
    (rule.requirements.map(\.node) + rule.sums).forEach(visit)
    self.numbers = numbers
    self.dates = dates
    self.periods = periods
    self.texts = texts
    self.mentioned = mentioned
    self.assumed = assumed
    self.countsWorkingDays = countsWorkingDays
  }

  /// Whether leaving a fact out makes it unknown: not where the rule assumes something, where it means "none", or where it follows from others.
  func canBeUnknown(_ fact: FactIndex) -> Bool {
    !assumed.contains(fact) && !program.schema.facts[fact].isNoneWhenAbsent && program.derivation(of: fact) == nil
  }

  /// Values of a fact, given what is known of the others; enough of them that every turn of the rule lies between two.
  ///
  /// A fact without an upper end is unbounded while it is missing, though no one may state more than 10^13: `isMissing` adds a value beyond.
  func values(of fact: FactIndex, stated: [Value?], screening: Screening, isMissing: Bool = false) -> [Value] {
    let declaration = program.schema.facts[fact]
    var values = plain(fact, declaration, stated)
    if isMissing, declaration.maximum == nil, isMoney(declaration), let beyond = Number("1e15") { values.append(.number(beyond)) }
    if declaration.type.isOptional { values.append(.null) }
    if case .number = declaration.type.wrapped {
      for value in screening.candidates(for: fact, rule, stated) where !values.contains(value) { values.append(value) }
    }
    return values
  }

  private func plain(_ fact: FactIndex, _ declaration: FactDeclaration, _ stated: [Value?]) -> [Value] {
    switch declaration.type.wrapped {
    case .boolean: return [.boolean(true), .boolean(false)]
    case .enumeration(let id): return symbols(id, declaration)
    case .list(.enumeration(let id)):
      let symbols = symbols(id, declaration)
      let few = symbols.prefix(6)
      let pairs = few.flatMap { a in few.map { Value.list(a == $0 ? [a] : [a, $0]) } }
      return [.list([])] + pairs + symbols.dropFirst(6).map { .list([$0]) } + [.list(symbols)]
    case .number: return figures(declaration, stated)
    case .date: return days(stated)
    case .string: return texts.map { .string($0) }
    case .range(.date):
      return ["2024-01-01/2024-12-31", "2025-01-01/2026-12-31"].compactMap { text in
        let ends = text.split(separator: "/").compactMap { CivilDate(String($0)) }
        return .range(ValueRange(lower: .date(ends[0]), lowerIncluded: true, upper: .date(ends[1]), upperIncluded: true))
      }
    default: return []
    }
  }

  private func symbols(_ id: EnumerationID, _ declaration: FactDeclaration) -> [Value] {
    let count = program.schema.enumerations[Int(id)].values.count
    var indices = Array(0..<count)
    if count > 24 {
      let named = mentioned[id]?.indices ?? []
      indices = Array(Set(named.prefix(12) + [0, 7, 31, 42, 60, 105, 120, 149, 180, 200, 230].filter { $0 < count })).sorted()
    }
    return indices.map { .symbol(Symbol(enumeration: id, index: UInt16($0))) }
  }

  private func isMoney(_ declaration: FactDeclaration) -> Bool { declaration.type.wrapped == .number(Unit("CNY") ?? .none) }

  private func figures(_ declaration: FactDeclaration, _ stated: [Value?]) -> [Value] {
    let step = Interval.step(decimals: declaration.decimals) ?? 1
    var found: [Value] = []
    func add(_ number: Number?) {
      guard let number, let onGrid = number.rounded(scale: declaration.decimals, .floor) else { return }
      if let minimum = declaration.minimum, onGrid < minimum { return }
      if let maximum = declaration.maximum, maximum < onGrid { return }
      let value = Value.number(onGrid)
      if !found.contains(value) { found.append(value) }
    }
    add(declaration.minimum)
    add(declaration.maximum ?? (isMoney(declaration) ? Number("1e13") : Number("1e5")))
    if isMoney(declaration) { add(Number("1e9")) }
    let known = rule.facts.compactMap { fact -> Number? in
      if case .number(let number)? = stated[fact] { number } else { nil }
    }
    for number in numbers + known {
      add(number)
      add(number.adding(step))
      add(number.subtracting(step))
    }
    return found
  }

  private func days(_ stated: [Value?]) -> [Value] {
    let known = rule.facts.compactMap { fact -> CivilDate? in
      if case .date(let date)? = stated[fact] { date } else { nil }
    }
    var days = Set<CivilDate>()
    for case .number(let number)? in rule.facts.map({ stated[$0] }) {
      // The turn of a year that a rule compares with.
      guard let year = number.int, (1940...2110).contains(year) else { continue }
      for offset in [-1, 0, 1] {
        if let day = CivilDate(year: year + offset, month: 1, day: 1) { days.formUnion([day, day.adding(days: -1) ?? day]) }
      }
    }
    for case .range(let range)? in rule.facts.map({ stated[$0] }) {
      for case .date(let end) in [range.lower, range.upper] {
        for offset in [-1, 0, 1] { if let day = end.adding(days: offset) { days.insert(day) } }
      }
    }
    for date in known { if let later = MonthsDuration("P2Y").flatMap(date.adding) { days.insert(later) } }
    if countsWorkingDays {
      for date in known { for offset in -20...20 { if let day = date.adding(days: offset) { days.insert(day) } } }
    }
    for date in dates + known {
      for base in [date]
        + periods.flatMap({ [date.adding($0), MonthsDuration("-" + $0.description).flatMap(date.adding)] }).compactMap({ $0 })
      {
        for offset in [-1, 0, 1] { if let day = base.adding(days: offset) { days.insert(day) } }
      }
    }
    return days.sorted().map { .date($0) }
  }
}
