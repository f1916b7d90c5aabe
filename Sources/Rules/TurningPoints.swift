import Values

extension Screening {
  /// The values of one open fact at which something under the nodes turns, all other facts being as stated.
  func turningPoints(of fact: FactIndex, under roots: [NodeID], capping rule: MeasureRule) -> [Number] {
    var points: [Number] = []
    var seen = Set<NodeID>()
    func meet(_ a: NodeID, _ b: NodeID) {
      for (side, other) in [(a, b), (b, a)] {
        if let target = constantNumber(other), let at = domains.crossing(of: side, at: target, fact: fact) { points.append(at) }
      }
    }
    func visit(_ node: NodeID) {
      guard seen.insert(node).inserted else { return }
      let operands = Array(program.operands(of: node))
      switch program.operation(of: node) {
      case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: meet(operands[0], operands[1])
      case .minimum, .maximum:
        for (index, a) in operands.enumerated() { for b in operands[(index + 1)...] { meet(a, b) } }
      case .inRange:
        if program.includedEnds(of: operands[1]) != nil {
          for end in program.operands(of: operands[1]) { meet(operands[0], end) }
        }
      case .floor, .ceiling: points += wholeSteps(operands[0], fact)
      case .definition: if let definition = program.definition(of: node) { visit(definition.root) }
      default: break
      }
      for operand in operands { visit(operand) }
    }
    for root in roots { visit(root) }
    if let award = rule.award {
      for limit in rule.limits {
        if let room = evaluator.room(in: limit), let at = domains.crossing(of: award.node, at: room, fact: fact) { points.append(at) }
      }
    }
    return points
  }

  private func constantNumber(_ node: NodeID) -> Number? {
    if case .number(let number)? = evaluator.value(of: node) { number } else { nil }
  }

  /// The first whole numbers above zero that a rounded formula passes: the next steps of a stair.
  private func wholeSteps(_ node: NodeID, _ fact: FactIndex) -> [Number] {
    (0...20).compactMap { domains.crossing(of: node, at: Number($0), fact: fact) }
  }
}

extension DomainEvaluator {
  /// The value of one missing fact at which a formula of it takes a value; nil where the formula isn't a chain of sums, products and quotients of it.
  func crossing(of node: NodeID, at target: Number, fact: FactIndex) -> Number? {
    solutions(node, for: target).first { $0.fact == fact }?.at
  }
}
