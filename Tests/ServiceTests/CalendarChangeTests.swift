import Casework
import Foundation
import Policy
import Storage
import TestAccounts
import TestDatabases
import TestSupport
import Testing
import Values

@testable import Service

/// What happens to days already counted when the State Council publishes the days off of another year.
struct CalendarChangeTests {
  /// The packages as they were before the days of 2026 were published.
  private static let earlier = Result { () throws -> PolicyBook in
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("huiqi-policies-" + UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.copyItem(at: Repository.policies, to: folder)
    let file = folder.appendingPathComponent("calendar/cn.yaml")
    let text = try String(contentsOf: file, encoding: .utf8)
    let start = try #require(text.range(of: "\n  2026:"))
    try (String(text[..<start.lowerBound]) + "\n").write(to: file, atomically: true, encoding: .utf8)
    return try PolicyBook.load(folder: folder.path).get()
  }

  /// Runs a body in a town that begins with the earlier calendar; `published` starts it again with the days of 2026.
  private static func with(_ engine: Engine, _ body: (Town, _ published: () async throws -> Town) async throws -> Void) async throws {
    try await TestDatabase.with(engine) { database, folder in
      let time = ManualTime(try #require(Moment("2025-12-01T09:00:00+08:00")))
      let files = try FileStore(root: folder + "/files")
      var begun: [Services] = []
      func town(_ book: PolicyBook) async throws -> Town {
        let services = try await Services.prepare(book: book, database: database, files: files, keys: Workbench.keys, time: time)
        begun.append(services)
        return Town(services: services, time: time)
      }
      let result: Result<Void, any Error>
      do {
        let first = try await town(earlier.get())
        try await first.services.enrol(Actor.cast)
        result = .success(try await body(first) { try await town(Town.book.get()) })
      } catch { result = .failure(error) }
      for services in begun { await services.accounts.close() }
      await files.close()
      try result.get()
    }
  }

  private static func dueDay(_ id: String, _ town: Town) async throws -> String? {
    try await town.services.database.read { tx in
      try tx.first("SELECT due_day FROM cases WHERE id = $1", [.text(id)])?.optionalText(0)
    }
  }

  @Test("last days that were kept follow the new calendar, and the audit finds nothing", arguments: Engine.allCases)
  func kept(_ engine: Engine) async throws {
    try await Self.with(engine) { town, published in
      try await town.open()
      try town.until("2025-12-15")
      let id = try await town.submitted().id
      let before = try await Self.dueDay(id, town)
      let after = try await published()
      let due = try #require(try await town.state(id).clock?.deadline(Town.book.get().calendar)).date.description
      #expect(before != due)
      #expect(try await Self.dueDay(id, after) == due)
      let report = try await Audit(after.services).run()
      #expect(report.results.filter { $0.check != .files }.allSatisfy { $0.difference == nil }, "\(report)")
      // Started again with the same calendar, nothing is made anew.
      let seq = try await after.services.database.read { try $0.query("SELECT MIN(seq) FROM projections")[0].integer(0) }
      #expect(seq > 0)
    }
  }

  @Test("a notice that turns out longer stays open for objections until the day it can close", arguments: Engine.allCases)
  func notice(_ engine: Engine) async throws {
    try await Self.with(engine) { town, published in
      try await town.open()
      let state = try await town.reviewed()
      try town.until("2025-12-29")
      let notice = try await town.cases.openNotice(procedure: Town.procedure, cases: [state.id], by: .city)
      let (told, moved) = (try town.day("2026-01-05"), try town.day("2026-01-06"))
      #expect(notice.closes == told && notice.isProvisional)
      // 1 and 2 January are off, the 4th, a Sunday, is worked: the fifth day is the 6th.
      let after = try await published()
      #expect(try await after.cases.notice(notice.id).notice == notice)
      #expect(try await after.cases.notices().items.map(\.closes) == [moved])
      #expect(try await after.wake(on: "2026-01-06") == 0)
      let objection = try await after.object(to: notice, state.id)
      #expect(objection.caseID == state.id)
      #expect(try await after.wake(on: "2026-01-07") == 1)
      #expect(try await after.cases.notice(notice.id).isClosed)
      await refuses("objection.notice_closed") { try await after.object(to: notice, state.id) }
    }
  }
}
