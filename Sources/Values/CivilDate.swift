/// A day of the proleptic Gregorian calendar, years -9999 to 9999 (0 is the year before 1), with no time and no zone.
///
///     CivilDate("2025-08-01")!.adding(days: 31)    // 2025-09-01
@frozen
public struct CivilDate: Hashable, Sendable {
  /// Days after 1970-01-01, which is 0.
  public let daysSinceEpoch: Int32

  /// -9999-01-01.
  public static let earliest = CivilDate(unchecked: CivilDate.days(-9999, 1, 1))
  /// 9999-12-31.
  public static let latest = CivilDate(unchecked: CivilDate.days(9999, 12, 31))

  /// The day this many days after 1970-01-01, or nil outside the years -9999…9999.
  public init?(daysSinceEpoch: Int) {
    guard (Int(Self.earliest.daysSinceEpoch)...Int(Self.latest.daysSinceEpoch)).contains(daysSinceEpoch) else { return nil }
    self.init(unchecked: daysSinceEpoch)
  }

  /// A day that exists, or nil: 2025-02-30 does not.
  public init?(year: Int, month: Int, day: Int) {
    guard (-9999...9999).contains(year), (1...12).contains(month) else { return nil }
    guard (1...Self.length(year: year, month: month)).contains(day) else { return nil }
    self.init(unchecked: Self.days(year, month, day))
  }

  private init(unchecked days: Int) {
    daysSinceEpoch = Int32(days)
  }

  /// -9999 to 9999.
  public var year: Int { components.year }
  /// 1 to 12.
  public var month: Int { components.month }
  /// 1 to 31.
  public var day: Int { components.day }

  /// 1 = Monday … 7 = Sunday (ISO 8601).
  public var weekday: Int {
    // 1970-01-01 was a Thursday.
    let position = (Int(daysSinceEpoch) + 3) % 7
    return (position < 0 ? position + 7 : position) + 1
  }

  /// 1 to 366.
  public var dayOfYear: Int { Int(daysSinceEpoch) - Self.days(year, 1, 1) + 1 }

  /// The ISO 8601 week, 1 to 53. Days around New Year can belong to a week of the other year; see `isoWeekYear`.
  public var isoWeek: Int { (thursday - Self.days(isoWeekYear, 1, 1)) / 7 + 1 }

  /// The year that `isoWeek` counts in: the year of that week's Thursday.
  public var isoWeekYear: Int { Self.components(thursday).year }

  private var thursday: Int { Int(daysSinceEpoch) - weekday + 4 }

  /// The three parts at once; cheaper than asking for each.
  public var components: (year: Int, month: Int, day: Int) { Self.components(Int(daysSinceEpoch)) }
}

extension CivilDate: Comparable {
  /// The earlier is below the later.
  @inlinable
  public static func < (left: CivilDate, right: CivilDate) -> Bool { left.daysSinceEpoch < right.daysSinceEpoch }
}

// Source of the two conversions: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms". Years start on 1 March, so that the
// leap day is the last one; an era is the 400 years (146,097 days) after which the calendar repeats. 719,468 days lie between
// 0000-03-01 and 1970-01-01.
extension CivilDate {
  /// Days since 1970-01-01 of a day that exists.
  static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let marchYear = month <= 2 ? year - 1 : year
    let era = floorDivision(marchYear, 400)
    let yearOfEra = marchYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  static func components(_ days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = floorDivision(shifted, 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  /// The number of days in a month.
  static func length(year: Int, month: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }
}

/// The quotient rounded towards negative infinity; the divisor must be positive.
@inline(__always)
func floorDivision(_ dividend: Int, _ divisor: Int) -> Int {
  let quotient = dividend / divisor
  return dividend % divisor < 0 ? quotient - 1 : quotient
}
