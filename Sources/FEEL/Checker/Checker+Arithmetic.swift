import Diagnostics
import Rules
import Values

extension CheckerPass {
  /// `+ - * / **` (DMN 1.5, tables 55 to 60).
  mutating func arithmetic(_ syntax: Syntax) -> Typed? {
    guard case .arithmetic(let sign, let a, let b) = syntax.kind else { return nil }
    // Both sides are looked at, so that both report.
    let left = check(a)
    let right = check(b)
    guard let left, let right else { return nil }
    return computed(sign, (left, a), (right, b), syntax)
  }

  private mutating func computed(_ sign: Syntax.Arithmetic, _ a: Operand, _ b: Operand, _ syntax: Syntax) -> Typed? {
    if a.typed.type == .null || b.typed.type == .null {
      report(.possiblyNull, "`\(sign.rawValue)` with null has no value", a.typed.type == .null ? a.syntax : b.syntax)
      return nil
    }
    let typed: Typed? =
      switch sign {
      case .add, .subtract: sum(sign, a, b)
      case .multiply: product(a, b)
      case .divide: quotient(a, b, syntax)
      case .power: power(a, b, syntax)
      }
    if typed == nil { mismatch(sign, a.typed, b.typed, syntax) }
    return typed
  }

  private mutating func mismatch(_ sign: Syntax.Arithmetic, _ a: Typed, _ b: Typed, _ syntax: Syntax) {
    guard !problems.contains(where: { $0.range == syntax.range }) else { return }
    let left = describe(a.type.wrapped)
    let right = describe(b.type.wrapped)
    let failure =
      switch sign {
      case .add: "can't add \(left) and \(right)"
      case .subtract: "can't subtract \(right) from \(left)"
      case .multiply: "can't multiply \(left) by \(right)"
      case .divide: "can't divide \(left) by \(right)"
      case .power: "can't raise \(left) to \(right)"
      }
    report(.typeMismatch, failure, syntax, help: help(a.type.wrapped, b.type.wrapped))
  }

  private func help(_ a: ValueType, _ b: ValueType) -> String? {
    switch (a, b) {
    case (.string, _), (_, .string): "`string(…)` writes a value as text"
    case (.date, .number), (.number, .date), (.dateTime, .number), (.number, .dateTime):
      "add a duration: `@\"P10D\"`, or a parameter `{value: P10D, unit: duration}`"
    default: nil
    }
  }

  typealias Operand = (typed: Typed, syntax: Syntax)

  private mutating func sum(_ sign: Syntax.Arithmetic, _ a: Operand, _ b: Operand) -> Typed? {
    let x = a.typed.type.wrapped
    let y = b.typed.type.wrapped
    switch (x, y) {
    case (.number, .number):
      guard let (type, operands) = sameUnit([a, b], sign == .add ? "added" : "subtracted") else { return nil }
      return apply(sign == .add ? .add : .subtract, operands, type)
    case (.string, .string) where sign == .add: return apply(.joinTexts, [a.typed, b.typed], .string)
    default:
      let type = sign == .add ? CheckerPass.temporalSum(x, y) : CheckerPass.temporalDifference(x, y)
      return type.map { apply(sign == .add ? .addTemporal : .subtractTemporal, [a.typed, b.typed], $0) }
    }
  }

  /// Numbers in one unit; reports if they aren't.
  mutating func sameUnit(_ operands: [Operand], _ done: String) -> (ValueType, [Typed])? {
    switch unify(operands.map { ($0.typed, $0.syntax) }) {
    case .type(let type, let typed): return (type.wrapped, typed)
    case .reported: return nil
    case .no(let index):
      let first = operands.first { !$0.typed.isFlexible } ?? operands[0]
      let other = operands[index]
      let a = first.typed.type.wrapped.unit ?? .none
      let b = other.typed.type.wrapped.unit ?? .none
      let place = Syntax(.null, at: first.syntax.range.lowerBound..<max(first.syntax.range.upperBound, other.syntax.range.upperBound))
      let help = unitHelp(first.typed, first.syntax) ?? unitHelp(other.typed, other.syntax)
      report(.unitMismatch, "`\(a)` and `\(b)` can't be \(done)", place, help: help)
      return nil
    }
  }

