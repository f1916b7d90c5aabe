import Casework
import Foundation
import Policy
import Storage
import TestAccounts
import TestDatabases
import Testing
import Values

@testable import Service

/// What an enterprise reads of its own claims.
struct ClaimantTests {
  private static func with(_ body: (CaseService, ManualTime) async throws -> Void) async throws {
    try await TestDatabase.with { database, folder in
      let time = ManualTime(try #require(Moment("2026-03-05T02:00:00.000Z")))
      let services = try await Services.prepare(
        book: try Town.book.get(), database: database, files: try FileStore(root: folder + "/files"), keys: Workbench.keys, time: time)
      do {
        try await services.enrol([actor, stranger])
        try await body(services.cases, time)
        await services.close()
      } catch {
        await services.close()
        throw error
      }
    }
  }

  private static let actor = Actor(account: "a", role: .enterprise, enterprise: "E1")
  private static let stranger = Actor(account: "b", role: .enterprise, enterprise: "E2")

  @Test("one's own claims, the latest first, and nobody else's")
  func own() async throws {
    try await Self.with { cases, time in
      let measures = cases.book.procedures[0].measures
      let first = try await cases.draft(measure: measures[0], enterpriseName: "演示", content: Content(), by: Self.actor)
      time.advance(seconds: 60)
      let second = try await cases.draft(measure: measures[1], enterpriseName: "演示", content: Content(), by: Self.actor)
      time.advance(seconds: 60)
      _ = try await cases.save(Content(particulars: ["exhibition_name": "演示展"]), case: first.id, by: Self.actor)
      let own = try await cases.own(by: Self.actor).items
      #expect(own.map(\.state.id) == [second.id, first.id])
      #expect(own.map(\.createdAt) == ["2026-03-05T02:01:00.000Z", "2026-03-05T02:00:00.000Z"])
      #expect(own.map(\.updatedAt) == ["2026-03-05T02:01:00.000Z", "2026-03-05T02:02:00.000Z"])
      let page = try await cases.own(limit: 1, by: Self.actor)
      #expect(page.items.map(\.state.id) == [second.id] && page.next != nil)
      let rest = try await cases.own(after: page.next, limit: 1, by: Self.actor)
      #expect(rest.items.map(\.state.id) == [first.id] && rest.next == nil)
      #expect(try await cases.own(.handedIn, by: Self.actor).items.isEmpty)
      #expect(try await cases.own(by: Self.stranger).items.isEmpty)
      await #expect(throws: Refusal.notYourRole) { try await cases.own(by: Actor(account: "c", role: .auditor)) }
    }
  }

  @Test("a preview is what handing in would record, keeps nothing, and is nobody else's")
  func preview() async throws {
    try await Self.with { cases, _ in
      let state = try await cases.draft(
        measure: "jm2025-61.9.1.1.foreign", enterpriseName: "演示", content: Content(facts: ["exhibition_in_key_plan": "false"]),
        by: Self.actor)
      let answer = try await cases.preview(case: state.id, by: Self.actor)
      #expect(answer.decision.outcome == .ineligible)
      #expect(answer.asOf == CivilDate("2026-03-05"))
      #expect(try await cases.read(case: state.id, by: Self.actor) == state)
      #expect(try await cases.codedPapers(case: state.id, by: Self.actor).isEmpty)
      await #expect(throws: Refusal.noSuchCase) { try await cases.preview(case: state.id, by: Self.stranger) }
      await #expect(throws: Refusal.noSuchCase) { try await cases.codedPapers(case: state.id, by: Self.stranger) }
    }
  }
}
