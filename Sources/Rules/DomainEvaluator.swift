import Values

/// Evaluates nodes over domains instead of values: which values can this expression still take?
///
/// Every answer holds all values that are possible (soundness). Where a missing fact stands in several places, an answer may hold more than
/// is possible; `Screening` therefore splits the domain of such a fact at the values where conditions turn, after which nothing ambiguous is left.
final class DomainEvaluator {
  let program: Program
  let evaluator: Evaluator
  private let admissible: [Domain]
  private let facts: UnsafeMutableBufferPointer<Domain>
  private var assumed: [NodeID: Bool] = [:]

  init(_ program: Program) {
    self.program = program
    evaluator = Evaluator(program)
    admissible = program.schema.facts.map { Domain(admissible: $0, program.schema) }
    facts = .allocate(capacity: admissible.count)
    _ = facts.initialize(from: admissible)
  }

  deinit {
    facts.deinitialize()
    facts.deallocate()
  }

  /// States the facts of one question.
  func state(_ stated: [Value?]) {
    evaluator.state(stated)
    for index in facts.indices { facts[index] = evaluator.fact(index).map { .point($0) } ?? admissible[index] }
  }

  /// What a fact can be on the current path.
  subscript(fact: FactIndex) -> Domain {
    get { facts[fact] }
    set { facts[fact] = newValue }
  }

  /// Takes a condition as true or false on the current path; nil takes that back.
  func assume(_ node: NodeID, _ truth: Bool?) { assumed[node] = truth }

  /// The truth values a condition can take.
  func truth(of node: NodeID) -> TruthSet {
    if !assumed.isEmpty, let truth = assumed[node] { return TruthSet(truth) }
    let operation = program.operation(of: node)
    switch operation {
    case .and, .or:
      let isAnd = operation == .and
      var result: TruthSet = isAnd ? .yes : .no
      for operand in program.operands(of: node) {
        let next = truth(of: operand)
        result = isAnd ? result.and(next) : result.or(next)
        if result == (isAnd ? .no : .yes) { break }
      }
      return result
    case .not: return truth(of: operand(node, 0)).negated
    case .equal, .notEqual:
      let a = domain(of: operand(node, 0))
      var result = equality(a, domain(of: operand(node, 1)))
      if result == .open, !a.canBeNull, isSame(operand(node, 0), operand(node, 1)) { result = .yes }
      return operation == .equal ? result : result.negated
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      return order(operation, domain(of: operand(node, 0)), domain(of: operand(node, 1)), node)
    case .memberOfConstant: return memberOfConstant(node)
    case .intersectsConstant: return intersectsConstant(node)
    case .inRange: return inRange(node)
    default: return domain(of: node).truth
    }
  }

  /// The values an expression can take.
  func domain(of node: NodeID) -> Domain {
    let operation = program.operation(of: node)
    switch operation {
    case .constant, .parameter: return program.constant(of: node).map { .point($0) } ?? .anything
    case .fact: return fact(node)
    case .definition: return program.definition(of: node).map { domain(of: $0.root) } ?? .anything
    case .and, .or, .not, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .memberOfConstant, .intersectsConstant,
      .inRange:
      return .truth(truth(of: node))
    case .conditional:
      let condition = truth(of: operand(node, 0))
      if !condition.canBeTrue { return domain(of: operand(node, 2)) }
      if condition == .yes { return domain(of: operand(node, 1)) }
      return domain(of: operand(node, 1)).union(domain(of: operand(node, 2)))
    case .add, .subtract, .multiply, .divide: return arithmetic(node)
    case .negate: return unary(node) { $0.negated }
    case .absolute: return unary(node) { $0.magnitude }
    case .floor: return unary(node) { $0.mapped { $0.rounded(scale: 0, .floor) } }
    case .ceiling: return unary(node) { $0.mapped { $0.rounded(scale: 0, .ceiling) } }
    case .minimum, .maximum: return extreme(node)
    case .addTemporal, .subtractTemporal, .workingDays, .addWorkingDays: return endpoints(node)
    case .yearOf: return year(node)
    default: return evaluator.value(of: node).map { .point($0) } ?? .anything
    }
  }

  private func operand(_ node: NodeID, _ number: Int) -> NodeID {
    let operands = program.operands(of: node)
    return operands[operands.startIndex + number]
  }

  private func fact(_ node: NodeID) -> Domain {
    guard let (index, assumed) = program.fact(of: node) else { return .anything }
    let own = facts[index]
    if case .point = own { return own }
    if let assumed { return .point(assumed) }
    guard let derivation = program.derivation(of: index) else { return own }
    // A fact that is not stated follows from others; only where they give nothing is it a question of its own.
    let derived = domain(of: derivation)
    if !derived.canBeNull { return derived }
    guard let known = derived.withoutNull else { return own }
    return known.union(own)
  }

