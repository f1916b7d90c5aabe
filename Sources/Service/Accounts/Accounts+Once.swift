import Storage

extension Accounts {
  /// One transaction that does something once for its key: asked for again, it gives the first result, less what was secret in it.
  ///
  /// - Parameter kept: what may be kept of the result, and given again.
  func write<T: Codable & Sendable>(
    _ once: Once?, kept: @Sendable @escaping (T) -> T = { $0 }, _ body: @Sendable @escaping (any Transaction) throws -> T
  ) async throws -> T {
    try await database.write { tx in
      if let once, let known = try once.known(T.self, in: tx) { return known }
      let result = try body(tx)
      try once?.remember(kept(result), at: self.time.now(), in: tx)
      return result
    }
  }

  /// The first result under a key, asked before work that a retry must not do again: hashing, looking whether a name is free.
  func known<T: Codable & Sendable>(_ once: Once?, _ type: T.Type) async throws -> T? {
    guard let once else { return nil }
    return try await database.read { tx in try once.known(type, in: tx) }
  }
}

/// Something made together with a secret that is shown once: what is kept under a key has an empty one.
struct Made<Thing: Codable & Sendable>: Codable, Sendable {
  let thing: Thing
  var secret: String

  /// The same without its secret.
  var told: Made { Made(thing: thing, secret: "") }
}

/// An act that gives nothing back.
struct Done: Codable, Sendable {}
