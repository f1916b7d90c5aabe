import Diagnostics
import Rules
import Values

/// One run of the checker. Functions give nil where they have reported a problem, so that one mistake is reported once.
struct CheckerPass {
  var builder: ProgramBuilder
  let names: (String) -> Binding?
  let knownNames: () -> [String]
  var problems: [Problem] = []
  /// Names of loops, filters and contexts, innermost last.
  var scopes: [Scope] = []
  /// What conditions around the current expression tell about parts of it.
  var knowledge = Knowledge()

  init(builder: ProgramBuilder, names: @escaping (String) -> Binding?, knownNames: @escaping () -> [String]) {
    self.builder = builder
    self.names = names
    self.knownNames = knownNames
  }

  var schema: Schema { builder.program.schema }

  /// The expression as a whole.
  mutating func whole(_ syntax: Syntax, _ expected: ValueType?) -> NodeID? {
    guard let typed = check(syntax, hint: expected) else { return nil }
    guard let expected else { return node(typed) }
    guard let fitting = fit(typed, syntax, to: expected, what: "this") else { return nil }
    return node(fitting)
  }

  /// Any expression. `hint` is the type that its surroundings would like; it decides only what literals mean.
  mutating func check(_ syntax: Syntax, hint: ValueType? = nil) -> Typed? {
    guard var typed = form(syntax, hint) else { return nil }
    if case .optional(let type) = typed.type, knowledge.isNonNull(syntax) {
      typed.type = type
      typed.cause = nil
    }
    guard typed.weight <= Checker.weightLimit else {
      report(.expressionTooLarge, "expression is too large", syntax, help: "name a part of it with `define`")
      return nil
    }
    return typed
  }

  private mutating func form(_ syntax: Syntax, _ hint: ValueType?) -> Typed? {
    switch syntax.kind {
    case .number, .string, .boolean, .null, .temporal: literal(syntax, hint)
    case .name(let name): resolve(name, syntax)
    case .list(let items): list(items, hint)
    case .context(let entries): context(entries)
    case .range, .halfRange: range(syntax)
    case .negate(let operand): negation(operand, syntax)
    case .arithmetic(let sign, let a, let b): arithmetic(sign, a, b, syntax)
    case .comparison(let sign, let a, let b): comparison(sign, a, b, syntax)
    case .and(let a, let b): logic(.and, a, b)
    case .or(let a, let b): logic(.or, a, b)
    case .between(let value, let low, let high): between(value, low, high, syntax)
    case .membership(let value, let tests): membership(value, tests, syntax)
    case .conditional(let condition, let yes, let no): conditional(condition, yes, no, hint, syntax)
    case .iteration(let iterators, let body): iteration(iterators[...], body, syntax)
    case .quantified(let quantifier, let iterators, let body): quantified(quantifier, iterators[...], body, syntax)
    case .filter(let list, let condition): filter(list, condition, syntax)
    case .path(let operand, let part): path(operand, part, syntax)
    case .call(let name, let arguments): call(name, arguments, syntax)
    }
  }

  // MARK: Problems

  mutating func report(_ id: DiagnosticID, _ message: String, _ syntax: Syntax, help: String? = nil) {
    report(id, message, syntax.range, help: help)
  }

  mutating func report(_ id: DiagnosticID, _ message: String, _ range: Range<Int>, help: String? = nil) {
    let problem = Problem(id, message, at: range, help: help)
    if !problems.contains(problem) { problems.append(problem) }
  }

  // MARK: Nodes

  /// The node of a checked expression.
  mutating func node(_ typed: Typed) -> NodeID {
    switch typed.source {
    case .node(let node): node
    case .literal(let value): builder.constant(value, type: typed.type)
    }
  }

  /// An operation on operands. Null goes through it: the result is optional where `lifting` and an operand may be null.
  mutating func apply(
    _ operation: Operation, _ operands: [Typed], _ type: ValueType, lifting: Bool = true, cause: NullCause? = nil, slot: UInt16 = 0
  ) -> Typed {
    let isLifted = lifting && operands.contains { $0.type.isOptional }
    let type = isLifted || cause != nil ? type.orNull : type
    let nodes = operands.map { self.node($0) }
    let node = builder.apply(operation, nodes, type: type, slot: slot)
    let inherited = isLifted ? operands.lazy.compactMap(\.cause).first : nil
    return Typed(type, .node(node), weight: weight(operands), cause: type.isOptional ? cause ?? inherited : nil)
  }

  /// What a run visits for a node with these operands.
  func weight(_ operands: [Typed]) -> Int { operands.reduce(1) { min($0 + $1.weight, Checker.weightLimit * 2) } }
}
