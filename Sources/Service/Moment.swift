public import Values

/// A point of time, to the millisecond, years 0001 to 9999. It is kept and compared in UTC; people are shown Chinese time.
///
///     Moment("2026-03-05T16:30:00.000Z")!.day    // 2026-03-06
public struct Moment: Hashable, Sendable, Comparable {
  /// Milliseconds after 1970-01-01T00:00:00Z; leap seconds aren't counted.
  public let unixMilliseconds: Int64

  /// 0001-01-01T00:00:00.000Z.
  public static let earliest = Moment(unchecked: -62_135_596_800_000)
  /// 9999-12-31T15:59:59.999Z: the end of the year 9999 in China, so that every moment has a day.
  public static let latest = Moment(unchecked: 253_402_271_999_999)

  /// The moment this many milliseconds after 1970 began in UTC. For figures from outside, see `init(checking:)`.
  public init(unixMilliseconds: Int64) {
    precondition(Moment.range.contains(unixMilliseconds), "a moment lies outside the years 0001 to 9999")
    self.unixMilliseconds = unixMilliseconds
  }

  /// The moment this many milliseconds after 1970 began in UTC, or nil outside the years 0001 to 9999.
  public init?(checking unixMilliseconds: Int64) {
    guard Moment.range.contains(unixMilliseconds) else { return nil }
    self.unixMilliseconds = unixMilliseconds
  }

  /// The first moment of a day in China; nil outside the years 0001 to 9999.
  public init?(startOf day: CivilDate) {
    self.init(checking: Int64(day.daysSinceEpoch) * Moment.dayMilliseconds - Moment.chinaMilliseconds)
  }

  private init(unchecked unixMilliseconds: Int64) { self.unixMilliseconds = unixMilliseconds }

  static let dayMilliseconds: Int64 = 86_400_000
  // Asia/Shanghai has been UTC+8 without summer time since 1991; nothing here is older.
  static let chinaMilliseconds: Int64 = 8 * 3_600_000
  static let range = earliest.unixMilliseconds...latest.unixMilliseconds

  /// The earlier is below the later.
  public static func < (left: Moment, right: Moment) -> Bool { left.unixMilliseconds < right.unixMilliseconds }
}

extension Moment {
  /// The civil date in China at this moment.
  public var day: CivilDate { Moment.split(unixMilliseconds + Moment.chinaMilliseconds).day }

  /// The time of day in China as people read it: "00:30".
  public var clockText: String { String(Moment.clock(Moment.split(unixMilliseconds + Moment.chinaMilliseconds).rest).prefix(5)) }

  /// This much later, or earlier if negative; stops at the first and last moment there is.
  public func adding(milliseconds: Int64) -> Moment {
    let (sum, overflow) = unixMilliseconds.addingReportingOverflow(milliseconds)
    if overflow { return milliseconds < 0 ? .earliest : .latest }
    return Moment(unchecked: min(max(sum, Moment.range.lowerBound), Moment.range.upperBound))
  }

  /// This much later, or earlier if negative; stops at the first and last moment there is.
  public func adding(seconds: Int64) -> Moment {
    let (product, overflow) = seconds.multipliedReportingOverflow(by: 1000)
    return adding(milliseconds: overflow ? (seconds < 0 ? .min : .max) : product)
  }

  /// Milliseconds from another moment to this one.
  public func milliseconds(since other: Moment) -> Int64 { unixMilliseconds - other.unixMilliseconds }

  /// Whole seconds from another moment to this one, rounded up: what somebody has to wait at most.
  public func secondsUp(since other: Moment) -> Int64 {
    let (seconds, rest) = milliseconds(since: other).quotientAndRemainder(dividingBy: 1000)
    return rest > 0 ? seconds + 1 : seconds
  }

  static func split(_ milliseconds: Int64) -> (day: CivilDate, rest: Int64) {
    var (days, rest) = milliseconds.quotientAndRemainder(dividingBy: dayMilliseconds)
    if rest < 0 {
      days -= 1
      rest += dayMilliseconds
    }
    guard let day = CivilDate(daysSinceEpoch: Int(days)) else { preconditionFailure("a moment has a day") }
    return (day, rest)
  }

  /// hh:mm:ss of milliseconds after midnight.
  static func clock(_ rest: Int64) -> String {
    [rest / 3_600_000, rest / 60_000 % 60, rest / 1000 % 60].map { padded($0, 2) }.joined(separator: ":")
  }

  static func padded(_ number: Int64, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}
