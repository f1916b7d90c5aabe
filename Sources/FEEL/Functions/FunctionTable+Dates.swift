import Diagnostics
import Rules
import Values

extension FunctionTable {
  /// Functions that make dates, times and durations (DMN 1.5, table 72). Text that is written out is read while checking.
  static let dates: [String: Function] = [
    "date": Function([
      [Parameter("from", .any)],
      [Parameter("year", .type(.number("year"))), Parameter("month", .type(.number("month"))), Parameter("day", .type(.number("day")))],
    ]) { pass, arguments in pass.makeDate(arguments) },
    "time": Function([
      [Parameter("from", .any)],
      [
        Parameter("hour", .type(.ratio)), Parameter("minute", .type(.ratio)), Parameter("second", .type(.ratio)),
        Parameter("offset", .any, isOptional: true, takesNull: true),
      ],
    ]) { pass, arguments in pass.makeTime(arguments) },
    "date and time": Function([
      [Parameter("from", .any)],
      [Parameter("date", .dateLike), Parameter("time", .type(.time))],
    ]) { pass, arguments in pass.makeDateTime(arguments) },
    "duration": Function([[Parameter("from", .any)]]) { pass, arguments in pass.makeDuration(arguments) },
  ]
}

extension CheckerPass {
  /// The text of the only argument, where it is written out.
  private func written(_ arguments: Arguments) -> (text: String, syntax: Syntax)? {
    guard arguments.items.count == 1, let item = arguments.items.first, case .string(let text)? = item.typed.literal else { return nil }
    return (text, item.syntax)
  }

  mutating func makeDate(_ arguments: Arguments) -> Typed? {
    if let (text, syntax) = written(arguments) { return constant(CivilDate(text).map { .date($0) }, text, "a date", syntax) }
    if let item = only(arguments) {
      return convert(item, arguments, [(.date, .dateOf, .date), (.dateTime, .dateOf, .date)], text: (.parseDate, .date))
    }
    // Year, month and day take plain numbers as well as those in their own units.
    let parts = arguments.items.map { item -> Typed? in
      if item.typed.type.wrapped == .ratio, item.typed.type != .null { return item.typed }
      return matchOne(item, arguments)
    }
    guard parts.allSatisfy({ $0 != nil }) else { return nil }
    let typed = parts.compactMap { $0 }
    if let numbers = integers(typed) {
      guard (-9999...9999).contains(numbers[0]) else {
        report(.unsupportedFeature, "years beyond 9999 are not supported", arguments.items[0].syntax)
        return nil
      }
      let text = "\(numbers[0])-\(numbers[1])-\(numbers[2])"
      return constant(CivilDate(year: numbers[0], month: numbers[1], day: numbers[2]).map { .date($0) }, text, "a date", arguments.syntax)
    }
    return apply(.makeDate, typed, .date, cause: arguments.mayBeNull)
  }

  mutating func makeTime(_ arguments: Arguments) -> Typed? {
    if let (text, syntax) = written(arguments) { return constant(CivilTime(text).map { .time($0) }, text, "a time", syntax) }
    if let item = only(arguments) {
      return convert(
        item, arguments, [(.time, .timeOf, .time), (.dateTime, .timeOf, .time), (.date, .timeOf, .time)], text: (.parseTime, .time))
    }
    if let offset = arguments.item("offset"), offset.typed.type != .null {
      report(.unsupportedFeature, "time zones are not supported", offset.syntax)
      return nil
    }
    let items = arguments.items.filter { $0.parameter.name != "offset" }
    let given = Arguments(function: arguments.function, items: items, syntax: arguments.syntax)
    guard let typed = match(given)?.typed else { return nil }
    if let numbers = integers(typed) {
      let time = CivilTime(hour: numbers[0], minute: numbers[1], second: numbers[2])
      return constant(time.map { .time($0) }, Printer.print(arguments.syntax), "a time", arguments.syntax)
    }
    return apply(.makeTime, typed, .time, cause: arguments.mayBeNull)
  }

  mutating func makeDateTime(_ arguments: Arguments) -> Typed? {
    if let (text, syntax) = written(arguments) {
      let value = CivilDateTime(text) ?? CivilDate(text).map { CivilDateTime(date: $0, time: .midnight) }
      return constant(value.map { .dateTime($0) }, text, "a date and time", syntax)
    }
    if let item = only(arguments) { return convert(item, arguments, [], text: (.parseDateTime, .dateTime)) }
    guard let typed = match(arguments)?.typed else { return nil }
    return apply(.makeDateTime, typed, .dateTime)
  }

  mutating func makeDuration(_ arguments: Arguments) -> Typed? {
    if let (text, syntax) = written(arguments) {
      let value = MonthsDuration(text).map { Value.months($0) } ?? DaysDuration(text).map { .duration($0) }
      return constant(value, text, "a duration", syntax)
    }
    guard let item = only(arguments) else { return nil }
    if item.typed.type.wrapped == .string {
      report(.unsupportedFeature, "a duration from computed text is not supported", item.syntax)
    } else {
      _ = fit(item.typed, item.syntax, to: .string, what: "`from` of `duration`")
    }
    return nil
  }

  // MARK: Helpers

  private func only(_ arguments: Arguments) -> Arguments.Item? { arguments.items.count == 1 ? arguments.items.first : nil }

  private mutating func matchOne(_ item: Arguments.Item, _ arguments: Arguments) -> Typed? {
    match(Arguments(function: arguments.function, items: [item], syntax: arguments.syntax))?.typed.first
  }

  /// The whole numbers of literals; nil if one of them isn't.
  private func integers(_ items: [Typed]) -> [Int]? {
    let numbers = items.compactMap { item -> Int? in if case .number(let number)? = item.literal { number.int } else { nil } }
    return numbers.count == items.count ? numbers : nil
  }

  /// A conversion from one of some types, or from computed text, which may not say anything of the kind.
  private mutating func convert(
    _ item: Arguments.Item, _ arguments: Arguments, _ conversions: [(ValueType, Operation, ValueType)], text: (Operation, ValueType)
  ) -> Typed? {
    let type = item.typed.type.wrapped
    if let (_, operation, result) = conversions.first(where: { $0.0 == type }) {
      if let value = item.typed.literal, case let converted = BuiltIns.apply(operation, [value]), converted != .null {
        return .literal(converted, result)
      }
      return apply(operation, [item.typed], result)
    }
    guard type == .string else {
      _ = fit(item.typed, item.syntax, to: .string, what: "`from` of `\(arguments.function)`")
      return nil
    }
    return apply(text.0, [item.typed], text.1, cause: arguments.mayBeNull)
  }
}
