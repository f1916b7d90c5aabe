import Policy
import Values

/// Days, sums and spans as people read them.
extension CivilDate {
  /// `2026年3月5日（周四）`, `Thursday 5 March 2026`.
  func shown(_ language: Language) -> String {
    let (year, month, day) = components
    return switch language {
    case .zh: "\(year)年\(month)月\(day)日（\(Self.weekdays_zh[weekday - 1])）"
    case .en: "\(Self.weekdays_en[weekday - 1]) \(day) \(Self.months_en[month - 1]) \(year)"
    }
  }

  /// `3月5日`, `5 March`: where the year is plain.
  func shownShort(_ language: Language) -> String {
    let (_, month, day) = components
    return language == .zh ? "\(month)月\(day)日" : "\(day) \(Self.months_en[month - 1])"
  }

  private static let weekdays_zh = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"]
  private static let weekdays_en = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
  private static let months_en = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
  ]
}

extension Money {
  /// In 万元 where that is shorter and exact to two places, from 1 万元 on: `1.5 万元`, `12,345.67 元`, `3 亿元`. English has only the full figure.
  func shownShort(_ language: Language) -> String {
    guard language == .zh else { return shown(language) }
    let (size, unit): (UInt64, String) = minor.magnitude >= 10_000_000_000 ? (10_000_000_000, "亿元") : (1_000_000, "万元")
    // Exact to two places of the unit, or not at all.
    guard minor.magnitude >= size, minor.magnitude % (size / 100) == 0 else { return shown(language) }
    let whole = minor.magnitude / size
    let cents = minor.magnitude % size / (size / 100)
    var fraction = cents == 0 ? "" : "." + (cents < 10 ? "0" : "") + String(cents)
    if fraction.hasSuffix("0") { fraction.removeLast() }
    return (minor < 0 ? "-" : "") + Number.grouped(String(whole)) + fraction + " " + unit
  }
}

/// Sentences with days in them.
enum Shown {
  /// `还剩 2 个工作日（至 3月5日）`, `今天截止（3月5日）`, `已逾期 3 个工作日（应于 3月5日办结）`.
  static func left(workingDays: Int, until: CivilDate, _ words: Words, _ language: Language) -> String {
    let places = ["n": String(abs(workingDays)), "date": until.shownShort(language)]
    if workingDays == 0 { return words.text("frame.days_today", language, places) }
    let key = workingDays > 0 ? "frame.days_left" : "frame.days_over"
    return words.text(abs(workingDays) == 1 ? key + "_one" : key, language, places)
  }

  /// What is left until a day, in working days whatever the period counts; a last day that is off has none before it.
  static func left(on today: CivilDate, until day: CivilDate, _ calendar: WorkingCalendar, _ words: Words, _ language: Language) -> String {
    let days =
      day >= today ? calendar.workingDays(after: today, through: day).count : -calendar.workingDays(after: day, through: today).count
    if days != 0 || day == today { return left(workingDays: days, until: day, words, language) }
    return words.text(day > today ? "frame.days_off_left" : "frame.days_over_now", language, ["date": day.shownShort(language)])
  }

  /// `第 3 天，共 5 个工作日`.
  static func progress(day: Int, of total: Int, _ words: Words, _ language: Language) -> String {
    words.text("frame.day_of", language, ["n": String(day), "m": String(total)])
  }
}
