public import Values

/// One day of a period, as it is shown to people.
public struct CountedDay: Sendable, Hashable, Codable {
  /// Why a day counts or does not.
  public enum Reason: String, Sendable, Hashable, Codable, CaseIterable {
    /// The first day, which the rule does not count.
    case startDay = "start_day"
    /// A weekend day off.
    case weekend
    /// A public holiday, or a day off next to one.
    case holiday
    /// A weekend day worked in exchange; it counts.
    case makeUpDay = "make_up_day"
    /// A usual working day; it counts.
    case working
    /// The clock stands still.
    case paused
    /// A day of a period of calendar days; it counts.
    case calendarDay = "calendar_day"
    /// The working day to which a last day off has rolled: the period ends here.
    case rolledLastDay = "rolled_last_day"

    /// What people call it.
    public var label: Bilingual {
      switch self {
      case .startDay: Bilingual(zh: "起始日，不计入", en: "start day, not counted")
      case .weekend: Bilingual(zh: "周末", en: "weekend")
      case .holiday: Bilingual(zh: "放假", en: "public holiday")
      case .makeUpDay: Bilingual(zh: "调休上班", en: "make-up working day")
      case .working: Bilingual(zh: "工作日", en: "working day")
      case .paused: Bilingual(zh: "时限中止，不计入", en: "clock paused")
      case .calendarDay: Bilingual(zh: "自然日", en: "calendar day")
      case .rolledLastDay: Bilingual(zh: "顺延后的最后一日", en: "last day, rolled on from a day off")
      }
    }
  }

  /// The day.
  public let date: CivilDate
  /// Which day of the period it is; nil if it does not count. Above the period's length after the deadline.
  public let number: Int?
  /// Why.
  public let reason: Reason

  /// A day of a period.
  public init(date: CivilDate, number: Int?, reason: Reason) {
    self.date = date
    self.number = number
    self.reason = reason
  }
}

extension Clock {
  /// Every day from the start up to and including `last`, with its number or why it has none. Empty if `last` is earlier than the start.
  ///
  /// The days with a number are as many as `elapsed(on: last)` says.
  public func days(through last: CivilDate, _ calendar: WorkingCalendar) -> [CountedDay] {
    guard startedOn <= last else { return [] }
    let end = deadline(calendar)?.date
    var days: [CountedDay] = []
    days.reserveCapacity(Int(last.daysSinceEpoch - startedOn.daysSinceEpoch) + 1)
    var number = 0
    for position in startedOn.daysSinceEpoch...last.daysSinceEpoch {
      guard let date = CivilDate(daysSinceEpoch: Int(position)) else { break }
      // Days between a full count and the day it rolled to do not count; the days after that are overdue.
      let isRolling = rule.rollsLastDay && number == rule.length && (end.map { date <= $0 } ?? true)
      let (counts, reason) = reason(for: date, isRolling: isRolling, calendar)
      if counts { number += 1 }
      days.append(CountedDay(date: date, number: counts ? number : nil, reason: reason))
    }
    return days
  }

  private func reason(for date: CivilDate, isRolling: Bool, _ calendar: WorkingCalendar) -> (counts: Bool, CountedDay.Reason) {
    if date == startedOn, !rule.countsFirstDay { return (false, .startDay) }
    if pauses.contains(where: { $0.covers(date) }) { return (false, .paused) }
    let works = calendar.isWorkingDay(date)
    if isRolling && works { return (false, .rolledLastDay) }
    if rule.kind == .calendarDays && !isRolling { return (true, .calendarDay) }
    if works { return (true, date.weekday > 5 ? .makeUpDay : .working) }
    return (false, calendar.holidays.contains(date) ? .holiday : .weekend)
  }
}