  private static func temporalSum(_ a: ValueType, _ b: ValueType) -> ValueType? {
    switch (a, b) {
    case (.date, .months), (.date, .duration), (.months, .date), (.duration, .date): .date
    case (.dateTime, .months), (.dateTime, .duration), (.months, .dateTime), (.duration, .dateTime): .dateTime
    case (.time, .duration), (.duration, .time): .time
    case (.months, .months): .months
    case (.duration, .duration): .duration
    default: nil
    }
  }

  private static func temporalDifference(_ a: ValueType, _ b: ValueType) -> ValueType? {
    switch (a, b) {
    case (.date, .date), (.dateTime, .dateTime), (.time, .time), (.duration, .duration): .duration
    case (.months, .months): .months
    case (.date, .months), (.date, .duration): .date
    case (.dateTime, .months), (.dateTime, .duration): .dateTime
    case (.time, .duration): .time
    default: nil
    }
  }

  private mutating func product(_ a: Operand, _ b: Operand) -> Typed? {
    switch (a.typed.type.wrapped, b.typed.type.wrapped) {
    case (.number(let x), .number(let y)): apply(.multiply, [a.typed, b.typed], .number(x.times(y)))
    case (.months, .number(.none)), (.number(.none), .months): apply(.scaleDuration, [a.typed, b.typed], .months)
    case (.duration, .number(.none)), (.number(.none), .duration): apply(.scaleDuration, [a.typed, b.typed], .duration)
    default: nil
    }
  }

  private mutating func quotient(_ a: Operand, _ b: Operand, _ syntax: Syntax) -> Typed? {
    let cause = isNonZero(b) ? nil : divisionCause(b.syntax, syntax)
    let operands = [a.typed, b.typed]
    switch (a.typed.type.wrapped, b.typed.type.wrapped) {
    case (.number(let x), .number(let y)): return apply(.divide, operands, .number(x.divided(by: y)), cause: cause)
    case (.months, .number(.none)): return apply(.divideDuration, operands, .months, cause: cause)
    case (.duration, .number(.none)): return apply(.divideDuration, operands, .duration, cause: cause)
    case (.months, .months), (.duration, .duration): return apply(.divideDuration, operands, .ratio, cause: cause)
    default: return nil
    }
  }

  private func isNonZero(_ operand: Operand) -> Bool {
    switch operand.typed.literal {
    case .number(let number)?: return !number.isZero
    case .months(let length)?: return length != .zero
    case .duration(let length)?: return length != .zero
    default: break
    }
    if let number = constantNumber(operand.syntax) { return !number.isZero }
    return knowledge.isNonZero(operand.syntax)
  }

  private func divisionCause(_ divisor: Syntax, _ syntax: Syntax) -> NullCause {
    let text = Printer.print(divisor)
    return NullCause(
      range: syntax.range, message: "a division has no value where `\(text)` is 0", help: "write `if \(text) = 0 then … else …`")
  }

  private mutating func power(_ a: Operand, _ b: Operand, _ syntax: Syntax) -> Typed? {
    guard case .number(let unit) = a.typed.type.wrapped, case .number(.none) = b.typed.type.wrapped else { return nil }
    var exponent: Int?
    if case .number(let number)? = b.typed.literal { exponent = number.int }
    guard unit == .none || (-9...9).contains(exponent ?? 10) else {
      report(.unitMismatch, "a number in `\(unit)` needs a literal whole exponent from -9 to 9", b.syntax)
      return nil
    }
    let type = ValueType.number(exponent.map { unit.power($0) } ?? .none)
    let isTotal = (exponent ?? -1) >= 0 || (exponent != nil && isNonZero(a))
    let cause = NullCause(range: syntax.range, message: "a power may have no value", help: "write `if … = null then … else …`")
    return apply(.power, [a.typed, b.typed], type, cause: isTotal ? nil : cause)
  }

  /// `-a`.
  mutating func negation(_ syntax: Syntax) -> Typed? {
    guard case .negate(let operand) = syntax.kind, let typed = check(operand) else { return nil }
    switch (typed.type.wrapped, typed.literal) {
    case (.number, .number(let number)?): return .literal(.number(number.negated), typed.type)
    case (.number, _): return apply(.negate, [typed], typed.type.wrapped)
    case (.months, _), (.duration, _): return apply(.negateDuration, [typed], typed.type.wrapped)
    default:
      report(.typeMismatch, "can't negate \(describe(typed.type.wrapped))", syntax)
      return nil
    }
  }
}
