import Diagnostics
import Rules
import Values

extension CheckerPass {
  /// `[a, b]`: values of one type.
  mutating func list(_ syntax: Syntax, _ hint: ValueType?) -> Typed? {
    guard case .list(let items) = syntax.kind else { return nil }
    let itemHint = hint?.wrapped.item
    let checked = items.map { check($0, hint: itemHint) }
    let operands = zip(checked, items).compactMap { typed, syntax in typed.map { (typed: $0, syntax: syntax) } }
    return operands.count == items.count ? list(operands, itemHint) : nil
  }

  private mutating func list(_ operands: [Operand], _ itemHint: ValueType?) -> Typed? {
    if operands.isEmpty { return .literal(.list([]), .list(itemHint ?? .anything)) }
    switch unify(operands) {
    case .type(let type, let typed):
      if let values = constants(typed) { return .literal(.list(values), .list(type)) }
      return apply(.makeList, typed, .list(type), lifting: false)
    case .reported: return nil
    case .no(let index):
      let first = operands[0].typed.type
      report(
        .typeMismatch, "a list holds values of one type: \(describe(first)), not \(describe(operands[index].typed.type))",
        operands[index].syntax)
      return nil
    }
  }

  /// `{a: 1, b: a + 1}`: each entry sees those before it.
  mutating func context(_ syntax: Syntax) -> Typed? {
    guard case .context(let entries) = syntax.kind else { return nil }
    var scope = Scope()
    var values: [Typed] = []
    for entry in entries {
      let value = inScope(scope) { $0.check(entry.value) }.result
      guard let value else { continue }
      values.append(value)
      scope.names[entry.key.text] = value
    }
    guard values.count == entries.count else { return nil }
    return record(entries.map(\.key.text), values)
  }

  /// A record of checked values.
  mutating func record(_ names: [String], _ values: [Typed]) -> Typed {
    let type = ValueType.record(zip(names, values).map { ValueType.Field(name: $0, type: $1.type) })
    if let constants = constants(values) {
      return .literal(.record(Record(zip(names, constants).map { (name: $0, value: $1) })), type)
    }
    let nodes = values.map { self.node($0) }
    let node = builder.record(names, nodes, type: type)
    return Typed(type, .node(node), weight: weight(values))
  }

  // MARK: Filters

  /// `list[condition]`, `list[position]`.
  mutating func filter(_ syntax: Syntax) -> Typed? {
    guard case .filter(let list, let condition) = syntax.kind, let typed = check(list) else { return nil }
    return filter(typed, list, condition, syntax)
  }

  private mutating func filter(_ typed: Typed, _ list: Syntax, _ condition: Syntax, _ syntax: Syntax) -> Typed? {
    guard case .list(let item) = typed.type.wrapped else {
      report(.typeMismatch, "only a list has items, not \(describe(typed.type))", list)
      return nil
    }
    let slot = builder.newLocal()
    let local = Typed(item, .node(builder.local(slot, type: item)))
    let (checked, isUsed) = inScope(Scope(names: ["item": local], item: local)) { $0.check(condition) }
    guard let checked else { return nil }
    return filtered(typed, checked, isUsed, slot, condition, syntax)
  }

  private mutating func filtered(
    _ typed: Typed, _ checked: Typed, _ isUsed: Bool, _ slot: UInt16, _ condition: Syntax, _ syntax: Syntax
  ) -> Typed? {
    let item = typed.type.wrapped.item ?? .anything
    if case .number = checked.type.wrapped { return element(typed, checked, isUsed, condition, syntax) }
    guard checked.type.wrapped == .boolean || checked.type == .null else {
      report(.typeMismatch, "a filter is a boolean or a position, not \(describe(checked.type))", condition)
      return nil
    }
    return apply(.filter, [typed, checked], .list(item), lifting: typed.type.isOptional, slot: slot).liftedBy(typed)
  }

