import Values

/// A calendar as a text that changes with every day that counts otherwise.
///
/// When the days off of another year are published, last days that were worked out before move: rows that keep them are made anew.
enum CalendarBasis {
  static func text(_ calendar: WorkingCalendar) -> [String] {
    ["years \(calendar.years)"] + calendar.holidays.sorted().map { "off \($0)" } + calendar.workingDays.sorted().map { "on \($0)" }
  }
}
