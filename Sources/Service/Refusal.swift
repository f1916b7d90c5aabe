public import Values

/// Why the service does not do what it was asked: a stable code, a sentence for people in both languages, and what is wrong where.
///
/// A refusal changes nothing unless its code says otherwise (a failed sign-in is counted). It never holds a secret, a stored value of
/// somebody else, or anything internal, so it can be shown and logged.
public struct Refusal: Error, Sendable, Equatable {
  /// The name by which programs know it: "account.locked". Codes are a public contract and never change.
  public let code: String
  /// What happened and what to do.
  public let message: Bilingual
  /// The kind, from which the answer's status follows.
  public let status: Status
  /// What is wrong with single values; empty if the whole was refused.
  public let details: [Detail]
  /// After how many seconds trying again makes sense; nil if time doesn't help.
  public let retryAfter_seconds: Int64?

  /// A refusal.
  public init(code: String, message: Bilingual, status: Status, details: [Detail] = [], retryAfter_seconds: Int64? = nil) {
    self.code = code
    self.message = message
    self.status = status
    self.details = details
    self.retryAfter_seconds = retryAfter_seconds
  }

  /// The kinds of refusals.
  public enum Status: String, Sendable, Hashable, CaseIterable {
    /// There is no such thing, or the caller may not know that there is.
    case notFound = "not_found"
    /// The caller is known and may not do this.
    case forbidden
    /// The thing is not in a state that allows this.
    case conflict
    /// The input is wrong; the details say where.
    case invalid
    /// Too often, too much, or too large.
    case limited
    /// Nobody is signed in, or the proof of it was refused.
    case unauthenticated
  }

  /// What is wrong with one value.
  public struct Detail: Sendable, Equatable {
    /// The JSON pointer (RFC 6901) of the value: "/password"; nil if it has no single place.
    public let pointer: String?
    /// A stable name: "password.too_short".
    public let code: String
    /// What is wrong and what would be right.
    public let message: Bilingual

    /// What is wrong with one value.
    public init(pointer: String?, code: String, message: Bilingual) {
      self.pointer = pointer
      self.code = code
      self.message = message
    }
  }
}

extension Refusal: CustomStringConvertible {
  /// The code and the English sentence.
  public var description: String { "\(code): \(message.en)" }
}
