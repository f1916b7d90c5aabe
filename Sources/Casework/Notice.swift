public import Values
public import WorkingDays

/// What is published before money is granted, frozen when it opens (公示).
public struct Notice: Sendable, Codable, Hashable {
  /// Its id.
  public let id: String
  /// The procedure.
  public let procedure: String
  /// Its number, as the bureau counts it.
  public let number: String
  /// The day it opened; not counted where the rule says so.
  public let opens: CivilDate
  /// The last day, at the end of which it closes.
  public let closes: CivilDate
  /// Whether `closes` may move because the days off of a year are not published.
  public let isProvisional: Bool
  /// How its days are counted.
  public let rule: ClockRule
  /// What the public reads.
  public let lines: [Line]
  /// SHA-256 over what the public reads, in hexadecimal.
  public let sha256: String

  /// One line, as the public reads it.
  public struct Line: Sendable, Codable, Hashable {
    /// The case, shown as its number.
    public let caseID: String
    /// The measure.
    public let measure: String
    /// The office.
    public let office: String
    /// The fields, masked as the procedure says, in its order.
    public let fields: [Field]
    /// The sum.
    public let amount: Money

    /// One line.
    public init(caseID: String, measure: String, office: String, fields: [Field], amount: Money) {
      self.caseID = caseID
      self.measure = measure
      self.office = office
      self.fields = fields
      self.amount = amount
    }
  }

  /// One field of a line, as it may be shown.
  public struct Field: Sendable, Codable, Hashable {
    /// Its name.
    public let name: String
    /// What is shown.
    public let text: String

    /// One field of a line.
    public init(name: String, text: String) {
      self.name = name
      self.text = text
    }
  }

  /// A notice; its hash is over `canonicalText`.
  ///
  /// Nil if its last day is outside the years of the calendar's range.
  public init?(
    id: String, procedure: String, number: String, opens: CivilDate, rule: ClockRule, lines: [Line], calendar: WorkingCalendar,
    hash: (String) -> String
  ) {
    guard let end = rule.period(from: opens, calendar) else { return nil }
    self.id = id
    self.procedure = procedure
    self.number = number
    self.opens = opens
    self.rule = rule
    self.lines = lines
    closes = end.date
    isProvisional = end.isProvisional
    sha256 = hash(Notice.canonicalText(number, opens, end.date, lines))
  }

  /// What the hash is over: number, days and every line, one a line, its parts separated by tabs. Two notices that differ in anything the
  /// public reads have different texts.
  public static func canonicalText(_ number: String, _ opens: CivilDate, _ closes: CivilDate, _ lines: [Line]) -> String {
    let rows = lines.map { line in
      let fields = line.fields.flatMap { [$0.name, $0.text] }
      return ([line.caseID, line.measure, line.office, String(line.amount.minor)] + fields).map(escaped).joined(separator: "\t")
    }
    return ([escaped(number), opens.description, closes.description] + rows).joined(separator: "\n") + "\n"
  }

  /// Without the characters that separate parts and lines.
  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\t", with: "\\t").replacing("\n", with: "\\n")
  }

  /// The last day by a calendar: the day published, or a later one if days off became known since. Nobody loses a day by either.
  public func lastDay(_ calendar: WorkingCalendar) -> CivilDate {
    rule.period(from: opens, calendar).map { max(closes, $0.date) } ?? closes
  }

  /// Whether the public can object: from the first day up to the end of the last.
  public func isOpen(on day: CivilDate, _ calendar: WorkingCalendar) -> Bool { opens <= day && day <= lastDay(calendar) }

  /// The year whose budget its claims enter on a day: the one after it closed, or the running year if that is over.
  public func budgetYear(on day: CivilDate) -> Int { max(closes.year + 1, day.year) }

  /// The sum of all lines; nil outside the range of money.
  public var total: Money? { lines.reduce(Money.zero as Money?) { $0?.adding($1.amount) } }
}

extension Procedure {
  /// A field as the public may see it; nil where it is not shown.
  public func shown(_ field: String, _ text: String) -> String? {
    switch masking.first(where: { $0.field == field })?.rule ?? .hide {
    case .show: return text
    case .part: return Procedure.partly(text)
    case .hide: return nil
    }
  }

  /// What the public may see of a claim, in the order of the procedure. What was not stated has no field.
  public func publicFields(of state: CaseState) -> [Notice.Field] {
    masking.compactMap { mask in
      let text = mask.field == MaskedField.applicantName ? state.enterpriseName : state.content.particulars[mask.field]
      guard let text, !text.isEmpty, let shown = shown(mask.field, text) else { return nil }
      return Notice.Field(name: mask.field, text: shown)
    }
  }

  /// The first and last characters with stars between; of two characters the first, of one nothing.
  static func partly(_ text: String) -> String {
    let characters = Array(text)
    if characters.count < 2 { return characters.isEmpty ? "" : "*" }
    if characters.count == 2 { return String(characters[0]) + "*" }
    let keep = max(1, min(4, characters.count / 4))
    return String(characters.prefix(keep)) + String(repeating: "*", count: characters.count - 2 * keep) + String(characters.suffix(keep))
  }
}
