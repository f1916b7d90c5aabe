import Diagnostics
import Rules
import Values

extension CheckerPass {
  /// `= != < <= > >=` (DMN 1.5, tables 41 to 44). Equality is never null: null equals null and nothing else.
  mutating func comparison(_ syntax: Syntax) -> Typed? {
    guard case .comparison(let sign, let a, let b) = syntax.kind else { return nil }
    let left = check(a)
    let right = check(b, hint: enumerationHint(left))
    guard let left, let right else { return nil }
    return compared(sign, (left, a), (right, b), syntax)
  }

  /// A clause on the other side of an enumeration takes its values for literals.
  private func enumerationHint(_ typed: Typed?) -> ValueType? {
    if case .enumeration? = typed?.type.wrapped { typed?.type.wrapped } else { nil }
  }

  mutating func compared(_ sign: Syntax.Comparison, _ a: Operand, _ b: Operand, _ syntax: Syntax) -> Typed? {
    let isEquality = sign == .equal || sign == .notEqual
    if !isEquality, a.typed.type == .null || b.typed.type == .null {
      report(.possiblyNull, "`\(sign.rawValue)` with null has no value", a.typed.type == .null ? a.syntax : b.syntax)
      return nil
    }
    guard let (type, operands) = alike([a, b], syntax) else { return nil }
    if isEquality { return apply(sign == .equal ? .equal : .notEqual, operands, .boolean, lifting: false) }
    guard ordered(type.wrapped, syntax) else { return nil }
    return apply(sign.operation, operands, .boolean)
  }

  /// Whether values of the type have an order; reports if not.
  mutating func ordered(_ type: ValueType, _ syntax: Syntax) -> Bool {
    if type.isOrdered { return true }
    if case .enumeration(let id) = type {
      report(
        .typeMismatch, "values of `\(schema.enumerations[Int(id)].name)` have no order", syntax, help: "list them: `x in [\"…\", \"…\"]`")
    } else {
      report(.typeMismatch, "\(describe(type)) has no order", syntax)
    }
    return false
  }

  /// Expressions that can be compared, as values of one type; reports if they can't.
  mutating func alike(_ operands: [Operand], _ syntax: Syntax) -> (ValueType, [Typed])? {
    switch unify(operands.map { ($0.typed, $0.syntax) }) {
    case .type(let type, let typed): return (type, typed)
    case .reported: return nil
    case .no(let index):
      let first = operands.first { !$0.typed.isFlexible } ?? operands[0]
      let other = index == 0 || operands[index].syntax == first.syntax ? operands[0] : operands[index]
      let a = first.typed.type.wrapped
      let b = other.typed.type.wrapped
      if let x = a.unit, let y = b.unit {
        let help = unitHelp(first.typed, first.syntax) ?? unitHelp(other.typed, other.syntax)
        report(.unitMismatch, "`\(x)` and `\(y)` can't be compared", syntax, help: help)
      } else {
        report(.typeMismatch, "can't compare \(describe(a)) with \(describe(b))", syntax, help: comparisonHelp(a, b))
      }
      return nil
    }
  }

  private func comparisonHelp(_ a: ValueType, _ b: ValueType) -> String? {
    switch (a, b) {
    case (.duration, .number), (.number, .duration): "take a part of the duration: `.days`, `.hours`"
    case (.months, .number), (.number, .months): "take a part of the duration: `.years`, `.months`"
    case (.date, .string), (.string, .date): "write a date as `date(\"2025-08-01\")` or `@\"2025-08-01\"`"
    case (.date, .dateTime), (.dateTime, .date): "`date(…)` takes the date of a date and time"
    case (.list, _): "`list contains(…)` looks for a value in a list"
    default: nil
    }
  }

  // MARK: between, in

  /// `a between b and c`.
  mutating func between(_ syntax: Syntax) -> Typed? {
    guard case .between(let value, let low, let high) = syntax.kind, let typed = check(value) else { return nil }
    return within((typed, value), low, true, high, true, syntax)
  }

  /// A value between two ends: one test of a range, or two comparisons where an end may be null.
  private mutating func within(
    _ value: Operand, _ low: Syntax, _ lowIncluded: Bool, _ high: Syntax, _ highIncluded: Bool, _ syntax: Syntax
  ) -> Typed? {
    let lower = check(low)
    let upper = check(high)
    guard let lower, let upper else { return nil }
    return within(value, (lower, low), lowIncluded, (upper, high), highIncluded, syntax)
  }

