public import Rules
public import Values

/// A clause that can be claimed or checked by computation (惠企事项).
public struct Measure: Sendable {
  /// An ambiguity of the text and the reading taken.
  public struct Reading: Sendable {
    /// What the text leaves open.
    public let issue: Bilingual
    /// How it is read here.
    public let taken: Bilingual
    /// How else it could be read.
    public let instead: Bilingual?
  }

  /// A limit as the text states it, for people and for the fund ledger.
  public struct StatedLimit: Sendable {
    /// How much.
    public enum Cap: Sendable, Equatable {
      /// At most so many claims.
      case claims(Int)
      /// At most so much money.
      case money(NodeID)
    }

    /// What it counts over.
    public let per: [String]
    /// The cap.
    public let cap: Cap
    /// The fact that says how much is used.
    public let used: NodeID?
  }

  /// The clause id.
  public let id: String
  /// The clause, by position in the book.
  public let clause: Int
  /// What one claim is about.
  public let claim: String?
  /// The rule.
  public let rule: MeasureRule
  /// Every limit the text states.
  public let limits: [StatedLimit]
  /// The parameters of the measure, by position in the program.
  public let parameters: [Int]
  /// Labels of the outputs, by name.
  public let outputLabels: [String: Bilingual]
  /// What a person decides.
  public let review: Bilingual?
  /// Ambiguities and the readings taken.
  public let readings: [Reading]
  /// Where the measure stands: file and line.
  public let place: String
}
