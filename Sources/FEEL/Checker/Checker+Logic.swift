import Diagnostics
import Rules
import Values

extension CheckerPass {
  /// `a and b`, `a or b`, three-valued. The right side is read knowing that the left one doesn't settle it.
  mutating func logic(_ operation: Operation, _ a: Syntax, _ b: Syntax) -> Typed? {
    let left = boolean(a)
    let right = knowing(a, operation == .and ? .isNotFalse : .isNotTrue) { $0.boolean(b) }
    guard let left, let right else { return nil }
    return apply(operation, [left, right], .boolean)
  }

  /// An expression that is true, false or null.
  mutating func boolean(_ syntax: Syntax) -> Typed? {
    guard let typed = check(syntax) else { return nil }
    if case .fits(let typed) = fitting(typed, syntax, to: .optional(.boolean)), typed.type.wrapped == .boolean {
      // A literal keeps its own type: `true` isn't optional.
      return typed.literal == nil || typed.literal == .null ? typed : .literal(typed.literal ?? .null, .boolean)
    }
    report(.typeMismatch, "this must be a boolean, not \(describe(typed.type))", syntax)
    return nil
  }

  /// `if a then b else c`; a condition that is null counts as false.
  mutating func conditional(_ condition: Syntax, _ yes: Syntax, _ no: Syntax, _ hint: ValueType?, _ syntax: Syntax) -> Typed? {
    let test = boolean(condition)
    let first = knowing(condition, .isTrue) { $0.check(yes, hint: hint) }
    let second = knowing(condition, .isNotTrue) { $0.check(no, hint: hint) }
    guard let test, let first, let second else { return nil }
    let type: ValueType
    let branches: [Typed]
    switch unify([(first, yes), (second, no)]) {
    case .type(let common, let typed): (type, branches) = (common, typed)
    case .reported: return nil
    case .no:
      if let a = first.type.wrapped.unit, let b = second.type.wrapped.unit {
        let help = unitHelp(first, yes) ?? unitHelp(second, no)
        report(.unitMismatch, "one branch is in `\(a)`, the other in `\(b)`", syntax, help: help)
      } else {
        report(.typeMismatch, "one branch is \(describe(first.type)), the other \(describe(second.type))", syntax)
      }
      return nil
    }
    let node = builder.apply(.conditional, [node(test), node(branches[0]), node(branches[1])], type: type)
    let nullBranch = first.type == .null ? yes : second.type == .null ? no : nil
    let written = nullBranch.map {
      NullCause(range: $0.range, message: "this branch is null", help: "give a value here, or say elsewhere what holds then")
    }
    let cause = type.isOptional ? first.cause ?? second.cause ?? written : nil
    return Typed(type, .node(node), weight: weight([test] + branches), cause: cause)
  }
}
