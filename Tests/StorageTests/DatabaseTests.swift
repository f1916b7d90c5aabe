import Dispatch
import TestDatabases
import Testing

@testable import Storage

/// What both engines promise.
struct DatabaseTests {
  static func value(_ name: String, in database: any Database) async throws -> Int64? {
    try await database.read { try $0.first("SELECT value FROM counters WHERE name = $1", [.text(name)])?.integer(0) }
  }

  static func add(_ name: String, in tx: any Transaction) throws {
    try tx.execute(
      "INSERT INTO counters (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = counters.value + $2", [.text(name), 1])
  }

  @Test("every kind of value comes back as it went in", arguments: Engine.allCases)
  func values(engine: Engine) async throws {
    let table = Migration(
      name: "test-values", statements: ["CREATE TABLE kept (id {bigint} NOT NULL PRIMARY KEY, i {bigint}, t {text}, b {blob}) {strict}"])
    let rows: [[SQLValue]] = [
      [1, .integer(.max), "惠企 '$1' \"?1\" \\ 😀\n", .blob([0, 1, 127, 128, 255])],
      [2, .integer(.min), "", .blob([])],
      [3, nil, nil, nil],
      [4, 0, .text(String(repeating: "长", count: 100_000)), .blob([UInt8](repeating: 7, count: 300_000))],
    ]
    try await TestDatabase.with(engine, migrations: [table]) { database in
      try await database.write { tx in
        for row in rows {
          let added = try tx.execute("INSERT INTO kept VALUES ($1, $2, $3, $4)", row)
          #expect(added == 1)
        }
      }
      let back = try await database.read { try $0.query("SELECT id, i, t, b FROM kept ORDER BY id") }
      #expect(back.map(\.values) == rows)
      let sums = try await database.read {
        try $0.query("SELECT COUNT(*), SUM(id), MAX(t) IS NULL, '$9' FROM kept WHERE id > $2 AND id < $1", [4, 1])
      }
      #expect(sums == [Row([2, 5, 0, "$9"])])
    }
  }

  @Test("the number of rows touched", arguments: Engine.allCases)
  func touched(engine: Engine) async throws {
    try await TestDatabase.with(engine) { database in
      let counts = try await database.write { tx in
        [
          try tx.execute("INSERT INTO counters VALUES ('a', 1), ('b', 2), ('c', 3)"),
          try tx.execute("UPDATE counters SET value = value + 1 WHERE value > $1", [1]),
          try tx.execute("UPDATE counters SET value = 0 WHERE name = 'z'"), try tx.execute("DELETE FROM counters WHERE name = 'a'"),
          try tx.execute("SELECT 1"),
        ]
      }
      #expect(counts == [3, 2, 0, 1, 0])
      let given = try await database.write { try $0.query("INSERT INTO counters VALUES ('d', 9), ('e', 8) RETURNING name, value") }
      #expect(given == [Row(["d", 9]), Row(["e", 8])])
      let left = try await database.read { try $0.query("SELECT COUNT(*) FROM counters")[0].integer(0) }
      #expect(left == 4)
    }
  }

  @Test("texts are ordered by code point", arguments: Engine.allCases)
  func order(engine: Engine) async throws {
    try await TestDatabase.with(engine) { database in
      try await database.write { tx in
        for name in ["b", "A", "_", "中", "a", "B", "丁", "é"] { try tx.execute("INSERT INTO counters VALUES ($1, 0)", [.text(name)]) }
      }
      let names = try await database.read { try $0.query("SELECT name FROM counters ORDER BY name").map { $0.text(0) } }
      #expect(names == ["A", "B", "_", "a", "b", "é", "丁", "中"])
    }
  }

