import Values

/// How to cut the missing facts so that an open condition becomes settled.
enum Split {
  /// The fact lies in one of these domains; together they are all it can be.
  case fact(FactIndex, [Domain])
  /// The condition compares missing facts with each other: it is taken as true, then as false.
  case condition(NodeID)
}

extension DomainEvaluator {
  /// A split that brings an open condition nearer to being settled; nil if nothing under the node is open.
  func split(for node: NodeID) -> Split? {
    switch program.operation(of: node) {
    case .and, .or:
      for operand in program.operands(of: node) where !truth(of: operand).isSettled {
        if let split = split(for: operand) { return split }
      }
      return nil
    case .not: return split(for: first(node))
    case .definition: return program.definition(of: node).flatMap { split(for: $0.root) }
    case .conditional:
      let condition = truth(of: first(node))
      if !condition.isSettled { return split(for: first(node)) }
      return split(for: operand(node, condition == .yes ? 1 : 2))
    case .fact: return splitTruth(of: node)
    case .equal, .notEqual: return splitEquality(node) ?? openCondition(under: node) ?? .condition(node)
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      return openCondition(under: node) ?? splitOrder(program.operation(of: node), first(node), operand(node, 1)) ?? .condition(node)
    case .inRange: return splitRange(node) ?? .condition(node)
    case .memberOfConstant: return openCondition(under: node) ?? splitMember(node) ?? .condition(node)
    case .intersectsConstant: return splitIntersection(node) ?? .condition(node)
    default: return openCondition(under: node) ?? .condition(node)
    }
  }

  /// A split for the first open condition inside a formula (an `if` whose condition is open); nil if the formula has none.
  func openCondition(under node: NodeID) -> Split? {
    guard program.hasConditional[Int(node)] else { return nil }
    switch program.operation(of: node) {
    case .conditional:
      let condition = truth(of: first(node))
      if !condition.isSettled { return split(for: first(node)) }
      return openCondition(under: operand(node, condition == .yes ? 1 : 2))
    case .definition: return program.definition(of: node).flatMap { openCondition(under: $0.root) }
    case .fact:
      guard let (index, assumed) = program.fact(of: node), assumed == nil, let derivation = program.derivation(of: index) else {
        return nil
      }
      if case .point = self[index] { return nil }
      return openCondition(under: derivation)
    case .filter, .some, .every, .forEach: return nil
    case .minimum, .maximum:
      for operand in operandsWithSay(node) {
        if let split = openCondition(under: operand) { return split }
      }
      return nil
    default:
      for operand in program.operands(of: node) {
        if let split = openCondition(under: operand) { return split }
      }
      return nil
    }
  }

  /// The operands of a minimum or maximum that can still decide it; one that always lies beyond another has no say.
  func operandsWithSay(_ node: NodeID) -> [NodeID] {
    let operands = Array(program.operands(of: node))
    let isMinimum = program.operation(of: node) == .minimum
    let intervals = operands.map { domain(of: $0).interval ?? .all }
    guard let reach = isMinimum ? intervals.compactMap(\.upper).min() : intervals.compactMap(\.lower).max() else { return operands }
    let decider = intervals.firstIndex { (isMinimum ? $0.upper : $0.lower) == reach }
    return operands.indices.filter { index in
      guard index != decider else { return true }
      return isMinimum ? intervals[index].lower.map { $0 < reach } ?? true : intervals[index].upper.map { reach < $0 } ?? true
    }.map { operands[$0] }
  }

  private func first(_ node: NodeID) -> NodeID { operand(node, 0) }

  private func operand(_ node: NodeID, _ number: Int) -> NodeID {
    let operands = program.operands(of: node)
    return operands[operands.startIndex + number]
  }

  /// The missing fact that a node reads itself; nil if it reads none, or one that follows from others.
  private func missingFact(_ node: NodeID) -> FactIndex? {
    var node = node
    while let definition = program.definition(of: node) { node = definition.root }
    guard let (index, assumed) = program.fact(of: node), assumed == nil else { return nil }
    if case .point = self[index] { return nil }
    if let derivation = program.derivation(of: index), domain(of: derivation) != .point(.null) { return nil }
    return index
  }

  private func derivationSplit(_ node: NodeID) -> Split? {
    guard let (index, assumed) = program.fact(of: node), assumed == nil, let derivation = program.derivation(of: index) else { return nil }
    if case .point = self[index] { return nil }
    guard case .truth(let set) = domain(of: derivation) else { return openCondition(under: derivation) }
    return set.isSettled ? nil : split(for: derivation)
  }

  private func splitTruth(of node: NodeID) -> Split? {
    if let split = derivationSplit(node) { return split }
    guard let fact = missingFact(node), case .truth(let set) = self[fact] else { return .condition(node) }
    let pieces = [TruthSet.yes, .no, .null].filter { set.bits & $0.bits != 0 }
    return pieces.count > 1 ? .fact(fact, pieces.map { .truth($0) }) : nil
  }

