import Crypto
import Foundation
import TestDatabases
import TestSupport
import Testing

@testable import Storage

/// A backup is complete, and restores into either engine.
struct BackupTests {
  /// A table with every kind of value, one that refers to it, and one that its migration fills.
  static let migrations = [
    TestDatabase.counters,
    Migration(
      name: "test-2-kept",
      statements: [
        "CREATE TABLE kept (id {bigint} NOT NULL PRIMARY KEY, i {bigint}, t {text}, b {blob}) {strict}",
        "CREATE TABLE child (name {text} NOT NULL PRIMARY KEY, kept {bigint} NOT NULL REFERENCES kept (id)) {strict}",
        "INSERT INTO kept VALUES (77, 7, 'from the migration', NULL)",
      ]),
  ]
  static let later = Migration(name: "test-3-later", statements: ["ALTER TABLE kept ADD COLUMN note {text}", "UPDATE kept SET note = t"])

  static let queries = [
    "SELECT * FROM events ORDER BY seq", "SELECT * FROM event_head", "SELECT id, i, t, b FROM kept ORDER BY id",
    "SELECT * FROM child ORDER BY name",
    "SELECT owner, key, request_sha256, status, response, at FROM idempotency ORDER BY key",
    "SELECT stream, events FROM stream_counts ORDER BY stream", "SELECT seq, body FROM last_body",
    "SELECT name, version, seq FROM projections ORDER BY name",
    "SELECT name, sha256 FROM schema_migrations WHERE name <> 'test-3-later' ORDER BY name",
  ]

  static func state(_ database: any Database) async throws -> [[Row]] {
    try await database.read { tx in try Self.queries.map { try tx.query($0) } }
  }

  /// A database with something in every table, its files, and a folder for backups.
  static func withSource(_ engine: Engine, _ body: (any Database, FileStore, String) async throws -> Void) async throws {
    try await TestDatabase.withSetting(engine) { setting, folder in
      let database = try await openDatabase(setting, readers: 2)
      let files = try FileStore(root: folder + "/files")
      try await migrate(database, Self.migrations)
      try await ProjectionTests.set.prepare(database)
      try await ProjectionTests.append(1_234, to: database, with: ProjectionTests.set)
      try await database.write { tx in
        try tx.execute("DELETE FROM kept")
        for index in 0..<700 {
          // Nulls in every place: the server has to find the type of each by itself.
          let values: [SQLValue] = [
            .integer(Int64(index)), index % 3 == 0 ? nil : .integer(Int64.min + Int64(index)),
            index % 5 == 0 ? nil : .text("惠企\u{1}\u{1F}\n\t\"\\/ \u{2028}😀 \(index)"),
            index % 7 == 0 ? nil : .blob([0, 255, UInt8(index % 256)]),
          ]
          try tx.execute("INSERT INTO kept VALUES ($1, $2, $3, $4)", values)
        }
        try tx.execute("INSERT INTO child VALUES ('a', 5), ('b', 699)")
        try IdempotencyTests.remember("k", "o", "h", at: EventLogTests.at, in: tx)
      }
      for content in [FileStoreTests.pdf, FileStoreTests.png] { _ = try await files.put(content, limit_bytes: 1 << 20) }
      do { try await body(database, files, folder) } catch {
        await database.close()
        throw error
      }
      await database.close()
      await files.close()
    }
  }

  static func restore(
    _ path: String, into engine: Engine, _ check: (any Database, FileStore, Result<BackupManifest, any Error>) async throws -> Void
  ) async throws {
    try await TestDatabase.withSetting(engine) { setting, folder in
      let database = try await openDatabase(setting, readers: 2)
      let files = try FileStore(root: folder + "/files")
      let result: Result<BackupManifest, any Error>
      do {
        result = .success(
          try await Backup.restore(
            from: path, into: database, files: files, migrations: Self.migrations + [Self.later], projections: ProjectionTests.set))
      } catch { result = .failure(error) }
      try await check(database, files, result)
      await database.close()
      await files.close()
    }
  }