  /// Whether two nodes are the same formula of the same facts, so that they are equal whatever the facts are.
  private func isSame(_ a: NodeID, _ b: NodeID) -> Bool {
    let (a, b) = (unfolded(a), unfolded(b))
    if a == b { return true }
    let operation = program.operation(of: a)
    guard operation == program.operation(of: b) else { return false }
    switch operation {
    case .constant, .parameter: return program.constant(of: a) == program.constant(of: b)
    case .fact: return program.fact(of: a)?.fact == program.fact(of: b)?.fact
    case .local, .filter, .some, .every, .forEach, .makeRecord, .makeRange, .field: return false
    default:
      let (x, y) = (program.operands(of: a), program.operands(of: b))
      return x.count == y.count && !x.isEmpty && zip(x, y).allSatisfy(isSame)
    }
  }

  // MARK: Conditions

  private func equality(_ a: Domain, _ b: Domain) -> TruthSet {
    if let x = a.value, let y = b.value { return Evaluator.equal(x, y).map { TruthSet($0) } ?? .null }
    if case .point(.null) = b { return a.canBeNull ? .open : .no }
    if case .point(.null) = a { return b.canBeNull ? .open : .no }
    var result: TruthSet
    switch (a, b) {
    case (.symbols(let x, _, _), .symbols(let y, _, _)): result = x.intersection(y).isEmpty ? .no : .open
    case (.symbols(let x, _, let n), .point(.symbol(let y))), (.point(.symbol(let y)), .symbols(let x, _, let n)):
      result = x.contains(Int(y.index)) ? (x.count == 1 && !n ? .yes : .open) : .no
    case (.texts(let except, _), .point(.string(let text))), (.point(.string(let text)), .texts(let except, _)):
      result = except.contains(text) ? .no : .open
    case (.truth(let x), .truth(let y)): result = x.bits & y.bits & 3 == 0 ? .no : .open
    default:
      guard let x = a.interval, let y = b.interval else { return .open }
      let overlap = Interval(
        lower: [x.lower, y.lower].compactMap { $0 }.max(), upper: [x.upper, y.upper].compactMap { $0 }.min())
      result = overlap.isEmpty ? .no : .open
    }
    if a.canBeNull || b.canBeNull { result = result.union(.no) }
    return result
  }

  private func order(_ operation: Operation, _ a: Domain, _ b: Domain, _ node: NodeID) -> TruthSet {
    if let x = a.value, let y = b.value { return Domain.point(Evaluator.compare(operation, x, y)).truth }
    if a == .point(.null) || b == .point(.null) { return .null }
    guard let x = a.interval, let y = b.interval else { return .anything }
    var result: TruthSet
    switch operation {
    case .less: result = DomainEvaluator.less(x, y)
    case .greater: result = DomainEvaluator.less(y, x)
    case .lessOrEqual: result = DomainEvaluator.less(y, x).negated
    default: result = DomainEvaluator.less(x, y).negated
    }
    if a.canBeNull || b.canBeNull { result = result.union(.null) }
    return result
  }

  /// Whether a number of the first interval is less than one of the second.
  private static func less(_ a: Interval, _ b: Interval) -> TruthSet {
    if let aUpper = a.upper, let bLower = b.lower, aUpper < bLower { return .yes }
    if let aLower = a.lower, let bUpper = b.upper, !(aLower < bUpper) { return .no }
    return .open
  }

  private func memberOfConstant(_ node: NodeID) -> TruthSet {
    let list = operand(node, 1)
    guard case .list(let items) = program.constant(of: list) else { return .anything }
    switch domain(of: operand(node, 0)) {
    case .point(let value): return TruthSet(items.contains { Evaluator.equal(value, $0) == true })
    case .symbols(let set, _, let orNull):
      let wanted = program.symbolSet(of: list)
      if set.intersection(wanted).isEmpty { return .no }
      return set.isSubset(of: wanted) && !orNull ? .yes : .open
    case .numbers(let interval, _):
      let some = items.contains { if case .number(let number) = $0 { interval.contains(number) } else { false } }
      return some ? .open : .no
    case .texts(let except, _):
      let some = items.contains { if case .string(let text) = $0 { !except.contains(text) } else { false } }
      return some ? .open : .no
    default: return .open
    }
  }

