import Casework
import Storage
import Testing
import Values

@testable import Service

/// What days do to drafts before a call closes, and to what is kept for a time only.
struct RemindersTests {
  private func draft(_ town: Town, _ measure: String = Town.exhibition, by actor: Actor = .owner) async throws -> String {
    try await town.cases.draft(
      measure: measure, enterpriseName: actor.name, content: Content(), by: actor, evenIfOneExists: true
    ).id
  }

  private func messages(_ town: Town, _ actor: Actor) async throws -> [TeamMessage] {
    try await town.cases.messages(by: actor).items.map(\.message)
  }

  @Test("a draft is called to mind once, in the last 48 hours of its call, to the whole team", arguments: Engine.allCases)
  func once(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      try await town.open()
      let id = try await draft(town)
      let handedIn = try await town.submitted()
      // The call ends with 31 December: 48 hours before are the beginning of the 30th.
      try town.until("2025-12-29", at: "23:59")
      #expect(try await town.cases.tick().done == 0)
      try town.until("2025-12-30", at: "00:00")
      #expect(try await town.cases.tick().done == 1)
      #expect(try await town.cases.tick().done == 0)
      let expected = TeamMessage(
        caseID: id, enterprise: try #require(Actor.owner.enterprise),
        content: .draftClosing(call: "C2025-001", closes: try town.day("2025-12-31")))
      #expect(try await messages(town, .owner) == [expected])
      #expect(try await messages(town, .colleague) == [expected])
      #expect(try await messages(town, .rival) == [])
      await refuses("case.not_your_role") { try await town.cases.messages(by: .supervisor) }
      // It is nobody's change: whoever has the draft open goes on.
      #expect(try await town.state(id).version == 1)
      #expect(try await town.cases.timeline(case: id, by: .owner).count == 1)
      #expect(try await town.state(handedIn.id).position != .draft)
      try town.until("2025-12-31", at: "12:00")
      #expect(try await town.cases.tick().done == 0)
      // After the end nothing is lost: the draft is missed, and can be read.
      #expect(try await town.wake(on: "2026-01-01") == 1)
      #expect(try await town.place(id) == "missed")
      #expect(try await town.cases.read(case: id, by: .colleague).id == id)
      #expect(try await messages(town, .owner).count == 1)
      try await town.audit()
    }
  }

  @Test("a call that goes on for longer, or begins later, keeps a draft quiet; the next call reminds again", arguments: Engine.allCases)
  func calls(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      let announce = { (opens: String, closes: String, measures: [String]) in
        _ = try await town.cases.announceCall(
          procedure: Town.procedure, title: "通知", opens: town.day(opens), closes: town.day(closes), measures: measures, by: .city)
      }
      try await announce("2025-09-01", "2025-09-30", [])
      try await announce("2025-09-01", "2025-10-31", [Town.creditReports])
      let first = try await draft(town)
      _ = try await draft(town, Town.creditReports)
      #expect(try await town.wake(on: "2025-09-29") == 1)
      #expect(try await messages(town, .owner).map(\.caseID) == [first])
      // Announced anew before it closed, the draft goes on, and is called to mind once more at the new end.
      try await announce("2025-09-30", "2025-11-14", [Town.exhibition])
      #expect(try await town.wake(on: "2025-10-10") == 0)
      #expect(try await town.wake(on: "2025-11-13") == 2)
      #expect(try await messages(town, .owner).map(\.caseID) == [first, first])
    }
  }

  @Test("lists of messages go on from page to page", arguments: Engine.allCases)
  func pages(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      try await town.open()
      var ids: [String] = []
      for _ in 0..<5 { ids.append(try await draft(town)) }
      #expect(try await town.wake(on: "2025-12-31") == 5)
      var seen: [String] = []
      var before: Int64?
      repeat {
        let page = try await town.cases.messages(before: before, limit: 2, by: .owner)
        #expect(page.items.count <= 2)
        seen += page.items.map(\.message.caseID)
        before = page.next.flatMap { Int64($0) }
      } while before != nil
      #expect(seen == ids.reversed())
      #expect(try await town.cases.messages(case: ids[1], by: .owner).items.map(\.message.caseID) == [ids[1]])
      #expect(try await town.cases.messages(since: town.time.now().adding(seconds: 1), by: .owner).items.isEmpty)
    }
  }

  @Test("answers under keys go after their time, and not before a week", arguments: Engine.allCases)
  func keys(_ engine: Engine) async throws {
    var settings = CaseSettings()
    settings.keyLife_days = 10
    try await Town.with(engine, settings) { town in
      let once = Once(key: "k", owner: "owner", requestCode: "1")
      let make = { @Sendable in
        try await town.cases.draft(
          measure: Town.exhibition, enterpriseName: Actor.owner.name, content: Content(), by: .owner, once: once, evenIfOneExists: true
        ).id
      }
      let first = try await make()
      town.time.advance(seconds: 10 * 86_400)
      try await town.services.purge()
      #expect(try await make() == first)
      town.time.advance(seconds: 1)
      try await town.services.purge()
      #expect(try await make() != first)
    }
    settings.keyLife_days = 0
    try await Town.with(engine, settings) { town in
      let once = Once(key: "k", owner: "owner", requestCode: "1")
      let make = { @Sendable in
        try await town.cases.draft(
          measure: Town.exhibition, enterpriseName: Actor.owner.name, content: Content(), by: .owner, once: once, evenIfOneExists: true
        ).id
      }
      let first = try await make()
      town.time.advance(seconds: 7 * 86_400)
      try await town.services.purge()
      #expect(try await make() == first)
    }
  }
}
