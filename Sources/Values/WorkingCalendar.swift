/// The working days of a country: Monday to Friday, less public holidays, plus the weekend days worked in exchange (调休).
///
/// The State Council publishes each year's days late in the year before. Years not in `years` count Monday to Friday, and every
/// answer that touches one says that it is provisional.
///
/// Source of the counting rule: the first day is not counted (民法典 第二百零一条).
public struct WorkingCalendar: Sendable, Hashable {
  /// The days off, weekends among them or not.
  public let holidays: Set<CivilDate>
  /// Weekend days worked in exchange. A day in both sets is a working day.
  public let workingDays: Set<CivilDate>
  /// The years whose days are published.
  public let years: ClosedRange<Int>

  /// The days that differ from Monday to Friday, ascending, each with the sum of the differences up to and including it.
  private let exceptions: [Exception]

  private struct Exception: Hashable {
    let date: CivilDate
    let sum: Int
  }

  /// A calendar of these days; a day in both sets is a working day.
  public init(holidays: Set<CivilDate>, workingDays: Set<CivilDate>, years: ClosedRange<Int>) {
    self.holidays = holidays
    self.workingDays = workingDays
    self.years = years
    let off = holidays.subtracting(workingDays).filter { $0.weekday <= 5 }.map { ($0, -1) }
    let on = workingDays.filter { $0.weekday > 5 }.map { ($0, 1) }
    var sum = 0
    exceptions = (off + on).sorted { $0.0 < $1.0 }.map { date, difference in
      sum += difference
      return Exception(date: date, sum: sum)
    }
  }

  /// Whether people work on this day, as far as is published.
  public func isWorkingDay(_ date: CivilDate) -> Bool {
    workingDays.contains(date) || (date.weekday <= 5 && !holidays.contains(date))
  }

  /// Whether the days of the date's year are published.
  public func isPublished(_ date: CivilDate) -> Bool {
    years.contains(date.year)
  }

  /// The working days later than `after`, up to and including `through`. If `through` is the earlier of the two, they are counted
  /// backwards, from the day before `after` down to and including `through`, and the count is negative.
  public func workingDays(after: CivilDate, through: CivilDate) -> (count: Int, provisional: Bool) {
    if through < after {
      let count = workingDaysSinceEpoch(before: after) - workingDaysSinceEpoch(before: through)
      return (-count, isProvisional(from: through, before: after))
    }
    return (workingDaysSinceEpoch(through: through) - workingDaysSinceEpoch(through: after), isProvisional(after: after, through: through))
  }

  /// The `n`th working day after a date, which itself is not counted; before it, if `n` is negative. For 0 it is the date itself.
  ///
  /// Nil if that day is outside the years -9999…9999.
  public func date(workingDays n: Int, after: CivilDate) -> (date: CivilDate, provisional: Bool)? {
    if n == 0 { return (after, false) }
    // The n-th day forwards is the first on which the count reaches its goal. Backwards it is the last day for which the count
    // of the days before it has come down to its goal.
    let start = n > 0 ? workingDaysSinceEpoch(through: after) : workingDaysSinceEpoch(before: after)
    let (goal, overflow) = start.addingReportingOverflow(n)
    if overflow { return nil }
    guard let date = firstDay(reaching: n > 0 ? goal : goal + 1) else { return nil }
    return (date, n > 0 ? isProvisional(after: after, through: date) : isProvisional(from: date, before: after))
  }

  /// The earliest day with at least `goal` working days since the epoch up to and including it; a working day. Nil outside the range.
  private func firstDay(reaching goal: Int) -> CivilDate? {
    var low = Int(CivilDate.earliest.daysSinceEpoch)
    var high = Int(CivilDate.latest.daysSinceEpoch)
    // The count never falls from one day to the next, so it can be searched by halves.
    guard count(through: low) < goal, count(through: high) >= goal else { return nil }
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if count(through: middle) >= goal { high = middle } else { low = middle }
    }
    return CivilDate(daysSinceEpoch: high)
  }

  private func workingDaysSinceEpoch(through date: CivilDate) -> Int { count(through: Int(date.daysSinceEpoch)) }
  private func workingDaysSinceEpoch(before date: CivilDate) -> Int { count(through: Int(date.daysSinceEpoch) - 1) }

  /// Working days up to and including day `days` of the epoch, from a fixed Monday before it; negative for earlier days.
  private func count(through days: Int) -> Int {
    // 1969-12-29, day -3, was a Monday: whole weeks since then have five days each, the started week as many as have passed.
    let weeks = floorDivision(days + 3, 7)
    let position = days + 3 - weeks * 7
    return weeks * 5 + min(position + 1, 5) + differences(through: days)
  }

  /// The sum of the differences on all exceptional days up to and including day `days`.
  private func differences(through days: Int) -> Int {
    var low = 0
    var high = exceptions.count
    while low < high {
      let middle = (low + high) / 2
      if exceptions[middle].date.daysSinceEpoch <= days { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? 0 : exceptions[low - 1].sum
  }

  private func isProvisional(after: CivilDate, through: CivilDate) -> Bool {
    if after == through { return false }
    let first = after.adding(days: 1) ?? through
    return !(isPublished(first) && isPublished(through))
  }

  private func isProvisional(from: CivilDate, before: CivilDate) -> Bool {
    let last = before.adding(days: -1) ?? from
    return !(isPublished(from) && isPublished(last))
  }
}
