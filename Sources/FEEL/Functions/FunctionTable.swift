import Rules
import Values

/// The built-in functions by name (DMN 1.5, 10.3.4).
enum FunctionTable {
  /// All functions of the profile.
  static let functions: [String: Function] = [
    strings, numbers, aggregates, lists, dates, parts, ranges, contexts, others,
  ].reduce(into: [:]) { all, group in all.merge(group) { first, _ in first } }

  /// Functions of FEEL that the profile leaves out, and what to do instead.
  static let unsupported: [String: String] = [
    "now": "dates are inputs: use a fact, or `as_of`",
    "today": "dates are inputs: use `as_of`",
    "matches": "there are no regular expressions: use `contains`, `starts with` or `ends with`",
    "replace": "there are no regular expressions",
    "split": "there are no regular expressions",
    "sort": "functions are no values",
    "external": "functions are no values",
    "context merge": "write the context with all its entries",
    "context": "write `{name: value}`",
  ]

  private static func parameter(_ name: String, _ type: ValueType) -> Parameter { Parameter(name, .type(type)) }

  // MARK: Strings

  private static let strings: [String: Function] = [
    "string length": .plain(.stringLength, [parameter("string", .string)], .type(.ratio)),
    "upper case": .plain(.upperCase, [parameter("string", .string)], .type(.string)),
    "lower case": .plain(.lowerCase, [parameter("string", .string)], .type(.string)),
    "substring": .plain(
      .substring, [parameter("string", .string), Parameter("start position", .position), Parameter("length", .position, isOptional: true)],
      .type(.string), isPartial: true),
    "substring before": .plain(.substringBefore, [parameter("string", .string), parameter("match", .string)], .type(.string)),
    "substring after": .plain(.substringAfter, [parameter("string", .string), parameter("match", .string)], .type(.string)),
    "contains": .plain(.containsText, [parameter("string", .string), parameter("match", .string)], .type(.boolean)),
    "starts with": .plain(.startsWith, [parameter("string", .string), parameter("match", .string)], .type(.boolean)),
    "ends with": .plain(.endsWith, [parameter("string", .string), parameter("match", .string)], .type(.boolean)),
    "string join": .plain(
      .stringJoin,
      [
        Parameter("list", .type(.list(.optional(.string)))),
        Parameter("delimiter", .type(.optional(.string)), isOptional: true, takesNull: true),
      ], .type(.string)),
  ]

  // MARK: Numbers

  private static func rounding(_ operation: Operation) -> Function {
    .plain(operation, [Parameter("n", .number), Parameter("scale", .position)], .like(0), isPartial: true)
  }

  private static let numbers: [String: Function] = [
    "decimal": rounding(.roundHalfEven),
    "round up": rounding(.roundUp),
    "round down": rounding(.roundDown),
    "round half up": rounding(.roundHalfUp),
    "round half down": rounding(.roundHalfDown),
    "floor": whole(.floor, .roundFloor),
    "ceiling": whole(.ceiling, .roundCeiling),
    "abs": Function([[Parameter("n", .any)]]) { pass, arguments in pass.absolute(arguments) },
    "modulo": Function([[Parameter("dividend", .number), Parameter("divisor", .number)]]) { pass, arguments in pass.modulo(arguments) },
    "sqrt": .plain(.squareRoot, [parameter("number", .ratio)], .type(.ratio), isPartial: true),
    "log": .plain(.naturalLogarithm, [parameter("number", .ratio)], .type(.ratio), isPartial: true),
    "exp": .plain(.exponential, [parameter("number", .ratio)], .type(.ratio), isPartial: true),
    "odd": .plain(.isOdd, [Parameter("number", .number)], .type(.boolean), isPartial: true),
    "even": .plain(.isEven, [Parameter("number", .number)], .type(.boolean), isPartial: true),
    "number": .plain(
      .parseNumber,
      [
        parameter("from", .string), Parameter("grouping separator", .type(.optional(.string)), takesNull: true),
        Parameter("decimal separator", .type(.optional(.string)), takesNull: true),
      ], .type(.ratio), isPartial: true),
  ]