  // MARK: Equality and membership

  private func splitEquality(_ node: NodeID) -> Split? {
    for (side, other) in [(first(node), operand(node, 1)), (operand(node, 1), first(node))] {
      if let split = derivationSplit(side) { return split }
      guard let value = domain(of: other).value else { continue }
      if value == .null, let fact = missingFact(side) { return splitOffNull(fact) }
      if let fact = missingFact(side) { return pieces(of: fact, containing: [value]) }
      if case .number(let number) = value, let (fact, threshold, _) = solve(side, for: number) {
        return pieces(of: fact, containing: [.number(threshold)])
      }
    }
    return nil
  }

  private func splitMember(_ node: NodeID) -> Split? {
    guard case .list(let items) = program.constant(of: operand(node, 1)) else { return nil }
    if let split = derivationSplit(first(node)) { return split }
    guard let fact = missingFact(first(node)) else { return nil }
    return pieces(of: fact, containing: items)
  }

  private func splitOffNull(_ fact: FactIndex) -> Split? {
    let domain = self[fact]
    guard domain.canBeNull, let rest = domain.withoutNull, rest != domain else { return nil }
    return .fact(fact, [.point(.null), rest])
  }

  /// The domain of a fact as those of `values` in it and the rest of it.
  private func pieces(of fact: FactIndex, containing values: [Value]) -> Split? {
    let domain = self[fact]
    if domain.canBeNull { return splitOffNull(fact) }
    switch domain {
    case .symbols(let set, let id, _):
      var wanted = SymbolSet()
      for case .symbol(let symbol) in values { wanted.insert(Int(symbol.index)) }
      let inside = set.intersection(wanted)
      let outside = set.subtracting(wanted)
      guard !inside.isEmpty, !outside.isEmpty else { return nil }
      return .fact(fact, [.symbols(inside, of: id, orNull: false), .symbols(outside, of: id, orNull: false)])
    case .truth(let set):
      return set == .open ? .fact(fact, [.truth(.yes), .truth(.no)]) : nil
    case .texts(let except, _):
      let texts = values.compactMap { if case .string(let text) = $0, !except.contains(text) { text } else { nil } }
      guard !texts.isEmpty else { return nil }
      return .fact(fact, texts.map { .point(.string($0)) } + [.texts(except: except + texts, orNull: false)])
    case .numbers, .dates:
      for value in values {
        guard let number = Domain.point(value).interval?.lower, domain.interval?.contains(number) == true else { continue }
        let below = cut(fact, at: number, thresholdAbove: true)
        let above = cut(fact, at: number, thresholdAbove: false)
        let parts = [below?.0, self.domain(like: domain, Interval(number)), above?.1].compactMap { $0 }
        if parts.count > 1 { return .fact(fact, parts) }
      }
      return nil
    default: return nil
    }
  }

  private func splitIntersection(_ node: NodeID) -> Split? {
    guard let fact = missingFact(first(node)), case .lists(let with, let without, let id, let orNull) = self[fact] else { return nil }
    if orNull { return splitOffNull(fact) }
    let open = program.symbolSet(of: operand(node, 1)).subtracting(with).subtracting(without)
    guard let next = open.first else { return nil }
    return .fact(
      fact,
      [
        .lists(with: with.union(SymbolSet(next)), without: without, of: id, orNull: false),
        .lists(with: with, without: without.union(SymbolSet(next)), of: id, orNull: false),
      ])
  }

  // MARK: Order

  private func splitRange(_ node: NodeID) -> Split? {
    let value = first(node)
    let range = operand(node, 1)
    if let split = openCondition(under: value) { return split }
    if let ends = program.includedEnds(of: range) {
      return splitOrder(ends.lower ? .greaterOrEqual : .greater, value, operand(range, 0))
        ?? splitOrder(ends.upper ? .lessOrEqual : .less, value, operand(range, 1))
    }
    guard case .point(.range(let bounds)) = domain(of: range) else { return nil }
    if let fact = missingFact(value), self[fact].canBeNull { return splitOffNull(fact) }
    for (end, included, isLower) in [(bounds.lower, bounds.lowerIncluded, true), (bounds.upper, bounds.upperIncluded, false)] {
      guard let threshold = Domain.point(end).interval?.lower, let (fact, at, isFalling) = solve(value, for: threshold) else { continue }
      if let parts = cut(fact, at: at, thresholdAbove: (isLower == included) != isFalling) { return .fact(fact, [parts.0, parts.1]) }
    }
    return nil
  }

