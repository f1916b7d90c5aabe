public import Values

/// A running period: its rule, its first day, and the times it stood still.
///
///     var clock = Clock(rule, startedOn: submitted)
///     try clock.pause(on: asked)        // the day of the request still counts
///     try clock.resume(on: answered)    // the day of the answer does not count, the next one does
///     clock.deadline(calendar)
public struct Clock: Sendable, Hashable {
  /// A time the clock stood still.
  public struct Pause: Sendable, Hashable, Codable {
    /// The day the pause was ordered. It still counts.
    public let from: CivilDate
    /// The day the pause was lifted, nil while it lasts. It does not count; the next day does.
    public let until: CivilDate?

    /// Whether the clock stands still on this day.
    public func covers(_ day: CivilDate) -> Bool { day > from && until.map { day <= $0 } ?? true }
  }

  /// How the period is counted.
  public let rule: ClockRule
  /// The day of the act that began the period; day 1 only if the rule counts it.
  public let startedOn: CivilDate
  /// In order of time; none begins before the one before it has ended.
  public private(set) var pauses: [Pause] = []

  /// A clock that begins to run.
  public init(_ rule: ClockRule, startedOn day: CivilDate) {
    self.rule = rule
    startedOn = day
  }

  /// Whether the last pause has not been lifted.
  public var isPaused: Bool { pauses.last.map { $0.until == nil } ?? false }

  /// Stops the clock. An overdue clock can be stopped too: what comes later is then not counted as overdue.
  ///
  /// - Throws: `.alreadyPaused`; `.beforeStart` and `.beforeResume` for a day earlier than the start or the end of the last pause.
  public mutating func pause(on day: CivilDate) throws(ClockRefusal) {
    if isPaused { throw .alreadyPaused }
    if day < startedOn { throw .beforeStart }
    if let until = pauses.last?.until, day < until { throw .beforeResume }
    pauses.append(Pause(from: day, until: nil))
  }

  /// Lets the clock go on.
  ///
  /// - Throws: `.notPaused`; `.beforePause` for a day earlier than the day the pause was ordered.
  public mutating func resume(on day: CivilDate) throws(ClockRefusal) {
    guard let pause = pauses.last, pause.until == nil else { throw .notPaused }
    if day < pause.from { throw .beforePause }
    pauses[pauses.count - 1] = Pause(from: pause.from, until: day)
  }
}

/// Why a clock can't be stopped or let go on.
public enum ClockRefusal: String, Error, Sendable, Hashable, CaseIterable {
  /// It stands still already.
  case alreadyPaused = "clock.already_paused"
  /// It runs already.
  case notPaused = "clock.not_paused"
  /// The day is earlier than the start of the period.
  case beforeStart = "clock.before_start"
  /// The day is earlier than the end of the last pause.
  case beforeResume = "clock.before_resume"
  /// The day is earlier than the day the pause was ordered.
  case beforePause = "clock.before_pause"

  /// The stable name.
  public var code: String { rawValue }

  /// What to tell people.
  public var sentence: Bilingual {
    switch self {
    case .alreadyPaused: Bilingual(zh: "时限已经中止，无需再次中止。", en: "The clock is already paused.")
    case .notPaused: Bilingual(zh: "时限没有中止，无需恢复。", en: "The clock is running; there is nothing to resume.")
    case .beforeStart: Bilingual(zh: "中止日期不能早于起始日期。", en: "A pause can't begin before the period does.")
    case .beforeResume: Bilingual(zh: "中止日期不能早于上一次恢复的日期。", en: "A pause can't begin before the last one has ended.")
    case .beforePause: Bilingual(zh: "恢复日期不能早于中止日期。", en: "The clock can't resume before the day it was paused.")
    }
  }
}

extension Clock: Codable {
  private enum CodingKeys: String, CodingKey {
    case rule
    case startedOn = "started_on"
    case pauses
  }

  /// Reads a clock; fails on pauses that are not in order.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(try container.decode(ClockRule.self, forKey: .rule), startedOn: try container.decode(CivilDate.self, forKey: .startedOn))
    for pause in try container.decode([Pause].self, forKey: .pauses) {
      do {
        try self.pause(on: pause.from)
        if let until = pause.until { try resume(on: until) }
      } catch {
        throw DecodingError.dataCorruptedError(forKey: .pauses, in: container, debugDescription: "pauses out of order: \(error.code)")
      }
    }
  }

  /// Writes rule, first day and pauses.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(rule, forKey: .rule)
    try container.encode(startedOn, forKey: .startedOn)
    try container.encode(pauses, forKey: .pauses)
  }
}