  @Test("a body that throws is undone alone, among many that share a commit", arguments: Engine.allCases)
  func atomicity(engine: Engine) async throws {
    try await TestDatabase.with(engine) { database in
      let outcomes = await withTaskGroup(of: Int.self) { group in
        for index in 0..<400 {
          group.addTask {
            do {
              try await database.write { tx in
                try Self.add("n\(index)", in: tx)
                try Self.add("all", in: tx)
                if index % 7 == 3 { throw Undo() }
                if index % 7 == 5 { try tx.execute("INSERT INTO counters VALUES ('n\(index)', 5)") }
              }
              return 0
            } catch is Undo {
              return 1
            } catch let error as StorageError {
              return error.code == "storage.constraint" ? 2 : 9
            } catch {
              return 9
            }
          }
        }
        return await group.reduce(into: [Int: Int]()) { $0[$1, default: 0] += 1 }
      }
      #expect(outcomes == [0: 286, 1: 57, 2: 57])
      let value = try await Self.value("all", in: database)
      #expect(value == 286)
      let names = try await database.read { try $0.query("SELECT COUNT(*) FROM counters WHERE name <> 'all' AND value = 1")[0].integer(0) }
      #expect(names == 286)
    }
  }

  @Test("a body that goes on after a failed statement is undone all the same", arguments: Engine.allCases)
  func swallowed(engine: Engine) async throws {
    try await TestDatabase.with(engine) { database in
      try await database.write { try Self.add("a", in: $0) }
      await #expect(throws: StorageError.self) {
        try await database.write { tx in
          try Self.add("b", in: tx)
          _ = try? tx.execute("INSERT INTO counters VALUES ('a', 1)")
          #expect(throws: StorageError.self) { try tx.query("SELECT 1") }
        }
      }
      let (a, b) = (try await Self.value("a", in: database), try await Self.value("b", in: database))
      #expect(a == 1 && b == nil)
    }
  }

  @Test("1,000 concurrent writes from two sides lose nothing", arguments: Engine.allCases)
  func noLostUpdate(engine: Engine) async throws {
    try await TestDatabase.withSetting(engine) { setting, _ in
      let sides = [try await openDatabase(setting, readers: 1), try await openDatabase(setting, readers: 1)]
      try await migrate(sides[0], [TestDatabase.counters])
      try await sides[0].write { _ = try $0.execute("INSERT INTO counters VALUES ('one', 0)") }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for index in 0..<1_000 {
          let side = sides[index % 2]
          group.addTask {
            try await Self.patiently {
              try await side.write { tx in
                // Read and write apart: only a true order of the writers gets this right.
                let value = try tx.first("SELECT value FROM counters WHERE name = 'one'")?.integer(0) ?? 0
                try tx.execute("UPDATE counters SET value = $1 WHERE name = 'one'", [.integer(value + 1)])
              }
            }
          }
        }
        try await group.waitForAll()
      }
      for side in sides {
        let value = try await Self.value("one", in: side)
        #expect(value == 1_000)
        await side.close()
      }
    }
  }

  /// Asks again where the other side held the file too long, as the refusal says: nothing was written then.
  private static func patiently(_ work: @Sendable () async throws -> Void) async throws {
    while true {
      do { return try await work() } catch StorageError.busy { continue }
    }
  }

  @Test("a read sees one state from its first statement to its last", arguments: Engine.allCases)
  func snapshot(engine: Engine) async throws {
    try await TestDatabase.with(engine) { database in
      try await database.write { try Self.add("a", in: $0) }
      let (begun, startWriting) = AsyncStream<Void>.makeStream()
      let gate = Gate()
      async let seen = database.read { tx in
        let first = try tx.query("SELECT value FROM counters WHERE name = 'a'")[0].integer(0)
        startWriting.finish()
        gate.wait()
        return [first, try tx.query("SELECT value FROM counters WHERE name = 'a'")[0].integer(0)]
      }
      for await _ in begun {}
      try await database.write { try Self.add("a", in: $0) }
      gate.open()
      let values = try await seen
      #expect(values == [1, 1])
      let now = try await Self.value("a", in: database)
      #expect(now == 2)
    }
  }

  @Test("a read can't write", arguments: Engine.allCases)
  func readOnly(engine: Engine) async throws {
    try await TestDatabase.with(engine) { database in
      await #expect(throws: StorageError.self) { try await database.read { try Self.add("a", in: $0) } }
      let value = try await Self.value("a", in: database)
      #expect(value == nil)
    }
  }

  @Test("rows one by one, more than a batch, with statements in between", arguments: Engine.allCases)
  func forEach(engine: Engine) async throws {
    try await TestDatabase.with(engine) { database in
      try await database.write { tx in
        for index in 0..<2_345 { try tx.execute("INSERT INTO counters VALUES ($1, $2)", [.text("n\(index)"), .integer(Int64(index))]) }
      }
      let (count, sum) = try await database.read { tx in
        var (count, sum) = (0, Int64(0))
        try tx.forEach("SELECT name, value FROM counters WHERE value >= $1 ORDER BY value", [5]) { row in
          count += 1
          if count % 500 == 0 { sum += try tx.query("SELECT value FROM counters WHERE name = $1", [row[0]])[0].integer(0) }
        }
        #expect(throws: Undo.self) { try tx.forEach("SELECT 1", []) { _ in throw Undo() } }
        return (count, sum)
      }
      #expect(count == 2_340)
      #expect(sum == 504 + 1_004 + 1_504 + 2_004)
    }
  }

  @Test("errors have names, and no values in them", arguments: Engine.allCases)
  func errors(engine: Engine) async throws {
    try await TestDatabase.with(engine) { database in
      try await database.write { _ = try $0.execute("INSERT INTO counters VALUES ('secret', 1)") }
      func error(_ sql: String, _ arguments: [SQLValue] = []) async -> StorageError? {
        do { try await database.write { _ = try $0.execute(sql, arguments) } } catch { return error as? StorageError }
        return nil
      }
      let duplicate = await error("INSERT INTO counters VALUES ($1, 1)", ["secret"])
      #expect(duplicate?.code == "storage.constraint")
      #expect(duplicate?.engineCode == (engine == .sqlite ? "SQLITE_1555" : "23505"))
      #expect(duplicate.map { $0.description.contains("secret") } == false)
      let check = await error("INSERT INTO counters VALUES ('x', -1)")
      #expect(check?.engineCode == (engine == .sqlite ? "SQLITE_275" : "23514"))
      let missing = await error("INSERT INTO nowhere VALUES (1)")
      #expect(missing?.code == "storage.statement")
      let null = await error("INSERT INTO counters VALUES ($1, 1)", ["a\u{0}b"])
      #expect(null == .textNotStorable)
      let fine = await error("INSERT INTO counters VALUES ('y', 1)")
      #expect(fine == nil)
    }
  }

  @Test("a closed database says so", arguments: Engine.allCases)
  func closed(engine: Engine) async throws {
    try await TestDatabase.withSetting(engine) { setting, _ in
      let database = try await openDatabase(setting, readers: 1)
      await database.close()
      await #expect(throws: StorageError.closed) { try await database.write { _ = try $0.query("SELECT 1") } }
      await #expect(throws: StorageError.closed) { try await database.read { _ = try $0.query("SELECT 1") } }
    }
  }

  @Test("commits are durable: full sync and WAL, or synchronous commit", arguments: Engine.allCases)
  func durable(engine: Engine) async throws {
    try await TestDatabase.with(engine) { database in
      let found = try await database.write { tx in
        switch tx.engine {
        case .sqlite:
          [try tx.query("PRAGMA synchronous")[0][0], try tx.query("PRAGMA journal_mode")[0][0], try tx.query("PRAGMA foreign_keys")[0][0]]
        case .postgresql: [try tx.query("SHOW synchronous_commit")[0][0], try tx.query("SHOW fsync")[0][0]]
        }
      }
      #expect(found == (engine == .sqlite ? [2, "wal", 1] : ["on", "on"]))
    }
  }
}

/// Holds a thread until it is opened.
final class Gate: @unchecked Sendable {
  private let semaphore = DispatchSemaphore(value: 0)
  func wait() { semaphore.wait() }
  func open() { semaphore.signal() }
}