  private mutating func within(
    _ value: Operand, _ low: Operand, _ lowIncluded: Bool, _ high: Operand, _ highIncluded: Bool, _ syntax: Syntax
  ) -> Typed? {
    for end in [low, high] where end.typed.type == .null {
      report(.possiblyNull, "an end of a range can't be null", end.syntax)
      return nil
    }
    guard let (type, operands) = alike([value, low, high], syntax), ordered(type.wrapped, syntax) else { return nil }
    if operands[1].type.isOptional || operands[2].type.isOptional {
      let above = apply(lowIncluded ? .greaterOrEqual : .greater, [operands[0], operands[1]], .boolean)
      let below = apply(highIncluded ? .lessOrEqual : .less, [operands[0], operands[2]], .boolean)
      return apply(.and, [above, below], .boolean)
    }
    let range = ranged(operands[1], lowIncluded, operands[2], highIncluded, type.wrapped)
    return apply(.inRange, [operands[0], range], .boolean)
  }

  /// A range of two checked ends of one type.
  private mutating func ranged(_ lower: Typed, _ lowerIncluded: Bool, _ upper: Typed, _ upperIncluded: Bool, _ bound: ValueType) -> Typed {
    if let low = lower.literal, let high = upper.literal {
      let range = ValueRange(lower: low, lowerIncluded: lowerIncluded, upper: high, upperIncluded: upperIncluded)
      return .literal(.range(range), .range(bound))
    }
    let node = builder.range(
      node(lower), node(upper), lowerIncluded: lowerIncluded, upperIncluded: upperIncluded, type: .range(bound))
    return Typed(.range(bound), .node(node), weight: weight([lower, upper]))
  }

  /// A range as a value: `[a..b]`, `(< a)`.
  mutating func range(_ syntax: Syntax) -> Typed? {
    switch syntax.kind {
    case .range(let low, let lowIncluded, let high, let highIncluded):
      let lower = check(low)
      let upper = check(high)
      guard let lower, let upper else { return nil }
      return fullRange((lower, low), lowIncluded, (upper, high), highIncluded, syntax)
    case .halfRange(let sign, let end):
      guard let bound = check(end) else { return nil }
      return halfRange(sign, (bound, end), syntax)
    default: return nil
    }
  }

  private mutating func fullRange(_ low: Operand, _ lowIncluded: Bool, _ high: Operand, _ highIncluded: Bool, _ syntax: Syntax) -> Typed? {
    var isSound = true
    for end in [low, high] where end.typed.type.isOptional {
      isSound = false
      report(.possiblyNull, "an end of a range can't be null", end.typed.cause?.range ?? end.syntax.range)
    }
    guard isSound, let (type, operands) = alike([low, high], syntax), ordered(type, syntax) else { return nil }
    return ranged(operands[0], lowIncluded, operands[1], highIncluded, type)
  }

  private mutating func halfRange(_ sign: Syntax.Comparison, _ end: Operand, _ syntax: Syntax) -> Typed? {
    let bound = end.typed
    guard sign != .equal, sign != .notEqual else {
      report(.unsupportedFeature, "`(\(sign.rawValue) …)` as a value is not supported", syntax)
      return nil
    }
    guard !bound.type.isOptional else {
      report(.possiblyNull, "an end of a range can't be null", end.syntax)
      return nil
    }
    guard ordered(bound.type, syntax) else { return nil }
    let open = Typed.literal(.null, .optional(bound.type))
    let isUpper = sign == .less || sign == .lessOrEqual
    let included = sign == .lessOrEqual || sign == .greaterOrEqual
    return ranged(isUpper ? open : bound, !isUpper && included, isUpper ? bound : open, isUpper && included, bound.type)
  }

  /// `a in b`, `a in (b, > c)`: whether one of the tests holds.
  mutating func membership(_ syntax: Syntax) -> Typed? {
    guard case .membership(let value, let tests) = syntax.kind else { return nil }
    guard let typed = check(value) else {
      for test in tests { _ = check(test.operand) }
      return nil
    }
    return membership((typed, value), tests, syntax)
  }

  private mutating func membership(_ value: Operand, _ tests: [Syntax.Test], _ syntax: Syntax) -> Typed? {
    guard value.typed.type != .null else {
      report(.possiblyNull, "`in` with null has no value", value.syntax)
      return nil
    }
    // Several plain values in round brackets are a list of them.
    let plain = tests.filter { $0.comparison == nil && !$0.operand.isRange }.map(\.operand)
    if tests.count > 1, plain.count == tests.count, let first = plain.first, let last = plain.last {
      let list = Syntax(.list(plain), at: first.range.lowerBound..<last.range.upperBound)
      return member(value, list, plain, syntax)
    }
    return anyOf(tests.map { test in self.test(test, value, syntax) })
  }

  private mutating func test(_ test: Syntax.Test, _ value: Operand, _ syntax: Syntax) -> Typed? {
    if let sign = test.comparison {
      guard let bound = check(test.operand) else { return nil }
      return compared(sign, value, (bound, test.operand), syntax)
    }
    switch test.operand.kind {
    case .range(let low, let lowIncluded, let high, let highIncluded) where value.typed.type.wrapped.bound == nil:
      return within(value, low, lowIncluded, high, highIncluded, syntax)
    case .list(let items) where value.typed.type.wrapped.bound == nil && items.contains(where: \.isRange):
      return anyOf(items.map { item in self.test(Syntax.Test(comparison: nil, operand: item), value, syntax) })
    case .list(let items): return member(value, test.operand, items, syntax)
    default: return contained(value, test.operand, syntax)
    }
  }

