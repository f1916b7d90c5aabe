import Casework
import Values

/// A paper that anybody can check by its code: what it is and the hash of what it says.
public struct Verification: Sendable, Hashable, Codable {
  /// The papers that carry a code.
  public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    case receipt, decision, notice, payments
  }
  /// What it is.
  public let kind: Kind
  /// The case; for a notice or a payment list, its id.
  public let caseID: String
  /// SHA-256 of what it says, in hexadecimal.
  public let sha256: String

  /// The code that is printed on it.
  public var code: String { Digest.code([kind.rawValue, caseID, sha256]) }

  /// A paper of a case.
  public init(kind: Kind, caseID: String, sha256: String) {
    self.kind = kind
    self.caseID = caseID
    self.sha256 = sha256
  }

  /// The paper that an event gives rise to.
  init?(_ state: CaseState, _ event: CaseEvent) {
    switch event {
    case .submitted(_, _, let receipt, _, _, _), .corrected(_, let receipt, _, _):
      self.init(kind: .receipt, caseID: state.id, sha256: receipt.sha256)
    case .accepted(_, let decision, _, _, _):
      self.init(kind: .decision, caseID: state.id, sha256: Verification.hash(state, decision))
    case .refused, .stopped: self.init(kind: .decision, caseID: state.id, sha256: Verification.hash(state, state.decision))
    case .settled(let objection, let granted, let isRefused) where granted != nil || isRefused:
      self.init(kind: .decision, caseID: state.id, sha256: Verification.hash(state, objection: objection, granted, isRefused))
    default: return nil
    }
  }

  /// The kind of paper that an event ends without another taking its place.
  static func ended(by event: CaseEvent) -> Kind? {
    switch event {
    case .correctionAsked, .sentBack: .decision
    default: nil
    }
  }

  /// What the hash of a decision letter is over: the computed decision and what the reviewer made of it.
  static func hash(_ state: CaseState, _ decision: RecordedDecision?) -> String {
    let review = state.reviews.last
    return Digest.sha256(
      [
        state.id, decision?.recordSHA256 ?? "", review?.outcome.rawValue ?? "", String(review?.granted?.minor ?? 0), review?.reason ?? "",
        review?.day.description ?? "", review?.step ?? "",
      ].joined(separator: "\n"))
  }

  /// What the hash of a letter after an objection is over: the computed decision, the objection and what it changed.
  static func hash(_ state: CaseState, objection: String, _ granted: Money?, _ isRefused: Bool) -> String {
    Digest.sha256(
      [
        state.id, state.decision?.recordSHA256 ?? "", "objection", objection, isRefused ? "refused" : "lowered",
        String(granted?.minor ?? 0),
      ].joined(separator: "\n"))
  }
}

/// A paper with its code, as the service knows it: what is printed carries exactly this.
public struct IssuedPaper: Sendable, Hashable {
  /// What it is and the hash of what it says.
  public let paper: Verification
  /// When it came to be, RFC 3339.
  public let at: String
  /// When a later paper took its place, or what it says stopped to hold, RFC 3339; nil while it holds.
  public let supersededAt: String?
}
