public import Values

/// How a period is counted (时限规则): how many days, which days count, and where it begins and ends.
///
/// Source of the defaults: 民法典 第二百零一条 (the first day is not counted), 第二百零三条 (a last day off rolls to the next working day).
public struct ClockRule: Sendable, Hashable {
  /// Which days a period counts.
  public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    /// Working days (工作日): make-up days among them, holidays not.
    case workingDays = "working"
    /// Every day (自然日).
    case calendarDays = "calendar"
  }

  /// The longest period that is accepted, in days; far above any statutory one.
  public static let longestDays = 36_500

  /// The number of days, 1 to `longestDays`.
  public let length: Int
  /// Which days count.
  public let kind: Kind
  /// Whether the first day is day 1 (首日计入).
  public let countsFirstDay: Bool
  /// Whether a period of calendar days that ends on a day off ends on the next working day instead. A period of working days ends on a
  /// working day anyway.
  public let rollsLastDay: Bool

  /// A rule; nil for a length below 1 or above `longestDays`. No period is not a period of zero days: whoever has none has no rule.
  public init?(length: Int, kind: Kind = .workingDays, countsFirstDay: Bool = false, rollsLastDay: Bool = true) {
    guard (1...Self.longestDays).contains(length) else { return nil }
    self.length = length
    self.kind = kind
    self.countsFirstDay = countsFirstDay
    // What has no effect is not kept: equal rules are equal values.
    self.rollsLastDay = kind == .calendarDays && rollsLastDay
  }

  /// The last day of a period that begins on `day` and is never paused, such as a notice: it closes at the end of that day.
  ///
  /// Nil only if that day is outside the years -9999…9999.
  public func period(from day: CivilDate, _ calendar: WorkingCalendar) -> Deadline? {
    Clock(self, startedOn: day).deadline(calendar)
  }
}

/// The last day of a period.
public struct Deadline: Sendable, Hashable, Codable {
  /// The day; the period ends when it ends.
  public let date: CivilDate
  /// Whether days of a year were counted whose holidays are not published, so that the day can still change.
  public let isProvisional: Bool

  /// A last day.
  public init(date: CivilDate, isProvisional: Bool) {
    self.date = date
    self.isProvisional = isProvisional
  }

  private enum CodingKeys: String, CodingKey {
    case date
    case isProvisional = "is_provisional"
  }
}

extension ClockRule: Codable {
  private enum CodingKeys: String, CodingKey {
    case length = "length_days"
    case kind
    case countsFirstDay = "counts_first_day"
    case rollsLastDay = "rolls_last_day"
  }

  /// Reads a rule; fails on a length that `init?` refuses.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let rule = ClockRule(
      length: try container.decode(Int.self, forKey: .length), kind: try container.decode(Kind.self, forKey: .kind),
      countsFirstDay: try container.decode(Bool.self, forKey: .countsFirstDay),
      rollsLastDay: try container.decode(Bool.self, forKey: .rollsLastDay))
    guard let rule else {
      throw DecodingError.dataCorruptedError(forKey: .length, in: container, debugDescription: "a period has at least one day")
    }
    self = rule
  }

  /// Writes the four parts of the rule.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(length, forKey: .length)
    try container.encode(kind, forKey: .kind)
    try container.encode(countsFirstDay, forKey: .countsFirstDay)
    try container.encode(rollsLastDay, forKey: .rollsLastDay)
  }
}
