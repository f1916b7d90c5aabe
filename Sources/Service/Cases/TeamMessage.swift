public import Values

/// What the people of an enterprise are told on their pages, beside what the timeline of a claim says.
public struct TeamMessage: Sendable, Codable, Hashable {
  /// The claim.
  public let caseID: String
  /// The credit code of the enterprise.
  public let enterprise: String
  /// What is told.
  public let content: Content

  /// What is told.
  public enum Content: Sendable, Codable, Hashable {
    /// A colleague stated another bank account: the numbers with all but their ends hidden, and the first day it can be paid to.
    case accountChanged(before: String?, after: String, usableFrom: CivilDate)
    /// A draft was not handed in, and its call closes soon: the call and its last day.
    case draftClosing(call: String, closes: CivilDate)

    /// What it is about besides the claim; of the same kind, claim and subject there is one message only where that is asked for.
    var subject: String {
      switch self {
      case .accountChanged(_, let after, _): after
      case .draftClosing(let call, _): call
      }
    }

    /// Its kind, as rows keep it.
    var kind: String {
      switch self {
      case .accountChanged: "account_changed"
      case .draftClosing: "draft_closing"
      }
    }
  }
}

extension Act {
  /// Tells the people of an enterprise something.
  func tell(_ message: TeamMessage) throws { try append("team.told", message, to: "messages/" + message.caseID) }
}
