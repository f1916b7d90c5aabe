/// A time of day, to the nanosecond, with no date and no zone.
public struct CivilTime: Hashable, Sendable {
  private let storedHour: UInt8
  private let storedMinute: UInt8
  private let storedSecond: UInt8
  private let storedNanosecond: UInt32

  /// 00:00:00, the first moment of a day.
  public static let midnight = CivilTime(nanosecondsOfDay: 0)

  /// A time from 00:00:00 to 23:59:59.999999999, or nil. There are no leap seconds.
  public init?(hour: Int, minute: Int, second: Int, nanosecond: Int = 0) {
    guard (0..<24).contains(hour), (0..<60).contains(minute), (0..<60).contains(second) else { return nil }
    guard (0..<1_000_000_000).contains(nanosecond) else { return nil }
    storedHour = UInt8(hour)
    storedMinute = UInt8(minute)
    storedSecond = UInt8(second)
    storedNanosecond = UInt32(nanosecond)
  }

  /// The time this long after midnight; less than a day.
  init(nanosecondsOfDay total: Int64) {
    let seconds = total / 1_000_000_000
    storedHour = UInt8(seconds / 3600)
    storedMinute = UInt8(seconds / 60 % 60)
    storedSecond = UInt8(seconds % 60)
    storedNanosecond = UInt32(total % 1_000_000_000)
  }

  /// 0 to 23.
  public var hour: Int { Int(storedHour) }
  /// 0 to 59.
  public var minute: Int { Int(storedMinute) }
  /// 0 to 59.
  public var second: Int { Int(storedSecond) }
  /// 0 to 999,999,999.
  public var nanosecond: Int { Int(storedNanosecond) }

  /// Nanoseconds after midnight.
  var nanosecondsOfDay: Int64 {
    Int64(hour * 3600 + minute * 60 + second) * 1_000_000_000 + Int64(nanosecond)
  }

  /// The time of day `duration` later, round the clock: 23:00:00 + PT2H = 01:00:00.
  public func adding(_ duration: DaysDuration) -> CivilTime {
    let day = Int128(CivilDateTime.nanosecondsPerDay)
    let rest = (Int128(nanosecondsOfDay) + duration.totalNanoseconds) % day
    return CivilTime(nanosecondsOfDay: Int64(rest < 0 ? rest + day : rest))
  }

  /// The duration from `right` to `left` on one day.
  public static func - (left: CivilTime, right: CivilTime) -> DaysDuration {
    DaysDuration(inRange: Int128(left.nanosecondsOfDay - right.nanosecondsOfDay))
  }
}

extension CivilTime: Comparable {
  /// The earlier is below the later.
  public static func < (left: CivilTime, right: CivilTime) -> Bool { left.nanosecondsOfDay < right.nanosecondsOfDay }
}

extension CivilTime: CustomStringConvertible {
  /// The time written as HH:MM:SS, with up to nine digits of a fraction. Nil for anything else, a zone or an offset included.
  public init?(_ text: String) {
    var scanner = TextScanner(text)
    guard let time = scanner.time(), scanner.isAtEnd else { return nil }
    self = time
  }

  /// ISO 8601: "09:30:00", "09:30:00.25".
  public var description: String {
    let clock = [hour, minute, second].map { padded($0.magnitude, 2) }.joined(separator: ":")
    return clock + fractionText(nanoseconds: nanosecond.magnitude)
  }
}

extension TextScanner {
  mutating func time() -> CivilTime? {
    guard let (hour, minute, second, nanosecond) = clock() else { return nil }
    return CivilTime(hour: hour, minute: minute, second: second, nanosecond: nanosecond)
  }

  /// The four figures as written; whether they make a time is for the caller to say.
  mutating func clock() -> (hour: Int, minute: Int, second: Int, nanosecond: Int)? {
    guard let hour = digits(2), take(":"), let minute = digits(2), take(":"), let second = digits(2) else { return nil }
    guard let nanosecond = fraction() else { return nil }
    return (hour, minute, second, Int(nanosecond))
  }
}