  /// `or` of several tests.
  private mutating func anyOf(_ tests: [Typed?]) -> Typed? {
    let found = tests.compactMap { $0 }
    guard found.count == tests.count, let first = found.first else { return nil }
    return found.dropFirst().reduce(first) { apply(.or, [$0, $1], .boolean) }
  }

  /// A value in a list that is written out.
  private mutating func member(_ value: Operand, _ list: Syntax, _ items: [Syntax], _ syntax: Syntax) -> Typed? {
    let hint = value.typed.type.wrapped
    let checked = items.map { check($0, hint: hint) }
    guard checked.allSatisfy({ $0 != nil }) else { return nil }
    let operands = zip(checked, items).compactMap { typed, syntax in typed.map { ($0, syntax) } }
    // A list that stands as the value itself: `[1, 2] in [1, 2]`.
    if case .list(let item) = hint, !items.isEmpty, operands.allSatisfy({ $0.0.type.fits(item) }) {
      guard let typed = check(list, hint: hint) else { return nil }
      return compared(.equal, value, (typed, list), syntax)
    }
    guard let (type, all) = alike([value] + operands, syntax) else { return nil }
    let members = Array(all.dropFirst())
    if let values = constants(members) {
      return apply(.memberOfConstant, [all[0], .literal(.list(values), .list(type.wrapped))], .boolean, lifting: false)
    }
    return apply(.member, [all[0], apply(.makeList, members, .list(type), lifting: false)], .boolean, lifting: false)
  }

  /// The values of literals; nil if one of them isn't.
  func constants(_ items: [Typed]) -> [Value]? {
    let values = items.compactMap(\.literal)
    return values.count == items.count ? values : nil
  }

  /// A value in a list, in a range, or equal to another value, as the type of the operand says.
  private mutating func contained(_ value: Operand, _ operand: Syntax, _ syntax: Syntax) -> Typed? {
    guard let typed = check(operand) else { return nil }
    return contained(value, typed, operand, syntax)
  }

  private mutating func contained(_ value: Operand, _ typed: Typed, _ operand: Syntax, _ syntax: Syntax) -> Typed? {
    switch typed.type.wrapped {
    case .list where typed.type.wrapped.common(with: value.typed.type.wrapped) == nil: return listed(value, (typed, operand), syntax)
    case .range(let bound) where value.typed.type.wrapped.bound == nil:
      guard case .type(_, let values) = unify([(value.typed, value.syntax), (Typed(bound, typed.source), operand)]),
        let first = values.first
      else {
        report(.typeMismatch, "can't look for \(describe(value.typed.type.wrapped)) in \(describe(typed.type.wrapped))", syntax)
        return nil
      }
      return apply(.inRange, [first, typed], .boolean)
    default: return compared(.equal, value, (typed, operand), syntax)
    }
  }

  /// A value in a list that has a name.
  mutating func listed(_ value: Operand, _ list: Operand, _ syntax: Syntax) -> Typed? {
    let wanted = value.typed.type.wrapped
    guard case .list(let item) = list.typed.type.wrapped else { return nil }
    if case .range(let bound) = item, wanted.common(with: bound) != nil {
      return someItem(list.typed) { pass, item in pass.apply(.inRange, [value.typed, item], .boolean) }
    }
    if value.typed.isFlexible, case .fits(let typed) = fitting(value.typed, value.syntax, to: item.wrapped) {
      return apply(.member, [typed, list.typed], .boolean, lifting: list.typed.type.isOptional)
    }
    switch fitting(list.typed, list.syntax, to: .list(wanted)) {
    case .reported: return nil
    case .fits(let typed):
      if typed.literal != nil { return apply(.memberOfConstant, [value.typed, typed], .boolean, lifting: false) }
      return apply(.member, [value.typed, typed], .boolean, lifting: typed.type.isOptional)
    case .no:
      guard item.wrapped == wanted else {
        report(.typeMismatch, "can't look for \(describe(wanted)) in \(describe(list.typed.type.wrapped))", syntax)
        return nil
      }
      return apply(.member, [value.typed, list.typed], .boolean, lifting: list.typed.type.isOptional)
    }
  }
}

extension Syntax {
  /// Whether it is written as a range.
  var isRange: Bool {
    switch kind {
    case .range, .halfRange: true
    default: false
    }
  }
}

extension Syntax.Comparison {
  var operation: Operation {
    switch self {
    case .equal: .equal
    case .notEqual: .notEqual
    case .less: .less
    case .lessOrEqual: .lessOrEqual
    case .greater: .greater
    case .greaterOrEqual: .greaterOrEqual
    }
  }
}
