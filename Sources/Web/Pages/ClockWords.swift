import Policy
import Values
import WorkingDays

/// How a period is told: by its own rule, working days or calendar days, with its first day or without.
struct ClockWords {
  private let rule: ClockRule
  private let words: Words
  private let language: Language

  init(_ rule: ClockRule, _ words: Words, _ language: Language) {
    self.rule = rule
    self.words = words
    self.language = language
  }

  init(_ rule: ClockRule, _ request: WebRequest) { self.init(rule, request.words, request.language) }

  private func t(_ key: String, _ places: [String: String] = [:]) -> String { words.text(key, language, places) }

  private var isWorking: Bool { rule.kind == .workingDays }

  /// `20 个工作日`, `7 天`.
  var length: String {
    t((isWorking ? "frame.clock_working" : "frame.clock_calendar") + (rule.length == 1 ? "_one" : ""), ["n": String(rule.length)])
  }

  /// `自次日起算`, `自当日起算`.
  var start: String { t(rule.countsFirstDay ? "frame.clock_from_first" : "frame.clock_from_next") }

  /// `第 3 天，共 20 个工作日`.
  func progress(_ day: Int) -> String {
    isWorking
      ? Shown.progress(day: day, of: rule.length, words, language)
      : t("frame.day_of_calendar", ["n": String(day), "m": String(rule.length)])
  }

  /// A last day with how it is counted, and that it can still change.
  func deadline(_ due: Deadline) -> String {
    t(
      due.isProvisional ? "frame.clock_due_provisional" : "frame.clock_due",
      ["date": due.date.shown(language), "length": length, "start": start])
  }
}
