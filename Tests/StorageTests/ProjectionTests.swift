import TestDatabases
import Testing

@testable import Storage

/// Counts the events of each stream.
struct StreamCounts: Projection {
  static let name = "stream_counts"
  static let version: Int64 = 1
  static let tables = ["stream_counts"]
  static let statements: [Migration.Statement] = [
    "CREATE TABLE stream_counts (stream {text} NOT NULL PRIMARY KEY, events {bigint} NOT NULL) {strict}"
  ]

  func apply(_ event: LoggedEvent, in tx: any Transaction) throws {
    try tx.execute(
      "INSERT INTO stream_counts VALUES ($1, 1) ON CONFLICT (stream) DO UPDATE SET events = stream_counts.events + 1", [.text(event.stream)]
    )
  }
}

/// The same with another table, as a later program has it.
struct StreamCounts2: Projection {
  static let name = "stream_counts"
  static let version: Int64 = 2
  static let tables = ["stream_counts"]
  static let statements: [Migration.Statement] = [
    "CREATE TABLE stream_counts (stream {text} NOT NULL PRIMARY KEY, events {bigint} NOT NULL, last {bigint} NOT NULL) {strict}"
  ]

  func apply(_ event: LoggedEvent, in tx: any Transaction) throws {
    try tx.execute(
      "INSERT INTO stream_counts VALUES ($1, 1, $2) ON CONFLICT (stream) DO UPDATE SET events = stream_counts.events + 1, last = $2",
      [.text(event.stream), .integer(event.seq)])
  }
}

/// Counts events of the streams that its basis names: its rows follow from more than the log.
struct NamedCounts: Projection {
  static let name = "named_counts"
  static let version: Int64 = 1
  static let tables = ["named_counts"]
  static let statements: [Migration.Statement] = ["CREATE TABLE named_counts (seq {bigint} NOT NULL PRIMARY KEY) {strict}"]

  let basis: String

  func apply(_ event: LoggedEvent, in tx: any Transaction) throws {
    if event.stream == basis { try tx.execute("INSERT INTO named_counts VALUES ($1)", [.integer(event.seq)]) }
  }
}

/// The last event's body.
struct LastBody: Projection {
  static let name = "last_body"
  static let version: Int64 = 1
  static let tables = ["last_body"]
  static let statements: [Migration.Statement] = [
    "CREATE TABLE last_body (seq {bigint} NOT NULL PRIMARY KEY, body {text} NOT NULL) {strict}"
  ]

  func apply(_ event: LoggedEvent, in tx: any Transaction) throws {
    try tx.execute("DELETE FROM last_body")
    try tx.execute("INSERT INTO last_body VALUES ($1, $2)", [.integer(event.seq), .text(event.body)])
  }
}

/// What follows from the events follows from them however it is made.
struct ProjectionTests {
  static let set = ProjectionSet([StreamCounts(), LastBody()])

  static func append(_ count: Int, to database: any Database, with set: ProjectionSet) async throws {
    try await database.write { tx in
      let events = (0..<count).map { NewEvent(stream: "case/\($0 % 5)", type: "t", body: "{\"n\":\($0)}") }
      try set.apply(try EventLog.append(events, by: "a", role: "r", at: EventLogTests.at, in: tx), in: tx)
    }
  }

  static func state(_ database: any Database) async throws -> [[Row]] {
    try await database.read { tx in
      [
        try tx.query("SELECT stream, events FROM stream_counts ORDER BY stream"), try tx.query("SELECT seq, body FROM last_body"),
        try tx.query("SELECT name, version, seq FROM projections ORDER BY name"),
      ]
    }
  }

  @Test("a rebuild gives what the events gave one by one", arguments: Engine.allCases)
  func rebuild(engine: Engine) async throws {
    try await TestDatabase.with(engine) { database in
      try await Self.set.prepare(database)
      for count in [1, 7, 1_500, 2] { try await Self.append(count, to: database, with: Self.set) }
      let before = try await Self.state(database)
      #expect(before[0].map { $0.integer(1) } == [304, 303, 301, 301, 301])
      #expect(before[2] == [Row(["last_body", 1, 1_510]), Row(["stream_counts", 1, 1_510])])
      try await database.write { _ = try $0.execute("UPDATE stream_counts SET events = 0") }
      try await Self.set.rebuild(database)
      let after = try await Self.state(database)
      #expect(after == before)
    }
  }

  @Test("another basis is built at start, the same is not", arguments: Engine.allCases)
  func basis(engine: Engine) async throws {
    try await TestDatabase.with(engine) { database in
      func rows() async throws -> [Int64] {
        try await database.read { try $0.query("SELECT seq FROM named_counts ORDER BY seq").map { $0.integer(0) } }
      }
      let first = ProjectionSet([NamedCounts(basis: "case/1"), LastBody()])
      try await first.prepare(database)
      try await Self.append(12, to: database, with: first)
      #expect(try await rows() == [2, 7, 12])
      let second = ProjectionSet([NamedCounts(basis: "case/2"), LastBody()])
      try await second.prepare(database)
      #expect(try await rows() == [3, 8])
      try await Self.append(3, to: database, with: second)
      #expect(try await rows() == [3, 8, 15])
      // Nothing is made anew: the row that is gone stays gone.
      try await database.write { _ = try $0.execute("DELETE FROM named_counts WHERE seq = 3") }
      try await second.prepare(database)
      #expect(try await rows() == [8, 15])
    }
  }

  @Test("a new version and a new projection are built at start, the others stay", arguments: Engine.allCases)
  func versions(engine: Engine) async throws {
    try await TestDatabase.with(engine) { database in
      let old = ProjectionSet([StreamCounts()])
      try await old.prepare(database)
      try await Self.append(12, to: database, with: old)
      let new = ProjectionSet([StreamCounts2(), LastBody()])
      try await new.prepare(database)
      try await Self.append(1, to: database, with: new)
      let rows = try await database.read { try $0.query("SELECT stream, events, last FROM stream_counts ORDER BY stream") }
      #expect(
        rows == [Row(["case/0", 4, 13]), Row(["case/1", 3, 12]), Row(["case/2", 2, 8]), Row(["case/3", 2, 9]), Row(["case/4", 2, 10])])
      let state = try await Self.state(database)
      #expect(state[1] == [Row([13, "{\"n\":0}"])])
      #expect(state[2] == [Row(["last_body", 1, 13]), Row(["stream_counts", 2, 13])])
      let fewer = ProjectionSet([LastBody()])
      try await fewer.prepare(database)
      try await Self.append(1, to: database, with: fewer)
    }
  }

  @Test("an append past the projections is refused whole, and made good at start", arguments: Engine.allCases)
  func behind(engine: Engine) async throws {
    try await TestDatabase.with(engine) { database in
      try await Self.set.prepare(database)
      try await Self.append(3, to: database, with: Self.set)
      try await EventLogTests.fill(database, count: 4)
      await #expect(throws: StorageError.projectionBehind(name: "last_body")) { try await Self.append(1, to: database, with: Self.set) }
      let head = try await database.read { try EventLog.head(in: $0) }
      #expect(head.seq == 7)
      try await Self.set.prepare(database)
      try await Self.append(1, to: database, with: Self.set)
      let state = try await Self.state(database)
      #expect(state[2] == [Row(["last_body", 1, 8]), Row(["stream_counts", 1, 8])])
    }
  }
}
