/// A FEEL years and months duration: a whole number of months, of either sign.
public struct MonthsDuration: Hashable, Sendable {
  /// All of it in months: P1Y2M is 14.
  public let totalMonths: Int64

  /// No time at all: P0M.
  public static let zero = MonthsDuration(months: 0)

  /// This many months.
  public init(months: Int64) {
    totalMonths = months
  }

  /// FEEL `years and months duration(from, to)`: the whole months from one date to the other, towards zero.
  ///
  /// From 2011-12-22 to 2013-08-24 is P1Y8M, and the other way round -P1Y8M. For date-times FEEL looks at the dates only.
  public init(from start: CivilDate, to end: CivilDate) {
    let (startYear, startMonth, startDay) = start.components
    let (endYear, endMonth, endDay) = end.components
    var months = (endYear - startYear) * 12 + endMonth - startMonth
    // The last month counts only when its day has been reached.
    if months > 0 && endDay < startDay { months -= 1 }
    if months < 0 && endDay > startDay { months += 1 }
    totalMonths = Int64(months)
  }

  /// Whole years, with the sign of the duration: -P1Y2M has -1.
  public var years: Int64 { totalMonths / 12 }
  /// The months beyond whole years, with the sign of the duration: -P1Y2M has -2.
  public var months: Int64 { totalMonths % 12 }

  /// Whether it goes back in time.
  public var isNegative: Bool { totalMonths < 0 }
  /// Nil if it does not fit.
  public var negated: MonthsDuration? { MonthsDuration.zero.subtracting(self) }
  /// The duration without its sign; nil if it does not fit.
  public var magnitude: MonthsDuration? { isNegative ? negated : self }

  /// The sum, or nil if it does not fit.
  public func adding(_ other: MonthsDuration) -> MonthsDuration? {
    let (sum, overflow) = totalMonths.addingReportingOverflow(other.totalMonths)
    return overflow ? nil : MonthsDuration(months: sum)
  }

  /// The difference, or nil if it does not fit.
  public func subtracting(_ other: MonthsDuration) -> MonthsDuration? {
    let (difference, overflow) = totalMonths.subtractingReportingOverflow(other.totalMonths)
    return overflow ? nil : MonthsDuration(months: difference)
  }

  /// The product in whole months, towards zero (P1Y11M × -2.5 = -P4Y9M); nil if it does not fit.
  public func multiplied(by factor: Number) -> MonthsDuration? {
    MonthsDuration(truncating: number.multiplied(by: factor))
  }

  /// The quotient in whole months, towards zero; nil for a zero divisor.
  public func divided(by divisor: Number) -> MonthsDuration? {
    MonthsDuration(truncating: number.divided(by: divisor))
  }

  /// How many times `other` goes into this duration; nil if `other` is zero.
  public func divided(by other: MonthsDuration) -> Number? {
    number.divided(by: other.number)
  }

  private var number: Number { Number(totalMonths) }

  private init?(truncating number: Number?) {
    guard let months = number?.rounded(scale: 0, .down)?.int else { return nil }
    totalMonths = Int64(months)
  }
}

extension MonthsDuration: Comparable {
  /// The shorter is below the longer; back in time is below forth.
  public static func < (left: MonthsDuration, right: MonthsDuration) -> Bool { left.totalMonths < right.totalMonths }
}

extension MonthsDuration: CustomStringConvertible {
  /// The duration written as "P1Y2M", "P1Y", "P14M" or with a leading minus; nil for anything else.
  public init?(_ text: String) {
    var scanner = TextScanner(text)
    let isNegative = scanner.take("-")
    guard scanner.take("P"), var amount = scanner.wholeNumber() else { return nil }
    var total: Int64 = 0
    if scanner.take("Y") {
      let (months, overflow) = amount.multipliedReportingOverflow(by: 12)
      if overflow { return nil }
      total = months
      if scanner.isAtEnd {
        self.init(months: isNegative ? -total : total)
        return
      }
      guard let rest = scanner.wholeNumber() else { return nil }
      amount = rest
    }
    let (sum, overflow) = total.addingReportingOverflow(amount)
    guard !overflow, scanner.take("M"), scanner.isAtEnd else { return nil }
    self.init(months: isNegative ? -sum : sum)
  }

  /// The canonical form: "P1Y2M", "-P3M", "P0M".
  public var description: String {
    if totalMonths == 0 { return "P0M" }
    let years = self.years.magnitude
    let months = self.months.magnitude
    return (isNegative ? "-P" : "P") + (years == 0 ? "" : "\(years)Y") + (months == 0 ? "" : "\(months)M")
  }
}