  private func intersectsConstant(_ node: NodeID) -> TruthSet {
    let wanted = program.symbolSet(of: operand(node, 1))
    switch domain(of: operand(node, 0)) {
    case .point(.list(let items)):
      return TruthSet(items.contains { if case .symbol(let symbol) = $0 { wanted.contains(Int(symbol.index)) } else { false } })
    case .point: return .null
    case .lists(let with, let without, _, let orNull):
      let result: TruthSet = !with.intersection(wanted).isEmpty ? .yes : wanted.isSubset(of: without) ? .no : .open
      return orNull ? result.union(.null) : result
    default: return .anything
    }
  }

  private func inRange(_ node: NodeID) -> TruthSet {
    let value = domain(of: operand(node, 0))
    let rangeNode = operand(node, 1)
    if let ends = program.includedEnds(of: rangeNode) {
      let low = order(ends.lower ? .greaterOrEqual : .greater, value, domain(of: operand(rangeNode, 0)), node)
      let high = order(ends.upper ? .lessOrEqual : .less, value, domain(of: operand(rangeNode, 1)), node)
      return low.and(high)
    }
    guard case .point(.range(let range)) = domain(of: rangeNode) else { return .anything }
    if let value = value.value { return range.contains(value).map { TruthSet($0) } ?? .null }
    var result = TruthSet.yes
    if range.lower != .null {
      result = result.and(order(range.lowerIncluded ? .greaterOrEqual : .greater, value, .point(range.lower), node))
    }
    if range.upper != .null {
      result = result.and(order(range.upperIncluded ? .lessOrEqual : .less, value, .point(range.upper), node))
    }
    return result
  }

  // MARK: Numbers and dates

  private func arithmetic(_ node: NodeID) -> Domain {
    let a = domain(of: operand(node, 0))
    let b = domain(of: operand(node, 1))
    guard let x = a.interval, let y = b.interval else {
      return a == .point(.null) || b == .point(.null) ? .point(.null) : .anything
    }
    var orNull = a.canBeNull || b.canBeNull
    let result: Interval
    switch program.operation(of: node) {
    case .add: result = x.adding(y)
    case .subtract: result = x.adding(y.negated)
    case .multiply: result = x.multiplied(by: y)
    default:
      if y.contains(.zero) { orNull = true }
      if y.point?.isZero == true { return .point(.null) }
      result = x.divided(by: y)
    }
    return .numbers(result, orNull: orNull)
  }

  private func unary(_ node: NodeID, _ function: (Interval) -> Interval) -> Domain {
    let a = domain(of: operand(node, 0))
    guard let x = a.interval else { return a }
    return .numbers(function(x), orNull: a.canBeNull)
  }

  private func extreme(_ node: NodeID) -> Domain {
    let isMinimum = program.operation(of: node) == .minimum
    var result: Interval?
    var orNull = false
    var areDates = false
    for operand in program.operands(of: node) {
      let domain = domain(of: operand)
      guard let interval = domain.interval else { return evaluator.value(of: node).map { .point($0) } ?? .anything }
      orNull = orNull || domain.canBeNull
      if case .dates = domain { areDates = true }
      if case .point(.date) = domain { areDates = true }
      result = result.map { isMinimum ? $0.minimum(interval) : $0.maximum(interval) } ?? interval
    }
    guard let result else { return .point(.null) }
    return areDates ? .dates(result, orNull: orNull) : .numbers(result, orNull: orNull)
  }

  /// The year of a date never falls when the date rises.
  private func year(_ node: NodeID) -> Domain {
    guard case .dates(let dates, let orNull) = domain(of: operand(node, 0)) else {
      return evaluator.value(of: node).map { .point($0) } ?? .anything
    }
    let years = dates.mapped { number in number.int.flatMap { CivilDate(daysSinceEpoch: $0) }.map { Number($0.year) } }
    return .numbers(years, orNull: orNull)
  }

  /// Functions of a date that never fall when the date rises: the ends of the dates give the ends of the result.
  private func endpoints(_ node: NodeID) -> Domain {
    let a = domain(of: operand(node, 0))
    let b = domain(of: operand(node, 1))
    if let x = a.value, let y = b.value { return .point(evaluator.apply(node, x, y)) }
    let operation = program.operation(of: node)
    if case .dates(let dates, let orNull) = a, let y = b.value, operation != .workingDays, program.type(of: node).wrapped == .date {
      let ends = dates.mapped { number in
        guard let from = number.int.flatMap({ CivilDate(daysSinceEpoch: $0) }) else { return nil }
        guard case .date(let date) = evaluator.apply(node, .date(from), y) else { return nil }
        return Number(Int(date.daysSinceEpoch))
      }
      return .dates(ends, orNull: orNull || y == .null)
    }
    return .anything
  }
}
