import Casework
import Storage
import Testing
import Values

@testable import Service

/// A case has one letter and one receipt that hold; what they replaced says so, with the day.
struct RoadLetterTests {
  @Test(
    "a sum lowered or a claim refused over an objection has a new letter, and the old one no longer holds", arguments: Engine.allCases,
    [Objection.Finding.Result.lowered, .refused])
  func afterObjection(_ engine: Engine, result: Objection.Finding.Result) async throws {
    try await Town.with(engine) { town in
      let cases = town.cases
      try await town.open()
      let (state, notice) = try await town.noticed()
      let old = try #require(try await cases.issuedPaper(.decision, of: state.id))
      #expect(try await cases.verify(old.paper.code) == old && old.supersededAt == nil)
      let objection = try await town.object(to: notice, state.id)
      _ = try await cases.find(
        objection: objection.id, result: result, sum: result == .lowered ? .cny(15_000) : nil, reason: "一个展位。", by: .planner)
      // Until the finding takes effect the letter holds.
      #expect(try await cases.verify(old.paper.code)?.supersededAt == nil)
      try await town.wake(on: "2025-09-20")
      let new = try #require(try await cases.issuedPaper(.decision, of: state.id))
      #expect(new.paper != old.paper && new.paper.kind == .decision && new.at == "2025-09-20T01:00:00.000Z")
      #expect(try await cases.verify(new.paper.code) == new)
      let checked = try #require(try await cases.verify(old.paper.code))
      #expect(checked.paper == old.paper && checked.at == old.at && checked.supersededAt == new.at)
      let finding = try #require(try await cases.finding(of: objection.id, case: state.id, by: .owner))
      #expect(finding.reason == "一个展位。" && finding.result == result)
      await refuses("case.not_found") { try await cases.finding(of: objection.id, case: state.id, by: .rival) }
      try await town.audit()
      try await town.recomputed()
    }
  }

  @Test("an objection that does not hold, or lowers nothing further, changes no letter", arguments: Engine.allCases)
  func stands(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      let cases = town.cases
      try await town.open()
      let (state, notice) = try await town.noticed()
      let first = try await cases.issuedPaper(.decision, of: state.id)
      let objections = [
        try await town.object(to: notice, state.id, "甲"), try await town.object(to: notice, state.id, "乙", by: Town.resident(1)),
        try await town.object(to: notice, state.id, "丙", by: Town.resident(2)),
      ]
      #expect(try await cases.finding(of: objections[0].id, case: state.id, by: .owner) == nil)
      _ = try await cases.find(objection: objections[0].id, result: .stands, sum: nil, reason: "属实。", by: .planner)
      try await town.wake(on: "2025-09-12")
      #expect(try await cases.issuedPaper(.decision, of: state.id) == first)
      _ = try await cases.find(objection: objections[1].id, result: .lowered, sum: .cny(10_000), reason: "核减。", by: .planner)
      try town.until("2025-09-15")
      _ = try await cases.find(objection: objections[2].id, result: .lowered, sum: .cny(20_000), reason: "核减。", by: .planner)
      try await town.wake(on: "2025-09-20")
      let second = try await cases.issuedPaper(.decision, of: state.id)
      #expect(second != first)
      #expect(try await town.state(state.id).disputes == [objections[2].id])
      try await town.wake(on: "2025-10-20")
      #expect(try await town.state(state.id).granted == .cny(10_000))
      #expect(try await cases.issuedPaper(.decision, of: state.id) == second)
      #expect(try await town.place(state.id) == "budget/open")
      #expect(try await cases.codedPapers(case: state.id, by: .owner).filter { $0.paper.kind == .decision }.count == 3)
    }
  }

  @Test("a claim sent back has no letter until it is accepted again, and its old one does not hold", arguments: Engine.allCases)
  func sentBack(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      let cases = town.cases
      try await town.open()
      let id = try await town.accepted().id
      let old = try #require(try await cases.issuedPaper(.decision, of: id))
      _ = try await cases.proposePlan(procedure: Town.procedure, cases: [id], by: .planner)
      try town.until("2025-09-03")
      _ = try await cases.sendBack(case: id, reason: "check_again", note: "凭证不全", by: .city)
      #expect(try await cases.issuedPaper(.decision, of: id) == nil)
      #expect(try await cases.verify(old.paper.code)?.supersededAt == "2025-09-03T01:00:00.000Z")
      _ = try await cases.accept(case: id, granted: nil, by: .first)
      #expect(try await cases.issuedPaper(.decision, of: id)?.paper != old.paper)
      #expect(try await cases.verify(old.paper.code)?.supersededAt == "2025-09-03T01:00:00.000Z")
      // In the same words on the same day it is the same letter, which holds again.
      let second = try #require(try await cases.issuedPaper(.decision, of: id))
      _ = try await cases.proposePlan(procedure: Town.procedure, cases: [id], by: .planner)
      _ = try await cases.sendBack(case: id, reason: "check_again", note: "凭证不全", by: .city)
      #expect(try await cases.verify(second.paper.code)?.supersededAt != nil)
      _ = try await cases.accept(case: id, granted: nil, by: .first)
      #expect(try await cases.issuedPaper(.decision, of: id) == second)
      try await town.recomputed()
    }
  }

  @Test("a correction has a receipt of its own; the first one says since when another counts", arguments: Engine.allCases)
  func correction(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      let cases = town.cases
      try await town.open()
      let state = try await town.submitted()
      let first = try #require(try await cases.issuedPaper(.receipt, of: state.id))
      #expect(first.paper.sha256 == state.receipt?.sha256)
      let item = CaseState.Correction.Item(field: "bank", reason: "incorrect", note: nil)
      _ = try await cases.askCorrection([item], note: nil, case: state.id, by: .first)
      // Asked for, nothing new was handed in yet.
      #expect(try await cases.verify(first.paper.code) == first)
      try town.until("2025-09-02")
      let after = try await cases.submit(case: state.id, isDeclared: true, by: .owner)
      let second = try #require(try await cases.issuedPaper(.receipt, of: state.id))
      #expect(second.paper.sha256 == after.correctionReceipts.first?.sha256 && second.paper != first.paper)
      #expect(try await cases.verify(second.paper.code) == second && second.supersededAt == nil)
      let checked = try #require(try await cases.verify(first.paper.code))
      #expect(checked.at == first.at && checked.supersededAt == second.at && second.at == "2025-09-02T01:00:00.000Z")
      try await town.recomputed()
    }
  }
}