  private mutating func element(_ list: Typed, _ position: Typed, _ isUsed: Bool, _ condition: Syntax, _ syntax: Syntax) -> Typed? {
    guard !isUsed else {
      report(.unsupportedFeature, "a position that depends on `item` is not supported", condition)
      return nil
    }
    guard let unit = position.type.wrapped.unit, unit == .none || unit == Unit("count") else {
      report(.unitMismatch, "a position is a plain number", condition)
      return nil
    }
    let item = list.type.wrapped.item ?? .anything
    let cause = NullCause(
      range: syntax.range, message: "the list may have no such item", help: "write `if … = null then … else …`")
    return apply(.element, [list, position], item, cause: cause)
  }

  // MARK: Paths

  /// `a.b`: a part of a value, or of every item of a list.
  mutating func path(_ syntax: Syntax) -> Typed? {
    guard case .path(let operand, let part) = syntax.kind, let typed = check(operand) else { return nil }
    return self.part(part, of: typed, syntax)
  }

  private mutating func part(_ part: Syntax.Label, of typed: Typed, _ syntax: Syntax) -> Typed? {
    switch typed.type.wrapped {
    case .record(let fields):
      if let type = fields.first(where: { $0.name == part.text })?.type { return field(part.text, type, of: typed) }
      missing(part, fields.map(\.name), typed)
      return nil
    case .list(let item):
      let slot = builder.newLocal()
      let local = Typed(item, .node(builder.local(slot, type: item)))
      guard let body = self.part(part, of: local, syntax) else { return nil }
      return apply(.forEach, [typed, body], .list(body.type), lifting: typed.type.isOptional, slot: slot).liftedBy(typed)
    case .range(let bound) where part.text == "start" || part.text == "end":
      let cause = NullCause(
        range: syntax.range, message: "a range may be open to one side", help: "write `if … = null then … else …`")
      return apply(part.text == "start" ? .rangeStart : .rangeEnd, [typed], bound, cause: cause)
    default:
      let parts = CheckerPass.parts(of: typed.type.wrapped)
      if let (operation, type) = parts[part.text] { return apply(operation, [typed], type) }
      if part.text == "time offset" || part.text == "timezone" {
        report(.unsupportedFeature, "time zones are not supported", part.span.range)
      } else {
        missing(part, Array(parts.keys), typed)
      }
      return nil
    }
  }

  private mutating func missing(_ part: Syntax.Label, _ known: [String], _ typed: Typed) {
    let list = known.count <= 8 && !known.isEmpty ? "it has " + known.sorted().map { "`\($0)`" }.joined(separator: ", ") : nil
    report(
      .unknownName, "\(describe(typed.type.wrapped)) has no `\(part.text)`", part.span.range,
      help: nearestName(to: part.text, among: known).map { "did you mean `\($0)`?" } ?? list)
  }

  /// The parts of built-in types (DMN 1.5, table 62).
  private static func parts(of type: ValueType) -> [String: (Operation, ValueType)] {
    let day: [String: (Operation, ValueType)] = [
      "year": (.yearOf, .number("year")), "month": (.monthOf, .number("month")), "day": (.dayOf, .number("day")),
      "weekday": (.weekdayOf, .ratio),
    ]
    let clock: [String: (Operation, ValueType)] = [
      "hour": (.hourOf, .ratio), "minute": (.minuteOf, .ratio), "second": (.secondOf, .ratio),
    ]
    return switch type {
    case .date: day
    case .time: clock
    case .dateTime: day.merging(clock) { a, _ in a }
    case .months: ["years": (.durationYears, .number("year")), "months": (.durationMonths, .number("month"))]
    case .duration:
      [
        "days": (.durationDays, .number("day")), "hours": (.durationHours, .ratio), "minutes": (.durationMinutes, .ratio),
        "seconds": (.durationSeconds, .ratio),
      ]
    case .range: ["start included": (.rangeStartIncluded, .boolean), "end included": (.rangeEndIncluded, .boolean)]
    default: [:]
    }
  }
}

extension Typed {
  /// The same, optional if what it is made from is.
  func liftedBy(_ source: Typed) -> Typed {
    source.type.isOptional ? self : with(cause: nil)
  }
}

extension ValueType {
  /// A number in a unit of `Unit.knownNames`.
  static func number(_ name: String) -> ValueType { .number(Unit(name) ?? .none) }
}
