import Storage

/// What makes an act happen once however often it is asked for: the caller's key and what was asked.
public struct Once: Sendable, Hashable {
  /// The caller's key.
  public let key: String
  /// Whose key it is.
  public let owner: String
  /// What stands for what was asked: the same for the same request. Where secrets can be in it, a code under a key and no plain hash.
  public let requestCode: String

  /// A key of an owner for a request.
  public init(key: String, owner: String, requestCode: String) {
    self.key = key
    self.owner = owner
    self.requestCode = requestCode
  }
}

extension Once {
  /// The first result under the key; nil where the key is new. Throws `idempotency.other_body` where it was used for something else.
  func known<T: Decodable>(_ type: T.Type, in tx: any Transaction) throws -> T? {
    switch try Idempotency.replay(key: key, owner: owner, requestHash: requestCode, in: tx) {
    case .new: nil
    case .same(_, let response): try JSONBody.value(T.self, response)
    case .otherBody: throw Refusal.otherBody
    }
  }

  /// Keeps the first result, in the transaction of the act itself.
  func remember(_ result: some Encodable, at moment: Moment, in tx: any Transaction) throws {
    try Idempotency.remember(
      key: key, owner: owner, requestHash: requestCode, status: 200, response: try JSONBody.text(result), at: moment.text, in: tx)
  }
}
