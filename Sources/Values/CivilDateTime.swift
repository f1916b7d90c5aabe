/// A day and a time of that day, with no zone.
public struct CivilDateTime: Hashable, Sendable {
  /// The day.
  public let date: CivilDate
  /// The time of that day.
  public let time: CivilTime

  static let nanosecondsPerDay: Int64 = 86_400_000_000_000

  /// A time of a day.
  public init(date: CivilDate, time: CivilTime) {
    self.date = date
    self.time = time
  }

  /// Nanoseconds after 1970-01-01T00:00:00; about 10^20 at most, so more than 64 bits.
  var nanosecondsSinceEpoch: Int128 {
    Int128(date.daysSinceEpoch) * Int128(Self.nanosecondsPerDay) + Int128(time.nanosecondsOfDay)
  }

  /// The date-time `duration` later; nil outside the years -9999…9999.
  public func adding(_ duration: DaysDuration) -> CivilDateTime? {
    let total = nanosecondsSinceEpoch + duration.totalNanoseconds
    let day = Int128(Self.nanosecondsPerDay)
    let (quotient, remainder) = total.quotientAndRemainder(dividingBy: day)
    let (days, rest) = remainder < 0 ? (quotient - 1, remainder + day) : (quotient, remainder)
    guard let whole = Int(exactly: days), let date = CivilDate(daysSinceEpoch: whole) else { return nil }
    return CivilDateTime(date: date, time: CivilTime(nanosecondsOfDay: Int64(rest)))
  }

  /// The date as `CivilDate.adding` moves it, at the same time.
  public func adding(_ duration: MonthsDuration) -> CivilDateTime? {
    date.adding(duration).map { CivilDateTime(date: $0, time: time) }
  }

  /// The duration from `right` to `left`.
  public static func - (left: CivilDateTime, right: CivilDateTime) -> DaysDuration {
    DaysDuration(inRange: left.nanosecondsSinceEpoch - right.nanosecondsSinceEpoch)
  }
}

extension CivilDateTime: Comparable {
  /// The earlier is below the later.
  public static func < (left: CivilDateTime, right: CivilDateTime) -> Bool {
    left.date == right.date ? left.time < right.time : left.date < right.date
  }
}

extension CivilDateTime: CustomStringConvertible {
  /// The date-time written as YYYY-MM-DDTHH:MM:SS, with up to nine digits of a fraction. Nil for anything else, a zone or an offset
  /// included. T24:00:00 is the midnight that ends the day, hence 00:00:00 of the next (XML Schema 1.1, 3.3.7).
  public init?(_ text: String) {
    var scanner = TextScanner(text)
    guard let date = scanner.date(), scanner.take("T"), let clock = scanner.clock(), scanner.isAtEnd else { return nil }
    if clock == (24, 0, 0, 0) {
      guard let next = date.adding(days: 1) else { return nil }
      self.init(date: next, time: .midnight)
      return
    }
    guard
      let time = CivilTime(hour: clock.hour, minute: clock.minute, second: clock.second, nanosecond: clock.nanosecond)
    else { return nil }
    self.init(date: date, time: time)
  }

  /// ISO 8601: "2025-08-01T09:30:00".
  public var description: String { "\(date)T\(time)" }
}
