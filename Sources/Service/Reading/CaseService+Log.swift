public import Casework
import Storage
import Values

extension CaseService {
  /// Where the log ends.
  public struct LogEnd: Sendable, Hashable {
    /// The number of the last event; 0 for an empty log.
    public let seq: Int64
    /// Its hash, in hexadecimal.
    public let hash: String
  }

  /// One event of the log without its body, which may hold what only some may read. The hash stands for all of it.
  public struct LogLine: Sendable, Hashable {
    /// The place in the log.
    public let seq: Int64
    /// What it belongs to, what happened, when, who, as what, and the hashes of the event before and of its own, in hexadecimal.
    public let stream, type, at, actor, role, previousHash, hash: String
  }

  /// Where the log ends: for the auditor, who keeps it elsewhere, so that nothing can be rewritten unseen.
  public func logEnd(by actor: Actor) async throws -> LogEnd {
    guard actor.role == .auditor else { throw Refusal.notYourRole }
    return try await database.read { tx in
      let head = try EventLog.head(in: tx)
      return LogEnd(seq: head.seq, hash: Hex.text(head.hash))
    }
  }

  /// The events after a place of the log, the oldest first: for the auditor.
  public func log(after seq: Int64, limit: Int = 100, by actor: Actor) async throws -> [LogLine] {
    guard actor.role == .auditor else { throw Refusal.notYourRole }
    return try await database.read { tx in
      try EventLog.events(after: seq, limit: limit, in: tx).map { event in
        LogLine(
          seq: event.seq, stream: event.stream, type: event.type, at: event.at, actor: event.actor, role: event.role,
          previousHash: Hex.text(event.previousHash), hash: Hex.text(event.hash))
      }
    }
  }
}
