extension CivilDate {
  /// The day `days` later (or earlier, if negative); nil outside the years -9999…9999.
  public func adding(days: Int) -> CivilDate? {
    let (sum, overflow) = days.addingReportingOverflow(Int(daysSinceEpoch))
    return overflow ? nil : CivilDate(daysSinceEpoch: sum)
  }

  /// The same day of the month, months later. A day that month does not have becomes its last day: 2024-01-31 + P1M = 2024-02-29.
  public func adding(_ duration: MonthsDuration) -> CivilDate? {
    let (year, month, day) = components
    let (total, overflow) = Int(duration.totalMonths).addingReportingOverflow(year * 12 + month - 1)
    if overflow { return nil }
    let newYear = floorDivision(total, 12)
    guard (-9999...9999).contains(newYear) else { return nil }
    let newMonth = total - newYear * 12 + 1
    return CivilDate(year: newYear, month: newMonth, day: min(day, Self.length(year: newYear, month: newMonth)))
  }

  /// FEEL date + days and time duration: from midnight, and what is left of the day is dropped. 2021-01-02 + -PT1H = 2021-01-01.
  public func adding(_ duration: DaysDuration) -> CivilDate? {
    CivilDateTime(date: self, time: .midnight).adding(duration)?.date
  }

  /// The duration from `right` to `left`, whole days.
  public static func - (left: CivilDate, right: CivilDate) -> DaysDuration {
    DaysDuration(days: Int(left.daysSinceEpoch) - Int(right.daysSinceEpoch))
  }
}
