public import Values

// All answers come from the stretches during which the clock runs: from the first day that can count to the day of the first pause,
// from the day after its end to the next, and so on. Within a stretch the calendar counts in constant time.
extension Clock {
  /// The last day of the period as far as the pauses are known.
  ///
  /// Nil while the clock stands still, unless the period had already ended when the pause was ordered; nil also outside the years
  /// -9999…9999.
  public func deadline(_ calendar: WorkingCalendar) -> Deadline? {
    guard let full = fullCount(calendar) else { return nil }
    guard rule.rollsLastDay else { return full }
    return rolled(from: full.date, calendar)
  }

  /// The last day if the pause were lifted on `day`: the expected end of a clock that stands still. For a clock that runs it is the
  /// deadline itself. Nil if `day` is earlier than the pause.
  public func deadline(ifResumedOn day: CivilDate, _ calendar: WorkingCalendar) -> Deadline? {
    if !isPaused { return deadline(calendar) }
    var resumed = self
    do { try resumed.resume(on: day) } catch { return nil }
    return resumed.deadline(calendar)
  }

  /// The days counted from the start up to and including `day`: n of "day n of m". Above the rule's length once the deadline has passed;
  /// not above it while a last day off rolls on. 0 before the start.
  public func elapsed(on day: CivilDate, _ calendar: WorkingCalendar) -> Int {
    let total = count(through: day, calendar)
    if total < rule.length || !rule.rollsLastDay { return total }
    guard let last = deadline(calendar)?.date, day > last else { return rule.length }
    return rule.length + total - count(through: last, calendar)
  }

  /// The days left after `day`; negative by the days counted since the deadline. 0 on the last day, and on days off that follow it: whether
  /// the deadline has passed is asked of `isOverdue`.
  public func left(on day: CivilDate, _ calendar: WorkingCalendar) -> Int {
    rule.length - elapsed(on: day, calendar)
  }

  /// Whether the deadline is earlier than `day`.
  public func isOverdue(on day: CivilDate, _ calendar: WorkingCalendar) -> Bool {
    deadline(calendar).map { $0.date < day } ?? false
  }

  /// The days on which the clock runs, first and last included; the last stretch of a running clock is open.
  private var stretches: [(first: CivilDate, last: CivilDate?)] {
    var stretches: [(first: CivilDate, last: CivilDate?)] = []
    var first = rule.countsFirstDay ? startedOn : startedOn.adding(days: 1)
    for pause in pauses {
      if let begin = first, begin <= pause.from { stretches.append((begin, pause.from)) }
      guard let until = pause.until else { return stretches }
      first = until.adding(days: 1)
    }
    if let first { stretches.append((first, nil)) }
    return stretches
  }

  /// The day on which the count is full.
  private func fullCount(_ calendar: WorkingCalendar) -> Deadline? {
    var missing = rule.length
    var isProvisional = false
    for (first, last) in stretches {
      if let last {
        let counted = count(from: first, through: last, calendar)
        if counted < missing {
          missing -= counted
          isProvisional = isProvisional || isUnpublished(first, last, calendar)
          continue
        }
      }
      guard let date = date(missing, from: first, calendar) else { return nil }
      return Deadline(date: date, isProvisional: isProvisional || isUnpublished(first, date, calendar))
    }
    return nil
  }

  /// The first working day on which the clock runs, from a day on which the count was full. Provisional if a day that was looked at is.
  private func rolled(from day: CivilDate, _ calendar: WorkingCalendar) -> Deadline? {
    var isProvisional = false
    for (first, last) in stretches where last.map({ $0 >= day }) ?? true {
      let begin = max(first, day)
      guard let date = workingDay(from: begin, calendar) else { return nil }
      if let last, date > last {
        isProvisional = isProvisional || !calendar.isPublished(begin) || !calendar.isPublished(last)
        continue
      }
      return Deadline(date: date, isProvisional: isProvisional || !calendar.isPublished(begin) || !calendar.isPublished(date))
    }
    return nil
  }

  private func count(through day: CivilDate, _ calendar: WorkingCalendar) -> Int {
    stretches.reduce(0) { sum, stretch in
      let last = stretch.last.map { min($0, day) } ?? day
      return stretch.first <= last ? sum + count(from: stretch.first, through: last, calendar) : sum
    }
  }

  private func count(from first: CivilDate, through last: CivilDate, _ calendar: WorkingCalendar) -> Int {
    switch rule.kind {
    case .calendarDays: Int(last.daysSinceEpoch) - Int(first.daysSinceEpoch) + 1
    case .workingDays: (calendar.isWorkingDay(first) ? 1 : 0) + calendar.workingDays(after: first, through: last).count
    }
  }

  /// The `n`th day that counts, `first` included.
  private func date(_ n: Int, from first: CivilDate, _ calendar: WorkingCalendar) -> CivilDate? {
    switch rule.kind {
    case .calendarDays: first.adding(days: n - 1)
    case .workingDays: calendar.date(workingDays: calendar.isWorkingDay(first) ? n - 1 : n, after: first)?.date
    }
  }

  private func workingDay(from day: CivilDate, _ calendar: WorkingCalendar) -> CivilDate? {
    calendar.isWorkingDay(day) ? day : calendar.date(workingDays: 1, after: day)?.date
  }

  /// Counting calendar days needs no calendar, so only working days can be provisional.
  private func isUnpublished(_ first: CivilDate, _ last: CivilDate, _ calendar: WorkingCalendar) -> Bool {
    rule.kind == .workingDays && !(calendar.isPublished(first) && calendar.isPublished(last))
  }
}
