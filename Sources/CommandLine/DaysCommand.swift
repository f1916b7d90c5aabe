import ArgumentParser
import Diagnostics
import Policy
import Rules
import Values
import WorkingDays

/// `huiqi days`
struct DaysCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "days", abstract: "逐日计算时限：哪天计入、为什么、最后一日 (a period counted day by day, and its last day)",
    discussion: """
      例 / Example: huiqi days 2026-02-12 5
        huiqi days 2026-02-12 10 --pause 2026-02-25..2026-03-02     中止与恢复 (paused and resumed; the first of the two days still counts)
      """)

  @Argument(help: ArgumentHelp("起始日 (the day the period begins)", valueName: "YYYY-MM-DD")) var start: String
  @Argument(help: ArgumentHelp("天数 (how many days)", valueName: "days")) var length: Int
  @Flag(name: .long, help: "按自然日计算，默认按工作日 (calendar days; otherwise working days)") var calendarDays = false
  @Flag(name: .long, help: "首日计入 (the first day is day 1)") var countFirstDay = false
  @Flag(name: .long, help: "自然日的最后一日遇休息日不顺延 (calendar days: a last day off does not roll to the next working day)") var noRoll = false
  @Option(
    name: .long,
    help: ArgumentHelp(
      "中止日..恢复日，可重复；恢复日未定则留空 (paused..resumed, may be repeated; leave the second out while it lasts)", valueName: "from..until"))
  var pause: [String] = []
  @OptionGroup var options: BookOptions

  func run() throws {
    let clock = try Terminal.unwrap(clock(), json: options.json)
    let book = try options.book()
    let count = try Terminal.unwrap(count(clock, book), json: options.json)
    if options.json {
      Terminal.write(count.json.pretty)
    } else {
      Terminal.write(count.text(options.lang, width: Terminal.width, Paint(on: Terminal.hasColours)))
    }
  }

  private func clock() -> Result<Clock, Diagnostic> {
    let kind: ClockRule.Kind = calendarDays ? .calendarDays : .workingDays
    guard let first = CivilDate(start) else { return .failure(wrong(start, "is not a date", "write a day that exists as YYYY-MM-DD")) }
    guard let rule = ClockRule(length: length, kind: kind, countsFirstDay: countFirstDay, rollsLastDay: !noRoll) else {
      return .failure(wrong(String(length), "is not a number of days", "write a number from 1 to \(ClockRule.longestDays)"))
    }
    var clock = Clock(rule, startedOn: first)
    for text in pause {
      let ends = text.split(separator: "..", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard ends.count == 2, let from = CivilDate(ends[0]), ends[1].isEmpty || CivilDate(ends[1]) != nil else {
        return .failure(wrong(text, "is not a pause", "write two days that exist as YYYY-MM-DD..YYYY-MM-DD"))
      }
      do {
        try clock.pause(on: from)
        if let until = CivilDate(ends[1]) { try clock.resume(on: until) }
      } catch {
        return .failure(wrong(text, "does not fit", "\(error.sentence.zh)(\(error.sentence.en))"))
      }
    }
    return .success(clock)
  }

  private func count(_ clock: Clock, _ book: PolicyBook) -> Result<PeriodCount, Diagnostic> {
    if let count = PeriodCount(clock, book) { return .success(count) }
    return .failure(wrong(start, "begins a period that is too long to show", "at most \(PeriodCount.longestYears) years are counted"))
  }

  private func wrong(_ text: String, _ what: String, _ help: String) -> Diagnostic {
    Diagnostic(.invalidValue, "`\(text)` \(what)", help: help)
  }
}
