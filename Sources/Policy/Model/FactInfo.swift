public import Values

/// What people need to know about a fact: words, unit, allowed values.
public struct FactInfo: Sendable {
  /// A value that may be chosen.
  public struct Choice: Sendable {
    /// The id.
    public let id: String
    /// What people read.
    public let label: Bilingual
  }

  /// Its id.
  public let name: String
  /// What it is about: the file it stands in.
  public let entity: String
  /// Its label.
  public let label: Bilingual
  /// What it means.
  public let help: Bilingual?
  /// How it is asked for; otherwise made from the label.
  public let question: Bilingual?
  /// For numbers: the unit.
  public let unit: Unit?
  /// For enumerations: the values.
  public let choices: [Choice]
}
