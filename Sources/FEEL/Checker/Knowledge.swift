import Rules
import Values

/// What is known of expressions inside a condition: after `if b = 0 then … else`, `b` isn't 0.
struct Knowledge {
  /// The value a condition has turned out to have.
  enum Outcome {
    case isTrue, isFalse
    /// False or null.
    case isNotTrue
    /// True or null.
    case isNotFalse
  }

  /// Expressions that aren't null.
  private(set) var nonNull: Set<Syntax> = []
  /// Expressions that aren't 0; they may be null.
  private(set) var nonZero: Set<Syntax> = []

  func isNonNull(_ syntax: Syntax) -> Bool { !nonNull.isEmpty && nonNull.contains(syntax) }
  func isNonZero(_ syntax: Syntax) -> Bool { !nonZero.isEmpty && nonZero.contains(syntax) }

  static func nonNull(_ expressions: [Syntax]) -> Knowledge {
    var knowledge = Knowledge()
    knowledge.nonNull = Set(expressions)
    return knowledge
  }

  static func nonZero(_ expression: Syntax) -> Knowledge {
    var knowledge = Knowledge()
    knowledge.nonZero = [expression]
    return knowledge
  }

  mutating func add(_ other: Knowledge) {
    nonNull.formUnion(other.nonNull)
    nonZero.formUnion(other.nonZero)
  }

  func adding(_ other: Knowledge) -> Knowledge {
    var sum = self
    sum.add(other)
    return sum
  }

  /// What holds in both cases.
  func common(_ other: Knowledge) -> Knowledge {
    var both = Knowledge()
    both.nonNull = nonNull.intersection(other.nonNull)
    both.nonZero = nonZero.intersection(other.nonZero)
    return both
  }

  /// Drops what is said about expressions in which one of the names occurs: the names mean something else from here on.
  mutating func forget(_ names: Set<String>) {
    func mentions(_ syntax: Syntax) -> Bool {
      var found = false
      syntax.forEach { if case .name(let name) = $0.kind, names.contains(name) { found = true } }
      return found
    }
    nonNull = nonNull.filter { !mentions($0) }
    nonZero = nonZero.filter { !mentions($0) }
  }
}

extension CheckerPass {
  /// What the outcome of a condition tells.
  func learn(_ condition: Syntax, _ outcome: Knowledge.Outcome) -> Knowledge {
    switch condition.kind {
    case .and(let a, let b):
      let both = outcome == .isTrue || outcome == .isNotFalse
      return both ? learn(a, outcome).adding(learn(b, outcome)) : learn(a, outcome).common(learn(b, outcome))
    case .or(let a, let b):
      let both = outcome == .isFalse || outcome == .isNotTrue
      return both ? learn(a, outcome).adding(learn(b, outcome)) : learn(a, outcome).common(learn(b, outcome))
    case .call(let name, let arguments) where name.text == "not" && arguments.count == 1:
      return learn(arguments[0].value, outcome.negated)
    case .comparison(let sign, let a, let b): return learn(sign, a, b, outcome)
    case .between(let value, let low, let high):
      guard outcome == .isTrue else { return Knowledge() }
      let positive = learn(.greaterOrEqual, value, low, .isTrue).adding(learn(.lessOrEqual, value, high, .isTrue))
      return positive
    case .membership(let value, let tests):
      guard outcome == .isTrue, tests.allSatisfy({ isNonNullTest($0) }) else { return Knowledge() }
      return .nonNull([value])
    default: return Knowledge()
    }
  }

  private func learn(_ sign: Syntax.Comparison, _ a: Syntax, _ b: Syntax, _ outcome: Knowledge.Outcome) -> Knowledge {
    if a.isNull || b.isNull {
      let value = a.isNull ? b : a
      let isNull = sign == .equal
      let holds = outcome == .isTrue || outcome == .isNotFalse
      return (sign == .equal || sign == .notEqual) && isNull != holds ? .nonNull([value]) : Knowledge()
    }
    return nulls(sign, a, b, outcome).adding(zeros(sign, a, b, outcome)).adding(zeros(sign.mirrored, b, a, outcome))
  }

  /// An order comparison that is true or false has values on both sides; an equality that is true, if one side has one.
  private func nulls(_ sign: Syntax.Comparison, _ a: Syntax, _ b: Syntax, _ outcome: Knowledge.Outcome) -> Knowledge {
    switch sign {
    case .less, .lessOrEqual, .greater, .greaterOrEqual: outcome == .isTrue || outcome == .isFalse ? .nonNull([a, b]) : Knowledge()
    case .equal where outcome == .isTrue || outcome == .isNotFalse: equalNonNull(a, b)
    case .notEqual where outcome == .isFalse || outcome == .isNotTrue: equalNonNull(a, b)
    default: Knowledge()
    }
  }

  private func equalNonNull(_ a: Syntax, _ b: Syntax) -> Knowledge {
    if isLiteral(b) { return .nonNull([a]) }
    return isLiteral(a) ? .nonNull([b]) : Knowledge()
  }

  /// Whether `value` compared with a constant excludes 0.
  private func zeros(_ sign: Syntax.Comparison, _ value: Syntax, _ bound: Syntax, _ outcome: Knowledge.Outcome) -> Knowledge {
    guard let constant = constantNumber(bound) else { return Knowledge() }
    let zeroHolds = sign.holds(Number.zero.compare(constant))
    let conditionHolds = outcome == .isTrue || outcome == .isNotFalse
    return zeroHolds != conditionHolds ? .nonZero(value) : Knowledge()
  }

  /// The number that an expression is for certain: a literal or a parameter.
  func constantNumber(_ syntax: Syntax) -> Number? {
    switch syntax.kind {
    case .number(let text): return Number(text)
    case .negate(let operand): return constantNumber(operand)?.negated
    case .name(let name):
      guard !scopes.contains(where: { $0.allNames.contains(name) }) else { return nil }
      switch names(name) {
      case .parameter(let index): if case .number(let number) = builder.program.parameters[index].value { return number }
      case .constant(.number(let number), _): return number
      case .definition(let index):
        if case .number(let number)? = builder.program.constant(of: builder.program.definitions[index].root) { return number }
      default: break
      }
      return nil
    default: return nil
    }
  }

  private func isLiteral(_ syntax: Syntax) -> Bool {
    switch syntax.kind {
    case .number, .string, .boolean, .temporal: true
    default: false
    }
  }

  private func isNonNullTest(_ test: Syntax.Test) -> Bool {
    switch test.comparison {
    case .equal: return isLiteral(test.operand)
    case .notEqual: return false
    case nil:
      if case .list(let items) = test.operand.kind { return items.allSatisfy(isLiteral) }
      if case .range = test.operand.kind { return true }
      return isLiteral(test.operand)
    default: return true
    }
  }
}

extension Knowledge.Outcome {
  var negated: Knowledge.Outcome {
    switch self {
    case .isTrue: .isFalse
    case .isFalse: .isTrue
    case .isNotTrue: .isNotFalse
    case .isNotFalse: .isNotTrue
    }
  }
}

extension Syntax.Comparison {
  /// The comparison with its sides exchanged.
  var mirrored: Syntax.Comparison {
    switch self {
    case .equal, .notEqual: self
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    }
  }

  /// Whether it holds for values in this order (-1, 0 or 1).
  func holds(_ order: Int) -> Bool {
    switch self {
    case .equal: order == 0
    case .notEqual: order != 0
    case .less: order < 0
    case .lessOrEqual: order <= 0
    case .greater: order > 0
    case .greaterOrEqual: order >= 0
    }
  }
}
