import HTTPTypes

/// What makes a write happen once: handed to the use case, which keeps it with the answer in the transaction of the act itself.
struct IdempotencyContext: Sendable, Equatable {
  /// The client's key: 1 to 255 visible ASCII characters.
  let key: String
  /// SHA-256 of method, address and body, in hex.
  let requestSHA256: String
  /// Whose key it is: the account's id. Keys of different accounts are different keys.
  let owner: String
}

/// An answer that was given.
struct StoredAnswer: Sendable, Equatable {
  let requestSHA256: String
  let status_code: Int
  let body: [UInt8]
  let version: String?
  let location: String?

  /// An answer to be kept.
  init(_ answer: APIAnswer, for context: IdempotencyContext) {
    requestSHA256 = context.requestSHA256
    status_code = answer.status.code
    body = answer.bytes
    version = answer.version
    location = answer.location
  }

  /// An answer that was kept.
  init(requestSHA256: String, status_code: Int, body: [UInt8], version: String?, location: String?) {
    self.requestSHA256 = requestSHA256
    self.status_code = status_code
    self.body = body
    self.version = version
    self.location = location
  }
}

/// Where answers are looked up. They are written by the use cases.
protocol IdempotencySource: Sendable {
  /// The answer that was given under this key, or nil.
  func answer(owner: String, key: String) async throws -> StoredAnswer?
}

/// Thrown by a use case that found its key taken while it wrote: the frame looks the answer up again.
struct IdempotencyKeyTaken: Error {}

/// Keeps nothing: for a service without writes.
struct NoStoredAnswers: IdempotencySource {
  func answer(owner: String, key: String) async throws -> StoredAnswer? { nil }
}
