import Diagnostics
import Policy
import Rules
import Values
import WorkingDays

/// A period as `huiqi days` shows it: every day up to the last, or up to the day it was paused.
struct PeriodCount {
  private let clock: Clock
  private let deadline: Deadline?
  private let days: [CountedDay]
  private let names: [CivilDate: Bilingual]
  /// The years in which a day's being off or not made a difference.
  private let years: [(year: Int, notice: String?)]

  /// The longest period that is shown day by day, pauses included.
  static let longestYears = 200

  /// The count; nil if it goes on for more than `longestYears`.
  init?(_ clock: Clock, _ book: PolicyBook) {
    self.clock = clock
    let calendar = book.program.calendar
    deadline = clock.deadline(calendar)
    guard let last = deadline?.date ?? (clock.isPaused ? clock.pauses.last?.from : nil) else { return nil }
    guard last.year - clock.startedOn.year <= Self.longestYears else { return nil }
    days = clock.days(through: last, calendar)
    let published = Dictionary(uniqueKeysWithValues: book.calendarYears.map { ($0.year, $0) })
    var names: [CivilDate: Bilingual] = [:]
    var years = Set<Int>()
    var isFull = false
    for day in days {
      isFull = isFull || day.number == clock.rule.length
      // A notice of one year can name days of the next.
      let holiday = [day.date.year, day.date.year - 1, day.date.year + 1].lazy.compactMap { published[$0]?.holiday(on: day.date) }.first
      names[day.date] = holiday?.name
      if day.reason == .startDay || day.reason == .paused { continue }
      if clock.rule.kind == .workingDays || (clock.rule.rollsLastDay && isFull) { years.insert(day.date.year) }
    }
    self.names = names
    self.years = years.sorted().map { ($0, published[$0]?.notice) }
  }

  private var unpublished: [Int] { years.filter { $0.notice == nil }.map(\.year) }

  // MARK: Text

