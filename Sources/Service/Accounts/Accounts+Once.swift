import Storage
import Values

extension Accounts {
  /// Does something about accounts once for a key: asked for again, it gives the first result, less what was secret in it.
  ///
  /// The key is taken before the act, which has a transaction of its own, and given back if the act is refused. Whoever asks again after
  /// the server was stopped in between is told that the outcome is not known (`idempotency.unknown`), and nothing is done twice.
  ///
  /// - Parameter kept: what may be kept of the result, and given again.
  public func once<T: Codable & Sendable>(
    _ once: Once?, kept: @Sendable (T) -> T = { $0 }, _ body: @Sendable () async throws -> T
  ) async throws -> T {
    guard let once else { return try await body() }
    let at = time.now().text
    let known: String? = try await database.write { tx in
      switch try Idempotency.replay(key: once.key, owner: once.owner, requestHash: once.requestSHA256, in: tx) {
      case .otherBody: throw Refusal.otherBody
      case .same(_, let response):
        if response.isEmpty { throw Refusal.outcomeUnknown }
        return response
      case .new:
        try Idempotency.remember(
          key: once.key, owner: once.owner, requestHash: once.requestSHA256, status: 0, response: "", at: at, in: tx)
        return nil
      }
    }
    if let known { return try JSONBody.value(T.self, known) }
    do {
      let result = try await body()
      let response = try JSONBody.text(kept(result))
      try await database.write { tx in
        try tx.execute(
          "UPDATE idempotency SET status = 200, response = $3 WHERE owner = $1 AND key = $2",
          [.text(once.owner), .text(once.key), .text(response)])
      }
      return result
    } catch StorageError.outcomeUnknown {
      // It may have been done: the key stays taken.
      throw StorageError.outcomeUnknown
    } catch {
      // Refused: nothing was done, so the key is good for another try.
      try await database.write { tx in
        _ = try tx.execute(
          "DELETE FROM idempotency WHERE owner = $1 AND key = $2 AND response = ''", [.text(once.owner), .text(once.key)])
      }
      throw error
    }
  }
}

extension Refusal {
  static let outcomeUnknown = Refusal(
    code: "idempotency.unknown",
    message: Bilingual(
      zh: "同一个幂等键的请求正在办理，或结果不明。请先查看是否已经生效，再换一个键重试。",
      en: "A request with this key is being handled, or its outcome is not known. See whether it took effect, then use a new key."),
    status: .conflict)
}
