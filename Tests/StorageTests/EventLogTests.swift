import TestDatabases
import Testing

@testable import Storage

/// The log, and that no change to it goes unseen.
struct EventLogTests {
  static let at = "2025-11-21T03:04:05.678Z"

  /// Appends `count` events over three streams in two goes.
  static func fill(_ database: any Database, count: Int = 20) async throws {
    for part in [0..<count / 2, count / 2..<count] {
      try await database.write { tx in
        let events = part.map { NewEvent(stream: "case/\($0 % 3)", type: "case.noted", body: "{\"n\":\($0),\"t\":\"灯饰\"}") }
        try EventLog.append(events, by: "officer-1", role: "reviewer", at: at, in: tx)
      }
    }
  }

  static func verdict(_ database: any Database, from start: Int64 = 1) async throws -> ChainVerdict {
    try await database.read { try EventLog.verify(in: $0, from: start) }
  }

  @Test("events get places, versions and hashes, and read back as appended", arguments: Engine.allCases)
  func append(engine: Engine) async throws {
    try await TestDatabase.with(engine) { database in
      let logged = try await database.write { tx in
        let first = try EventLog.append(
          [NewEvent(stream: "case/a", type: "t1", body: "{}"), NewEvent(stream: "case/b", type: "t2", body: "{\"a\":1}")], by: "甲",
          role: "applicant",
          at: Self.at, in: tx)
        return try first
          + EventLog.append(
            [NewEvent(stream: "case/a", type: "t3", body: "{}")], by: "乙", role: "reviewer", at: Self.at, expecting: ["case/a": 1], in: tx)
      }
      #expect(logged.map(\.seq) == [1, 2, 3])
      #expect(logged.map(\.version) == [1, 1, 2])
      #expect(logged[0].previousHash == LogHead.empty.hash)
      #expect(logged[1].previousHash == logged[0].hash)
      let (a, after, head, none) = try await database.read { tx in
        (
          try EventLog.events(of: "case/a", in: tx), try EventLog.events(after: 1, limit: 1, in: tx), try EventLog.head(in: tx),
          try EventLog.events(of: "case/z", in: tx)
        )
      }
      #expect(a == [logged[0], logged[2]])
      #expect(after == [logged[1]])
      #expect(head == LogHead(seq: 3, hash: logged[2].hash))
      #expect(none.isEmpty)
      let verdict = try await Self.verdict(database)
      #expect(verdict == .intact(count: 3, head: head))
    }
  }

  @Test("the hash is the one of the written format")
  func hashFormat() {
    // Worked out with another program from the description of the format: prefix, then 8-byte lengths before texts and bytes.
    let hash = EventHash.of(
      previous: LogHead.empty.hash, seq: 1, stream: "s", version: 1, type: "t", at: Self.at, actor: "甲", role: "r", body: "{}")
    #expect(Hex.text(hash) == "57e9cb9843f28292656256dc7cfaa83a13b971feb543f7fb0b18b2826e67d86c")
  }

  @Test("fields can't flow into each other")
  func hashSeparates() {
    func hash(_ stream: String, _ type: String) -> [UInt8] {
      EventHash.of(previous: [], seq: 1, stream: stream, version: 1, type: type, at: "", actor: "", role: "", body: "")
    }
    #expect(hash("ab", "c") != hash("a", "bc"))
    #expect(hash("", "abc") != hash("abc", ""))
  }

