public import Values

/// A year whose holidays are published, with the names that people know them by.
public struct PublishedYear: Sendable, Hashable {
  /// A public holiday: the days off of one occasion, weekends and days given in exchange among them.
  public struct Holiday: Sendable, Hashable {
    /// What it is called.
    public let name: Bilingual
    /// The first day off.
    public let from: CivilDate
    /// The last day off.
    public let to: CivilDate
  }

  /// The year the notice is about.
  public let year: Int
  /// The number of the State Council's notice.
  public let notice: String
  /// In order of the file.
  public let holidays: [Holiday]

  /// The holiday that a day belongs to.
  public func holiday(on day: CivilDate) -> Holiday? { holidays.first { $0.from <= day && day <= $0.to } }
}