  private static func whole(_ operation: Operation, _ scaled: Operation) -> Function {
    Function([[Parameter("n", .number)], [Parameter("n", .number), Parameter("scale", .position)]]) { pass, arguments in
      guard let typed = pass.match(arguments)?.typed else { return nil }
      let type = typed[0].type.wrapped
      return typed.count == 1 ? pass.apply(operation, typed, type) : pass.apply(scaled, typed, type, cause: arguments.mayBeNull)
    }
  }

  // MARK: Lists

  private static let lists: [String: Function] = [
    "list contains": Function([[Parameter("list", .items), Parameter("element", .item, takesNull: true)]]) { pass, arguments in
      pass.listContains(arguments)
    },
    "count": .plain(.count, [Parameter("list", .items)], .type(.number("count"))),
    "sublist": .plain(
      .sublist, [Parameter("list", .items), Parameter("start position", .position), Parameter("length", .position, isOptional: true)],
      .listOfItems, isPartial: true),
    "append": .plain(.append, [Parameter("list", .items), Parameter("item", .item, takesNull: true, isVariadic: true)], .listOfItems),
    "concatenate": .plain(.concatenate, [Parameter("list", .items, isVariadic: true)], .listOfItems),
    "insert before": .plain(
      .insertBefore, [Parameter("list", .items), Parameter("position", .position), Parameter("newItem", .item, takesNull: true)],
      .listOfItems, isPartial: true),
    "remove": .plain(.remove, [Parameter("list", .items), Parameter("position", .position)], .listOfItems, isPartial: true),
    "list replace": .plain(
      .replaceItem, [Parameter("list", .items), Parameter("position", .position), Parameter("newItem", .item, takesNull: true)],
      .listOfItems, isPartial: true),
    "reverse": .plain(.reverse, [Parameter("list", .items)], .listOfItems),
    "index of": .plain(
      .indexOf, [Parameter("list", .items), Parameter("match", .item, takesNull: true)], .type(.list(.ratio))),
    "union": .plain(.union, [Parameter("list", .items, isVariadic: true)], .listOfItems),
    "distinct values": .plain(.distinctValues, [Parameter("list", .items)], .listOfItems),
    "duplicate values": .plain(.duplicateValues, [Parameter("list", .items)], .listOfItems),
    "flatten": Function([[Parameter("list", .items)]]) { pass, arguments in pass.flatten(arguments) },
  ]

  // MARK: Parts of dates

  private static let parts: [String: Function] = [
    "day of week": .plain(.dayOfWeek, [Parameter("date", .dateLike)], .type(.string)),
    "month of year": .plain(.monthOfYear, [Parameter("date", .dateLike)], .type(.string)),
    "day of year": .plain(.dayOfYear, [Parameter("date", .dateLike)], .type(.ratio)),
    "week of year": .plain(.weekOfYear, [Parameter("date", .dateLike)], .type(.ratio)),
    "years and months duration": .plain(.monthsBetween, [Parameter("from", .dateLike), Parameter("to", .dateLike)], .type(.months)),
    "working_days": .plain(.workingDays, [parameter("from", .date), parameter("to", .date)], .type(.number("working_day"))),
    "add_working_days": .plain(
      .addWorkingDays, [parameter("from", .date), parameter("n", .number("working_day"))], .type(.date)),
  ]

  // MARK: Others

  private static let others: [String: Function] = [
    "not": Function([[Parameter("negand", .any)]]) { pass, arguments in
      guard let item = arguments.items.first, let typed = pass.boolean(item) else { return nil }
      return pass.apply(.not, [typed], .boolean)
    },
    "string": Function([[Parameter("from", .any)]]) { pass, arguments in pass.textOf(arguments) },
    "is": Function([[Parameter("value1", .item, takesNull: true), Parameter("value2", .item, takesNull: true)]]) { pass, arguments in
      guard let typed = pass.match(arguments)?.typed else { return nil }
      return pass.apply(.same, typed, .boolean, lifting: false)
    },
  ]
}