  @Test("a backup that lacks a file the log names is neither made nor restored", arguments: Engine.allCases)
  func named(engine: Engine) async throws {
    try await Self.withSource(engine) { database, files, folder in
      let kept = try await files.put(FileStoreTests.pdf, limit_bytes: 1 << 20)
      let gone = String(repeating: "f", count: 64)
      let complete: Backup.Naming = { _ in [kept.sha256: kept.size_bytes] }
      let incomplete: Backup.Naming = { _ in [kept.sha256: kept.size_bytes, gone: 5] }
      await #expect(throws: BackupError.fileMissing(sha256: gone)) {
        try await Backup.write(database, files: files, projections: ProjectionTests.set, naming: incomplete, to: folder + "/none")
      }
      #expect(!FileManager.default.fileExists(atPath: folder + "/none"))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).allSatisfy { !$0.contains("partial") })
      let path = folder + "/backup"
      let manifest = try await Backup.write(database, files: files, projections: ProjectionTests.set, naming: complete, to: path)
      #expect(manifest.files == 2)
      for (naming, isWhole) in [(complete, true), (incomplete, false)] {
        try await TestDatabase.withSetting(engine) { setting, other in
          let target = try await openDatabase(setting, readers: 2)
          let store = try FileStore(root: other + "/files")
          let result: Result<BackupManifest, any Error>
          do {
            result = .success(
              try await Backup.restore(
                from: path, into: target, files: store, migrations: Self.migrations, projections: ProjectionTests.set, naming: naming))
          } catch { result = .failure(error) }
          if isWhole {
            #expect(try result.get() == manifest)
          } else {
            #expect(throws: BackupError.fileMissing(sha256: gone)) { try result.get() }
            #expect(try await target.read { tx in try TableCatalogue.tables(in: tx) } == [])
          }
          await target.close()
          await store.close()
        }
      }
    }
  }

  @Test("from each engine into each", arguments: Engine.allCases, Engine.allCases)
  func roundTrip(from: Engine, to: Engine) async throws {
    try await Self.withSource(from) { database, files, folder in
      let path = folder + "/backup"
      let manifest = try await Backup.write(database, files: files, projections: ProjectionTests.set, to: path)
      #expect(manifest.events == 1_234 && manifest.files == 2 && manifest.engine == from)
      #expect(manifest.parts.map(\.table) == ["events", "idempotency", "counters", "kept", "child", nil])
      #expect(manifest.parts.map(\.rows) == [1_234, 1, 0, 700, 2, 2])
      let before = try await Self.state(database)
      try await Self.restore(path, into: to) { restored, kept, result in
        let read = try result.get()
        #expect(read == manifest)
        let after = try await Self.state(restored)
        #expect(after == before)
        let (noted, intact) = try await restored.read {
          (try $0.query("SELECT COUNT(*) FROM kept WHERE note = t")[0].integer(0), try EventLog.verify(in: $0))
        }
        #expect(noted == 560 && intact.isIntact(1_234))
        let hashes = try await kept.run { try kept.all() }
        let original = try await files.run { try files.all() }
        #expect(hashes == original && hashes.count == 2)
        // It goes on where it was.
        try await ProjectionTests.append(1, to: restored, with: ProjectionTests.set)
        // A second restore finds it full.
        await #expect(throws: BackupError.targetNotEmpty) {
          try await Backup.restore(
            from: path, into: restored, files: kept, migrations: Self.migrations + [Self.later], projections: ProjectionTests.set)
        }
      }
      await #expect(throws: BackupError.targetExists) {
        try await Backup.write(database, files: files, projections: ProjectionTests.set, to: path)
      }
      let entries = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasPrefix("backup") }
      #expect(entries == ["backup"])
    }
  }

  @Test("a backup under write load is one moment", arguments: Engine.allCases)
  func underLoad(engine: Engine) async throws {
    try await Self.withSource(engine) { database, files, folder in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<4 {
          group.addTask { for _ in 0..<25 { try await ProjectionTests.append(2, to: database, with: ProjectionTests.set) } }
        }
        try await Backup.write(database, files: files, projections: ProjectionTests.set, to: folder + "/backup")
        try await group.waitForAll()
      }
      try await Self.restore(folder + "/backup", into: .sqlite) { restored, _, result in
        let manifest = try result.get()
        let head = try await restored.read { try EventLog.head(in: $0) }
        #expect(head.seq == manifest.events && head.seq >= 1_234 && head.seq % 2 == 0)
      }
    }
  }

  /// Ways to spoil a backup, and what the restore says.
  static let spoiling: [(name: String, spoil: @Sendable (String) throws -> Void, error: BackupError)] = [
    ("no manifest", { try FileManager.default.removeItem(atPath: $0 + "/manifest.json") }, .notABackup),
    ("a later format", { try replace("huiqi-backup-1", "huiqi-backup-2", in: $0 + "/manifest.json") }, .notABackup),
    ("a path in the manifest", { try replace("tables/kept.jsonl", "tables/../../kept.jsonl", in: $0 + "/manifest.json") }, .notABackup),
    (
      "a path as a table",
      { try replace("tables/kept.jsonl", "tables/../x.jsonl", also: "\"kept\"", "\"../x\"", in: $0 + "/manifest.json") }, .notABackup
    ),
    ("a table forgotten", { try forget("kept", in: $0) }, .damaged(part: "tables/child.jsonl")),
    ("a table missing", { try FileManager.default.removeItem(atPath: $0 + "/tables/kept.jsonl") }, .damaged(part: "tables/kept.jsonl")),
    ("a byte of a table", { try replace("惠企", "惠民", in: $0 + "/tables/kept.jsonl") }, .damaged(part: "tables/kept.jsonl")),
    (
      "a body of an event", { try replace("\\\"n\\\":7", "\\\"n\\\":8", in: $0 + "/tables/events.jsonl") },
      .damaged(part: "tables/events.jsonl")
    ),
    ("a file missing", { try FileManager.default.removeItem(atPath: $0 + "/" + file) }, .damaged(part: "files/" + hash)),
    (
      "a file changed", { try Data(FileStoreTests.pdf.map { $0 ^ 1 }).write(to: URL(fileURLWithPath: $0 + "/" + file)) },
      .damaged(part: "files/" + hash)
    ),
    (
      "a file cut", { try Data(FileStoreTests.pdf.dropLast()).write(to: URL(fileURLWithPath: $0 + "/" + file)) },
      .damaged(part: "files/" + hash)
    ),
    ("an event changed with its part's hash", { try forge($0) }, .chainBroken(at: 8)),
  ]
  static let hash = Hex.text(SHA256.hash(data: FileStoreTests.pdf))
  static let file = "files/\(hash.prefix(2))/\(hash.dropFirst(2).prefix(2))/\(hash)"

  static func replace(_ old: String, _ new: String, also other: String = "", _ newer: String = "", in path: String) throws {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let changed = text.replacingOccurrences(of: old, with: new).replacingOccurrences(of: other, with: newer)
    try #require(changed != text)
    try changed.write(toFile: path, atomically: false, encoding: .utf8)
  }

  /// Takes a table out of the manifest.
  static func forget(_ table: String, in path: String) throws {
    let whole = try Backup.manifest(of: path)
    let less = BackupManifest(
      format: whole.format, created: whole.created, engine: whole.engine, events: whole.events, head: whole.head, files: whole.files,
      files_bytes: whole.files_bytes, migrations: whole.migrations, parts: whole.parts.filter { $0.table != table && $0.table != "child" })
    try JSONEncoder().encode(less).write(to: URL(fileURLWithPath: path + "/manifest.json"))
  }

  /// Changes an event, and the manifest so that it agrees.
  static func forge(_ path: String) throws {
    let events = path + "/tables/events.jsonl"
    let old = try BackupReader.hash(path: events, name: "")
    try replace("\\\"n\\\":7}", "\\\"n\\\":8}", in: events)
    try replace(old, try BackupReader.hash(path: events, name: ""), in: path + "/manifest.json")
  }

  @Test("a spoiled backup is refused by name, and the database stays empty", arguments: Engine.allCases)
  func spoiled(engine: Engine) async throws {
    try await Self.withSource(.sqlite) { database, files, folder in
      let good = folder + "/backup"
      try await Backup.write(database, files: files, projections: ProjectionTests.set, to: good)
      for (name, spoil, error) in Self.spoiling {
        let path = folder + "/spoiled"
        try FileManager.default.copyItem(atPath: good, toPath: path)
        try spoil(path)
        try await Self.restore(path, into: engine) { restored, _, result in
          #expect(throws: error, "\(name)") { try result.get() }
          let tables = try await restored.read { try TableCatalogue.tables(in: $0) }
          #expect(tables.isEmpty, "\(name)")
        }
        try FileManager.default.removeItem(atPath: path)
      }
    }
  }

  @Test("a damaged file stops a backup, and nothing is left of it")
  func damagedSource() async throws {
    try await Self.withSource(.sqlite) { database, files, folder in
      try Data([1, 2, 3]).write(to: URL(fileURLWithPath: "\(folder)/\(Self.file)"))
      await #expect(throws: FileStoreError.damaged(sha256: Self.hash)) {
        try await Backup.write(database, files: files, projections: ProjectionTests.set, to: folder + "/backup")
      }
      let entries = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasPrefix("backup") }
      #expect(entries.isEmpty)
    }
  }

  @Test("a backup of a newer program is refused")
  func newer() async throws {
    try await Self.withSource(.sqlite) { database, files, folder in
      try await Backup.write(database, files: files, projections: ProjectionTests.set, to: folder + "/backup")
      let other = try await openDatabase(.sqlite(path: folder + "/other.sqlite"))
      await #expect(throws: StorageError.newerDatabase(migration: "test-2-kept")) {
        try await Backup.restore(
          from: folder + "/backup", into: other, files: files, migrations: [TestDatabase.counters], projections: ProjectionTests.set)
      }
      await other.close()
    }
  }

  @Test("lines of JSON read back as written, whatever the values")
  func lines() {
    var generator = SeededGenerator(seed: 11)
    let texts = ["", "\"", "\\", "\u{1F}", "\u{7F}", "\u{2028}", "😀", "{\"hex\":\"00\"}", "null", "]", ",", "中\n文"]
    for _ in 0..<500 {
      let values: [SQLValue] = (0..<Int.random(in: 0...6, using: &generator)).map { _ in
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: .null
        case 1: .integer(Int64.random(in: .min ... .max, using: &generator))
        case 2: .text((texts.randomElement(using: &generator) ?? "") + (texts.randomElement(using: &generator) ?? ""))
        default: .blob((0..<Int.random(in: 0...4, using: &generator)).map { _ in UInt8.random(in: 0...255, using: &generator) })
        }
      }
      var bytes: [UInt8] = []
      JSONLine.append(values, to: &bytes)
      #expect(JSONLine.values(bytes) == values)
      #expect(!bytes.contains(10))
    }
    for bad in [
      "", "[", "]", "[1", "[1,]", "[1]]", "[1] ", "[\"a]", "[\"\\x\"]", "[\"\\u0041\"]", "[nul]", "[{\"hex\":\"0\"}]", "[{\"hex\":\"zz\"}]",
      "[1.5]", "[99999999999999999999]", "[--1]", "[\"\\",
    ] {
      #expect(JSONLine.values(Array(bad.utf8)) == nil, "\(bad)")
    }
    #expect(JSONLine.values(Array("[\"".utf8) + [0xFF] + Array("\"]".utf8)) == nil)
  }
}
