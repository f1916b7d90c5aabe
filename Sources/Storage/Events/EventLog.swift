/// The append-only log that everything else follows from. All its functions run inside a transaction of the caller.
public enum EventLog {
  static let columns = "seq, stream, version, type, at, actor, role, body, previous_hash, hash"

  /// Appends events in this order, all by one person at one time (`at`: RFC 3339, UTC, milliseconds).
  ///
  /// `expecting` names the version that a stream had when the caller read it (0: it didn't exist); if it has another one now, nothing
  /// is appended and `StorageError.conflict` is thrown. Streams it doesn't name are appended to as they are.
  @discardableResult
  public static func append(
    _ events: [NewEvent], by actor: String, role: String, at: String, expecting: [String: Int64] = [:], in tx: any Transaction
  ) throws -> [LoggedEvent] {
    precondition(Timestamp.isValid(at), "the time of an event is RFC 3339 in UTC with milliseconds")
    var versions: [String: Int64] = [:]
    for (stream, expected) in expecting {
      let version = try Self.version(of: stream, in: tx)
      guard version == expected else { throw StorageError.conflict(stream: stream) }
      versions[stream] = version
    }
    guard !events.isEmpty else { return [] }
    var head = try head(in: tx)
    var logged: [LoggedEvent] = []
    logged.reserveCapacity(events.count)
    for event in events {
      let version = try (versions[event.stream] ?? Self.version(of: event.stream, in: tx)) + 1
      versions[event.stream] = version
      let seq = head.seq + 1
      let hash = EventHash.of(
        previous: head.hash, seq: seq, stream: event.stream, version: version, type: event.type, at: at, actor: actor, role: role,
        body: event.body)
      let one = LoggedEvent(
        seq: seq, stream: event.stream, version: version, type: event.type, at: at, actor: actor, role: role, body: event.body,
        previousHash: head.hash, hash: hash)
      try tx.execute("INSERT INTO events (\(columns)) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)", one.values)
      logged.append(one)
      head = LogHead(seq: seq, hash: hash)
    }
    try tx.execute("UPDATE event_head SET seq = $1, hash = $2 WHERE id = 1", [.integer(head.seq), .blob(head.hash)])
    return logged
  }

  /// The version of a stream: the number of its events, 0 if it doesn't exist.
  public static func version(of stream: String, in tx: any Transaction) throws -> Int64 {
    try tx.first("SELECT version FROM events WHERE stream = $1 ORDER BY version DESC LIMIT 1", [.text(stream)])?.integer(0) ?? 0
  }

  /// All events of a stream, the oldest first.
  public static func events(of stream: String, in tx: any Transaction) throws -> [LoggedEvent] {
    try tx.query("SELECT \(columns) FROM events WHERE stream = $1 ORDER BY version", [.text(stream)]).map(LoggedEvent.init)
  }

  /// The events after a place in the log, the oldest first, at most `limit`.
  public static func events(after seq: Int64, limit: Int, in tx: any Transaction) throws -> [LoggedEvent] {
    precondition(limit >= 0, "a limit isn't negative")
    return try tx.query(
      "SELECT \(columns) FROM events WHERE seq > $1 ORDER BY seq LIMIT $2", [.integer(seq), .integer(Int64(limit))]
    ).map(LoggedEvent.init)
  }

  /// Where the log ends.
  public static func head(in tx: any Transaction) throws -> LogHead {
    guard let row = try tx.first("SELECT seq, hash FROM event_head WHERE id = 1") else { return .empty }
    return LogHead(seq: row.integer(0), hash: row.blob(1))
  }
}

extension LoggedEvent {
  /// From a row of `EventLog.columns`.
  init(_ row: Row) {
    self.init(
      seq: row.integer(0), stream: row.text(1), version: row.integer(2), type: row.text(3), at: row.text(4), actor: row.text(5),
      role: row.text(6), body: row.text(7), previousHash: row.blob(8), hash: row.blob(9))
  }

  /// The values of `EventLog.columns`.
  var values: [SQLValue] {
    [
      .integer(seq), .text(stream), .integer(version), .text(type), .text(at), .text(actor), .text(role), .text(body),
      .blob(previousHash), .blob(hash),
    ]
  }
}
