import Values

extension BuiltIns {
  /// Parts of dates, times, durations and ranges (DMN 1.5, table 62 and 10.3.4.8).
  static func part(_ operation: Operation, _ a: [Value]) -> Value? {
    switch operation {
    case .yearOf: date(a) { Value($0.year) }
    case .monthOf: date(a) { Value($0.month) }
    case .dayOf: date(a) { Value($0.day) }
    case .weekdayOf: date(a) { Value($0.weekday) }
    case .dayOfYear: date(a) { Value($0.dayOfYear) }
    case .weekOfYear: date(a) { Value($0.isoWeek) }
    case .dayOfWeek: date(a) { .string(dayNames[$0.weekday - 1]) }
    case .monthOfYear: date(a) { .string(monthNames[$0.month - 1]) }
    case .hourOf: time(a) { Value($0.hour) }
    case .minuteOf: time(a) { Value($0.minute) }
    case .secondOf: time(a) { Value($0.second) }
    case .durationYears: months(a) { $0.years }
    case .durationMonths: months(a) { $0.months }
    case .durationDays: duration(a) { $0.days }
    case .durationHours: duration(a) { $0.hours }
    case .durationMinutes: duration(a) { $0.minutes }
    case .durationSeconds: duration(a) { $0.seconds }
    case .rangeStart: range(a) { $0.lower }
    case .rangeEnd: range(a) { $0.upper }
    case .rangeStartIncluded: range(a) { .boolean($0.lowerIncluded) }
    case .rangeEndIncluded: range(a) { .boolean($0.upperIncluded) }
    default: nil
    }
  }

  private static let dayNames = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
  private static let monthNames = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
  ]

  private static func date(_ a: [Value], _ part: (CivilDate) -> Value) -> Value { a.date(0).map(part) ?? .null }

  private static func time(_ a: [Value], _ part: (CivilTime) -> Value) -> Value {
    switch a.at(0) {
    case .time(let time): part(time)
    case .dateTime(let dateTime): part(dateTime.time)
    default: .null
    }
  }

  private static func months(_ a: [Value], _ part: (MonthsDuration) -> Int64) -> Value {
    guard case .months(let length) = a.at(0) else { return .null }
    return .number(Number(part(length)))
  }

  private static func duration(_ a: [Value], _ part: (DaysDuration) -> Int64) -> Value {
    guard case .duration(let length) = a.at(0) else { return .null }
    return .number(Number(part(length)))
  }

  private static func range(_ a: [Value], _ part: (ValueRange) -> Value) -> Value {
    guard case .range(let range) = a.at(0) else { return .null }
    return part(range)
  }
}
