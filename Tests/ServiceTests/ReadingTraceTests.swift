import Casework
import Storage
import Testing
import Values

@testable import Service

/// Whoever looks into the file of a case leaves a trace, whatever part of it they ask for; once for each look.
struct ReadingTraceTests {
  @Test("every part of a file that an officer reads is written down, once", arguments: Engine.allCases)
  func trace(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      try await town.open()
      let cases = town.cases
      let state = try await town.submitted()
      let id = state.id
      let sha256 = try #require(state.decision?.recordSHA256)
      let parts: [(Actor, @Sendable (Actor) async throws -> Void)] = [
        (.first, { _ = try await cases.timeline(case: id, by: $0) }),
        (.planner, { _ = try await cases.record(sha256, case: id, by: $0) }),
        (.city, { _ = try await cases.concerns(case: id, by: $0) }),
        (.supervisor, { _ = try await cases.assessment(case: id, by: $0) }),
        (.finance, { _ = try await cases.entries(case: id, by: $0) }),
        (.payer, { _ = try await cases.read(case: id, by: $0) }),
      ]
      for (actor, read) in parts { try await read(actor) }
      #expect(
        try await cases.readings(case: id, by: .owner).map(\.account) == ["payer", "finance", "supervisor", "city", "planner", "first"])

      // One look shows all parts and is written down once.
      let look = try await cases.look(case: id, by: .auditor)
      #expect(look.state == state)
      _ = try await cases.timeline(look)
      _ = try await cases.concerns(look)
      _ = try await cases.assessment(look)
      _ = try await cases.entries(look)
      #expect(try await cases.record(sha256, look)?.contains("huiqi-decision-1") == true)
      let readers = try await cases.readings(case: id, by: .owner).map(\.account)
      #expect(readers.count == 7 && readers.first == "auditor")

      // The enterprise reads its own file without a trace; a refused look leaves none.
      #expect(try await cases.timeline(case: id, by: .owner).count == 2)
      _ = try await cases.look(case: id, by: .colleague)
      await refuses("case.not_found") { try await cases.timeline(case: id, by: .elsewhere) }
      await refuses("case.not_found") { try await cases.record(sha256, case: id, by: .rival) }
      #expect(try await cases.readings(case: id, by: .owner).count == 7)
    }
  }
}
