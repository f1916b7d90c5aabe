import Diagnostics
import Rules
import Values

extension CheckerPass {
  /// `a and b`, `a or b`, three-valued. The right side is read knowing that the left one doesn't settle it.
  mutating func logic(_ syntax: Syntax) -> Typed? {
    let operation: Operation
    let a: Syntax
    let b: Syntax
    switch syntax.kind {
    case .and(let left, let right): (operation, a, b) = (.and, left, right)
    case .or(let left, let right): (operation, a, b) = (.or, left, right)
    default: return nil
    }
    let left = boolean(a)
    let outer = know(a, operation == .and ? .isNotFalse : .isNotTrue)
    let right = boolean(b)
    knowledge = outer
    guard let left, let right else { return nil }
    return apply(operation, [left, right], .boolean)
  }

  /// An expression that is true, false or null.
  mutating func boolean(_ syntax: Syntax) -> Typed? {
    check(syntax).flatMap { truth($0, syntax) }
  }

  private mutating func truth(_ typed: Typed, _ syntax: Syntax) -> Typed? {
    if typed.type.wrapped == .boolean { return typed }
    if typed.type == .null { return typed.with(type: .optional(.boolean)) }
    report(.typeMismatch, "this must be a boolean, not \(describe(typed.type))", syntax)
    return nil
  }

  /// `if a then b else c`; a condition that is null counts as false.
  mutating func conditional(_ syntax: Syntax, _ hint: ValueType?) -> Typed? {
    guard case .conditional(let condition, let yes, let no) = syntax.kind else { return nil }
    let test = boolean(condition)
    let outer = know(condition, .isTrue)
    let first = check(yes, hint: hint)
    knowledge = outer
    _ = know(condition, .isNotTrue)
    let second = check(no, hint: hint)
    knowledge = outer
    guard let test, let first, let second else { return nil }
    return branched(test, (first, yes), (second, no), syntax)
  }

  private mutating func branched(_ test: Typed, _ yes: Operand, _ no: Operand, _ syntax: Syntax) -> Typed? {
    let first = yes.typed
    let second = no.typed
    let type: ValueType
    let branches: [Typed]
    switch unify([yes, no]) {
    case .type(let common, let typed): (type, branches) = (common, typed)
    case .reported: return nil
    case .no:
      if let a = first.type.wrapped.unit, let b = second.type.wrapped.unit {
        let help = unitHelp(first, yes.syntax) ?? unitHelp(second, no.syntax)
        report(.unitMismatch, "one branch is in `\(a)`, the other in `\(b)`", syntax, help: help)
      } else {
        report(.typeMismatch, "one branch is \(describe(first.type)), the other \(describe(second.type))", syntax)
      }
      return nil
    }
    let node = builder.apply(.conditional, [node(test), node(branches[0]), node(branches[1])], type: type)
    let nullBranch = first.type == .null ? yes.syntax : second.type == .null ? no.syntax : nil
    let written = nullBranch.map {
      NullCause(range: $0.range, message: "this branch is null", help: "give a value here, or say elsewhere what holds then")
    }
    let cause = type.isOptional ? first.cause ?? second.cause ?? written : nil
    return Typed(type, .node(node), weight: weight([test] + branches), cause: cause)
  }
}
