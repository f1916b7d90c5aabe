public import Values

/// Why a decision is what it is: the rule step by step, with the values that went in and what came out.
///
/// Steps hold nodes and values, no words; `Policy` prints them as sentences.
public struct Explanation: Sendable {
  /// A condition with what it evaluated to.
  public struct Condition: Sendable {
    /// The condition.
    public let node: NodeID
    /// True, false, null; nil is unknown.
    public let value: Value?
    /// The facts it read, with their values (nil is unknown) and whether they were derived or assumed.
    public let facts: [FactUse]
    /// The parts of an `and` or `or`.
    public let parts: [Condition]
  }

  /// A fact that went into a step.
  public struct FactUse: Sendable {
    /// The fact.
    public let fact: FactIndex
    /// Its value; nil is unknown.
    public let value: Value?
    /// Where the value comes from.
    public let origin: Origin

    /// Where a fact's value comes from.
    public enum Origin: String, Sendable {
      /// It was stated.
      case stated
      /// It followed from other facts.
      case derived
      /// It was not stated, and the measure says what to take then.
      case assumed
      /// It is missing.
      case missing
    }
  }

  /// A requirement with its outcome.
  public struct RequirementStep: Sendable {
    /// The requirement.
    public let requirement: Requirement
    /// How it came out.
    public let condition: Condition
    /// Whether it holds; nil while open.
    public let holds: Bool?
  }

  /// A formula with its result.
  public struct FormulaStep: Sendable {
    /// The name of the definition or output; nil for the award itself.
    public let name: String?
    /// The definition, by position; nil for the award and for outputs.
    public let definition: Int?
    /// The formula.
    public let node: NodeID
    /// Its result; nil is unknown.
    public let value: Value?
    /// The facts it read.
    public let facts: [FactUse]
  }

  /// A limit with what it did to the sum.
  public struct LimitStep: Sendable {
    /// The limit.
    public let limit: MoneyLimit
    /// What was left of it; nil is unknown.
    public let room: Number?
    /// The sum before.
    public let before: Number
    /// The sum after.
    public let after: Number
  }

  /// Rounding to whole 分.
  public struct RoundingStep: Sendable {
    /// The mode the rule declares.
    public let mode: RoundingMode
    /// The exact sum.
    public let before: Number
    /// The rounded sum.
    public let after: Money
  }

  /// Every requirement, in order.
  public let requirements: [RequirementStep]
  /// The definitions that the sum is made of, those that others need first, and the award formula last.
  public let formulas: [FormulaStep]
  /// Whether a negative sum was raised to zero.
  public let wasRaisedToZero: Bool
  /// The limits, as far as the sum is known.
  public let limits: [LimitStep]
  /// The rounding; nil while the sum is unknown or there is none.
  public let rounding: RoundingStep?
  /// The formulas of the outputs.
  public let outputs: [FormulaStep]
}

extension Evaluator {
  /// Explains a rule for the facts last stated; `stated` are the facts as the applicant gave them.
  public func explain(_ rule: MeasureRule, stated: [Value?]) -> Explanation {
    let requirements = rule.requirements.map { requirement in
      let condition = condition(requirement.node, stated)
      let holds: Bool? = condition.value.map { $0 == .boolean(true) }
      return Explanation.RequirementStep(requirement: requirement, condition: condition, holds: holds)
    }
    var formulas: [Explanation.FormulaStep] = []
    var limits: [Explanation.LimitStep] = []
    var rounding: Explanation.RoundingStep?
    var wasRaised = false
    if let award = rule.award {
      formulas = program.definitions(usedBy: award.node).map { index in
        let definition = program.definitions[index]
        return formula(definition.root, name: definition.name, definition: index, stated)
      }
      let own = formula(award.node, name: nil, stated)
      formulas.append(own)
      if case .number(var sum)? = own.value {
        wasRaised = sum.isNegative
        sum = max(sum, .zero)
        var isKnown = true
        for limit in rule.limits {
          let room = room(in: limit)
          let after = room.map { min(sum, $0) } ?? sum
          limits.append(Explanation.LimitStep(limit: limit, room: room, before: sum, after: after))
          isKnown = isKnown && room != nil
          sum = after
        }
        if isKnown, let money = Money(sum, rounding: award.rounding) {
          rounding = Explanation.RoundingStep(mode: award.rounding, before: sum, after: money)
        }
      }
    }
    return Explanation(
      requirements: requirements, formulas: formulas, wasRaisedToZero: wasRaised, limits: limits, rounding: rounding,
      outputs: rule.outputs.map { formula($0.node, name: $0.name, stated) })
  }

  private func condition(_ node: NodeID, _ stated: [Value?]) -> Explanation.Condition {
    let operation = program.operation(of: node)
    let parts = operation == .and || operation == .or ? program.operands(of: node).map { condition($0, stated) } : []
    return Explanation.Condition(node: node, value: value(of: node), facts: uses(under: node, stated), parts: parts)
  }

  private func formula(
    _ node: NodeID, name: String?, definition: Int? = nil, _ stated: [Value?]
  ) -> Explanation.FormulaStep {
    Explanation.FormulaStep(name: name, definition: definition, node: node, value: value(of: node), facts: uses(under: node, stated))
  }

  /// The facts under a node, each with where its value came from.
  private func uses(under root: NodeID, _ stated: [Value?]) -> [Explanation.FactUse] {
    var uses: [Explanation.FactUse] = []
    func visit(_ node: NodeID) {
      if let (fact, assumed) = program.fact(of: node) {
        guard !uses.contains(where: { $0.fact == fact }) else { return }
        let value = value(of: node)
        let origin: Explanation.FactUse.Origin =
          stated[fact] != nil ? .stated : value == nil ? .missing : self.fact(fact) == nil && assumed != nil ? .assumed : .derived
        uses.append(Explanation.FactUse(fact: fact, value: value, origin: origin))
      } else if let definition = program.definition(of: node) {
        visit(definition.root)
      } else {
        for operand in program.operands(of: node) { visit(operand) }
      }
    }
    visit(root)
    return uses
  }
}
