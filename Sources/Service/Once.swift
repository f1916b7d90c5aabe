/// What makes an act happen once however often it is asked for: the caller's key and what was asked.
public struct Once: Sendable, Hashable {
  /// The caller's key.
  public let key: String
  /// Whose key it is.
  public let owner: String
  /// SHA-256 of what was asked, in hexadecimal.
  public let requestSHA256: String

  /// A key of an owner for a request.
  public init(key: String, owner: String, requestSHA256: String) {
    self.key = key
    self.owner = owner
    self.requestSHA256 = requestSHA256
  }
}
