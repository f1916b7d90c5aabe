import TestDatabases
import Testing

@testable import Storage

/// A request that comes twice is done once.
struct IdempotencyTests {
  static func remember(_ key: String, _ owner: String, _ hash: String, at: String, in tx: any Transaction) throws {
    try Idempotency.remember(key: key, owner: owner, requestHash: hash, status: 201, response: "{\"id\":1}", at: at, in: tx)
  }

  @Test("new, the same, another body, another owner", arguments: Engine.allCases)
  func replay(engine: Engine) async throws {
    try await TestDatabase.with(engine) { database in
      let first = try await database.write { tx in
        let first = try Idempotency.replay(key: "k", owner: "o", requestHash: "h1", in: tx)
        try Self.remember("k", "o", "h1", at: "2025-11-21T00:00:00.000Z", in: tx)
        return first
      }
      #expect(first == .new)
      let (same, other, elsewhere) = try await database.read { tx in
        (
          try Idempotency.replay(key: "k", owner: "o", requestHash: "h1", in: tx),
          try Idempotency.replay(key: "k", owner: "o", requestHash: "h2", in: tx),
          try Idempotency.replay(key: "k", owner: "o2", requestHash: "h1", in: tx)
        )
      }
      #expect(same == .same(status: 201, response: "{\"id\":1}"))
      #expect(other == .otherBody)
      #expect(elsewhere == .new)
    }
  }

  @Test("64 at once with one key do the work once", arguments: Engine.allCases)
  func atOnce(engine: Engine) async throws {
    try await TestDatabase.with(engine) { database in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<64 {
          group.addTask {
            try await database.write { tx in
              guard try Idempotency.replay(key: "k", owner: "o", requestHash: "h", in: tx) == .new else { return }
              try DatabaseTests.add("work", in: tx)
              try Self.remember("k", "o", "h", at: "2025-11-21T00:00:00.000Z", in: tx)
            }
          }
        }
        try await group.waitForAll()
      }
      let work = try await DatabaseTests.value("work", in: database)
      #expect(work == 1)
    }
  }

  @Test("work that fails leaves its key new", arguments: Engine.allCases)
  func failed(engine: Engine) async throws {
    try await TestDatabase.with(engine) { database in
      await #expect(throws: Undo.self) {
        try await database.write { tx in
          try Self.remember("k", "o", "h", at: "2025-11-21T00:00:00.000Z", in: tx)
          throw Undo()
        }
      }
      let replay = try await database.read { try Idempotency.replay(key: "k", owner: "o", requestHash: "h", in: $0) }
      #expect(replay == .new)
    }
  }

  @Test("old answers are forgotten, those of the very time are kept", arguments: Engine.allCases)
  func purge(engine: Engine) async throws {
    try await TestDatabase.with(engine) { database in
      let (purged, left) = try await database.write { tx in
        for (index, at) in ["2025-11-20T23:59:59.999Z", "2025-11-21T00:00:00.000Z", "2025-11-22T00:00:00.000Z"].enumerated() {
          try Self.remember("k\(index)", "o", "h", at: at, in: tx)
        }
        let purged = try Idempotency.purge(before: "2025-11-21T00:00:00.000Z", in: tx)
        return (purged, try tx.query("SELECT key FROM idempotency ORDER BY key").map { $0.text(0) })
      }
      #expect(purged == 1)
      #expect(left == ["k1", "k2"])
    }
  }
}
