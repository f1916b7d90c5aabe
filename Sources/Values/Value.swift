/// Any FEEL value: what expressions take and give.
///
/// The enumeration is the interpreter's currency, so it stays within three words: large payloads live behind a reference.
///
/// `==` and hash are exact sameness, for keys and records: numbers by their numeric value, strings by code point (FEEL does not
/// fold canonically equivalent strings, and two spellings must not share a hash in an audit record). For the FEEL operators,
/// which can be null, see `feelEquals` and `compare`.
@frozen
public enum Value: Sendable {
  case null
  case boolean(Bool)
  case number(Number)
  case string(String)
  case symbol(Symbol)
  case date(CivilDate)
  case time(CivilTime)
  case dateTime(CivilDateTime)
  case months(MonthsDuration)
  case duration(DaysDuration)
  case list([Value])
  case record(Record)
  case range(ValueRange)
}

extension Value: Hashable {
  /// Exact sameness of kind and content.
  public static func == (left: Value, right: Value) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.boolean(let left), .boolean(let right)): left == right
    case (.number(let left), .number(let right)): left == right
    case (.string(let left), .string(let right)): left.hasSameCodePoints(as: right)
    case (.symbol(let left), .symbol(let right)): left == right
    case (.date(let left), .date(let right)): left == right
    case (.time(let left), .time(let right)): left == right
    case (.dateTime(let left), .dateTime(let right)): left == right
    case (.months(let left), .months(let right)): left == right
    case (.duration(let left), .duration(let right)): left == right
    case (.list(let left), .list(let right)): left == right
    case (.record(let left), .record(let right)): left == right
    case (.range(let left), .range(let right)): left == right
    default: false
    }
  }

  /// In line with `==`.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(kind)
    switch self {
    case .null: break
    case .boolean(let value): hasher.combine(value)
    case .number(let value): hasher.combine(value)
    case .string(let value): for byte in value.utf8 { hasher.combine(byte) }
    case .symbol(let value): hasher.combine(value)
    case .date(let value): hasher.combine(value)
    case .time(let value): hasher.combine(value)
    case .dateTime(let value): hasher.combine(value)
    case .months(let value): hasher.combine(value)
    case .duration(let value): hasher.combine(value)
    case .list(let value): hasher.combine(value)
    case .record(let value): hasher.combine(value)
    case .range(let value): hasher.combine(value)
    }
  }

  /// The position of the case, which keeps 1 and "1" apart in a hash.
  private var kind: UInt8 {
    switch self {
    case .null: 0
    case .boolean: 1
    case .number: 2
    case .string: 3
    case .symbol: 4
    case .date: 5
    case .time: 6
    case .dateTime: 7
    case .months: 8
    case .duration: 9
    case .list: 10
    case .record: 11
    case .range: 12
    }
  }
}