  private func splitOrder(_ operation: Operation, _ a: NodeID, _ b: NodeID) -> Split? {
    for (side, other, isSwapped) in [(a, b, false), (b, a, true)] {
      guard let threshold = domain(of: other).interval?.point else { continue }
      if domain(of: side).interval?.point != nil { continue }
      if let fact = missingFact(side), self[fact].canBeNull { return splitOffNull(fact) }
      // a < t and a >= t turn at t with t above; a <= t and a > t with t below. Seen from the other side it is the reverse.
      let thresholdAbove = (operation == .less || operation == .greaterOrEqual) != isSwapped
      if let parts = cutDates(side, at: threshold, thresholdAbove: thresholdAbove) { return parts }
      for (fact, at, isFalling) in solutions(side, for: threshold) {
        if let parts = cut(fact, at: at, thresholdAbove: thresholdAbove != isFalling) { return .fact(fact, [parts.0, parts.1]) }
      }
    }
    return nil
  }

  /// The two parts of a fact's numbers or dates, below and above a threshold; nil unless both have members.
  private func cut(_ fact: FactIndex, at threshold: Number, thresholdAbove: Bool) -> (Domain, Domain)? {
    let domain = self[fact]
    guard let interval = domain.interval else { return nil }
    let decimals = if case .dates = domain { 0 } else { program.schema.facts[fact].decimals }
    guard let step = Interval.step(decimals: decimals), let floor = threshold.rounded(scale: decimals, .floor) else { return nil }
    let isOnGrid = floor == threshold
    let lastBelow = isOnGrid && thresholdAbove ? floor.subtracting(step) : floor
    guard let lastBelow, let firstAbove = lastBelow.adding(step) else { return nil }
    if let lower = interval.lower, lastBelow < lower { return nil }
    if let upper = interval.upper, upper < firstAbove { return nil }
    return (
      self.domain(like: domain, Interval(lower: interval.lower, upper: lastBelow)),
      self.domain(like: domain, Interval(lower: firstAbove, upper: interval.upper))
    )
  }

  private func domain(like domain: Domain, _ interval: Interval) -> Domain {
    if case .dates = domain { .dates(interval, orNull: false) } else { .numbers(interval, orNull: false) }
  }

  /// Ways to bring an expression across a threshold by one missing fact; of `min` and `max` every operand is a way.
  func solutions(_ node: NodeID, for target: Number) -> [(fact: FactIndex, at: Number, isFalling: Bool)] {
    let node = unfolded(node)
    switch program.operation(of: node) {
    case .minimum, .maximum: return program.operands(of: node).flatMap { solutions($0, for: target) }
    default: return solve(node, for: target).map { [$0] } ?? []
    }
  }

  /// The formula behind a name, a fact that follows from others, or a settled `if`; the node itself where it is none of these.
  func unfolded(_ node: NodeID) -> NodeID {
    var node = node
    while true {
      switch program.operation(of: node) {
      case .definition:
        guard let definition = program.definition(of: node) else { return node }
        node = definition.root
      case .fact:
        guard let (index, assumed) = program.fact(of: node), assumed == nil, let derivation = program.derivation(of: index) else {
          return node
        }
        if case .point = self[index] { return node }
        if domain(of: derivation) == .point(.null) { return node }
        node = derivation
      case .conditional:
        let condition = truth(of: first(node))
        guard condition.isSettled else { return node }
        node = operand(node, condition == .yes ? 1 : 2)
      default: return node
      }
    }
  }

  /// Where a chain of sums, products and quotients of one missing fact meets a target, and whether the chain falls as the fact rises.
  private func solve(_ node: NodeID, for target: Number) -> (fact: FactIndex, at: Number, isFalling: Bool)? {
    let node = unfolded(node)
    if let fact = missingFact(node) { return self[fact].interval == nil ? nil : (fact, target, false) }
    let operation = program.operation(of: node)
    // A whole number is reached by rounding down where it is reached at all.
    if operation == .floor { return target.isInteger ? solve(first(node), for: target) : nil }
    guard [.add, .subtract, .multiply, .divide].contains(operation) else { return nil }
    let a = first(node)
    let b = operand(node, 1)
    let x = domain(of: a).interval?.point
    let y = domain(of: b).interval?.point
    switch (operation, x, y) {
    case (.add, let x?, nil): return target.subtracting(x).flatMap { solve(b, for: $0) }
    case (.add, nil, let y?): return target.subtracting(y).flatMap { solve(a, for: $0) }
    case (.subtract, nil, let y?): return target.adding(y).flatMap { solve(a, for: $0) }
    case (.subtract, let x?, nil):
      return x.subtracting(target).flatMap { solve(b, for: $0) }.map { ($0.fact, $0.at, !$0.isFalling) }
    case (.multiply, let x?, nil) where !x.isZero:
      return target.divided(by: x).flatMap { solve(b, for: $0) }.map { ($0.fact, $0.at, $0.isFalling != x.isNegative) }
    case (.multiply, nil, let y?) where !y.isZero:
      return target.divided(by: y).flatMap { solve(a, for: $0) }.map { ($0.fact, $0.at, $0.isFalling != y.isNegative) }
    case (.divide, nil, let y?) where !y.isZero:
      return target.multiplied(by: y).flatMap { solve(a, for: $0) }.map { ($0.fact, $0.at, $0.isFalling != y.isNegative) }
    default: return nil
    }
  }
}
