import Diagnostics
import Rules
import Values

extension CheckerPass {
  mutating func literal(_ syntax: Syntax, _ hint: ValueType?) -> Typed? {
    switch syntax.kind {
    case .number(let text): return number(text, syntax)
    case .string(let text):
      if case .enumeration? = hint?.wrapped, let hint {
        guard case .fits(let typed) = fitting(.literal(.string(text), .string), syntax, to: hint.wrapped) else { return nil }
        return typed
      }
      return .literal(.string(text), .string)
    case .boolean(let truth): return .literal(.boolean(truth), .boolean)
    case .temporal(let text): return temporal(text, syntax)
    default: return .literal(.null, .null)
    }
  }

  private mutating func number(_ text: String, _ syntax: Syntax) -> Typed? {
    guard let number = Number(text) else {
      report(.invalidValue, "number is too large", syntax)
      return nil
    }
    return .literal(.number(number), .ratio)
  }

  // MARK: Dates, times, durations

  /// `@"…"`: whatever of the kinds it is.
  mutating func temporal(_ text: String, _ syntax: Syntax) -> Typed? {
    let value =
      CivilDate(text).map { Value.date($0) } ?? CivilDateTime(text).map { .dateTime($0) } ?? CivilTime(text).map { .time($0) }
      ?? MonthsDuration(text).map { .months($0) } ?? DaysDuration(text).map { .duration($0) }
    return constant(value, text, "a date, time or duration", syntax)
  }

  /// A constant that was written as text; `value` is nil if the text doesn't say one.
  mutating func constant(_ value: Value?, _ text: String, _ wanted: String, _ syntax: Syntax) -> Typed? {
    if let feature = unsupportedFeature(text, value) {
      report(.unsupportedFeature, "\(feature) are not supported", syntax)
      return nil
    }
    guard let value, let type = value.temporalType else {
      report(.invalidValue, "`\(text)` is not \(wanted)", syntax, help: "dates are written `2025-08-01`, durations `P1Y6M` or `P10D`")
      return nil
    }
    return .literal(value, type)
  }

  /// What FEEL knows and the profile leaves out.
  private func unsupportedFeature(_ text: String, _ value: Value?) -> String? {
    let clock = text.split(separator: "T", omittingEmptySubsequences: false).last ?? ""
    switch value {
    // The kit compares times by whole seconds, the text of the standard doesn't; so there are none.
    case .time(let time)? where time.nanosecond != 0: return "fractions of seconds"
    case .dateTime(let dateTime)? where dateTime.time.nanosecond != 0: return "fractions of seconds"
    case nil where text.contains("@") || text.hasSuffix("Z") || (clock.contains(":") && (clock.contains("+") || clock.contains("-"))):
      return "time zones"
    case nil where text.drop { $0 == "-" }.prefix { $0.isNumber }.count > 4 && text.dropFirst().contains("-"): return "years beyond 9999"
    default: return nil
    }
  }
}

extension Value {
  /// The type of a date, time or duration.
  var temporalType: ValueType? {
    switch self {
    case .date: .date
    case .time: .time
    case .dateTime: .dateTime
    case .months: .months
    case .duration: .duration
    default: nil
    }
  }
}