  /// Lines no wider than `width` columns.
  func text(_ language: Language, width: Int, _ paint: Paint) -> String {
    func say(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
    var out = paint(Terminal.wrap(heading(language), to: width), .bold) + "\n"
    for pause in clock.pauses {
      let until = pause.until.map(\.description)
      let line = say(
        "中止：\(pause.from)（当日仍计入）" + (until.map { "，恢复：\($0)（次日起计入）" } ?? "，尚未恢复"),
        "paused on \(pause.from) (still counted)" + (until.map { ", resumed on \($0) (counted from the next day)" } ?? ", not resumed yet"))
      out += Terminal.wrap(line, to: width) + "\n"
    }
    out += lines(language, width, paint)
    if let deadline {
      let day = "\(deadline.date)" + say("（\(weekday(deadline.date, .zh))）", " (\(weekday(deadline.date, .en)))")
      out += paint(Terminal.wrap(say("最后一日：", "last day: ") + day, to: width), .bold) + "\n"
    } else {
      out +=
        paint(Terminal.wrap(say("时限中止，恢复后才能确定最后一日。", "The clock is paused; the last day is known once it resumes."), to: width), .bold)
        + "\n"
    }
    for (year, notice) in years {
      guard let notice else { continue }
      out += Terminal.wrap(say("\(year)年放假安排：\(notice)", "holidays of \(year): \(notice)"), to: width) + "\n"
    }
    if !unpublished.isEmpty {
      let list = unpublished.map(String.init)
      let warning = say(
        "⚠ 暂定：\(list.joined(separator: "年、"))年放假安排尚未公布，按周一至周五计算，公布后结果可能变动。",
        "⚠ provisional: the holidays of \(list.joined(separator: ", ")) are not published; counted Monday to Friday, the result can change."
      )
      out += paint(Terminal.wrap(warning, to: width), .yellow) + "\n"
    }
    return out
  }

  private func heading(_ language: Language) -> String {
    let rule = clock.rule
    let working = rule.kind == .workingDays
    if language == .zh {
      return "自 \(clock.startedOn) 起 \(rule.length) 个\(working ? "工作日" : "自然日")，首日\(rule.countsFirstDay ? "计入" : "不计入")"
        + (working ? "" : rule.rollsLastDay ? "，最后一日遇休息日顺延" : "，最后一日遇休息日不顺延")
    }
    return "\(rule.length) \(working ? "working" : "calendar") \(rule.length == 1 ? "day" : "days") from \(clock.startedOn), "
      + "first day \(rule.countsFirstDay ? "counted" : "not counted")"
      + (working ? "" : rule.rollsLastDay ? ", a last day off rolls on" : ", a last day off does not roll on")
  }

  private func lines(_ language: Language, _ width: Int, _ paint: Paint) -> String {
    func label(_ number: Int?) -> String { number.map { language == .zh ? "第\($0)天" : "day \($0)" } ?? "" }
    let column = days.map { label($0.number).terminalWidth }.max() ?? 0
    let rows = days.map { day in
      (
        head: "\(day.date) \(weekday(day.date, language)) " + Terminal.pad(label(day.number), to: column), reason: reason(day, language),
        counts: day.number != nil
      )
    }
    // Where one reason does not fit beside its day, all stand below theirs.
    let isNarrow = rows.contains { $0.head.terminalWidth + 3 + $0.reason.terminalWidth > width }
    return rows.map { row in
      let line =
        isNarrow
        ? trimmed(row.head) + "\n"
          + Terminal.wrap(row.reason, to: width - 2).split(separator: "\n").map { "  " + $0 }.joined(separator: "\n")
        : " " + row.head + "  " + row.reason
      return (row.counts ? line : paint(line, .dim)) + "\n"
    }.joined()
  }

  private func trimmed(_ text: String) -> String { String(text.reversed().drop { $0 == " " }.reversed()) }

  private func reason(_ day: CountedDay, _ language: Language) -> String {
    let label = day.reason.label[language]
    guard let name = names[day.date]?[language] else { return label }
    switch day.reason {
    case .holiday: return name
    case .calendarDay, .startDay, .paused: return label + (language == .zh ? "（\(name)）" : " (\(name))")
    default: return label
    }
  }

  private func weekday(_ date: CivilDate, _ language: Language) -> String {
    let names =
      language == .zh ? ["周一", "周二", "周三", "周四", "周五", "周六", "周日"] : ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    return names[date.weekday - 1]
  }

  // MARK: JSON

  /// Everything the text says; dates as YYYY-MM-DD, weekdays 1 = Monday … 7 = Sunday.
  var json: JSONText {
    .object([
      ("start", .string(clock.startedOn.description)),
      (
        "rule",
        .object([
          ("length_days", .number(String(clock.rule.length))), ("kind", .string(clock.rule.kind.rawValue)),
          ("counts_first_day", .boolean(clock.rule.countsFirstDay)), ("rolls_last_day", .boolean(clock.rule.rollsLastDay)),
        ])
      ),
      (
        "pauses",
        .list(clock.pauses.map { .object([("from", date($0.from)), ("until", $0.until.map(date) ?? .null)]) })
      ),
      ("last_day", (deadline?.date).map(date) ?? .null),
      ("is_provisional", .boolean(!unpublished.isEmpty)),
      (
        "notices",
        .list(
          years.compactMap { year, notice in
            notice.map { .object([("year", .number(String(year))), ("notice", .string($0))]) }
          })
      ),
      ("unpublished_years", .list(unpublished.map { .number(String($0)) })),
      (
        "days",
        .list(
          days.map { day in
            .present([
              ("date", date(day.date)), ("weekday", .number(String(day.date.weekday))),
              ("number", day.number.map { .number(String($0)) } ?? .null), ("reason", .string(day.reason.rawValue)),
              ("holiday", names[day.date]?.json),
            ])
          })
      ),
    ])
  }

  private func date(_ date: CivilDate) -> JSONText { .string(date.description) }
}
