import Values

extension BuiltIns {
  /// Arithmetic and making of dates, times and durations (DMN 1.5, tables 57 to 61 and 72). What would leave the years -9999 to 9999 is null.
  static func temporal(_ operation: Operation, _ a: [Value]) -> Value? {
    switch operation {
    case .addTemporal: add(a.at(0), a.at(1))
    case .subtractTemporal: subtract(a.at(0), a.at(1))
    case .scaleDuration: scale(a.at(0), a.at(1))
    case .divideDuration: divide(a.at(0), a.at(1))
    case .negateDuration: negate(a.at(0))
    case .absoluteDuration: absolute(a.at(0))
    case .makeDate: makeDate(a)
    case .parseDate: a.string(0).flatMap { CivilDate($0) }.map { .date($0) } ?? .null
    case .dateOf: a.date(0).map { .date($0) } ?? .null
    case .makeTime: makeTime(a)
    case .parseTime: a.string(0).flatMap { CivilTime($0) }.map { .time($0) } ?? .null
    case .timeOf: timeOf(a.at(0))
    case .makeDateTime: makeDateTime(a)
    case .parseDateTime: a.string(0).flatMap(parseDateTime).map { .dateTime($0) } ?? .null
    case .monthsBetween: monthsBetween(a)
    default: nil
    }
  }

  // MARK: Arithmetic

  private static func add(_ a: Value, _ b: Value) -> Value {
    switch (a, b) {
    case (.date(let date), .months(let length)): date.adding(length).map { .date($0) } ?? .null
    case (.date(let date), .duration(let length)): date.adding(length).map { .date($0) } ?? .null
    case (.dateTime(let start), .months(let length)): start.adding(length).map { .dateTime($0) } ?? .null
    case (.dateTime(let start), .duration(let length)): start.adding(length).map { .dateTime($0) } ?? .null
    case (.time(let start), .duration(let length)): .time(start.adding(length))
    case (.months(let x), .months(let y)): x.adding(y).map { .months($0) } ?? .null
    case (.duration(let x), .duration(let y)): x.adding(y).map { .duration($0) } ?? .null
    case (.months, .date), (.months, .dateTime), (.duration, .date), (.duration, .dateTime), (.duration, .time): add(b, a)
    default: .null
    }
  }

  private static func subtract(_ a: Value, _ b: Value) -> Value {
    switch (a, b) {
    case (.date(let x), .date(let y)): .duration(x - y)
    case (.dateTime(let x), .dateTime(let y)): .duration(x - y)
    case (.time(let x), .time(let y)): .duration(x - y)
    case (.months(let x), .months(let y)): x.subtracting(y).map { .months($0) } ?? .null
    case (.duration(let x), .duration(let y)): x.subtracting(y).map { .duration($0) } ?? .null
    case (_, .months), (_, .duration): add(a, negate(b))
    default: .null
    }
  }

  private static func scale(_ a: Value, _ b: Value) -> Value {
    switch (a, b) {
    case (.months(let length), .number(let factor)): length.multiplied(by: factor).map { .months($0) } ?? .null
    case (.duration(let length), .number(let factor)): length.multiplied(by: factor).map { .duration($0) } ?? .null
    case (.number, .months), (.number, .duration): scale(b, a)
    default: .null
    }
  }

  private static func divide(_ a: Value, _ b: Value) -> Value {
    switch (a, b) {
    case (.months(let length), .number(let divisor)): length.divided(by: divisor).map { .months($0) } ?? .null
    case (.duration(let length), .number(let divisor)): length.divided(by: divisor).map { .duration($0) } ?? .null
    case (.months(let x), .months(let y)): Value(x.divided(by: y))
    case (.duration(let x), .duration(let y)): Value(x.divided(by: y))
    default: .null
    }
  }

  private static func negate(_ value: Value) -> Value {
    switch value {
    case .months(let length): length.negated.map { .months($0) } ?? .null
    case .duration(let length): length.negated.map { .duration($0) } ?? .null
    default: .null
    }
  }

  private static func absolute(_ value: Value) -> Value {
    switch value {
    case .months(let length): length.magnitude.map { .months($0) } ?? .null
    case .duration(let length): length.magnitude.map { .duration($0) } ?? .null
    default: .null
    }
  }

  // MARK: Making

  private static func makeDate(_ a: [Value]) -> Value {
    guard let year = a.number(0)?.int, let month = a.number(1)?.int, let day = a.number(2)?.int else { return .null }
    return CivilDate(year: year, month: month, day: day).map { .date($0) } ?? .null
  }

  private static func makeTime(_ a: [Value]) -> Value {
    guard let hour = a.number(0)?.int, let minute = a.number(1)?.int, let second = a.number(2)?.int else { return .null }
    return CivilTime(hour: hour, minute: minute, second: second).map { .time($0) } ?? .null
  }

  private static func timeOf(_ value: Value) -> Value {
    switch value {
    case .time: value
    case .dateTime(let dateTime): .time(dateTime.time)
    case .date: .time(.midnight)
    default: .null
    }
  }

  private static func makeDateTime(_ a: [Value]) -> Value {
    guard let date = a.date(0), case .time(let time) = a.at(1) else { return .null }
    return .dateTime(CivilDateTime(date: date, time: time))
  }

  /// A date alone stands for its midnight.
  private static func parseDateTime(_ text: String) -> CivilDateTime? {
    CivilDateTime(text) ?? CivilDate(text).map { CivilDateTime(date: $0, time: .midnight) }
  }

  private static func monthsBetween(_ a: [Value]) -> Value {
    guard let from = a.date(0), let to = a.date(1) else { return .null }
    return .months(MonthsDuration(from: from, to: to))
  }
}
