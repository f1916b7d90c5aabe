import Diagnostics
import Rules
import Values

/// How an expression goes with a type.
enum Fitting {
  case fits(Typed)
  /// It doesn't, and the reason has been reported.
  case reported
  case no
}

extension CheckerPass {
  /// The expression as a value of a type, where it can be one: text becomes a value of an enumeration, 0 takes any unit.
  mutating func fitting(_ typed: Typed, _ syntax: Syntax, to type: ValueType) -> Fitting {
    if let literal = typed.literal, typed.isFlexible || literal == .null {
      switch converted(literal, syntax, to: type) {
      case .value(let value): return .fits(.literal(value, type))
      case .reported: return .reported
      case .no: break
      }
    }
    guard typed.type.fits(type) else { return .no }
    // A constant takes the type of its place, so that the program reads as the policy does.
    return .fits(typed.literal == nil ? typed : typed.with(type: type))
  }

  private enum Conversion {
    case value(Value)
    case reported
    case no
  }

  private mutating func converted(_ value: Value, _ syntax: Syntax, to type: ValueType) -> Conversion {
    switch (value, type) {
    case (.null, _): return type.isOptional ? .value(value) : .no
    case (_, .optional(let type)): return converted(value, syntax, to: type)
    case (.number, .number), (.string, .string): return .value(value)
    case (.string(let name), .enumeration(let id)):
      guard let symbol = schema.symbol(named: name, in: id) else {
        unknownValue(name, id, syntax)
        return .reported
      }
      return .value(.symbol(symbol))
    case (.list(let items), .list(let type)):
      var elements: [Syntax] = []
      if case .list(let written) = syntax.kind, written.count == items.count { elements = written }
      var values: [Value] = []
      var isReported = false
      for (index, item) in items.enumerated() {
        switch converted(item, elements.isEmpty ? syntax : elements[index], to: type) {
        case .value(let value): values.append(value)
        case .reported: isReported = true
        case .no: return .no
        }
      }
      return isReported ? .reported : .value(.list(values))
    default: return .no
    }
  }

  private mutating func unknownValue(_ name: String, _ id: EnumerationID, _ syntax: Syntax) {
    let enumeration = schema.enumerations[Int(id)]
    let few = enumeration.values.count <= 8 ? "the values are " + enumeration.values.map { "`\($0)`" }.joined(separator: ", ") : nil
    let help = nearestName(to: name, among: enumeration.values).map { "did you mean `\($0)`?" } ?? few
    report(.unknownEnumValue, "`\(name)` is not a value of `\(enumeration.name)`", syntax, help: help)
  }

  /// The expression as a value of a type; a problem if it isn't one.
  mutating func fit(_ typed: Typed, _ syntax: Syntax, to type: ValueType, what: String) -> Typed? {
    switch fitting(typed, syntax, to: type) {
    case .fits(let typed): return typed
    case .reported: return nil
    case .no:
      if typed.type == .null {
        report(.possiblyNull, "\(what) can't be null", syntax)
      } else if typed.type.wrapped.fits(type) {
        possiblyNull(typed, syntax)
      } else if let unit = typed.type.wrapped.unit, let wanted = type.wrapped.unit, unit != wanted {
        report(.unitMismatch, "\(what) is in `\(unit)`, not in `\(wanted)`", syntax, help: unitHelp(typed, syntax))
      } else {
        report(.typeMismatch, "\(what) must be \(describe(type)), not \(describe(typed.type))", syntax)
      }
      return nil
    }
  }

  /// Reports that a value is needed where there may be none, at the place where it can get lost.
  mutating func possiblyNull(_ typed: Typed, _ syntax: Syntax) {
    if let cause = typed.cause {
      report(.possiblyNull, cause.message, cause.range, help: cause.help)
    } else {
      report(.possiblyNull, "this may be null", syntax, help: "say what holds then: `if … = null then … else …`")
    }
  }

  func unitHelp(_ typed: Typed, _ syntax: Syntax) -> String? {
    if case .number? = typed.literal { return "a bare number has no unit: name it as a parameter" }
    return nil
  }

  /// Several expressions as values of one type; nil, without a report, if they have none in common.
  mutating func unify(_ items: [(typed: Typed, syntax: Syntax)]) -> Unification {
    var common: ValueType?
    for (index, item) in items.enumerated() where !item.typed.isFlexible {
      guard let before = common else {
        common = item.typed.type
        continue
      }
      guard let type = before.common(with: item.typed.type) else { return .no(index) }
      common = type
    }
    var result: [Typed] = []
    var isReported = false
    for (index, item) in items.enumerated() where item.typed.isFlexible {
      guard let before = common else {
        common = item.typed.type
        continue
      }
      switch flexible(item.typed, item.syntax, before) {
      case .fits(let typed):
        guard let type = before.common(with: typed.type) else { return .no(index) }
        common = type
      case .reported: isReported = true
      case .no: return .no(index)
      }
    }
    guard !isReported, let common else { return .reported }
    for (index, item) in items.enumerated() {
      switch fitting(item.typed, item.syntax, to: common) {
      case .fits(let typed): result.append(typed)
      case .reported: return .reported
      case .no: return .no(index)
      }
    }
    return .type(common, result)
  }

  /// A flexible literal next to values of a type: as one of them, or as what it says itself.
  private mutating func flexible(_ typed: Typed, _ syntax: Syntax, _ type: ValueType) -> Fitting {
    switch fitting(typed, syntax, to: type) {
    case .fits(let typed): .fits(typed)
    case .reported: .reported
    case .no: .fits(typed)
    }
  }
}

/// The outcome of `unify`.
enum Unification {
  /// The common type, and the expressions as values of it.
  case type(ValueType, [Typed])
  /// The position of the first expression that doesn't go with the ones before it.
  case no(Int)
  case reported
}