  @Test("a stream that somebody else wrote to is refused, and nothing is appended", arguments: Engine.allCases)
  func conflict(engine: Engine) async throws {
    try await TestDatabase.with(engine) { database in
      try await Self.fill(database, count: 6)
      let before = try await database.read { try EventLog.head(in: $0) }
      await #expect(throws: StorageError.conflict(stream: "case/1")) {
        try await database.write { tx in
          _ = try EventLog.append(
            [NewEvent(stream: "case/0", type: "t", body: "{}"), NewEvent(stream: "case/1", type: "t", body: "{}")], by: "a", role: "r",
            at: Self.at, expecting: ["case/0": 2, "case/1": 1], in: tx)
        }
      }
      await #expect(throws: StorageError.conflict(stream: "case/new")) {
        try await database.write { _ = try EventLog.append([], by: "a", role: "r", at: Self.at, expecting: ["case/new": 1], in: $0) }
      }
      let after = try await database.read { try EventLog.head(in: $0) }
      #expect(after == before)
      try await database.write { tx in
        _ = try EventLog.append(
          [NewEvent(stream: "case/new", type: "t", body: "{}")], by: "a", role: "r", at: Self.at, expecting: ["case/new": 0, "case/1": 2],
          in: tx)
      }
    }
  }

  @Test("of 64 who expect the same version one wins", arguments: Engine.allCases)
  func race(engine: Engine) async throws {
    try await TestDatabase.with(engine) { database in
      let won = await withTaskGroup(of: Bool.self) { group in
        for index in 0..<64 {
          group.addTask {
            let event = NewEvent(stream: "case/x", type: "t", body: "{\"n\":\(index)}")
            do {
              try await database.write {
                _ = try EventLog.append([event], by: "a", role: "r", at: Self.at, expecting: ["case/x": 0], in: $0)
              }
              return true
            } catch { return false }
          }
        }
        return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
      }
      #expect(won == 1)
    }
  }

  @Test("events can't be changed or removed", arguments: Engine.allCases)
  func appendOnly(engine: Engine) async throws {
    try await TestDatabase.with(engine) { database in
      try await Self.fill(database)
      var statements = ["UPDATE events SET body = '{}' WHERE seq = 3", "DELETE FROM events WHERE seq = 20", "DELETE FROM events"]
      if engine == .postgresql { statements.append("TRUNCATE events") }
      for sql in statements {
        await #expect(throws: StorageError.self, "\(sql)") { try await database.write { _ = try $0.execute(sql) } }
      }
      let verdict = try await Self.verdict(database)
      #expect(verdict.isIntact(20))
    }
  }

  /// Ways to tamper with a log of 20 events, and what the check must say.
  static let tampering: [(name: String, sql: [String], seq: Int64, fault: ChainFault)] = [
    ("a byte of a body", ["UPDATE events SET body = '{\"n\":8,\"t\":\"灯饰\"}' WHERE seq = 8"], 8, .content),
    ("the actor", ["UPDATE events SET actor = 'officer-2' WHERE seq = 20"], 20, .content),
    ("the role", ["UPDATE events SET role = 'finance' WHERE seq = 1"], 1, .content),
    ("the time", ["UPDATE events SET at = '2025-11-21T03:04:05.679Z' WHERE seq = 5"], 5, .content),
    ("the type", ["UPDATE events SET type = 'case.paid' WHERE seq = 5"], 5, .content),
    ("the stream", ["UPDATE events SET stream = 'case/9', version = 1 WHERE seq = 5"], 5, .content),
    ("a hash", ["UPDATE events SET hash = previous_hash WHERE seq = 7"], 7, .content),
    ("a link", ["UPDATE events SET previous_hash = hash WHERE seq = 7"], 7, .link),
    (
      "two rows exchanged",
      ["UPDATE events SET seq = -4 WHERE seq = 4", "UPDATE events SET seq = 4 WHERE seq = 5", "UPDATE events SET seq = 5 WHERE seq = -4"],
      4, .link
    ),
    ("a row removed", ["DELETE FROM events WHERE seq = 10"], 11, .gap),
    ("the first row removed", ["DELETE FROM events WHERE seq = 1"], 2, .gap),
    ("the last row removed", ["DELETE FROM events WHERE seq = 20"], 20, .head),
    (
      "a row put in at the end",
      ["INSERT INTO events SELECT 21, stream, 99, type, at, actor, role, body, hash, hash FROM events WHERE seq = 20"], 21, .content
    ),
    (
      "a row put in between",
      [
        "UPDATE events SET seq = -seq WHERE seq > 12", "UPDATE events SET seq = 1 - seq WHERE seq < 0",
        "INSERT INTO events SELECT 13, 'case/7', 1, type, at, actor, role, body, hash, hash FROM events WHERE seq = 12",
      ], 13, .content
    ),
    ("the head", ["UPDATE event_head SET seq = 19"], 20, .head),
    ("the head's hash", ["UPDATE event_head SET hash = (SELECT hash FROM events WHERE seq = 3)"], 21, .head),
    ("everything removed", ["DELETE FROM events"], 1, .head),
  ]

  @Test("every kind of tampering is found at its place", arguments: Engine.allCases)
  func tampering(engine: Engine) async throws {
    try await TestDatabase.with(engine) { database in
      try await Self.fill(database)
      try await database.write { tx in
        for trigger in ["events_no_update", "events_no_delete"] {
          try tx.execute("DROP TRIGGER \(trigger)" + (engine == .sqlite ? "" : " ON events"))
        }
      }
      for (name, statements, seq, fault) in Self.tampering {
        let outcome = Verdict()
        await #expect(throws: Undo.self) {
          try await database.write { tx in
            for sql in statements { try tx.execute(sql) }
            outcome.set(try EventLog.verify(in: tx))
            throw Undo()
          }
        }
        #expect(outcome.value == .broken(at: seq, what: fault, why: fault.sentence(seq)), "\(name)")
      }
      let verdict = try await Self.verdict(database)
      #expect(verdict.isIntact(20))
    }
  }

  @Test("a rewritten event with right hashes shows where its stream jumps, and against an older head", arguments: Engine.allCases)
  func rewritten(engine: Engine) async throws {
    try await TestDatabase.with(engine) { database in
      try await Self.fill(database, count: 4)
      let outcome = Verdict()
      await #expect(throws: Undo.self) {
        try await database.write { tx in
          let head = try EventLog.head(in: tx)
          let hash = EventHash.of(
            previous: head.hash, seq: 5, stream: "case/0", version: 9, type: "t", at: Self.at, actor: "a", role: "r", body: "{}")
          let event = LoggedEvent(
            seq: 5, stream: "case/0", version: 9, type: "t", at: Self.at, actor: "a", role: "r", body: "{}", previousHash: head.hash,
            hash: hash)
          try tx.execute("INSERT INTO events VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)", event.values)
          try tx.execute("UPDATE event_head SET seq = 5, hash = $1", [.blob(hash)])
          outcome.set(try EventLog.verify(in: tx))
          throw Undo()
        }
      }
      #expect(outcome.value == .broken(at: 5, what: .version, why: ChainFault.version.sentence(5)))
    }
  }

  @Test("a check can begin anywhere", arguments: Engine.allCases)
  func verifyFrom(engine: Engine) async throws {
    try await TestDatabase.with(engine) { database in
      let empty = try await Self.verdict(database)
      #expect(empty == .intact(count: 0, head: .empty))
      try await Self.fill(database)
      for start in [Int64(1), 2, 7, 20, 21] {
        let verdict = try await Self.verdict(database, from: start)
        #expect(verdict.isIntact(21 - start), "from \(start)")
      }
      let beyond = try await Self.verdict(database, from: 30)
      #expect(beyond == .broken(at: 30, what: .gap, why: ChainFault.gap.sentence(30)))
    }
  }

  @Test("times have one shape")
  func times() {
    for text in ["2025-11-21T03:04:05.678Z", "2024-02-29T23:59:59.999Z", Timestamp.now()] { #expect(Timestamp.isValid(text), "\(text)") }
    for text in [
      "", "2025-11-21T03:04:05Z", "2025-11-21 03:04:05.678Z", "2025-11-21T03:04:05.678+08:00", "2025-13-01T00:00:00.000Z",
      "2025-11-21T24:00:00.000Z", "２025-11-21T03:04:05.678Z", "2025-11-21T03:04:05.678Z ",
    ] { #expect(!Timestamp.isValid(text), "\(text)") }
  }
}

extension ChainVerdict {
  /// Whether it is intact with so many events.
  func isIntact(_ count: Int64) -> Bool {
    if case .intact(count, _) = self { true } else { false }
  }
}

/// Carries a verdict out of a body that is undone.
final class Verdict: @unchecked Sendable {
  private(set) var value: ChainVerdict?
  func set(_ verdict: ChainVerdict) { value = verdict }
}
