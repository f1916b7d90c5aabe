import Diagnostics
import Rules
import Values

extension CheckerPass {
  /// How many whole numbers a loop may run through.
  private static let longestRun = 10_000

  /// `for a in b, c in d return e`.
  mutating func iteration(_ syntax: Syntax) -> Typed? {
    guard case .iteration(let iterators, let body) = syntax.kind else { return nil }
    return iteration(iterators[...], body, syntax)
  }

  private mutating func iteration(_ iterators: ArraySlice<Syntax.Iterator>, _ body: Syntax, _ syntax: Syntax) -> Typed? {
    guard let iterator = iterators.first else { return check(body) }
    guard let source = source(iterator) else { return nil }
    let isInnermost = iterators.count == 1
    return each(source, iterator.name.text, .forEach) { pass in
      pass.iteration(iterators.dropFirst(), body, syntax)
    }.map { isInnermost ? $0 : apply(.joinLists, [$0], $0.type.wrapped.item?.wrapped ?? .list(.anything)) }
  }

  /// `some a in b satisfies c`, `every …`.
  mutating func quantified(_ syntax: Syntax) -> Typed? {
    guard case .quantified(let quantifier, let iterators, let body) = syntax.kind else { return nil }
    return quantified(quantifier, iterators[...], body, syntax)
  }

  private mutating func quantified(
    _ quantifier: Syntax.Quantifier, _ iterators: ArraySlice<Syntax.Iterator>, _ body: Syntax, _ syntax: Syntax
  ) -> Typed? {
    guard let iterator = iterators.first else { return boolean(body) }
    guard let source = source(iterator) else { return nil }
    if quantifier == .some, iterators.count == 1, let shared = shared(source, iterator.name.text, body) { return shared }
    return each(source, iterator.name.text, quantifier == .some ? .some : .every) { pass in
      pass.quantified(quantifier, iterators.dropFirst(), body, syntax)
    }
  }

  /// What an iterator runs through.
  private mutating func source(_ iterator: Syntax.Iterator) -> Typed? {
    if let upper = iterator.upper { return run(iterator.source, upper) }
    if case .range(let lower, true, let upper, true) = iterator.source.kind { return run(lower, upper) }
    guard let typed = check(iterator.source) else { return nil }
    guard case .list = typed.type.wrapped else {
      let isRange = iterator.source.isRange
      report(
        isRange ? .unsupportedFeature : .typeMismatch,
        isRange ? "a loop over a range without its ends is not supported" : "a loop needs a list, not \(describe(typed.type))",
        iterator.source)
      return nil
    }
    return typed
  }

  /// `1..5`. Both ends are constants, so that it is known before anything runs how long that takes.
  private mutating func run(_ lower: Syntax, _ upper: Syntax) -> Typed? {
    let first = check(lower)
    let last = check(upper)
    guard let first, let last else { return nil }
    for (typed, syntax) in [(first, lower), (last, upper)] {
      guard case .number = typed.type else {
        report(.typeMismatch, "a loop runs through a list or whole numbers, not \(describe(typed.type))", syntax)
        return nil
      }
      guard let number = constantNumber(syntax), number.int != nil else {
        report(.unsupportedFeature, "a loop to a computed number is not supported", syntax)
        return nil
      }
    }
    guard let (type, operands) = sameUnit([(first, lower), (last, upper)], "joined to a run"),
      let from = constantNumber(lower)?.int, let to = constantNumber(upper)?.int
    else { return nil }
    let (distance, overflow) = to.subtractingReportingOverflow(from)
    guard !overflow, distance.magnitude < UInt(CheckerPass.longestRun) else {
      report(.expressionTooLarge, "a loop may run through at most \(CheckerPass.longestRun) numbers", upper)
      return nil
    }
    return apply(.wholeNumbers, operands, .list(type)).with(weight: Int(distance.magnitude) + 1)
  }

  /// A loop over a list, with the item under a name.
  private mutating func each(_ source: Typed, _ name: String, _ operation: Operation, _ body: (inout CheckerPass) -> Typed?) -> Typed? {
    let item = source.type.wrapped.item ?? .anything
    let slot = builder.newLocal()
    let local = Typed(item, .node(builder.local(slot, type: item)))
    guard let inner = inScope(Scope(names: [name: local]), body).result else { return nil }
    let type: ValueType = operation == .forEach ? .list(inner.type) : .boolean
    let lifting = source.type.isOptional || (operation != .forEach && inner.type.isOptional)
    // The body is visited as often as the list is long: a list that is made here weighs at least its length.
    let count = max(source.weight, source.literal?.itemCount ?? 1)
    let weight = min(count * (inner.weight + 1), Checker.weightLimit * 2)
    return apply(operation, [source, inner], type, lifting: lifting, slot: slot).with(weight: weight)
  }

  /// `some` over a list that isn't written as a loop.
  mutating func someItem(_ list: Typed, _ body: (inout CheckerPass, Typed) -> Typed?) -> Typed? {
    let item = list.type.wrapped.item ?? .anything
    let slot = builder.newLocal()
    let local = Typed(item, .node(builder.local(slot, type: item)))
    guard let inner = body(&self, local) else { return nil }
    return apply(.some, [list, inner], .boolean, slot: slot)
  }

  // MARK: Enumerations

  /// `some s in L satisfies s in ["a", "b"]` on a list of enumeration values: whether it shares a value with the constant list.
  private mutating func shared(_ source: Typed, _ name: String, _ body: Syntax) -> Typed? {
    guard case .list(.enumeration(let id)) = source.type.wrapped, source.literal == nil else { return nil }
    var wanted: [Syntax]
    switch body.kind {
    case .membership(let value, let tests) where value.isName(name) && tests.allSatisfy({ $0.comparison == nil }):
      wanted = tests.map(\.operand)
      if tests.count == 1, case .list(let items)? = tests.first?.operand.kind { wanted = items }
    case .comparison(.equal, let value, let other) where value.isName(name): wanted = [other]
    default: return nil
    }
    var strings: [Value] = []
    for item in wanted {
      guard case .string(let text) = item.kind else { return nil }
      strings.append(.string(text))
    }
    let range = (wanted.first?.range.lowerBound ?? 0)..<(wanted.last?.range.upperBound ?? 0)
    let list = Syntax(.list(wanted), at: range)
    return intersects(source, .literal(.list(strings), .list(.string)), list, id)
  }

  /// Whether a list of enumeration values shares one with a constant list; nil if that has been found wrong.
  mutating func intersects(_ source: Typed, _ wanted: Typed, _ syntax: Syntax, _ id: EnumerationID) -> Typed? {
    guard case .fits(let constants) = fitting(wanted, syntax, to: .list(.enumeration(id))) else { return nil }
    return apply(.intersectsConstant, [source, constants], .boolean)
  }
}

extension Value {
  /// How many items a list has.
  fileprivate var itemCount: Int { if case .list(let items) = self { items.count } else { 1 } }
}
