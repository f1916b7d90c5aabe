/// The answers already given, so that a request that is sent twice is done once.
///
/// A write asks `replay` first and calls `remember` last, in the same transaction as its work: then either both happened or neither.
public enum Idempotency {
  /// What is known of a key.
  public enum Replay: Sendable, Hashable {
    /// The key is new: do the work and remember the answer.
    case new
    /// The same request was answered before: give the same answer.
    case same(status: Int64, response: String)
    /// The key was used for another request: refuse.
    case otherBody
  }

  /// What is known of an owner's key. `requestHash` is the SHA-256 of method, path and body, as hexadecimal digits.
  public static func replay(key: String, owner: String, requestHash: String, in tx: any Transaction) throws -> Replay {
    let row = try tx.first(
      "SELECT request_sha256, status, response FROM idempotency WHERE owner = $1 AND key = $2", [.text(owner), .text(key)])
    guard let row else { return .new }
    return row.text(0) == requestHash ? .same(status: row.integer(1), response: row.text(2)) : .otherBody
  }

  /// Keeps the answer to a request; the key must be new.
  public static func remember(
    key: String, owner: String, requestHash: String, status: Int64, response: String, at: String, in tx: any Transaction
  ) throws {
    precondition(Timestamp.isValid(at), "the time of an answer is RFC 3339 in UTC with milliseconds")
    try tx.execute(
      "INSERT INTO idempotency (owner, key, request_sha256, status, response, at) VALUES ($1, $2, $3, $4, $5, $6)",
      [.text(owner), .text(key), .text(requestHash), .integer(status), .text(response), .text(at)])
  }

  /// Forgets the answers given before a time; gives their number.
  @discardableResult
  public static func purge(before at: String, in tx: any Transaction) throws -> Int {
    precondition(Timestamp.isValid(at), "a time is RFC 3339 in UTC with milliseconds")
    return try tx.execute("DELETE FROM idempotency WHERE at < $1", [.text(at)])
  }
}
