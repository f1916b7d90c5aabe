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
    guard let typed = form(syntax, hint) else { return nil }
    return settled(typed, syntax)
  }

  /// The expression with what the conditions around it tell, unless it has grown too large.
  private mutating func settled(_ typed: Typed, _ syntax: Syntax) -> Typed? {
    guard typed.weight <= Checker.weightLimit else {
      report(.expressionTooLarge, "expression is too large", syntax, help: "name a part of it with `define`")
      return nil
    }
    if case .optional(let type) = typed.type, knowledge.isNonNull(syntax) { return typed.with(type: type) }
    return typed
  }

  private mutating func form(_ syntax: Syntax, _ hint: ValueType?) -> Typed? {
    // Only a jump: what each form takes out of the tree is in its own frame.
    switch syntax.kind {
    case .number, .string, .boolean, .null, .temporal: literal(syntax, hint)
    case .name: resolve(syntax)
    case .list: list(syntax, hint)
    case .context: context(syntax)
    case .range, .halfRange: range(syntax)
    case .negate: negation(syntax)
    case .arithmetic: arithmetic(syntax)
    case .comparison: comparison(syntax)
    case .and, .or: logic(syntax)
    case .between: between(syntax)
    case .membership: membership(syntax)
    case .conditional: conditional(syntax, hint)
    case .iteration: iteration(syntax)
    case .quantified: quantified(syntax)
    case .filter: filter(syntax)
    case .path: path(syntax)
    case .call: call(syntax)
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
