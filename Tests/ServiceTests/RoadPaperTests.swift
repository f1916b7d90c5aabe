import Casework
import Storage
import Testing
import Values

@testable import Service

/// Papers of claims, lists of plans and reports, the log for the auditor, and acts about accounts that are done once.
struct RoadPaperTests {
  @Test("a paper is handed in once, taken out by name, and never named by somebody who did not hand it in", arguments: Engine.allCases)
  func papers(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      let draft = try await town.cases.draft(
        measure: Town.exhibition, enterpriseName: Actor.owner.name, content: Content(), by: .owner)
      let licence = town.file("licence")
      let added = try await town.cases.add(licence, case: draft.id, version: 1, by: .owner)
      #expect(added.content.papers == [licence])
      #expect(try await town.cases.add(licence, case: draft.id, by: .colleague).content.papers == [licence])
      await refuses("paper.unknown") { try await town.cases.add(town.file("policy"), case: draft.id, by: .owner) }
      await refuses("case.not_found") { try await town.cases.add(licence, case: draft.id, by: .rival) }
      let stated = Content(particulars: ["exhibition_name": "示例展"])
      let kept = try await town.cases.state(stated, keeping: nil, case: draft.id, by: .owner)
      #expect(kept.content.papers == [licence] && kept.content.particulars == stated.particulars)
      let other = CaseService.PaperName(kind: "licence", sha256: String(repeating: "b", count: 64))
      await refuses("paper.not_uploaded") { try await town.cases.state(stated, keeping: [other], case: draft.id, by: .owner) }
      let none = try await town.cases.state(stated, keeping: [], case: draft.id, by: .owner)
      #expect(none.content.papers == [])
      let theirs = try await town.cases.draft(
        measure: Town.exhibition, enterpriseName: Actor.rival.name, content: Content(), by: .rival)
      let mine = CaseService.PaperName(kind: licence.kind, sha256: licence.sha256)
      await refuses("paper.not_uploaded") { try await town.cases.state(stated, keeping: [mine], case: theirs.id, by: .rival) }
      try await town.audit()
    }
  }

  @Test("a fact's value is one value, and no way to state another fact")
  func oneValue() async throws {
    try await Town.with(.sqlite) { town in
      var content = try town.exhibition()
      content.facts["participation_booths"] = "2, \"claim_other_subsidy_usd\": 1"
      let stated = content
      await refuses("facts.invalid") {
        try await town.cases.draft(measure: Town.exhibition, enterpriseName: Actor.owner.name, content: stated, by: .owner)
      }
      var broken = try town.exhibition()
      broken.facts["participation_booths"] = "}"
      let wrong = broken
      await refuses("facts.invalid") {
        try await town.cases.draft(measure: Town.exhibition, enterpriseName: Actor.owner.name, content: wrong, by: .owner)
      }
    }
  }

  @Test("a district sees its own plans and reports; the city all", arguments: Engine.allCases)
  func paperwork(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      try await town.open()
      var ids: [String] = []
      for number in 0..<3 { ids.append(try await town.accepted(Town.exhibition, town.exhibition("示例展\(number)")).id) }
      for id in ids { _ = try await town.cases.proposePlan(procedure: Town.procedure, cases: [id], by: .planner) }
      let first = try await town.cases.plans(limit: 2, by: .city)
      #expect(first.items.map(\.id) == ["P2025-0003", "P2025-0002"] && first.next == "P2025-0002")
      #expect(try await town.cases.plans(after: first.next, limit: 2, by: .planner).items.map(\.id) == ["P2025-0001"])
      #expect(try await town.cases.plans(by: .elsewhere).items == [])
      #expect(try await town.cases.plan("P2025-0001", by: .supervisor).plan.lines.map(\.caseID) == [ids[0]])
      await refuses("plan.not_found") { try await town.cases.plan("P2025-0001", by: .elsewhere) }
      await refuses("plan.not_found") { try await town.cases.plan("P2025-0009", by: .city) }
      await refuses("case.not_your_role") { try await town.cases.plans(by: .finance) }
      await refuses("case.not_your_role") { try await town.cases.releases(by: .payer) }
      #expect(try await town.cases.releases(by: .finance).items == [])
      #expect(try await town.cases.reports(by: .first).items == [])
    }
  }

  @Test("the auditor reads places and hashes of the log, which lead to its head", arguments: Engine.allCases)
  func log(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      try await town.open()
      _ = try await town.submitted()
      let end = try await town.cases.logEnd(by: .auditor)
      let lines = try await town.cases.log(after: 0, by: .auditor)
      #expect(lines.map(\.seq) == Array(1...end.seq) && lines.last?.hash == end.hash)
      let isLinked = zip(lines, lines.dropFirst()).allSatisfy { $0.hash == $1.previousHash }
      #expect(isLinked)
      #expect(try await town.cases.log(after: end.seq - 1, limit: 5, by: .auditor) == [lines[lines.count - 1]])
      await refuses("case.not_your_role") { try await town.cases.logEnd(by: .supervisor) }
      await refuses("case.not_your_role") { try await town.cases.log(after: 0, by: .administrator) }
    }
  }
}
