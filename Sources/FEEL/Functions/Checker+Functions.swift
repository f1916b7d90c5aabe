import Diagnostics
import Rules
import Values

/// Functions whose types depend on their arguments.
extension CheckerPass {
  mutating func boolean(_ item: Arguments.Item) -> Typed? {
    guard item.typed.type.wrapped == .boolean || item.typed.type == .null else {
      report(.typeMismatch, "this must be a boolean, not \(describe(item.typed.type))", item.syntax)
      return nil
    }
    return item.typed
  }

  /// `abs` of a number or a duration.
  mutating func absolute(_ arguments: Arguments) -> Typed? {
    guard let item = arguments.items.first else { return nil }
    let type = item.typed.type.wrapped
    switch type {
    case .number: return apply(.absolute, [item.typed], type)
    case .months, .duration: return apply(.absoluteDuration, [item.typed], type)
    case .null:
      report(.possiblyNull, "`n` of `abs` can't be null", item.syntax)
      return nil
    default:
      report(.typeMismatch, "`n` of `abs` must be a number or a duration, not \(describe(item.typed.type))", item.syntax)
      return nil
    }
  }

  /// `modulo`: both numbers in one unit.
  mutating func modulo(_ arguments: Arguments) -> Typed? {
    guard match(arguments) != nil else { return nil }
    let operands: [Operand] = arguments.items.map { ($0.typed, $0.syntax) }
    guard let (type, typed) = alike(operands, arguments.syntax) else { return nil }
    let divisor = constantNumber(arguments.items[1].syntax)
    let isTotal = divisor.map { !$0.isZero } ?? knowledge.isNonZero(arguments.items[1].syntax)
    return apply(.modulo, typed, type.wrapped, cause: isTotal ? nil : arguments.mayBeNull)
  }

  /// `list contains`; on a list of an enumeration with a literal it is a test of sets.
  mutating func listContains(_ arguments: Arguments) -> Typed? {
    guard arguments.items.count == 2 else { return nil }
    let list = arguments.items[0]
    let element = arguments.items[1]
    if case .list(.enumeration(let id)) = list.typed.type.wrapped, list.typed.literal == nil,
      case .string(let text)? = element.typed.literal
    {
      return intersects(list.typed, .literal(.list([.string(text)]), .list(.string)), element.syntax, id)
    }
    guard let typed = match(arguments)?.typed else { return nil }
    return apply(.member, [typed[1], typed[0]], .boolean, lifting: false).orNull(if: typed[0].type.isOptional, typed[0].cause)
  }

  /// `flatten`: down to what is no list.
  mutating func flatten(_ arguments: Arguments) -> Typed? {
    guard let typed = match(arguments)?.typed.first else { return nil }
    var item = typed.type.wrapped.item ?? .anything
    while case .list(let inner) = item { item = inner }
    if case .optional(.list) = item {
      report(.unsupportedFeature, "`flatten` of lists that may be null is not supported", arguments.syntax)
      return nil
    }
    return apply(.flatten, [typed], .list(item))
  }

  /// `string`: a value as text. Values of enumerations and ranges have no text in FEEL.
  mutating func textOf(_ arguments: Arguments) -> Typed? {
    guard let item = arguments.items.first else { return nil }
    guard item.typed.type != .null else {
      report(.possiblyNull, "`from` of `string` can't be null", item.syntax)
      return nil
    }
    guard item.typed.type.hasText(isOutermost: true) else {
      report(.unsupportedFeature, "the text of \(describe(item.typed.type)) is not supported", item.syntax)
      return nil
    }
    return apply(.textOf, [item.typed], .string)
  }
}

extension Typed {
  /// The same, optional for a reason.
  fileprivate func orNull(if isOptional: Bool, _ cause: NullCause?) -> Typed {
    isOptional ? with(type: type.orNull).with(cause: cause) : self
  }
}

extension ValueType {
  /// Whether FEEL says how the value is written as text. Dates inside lists and contexts are left open by the standard.
  fileprivate func hasText(isOutermost: Bool) -> Bool {
    switch wrapped {
    case .boolean, .number, .string, .null, .anything: true
    case .date, .time, .dateTime, .months, .duration: isOutermost
    case .list(let item): item.hasText(isOutermost: false)
    case .record(let fields): fields.allSatisfy { $0.type.hasText(isOutermost: false) }
    default: false
    }
  }
}
