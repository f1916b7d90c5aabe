/// An event that is to be appended.
public struct NewEvent: Sendable, Hashable {
  /// What it belongs to: "case/2025-000017".
  public let stream: String
  /// What happened: "case.submitted".
  public let type: String
  /// What it says, as JSON.
  public let body: String

  /// An event to append.
  public init(stream: String, type: String, body: String) {
    self.stream = stream
    self.type = type
    self.body = body
  }
}

/// An event as it stands in the log, for ever.
public struct LoggedEvent: Sendable, Hashable {
  /// Its place in the whole log: 1, 2, 3 … without gaps.
  public let seq: Int64
  /// What it belongs to.
  public let stream: String
  /// Its place in its stream: 1, 2, 3 … without gaps.
  public let version: Int64
  /// What happened.
  public let type: String
  /// When, RFC 3339 in UTC with milliseconds: "2025-11-21T03:04:05.678Z".
  public let at: String
  /// Who did it.
  public let actor: String
  /// As what they did it.
  public let role: String
  /// What it says, as JSON; these very characters are hashed.
  public let body: String
  /// The hash of the event before it in the log; 32 zero bytes for the first.
  public let previousHash: [UInt8]
  /// SHA-256 over everything above; 32 bytes.
  public let hash: [UInt8]

  /// An event of the log.
  public init(
    seq: Int64, stream: String, version: Int64, type: String, at: String, actor: String, role: String, body: String,
    previousHash: [UInt8], hash: [UInt8]
  ) {
    self.seq = seq
    self.stream = stream
    self.version = version
    self.type = type
    self.at = at
    self.actor = actor
    self.role = role
    self.body = body
    self.previousHash = previousHash
    self.hash = hash
  }
}

/// Where the log ends.
public struct LogHead: Sendable, Hashable {
  /// The place of the last event; 0 for an empty log.
  public let seq: Int64
  /// Its hash; 32 zero bytes for an empty log.
  public let hash: [UInt8]

  /// The head of a log.
  public init(seq: Int64, hash: [UInt8]) {
    self.seq = seq
    self.hash = hash
  }

  /// The head of an empty log.
  public static let empty = LogHead(seq: 0, hash: [UInt8](repeating: 0, count: 32))
}
