public import Values

/// A period in which claims are taken, announced by the city bureau (申报通知).
public struct Call: Sendable, Hashable, Codable {
  /// Its id.
  public let id: String
  /// The procedure.
  public let procedure: String
  /// Its title, as announced.
  public let title: String
  /// The first day.
  public let opens: CivilDate
  /// The last day, included.
  public let closes: CivilDate
  /// The measures it covers; empty for all of the procedure.
  public let measures: [String]

  /// A period in which claims are taken; nil if it ends before it begins.
  public init?(id: String, procedure: String, title: String, opens: CivilDate, closes: CivilDate, measures: [String] = []) {
    if closes < opens { return nil }
    self.id = id
    self.procedure = procedure
    self.title = title
    self.opens = opens
    self.closes = closes
    self.measures = measures
  }

  /// Whether it is for this measure.
  public func covers(_ measure: String) -> Bool { measures.isEmpty || measures.contains(measure) }

  /// Whether claims for a measure are taken on a day.
  public func takes(_ measure: String, on day: CivilDate) -> Bool { opens <= day && day <= closes && covers(measure) }
}
