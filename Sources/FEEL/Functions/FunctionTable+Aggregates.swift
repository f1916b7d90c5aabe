import Rules
import Values

extension FunctionTable {
  /// Functions that take one list, or its items as arguments.
  static let aggregates: [String: Function] = [
    "min": aggregate { pass, group in pass.extreme(group, .minimum, .listMinimum) },
    "max": aggregate { pass, group in pass.extreme(group, .maximum, .listMaximum) },
    "sum": aggregate { pass, group in pass.numbers(group, .sum) { $0 } },
    "mean": aggregate { pass, group in pass.numbers(group, .mean) { $0 } },
    "median": aggregate { pass, group in pass.numbers(group, .median) { $0 } },
    "stddev": aggregate { pass, group in pass.numbers(group, .standardDeviation, least: 2) { $0 } },
    "mode": aggregate { pass, group in pass.numbers(group, .mode, least: 0) { .list($0) } },
    "product": aggregate { pass, group in pass.product(group) },
    "all": aggregate { pass, group in pass.truths(group, .allTrue) },
    "any": aggregate { pass, group in pass.truths(group, .anyTrue) },
  ]

  private static func aggregate(_ make: @escaping @Sendable (inout CheckerPass, Group) -> Typed?) -> Function {
    Function([[Parameter("list", .any, isVariadic: true)]]) { pass, arguments in
      guard let first = arguments.items.first else {
        pass.report(.wrongArguments, "`\(arguments.function)` needs a list or values", arguments.syntax)
        return nil
      }
      let isList = arguments.items.count == 1 && first.typed.type.wrapped.item != nil
      return make(&pass, Group(arguments: arguments, list: isList ? first : nil))
    }
  }
}

/// What an aggregate is made of: a list, or items.
struct Group {
  let arguments: Arguments
  let list: Arguments.Item?

  /// How many items there are for certain.
  var leastCount: Int {
    guard let list else { return arguments.items.count }
    if case .list(let items)? = list.typed.literal { return items.count }
    return 0
  }
}

extension CheckerPass {
  /// The group as a list of values that `accepts` takes, in one type; reports if it isn't one.
  private mutating func gathered(_ group: Group, _ wanted: String, _ accepts: (ValueType) -> Bool) -> (list: Typed, item: ValueType)? {
    let function = group.arguments.function
    if let list = group.list {
      guard let item = list.typed.type.wrapped.item, item == .anything || accepts(item.wrapped) else {
        report(.typeMismatch, "`\(function)` needs \(wanted), not \(describe(list.typed.type))", list.syntax)
        return nil
      }
      return (list.typed, item)
    }
    for item in group.arguments.items {
      guard item.typed.type != .null else {
        report(.possiblyNull, "`\(function)` with null has no value", item.syntax)
        return nil
      }
      guard accepts(item.typed.type.wrapped) else {
        report(.typeMismatch, "`\(function)` needs \(wanted), not \(describe(item.typed.type))", item.syntax)
        return nil
      }
    }
    guard let (type, typed) = alike(group.arguments.items.map { ($0.typed, $0.syntax) }, group.arguments.syntax) else { return nil }
    if let values = constants(typed) { return (.literal(.list(values), .list(type)), type) }
    return (apply(.makeList, typed, .list(type), lifting: false), type)
  }

  /// A function of numbers in one unit; null if there are fewer than `least`.
  mutating func numbers(_ group: Group, _ operation: Operation, least: Int = 1, _ result: (ValueType) -> ValueType) -> Typed? {
    guard let (list, item) = gathered(group, "numbers", { $0.unit != nil }) else { return nil }
    let number = item == .anything ? .ratio : item.wrapped
    let isTotal = group.leastCount >= least && !item.isOptional
    return apply(operation, [list], result(number), cause: isTotal ? nil : group.arguments.mayBeNull)
  }

  mutating func product(_ group: Group) -> Typed? {
    guard let (list, item) = gathered(group, "numbers without a unit", { $0 == .ratio }) else { return nil }
    let isTotal = group.leastCount > 0 && !item.isOptional
    return apply(.product, [list], .ratio, cause: isTotal ? nil : group.arguments.mayBeNull)
  }

  /// `min`, `max`: of several values in the program's own operation, of a list in the library's.
  mutating func extreme(_ group: Group, _ operation: Operation, _ ofList: Operation) -> Typed? {
    if group.list != nil {
      guard let (list, item) = gathered(group, "values with an order", { $0.isOrdered }) else { return nil }
      let isTotal = group.leastCount > 0 && !item.isOptional
      return apply(ofList, [list], item.wrapped, cause: isTotal ? nil : group.arguments.mayBeNull)
    }
    let operands: [Operand] = group.arguments.items.map { ($0.typed, $0.syntax) }
    for operand in operands where operand.typed.type == .null {
      report(.possiblyNull, "`\(group.arguments.function)` with null has no value", operand.syntax)
      return nil
    }
    guard let (type, typed) = alike(operands, group.arguments.syntax), ordered(type.wrapped, group.arguments.syntax) else { return nil }
    return apply(operation, typed, type.wrapped)
  }

  /// `all`, `any`.
  mutating func truths(_ group: Group, _ operation: Operation) -> Typed? {
    guard let (list, item) = gathered(group, "booleans", { $0 == .boolean }) else { return nil }
    return apply(operation, [list], item.isOptional && item != .anything ? .optional(.boolean) : .boolean)
  }
}
