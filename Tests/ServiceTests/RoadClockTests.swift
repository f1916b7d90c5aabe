import Casework
import Storage
import Testing
import Values

@testable import Service

/// What days and hours do.
struct RoadClockTests {
  @Test("a draft is missed when its call has closed, and only then", arguments: Engine.allCases)
  func missed(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      try await town.open()
      let early = try await town.cases.draft(
        measure: Town.exhibition, enterpriseName: Actor.owner.name, content: town.exhibition(), by: .owner)
      // On the last day people can still hand it in; all that happens is that it is called to mind.
      #expect(try await town.wake(on: "2025-12-31") == 1)
      #expect(try await town.place(early.id) == "draft")
      #expect(try await town.wake(on: "2026-01-01") == 1)
      #expect(try await town.place(early.id) == "missed")
      // Begun after the call has closed, it waits for the next one.
      let late = try await town.cases.draft(
        measure: Town.exhibition, enterpriseName: Actor.owner.name, content: town.exhibition(), by: .owner)
      #expect(late.id != early.id)
      #expect(try await town.wake(on: "2026-02-02") == 0)
      _ = try await town.cases.announceCall(
        procedure: Town.procedure, title: "下一次", opens: town.day("2026-03-02"), closes: town.day("2026-03-31"), by: .city)
      #expect(try await town.wake(on: "2026-03-31") == 1)
      #expect(try await town.wake(on: "2026-04-01") == 1)
      #expect(try await town.place(late.id) == "missed")
      try await town.audit()
    }
  }

  @Test("a call that covers another measure keeps no draft alive", arguments: Engine.allCases)
  func missedByMeasure(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      let open = { (measure: String, closes: String) in
        _ = try await town.cases.announceCall(
          procedure: Town.procedure, title: "通知", opens: town.day("2025-09-01"), closes: town.day(closes), measures: [measure], by: .city)
      }
      try await open(Town.exhibition, "2025-09-30")
      try await open(Town.creditReports, "2025-12-31")
      let first = try await town.cases.draft(
        measure: Town.exhibition, enterpriseName: Actor.owner.name, content: town.exhibition(), by: .owner)
      let second = try await town.cases.draft(
        measure: Town.creditReports, enterpriseName: Actor.owner.name, content: town.creditReports(), by: .owner)
      #expect(try await town.wake(on: "2025-10-01") == 1)
      #expect(try await [town.place(first.id), town.place(second.id)] == ["missed", "draft"])
    }
  }

  @Test("a day begins in China: hours, years and calls are those of the place", arguments: Engine.allCases)
  func chineseDays(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      try await town.open()
      _ = try await town.cases.announceCall(
        procedure: Town.procedure, title: "新年", opens: town.day("2026-01-01"), closes: town.day("2026-01-31"), by: .city)
      // Seven in the morning on New Year's Day is still the old year in Greenwich.
      try town.until("2026-01-01", at: "07:00")
      let state = try await town.submitted()
      #expect(state.id == "2026-000001" && state.receipt?.number == "HQ20260101-00001")
      let years = try await town.cases.statistics().map(\.year)
      #expect(years == [2026])
      try await town.audit()
    }
  }

  @Test("before the call opens and after it closes nothing is taken", arguments: Engine.allCases)
  func outsideTheCall(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      let draft = try await town.cases.draft(
        measure: Town.exhibition, enterpriseName: Actor.owner.name, content: town.exhibition(), by: .owner)
      await refuses("case.outside_call") { try await town.cases.submit(case: draft.id, isDeclared: true, by: .owner) }
      try await town.open()
      try town.until("2026-01-01", at: "00:00")
      await refuses("case.outside_call") { try await town.cases.submit(case: draft.id, isDeclared: true, by: .owner) }
      try town.until("2025-12-31", at: "23:59")
      _ = try await town.cases.submit(case: draft.id, isDeclared: true, by: .owner)
      #expect(try await town.place(draft.id) == "first_review/open")
    }
  }

  @Test("the receipt of a correction can be checked by its code, as the first one can", arguments: Engine.allCases)
  func codes(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      try await town.open()
      let state = try await town.submitted()
      let item = CaseState.Correction.Item(field: "bank", reason: "incorrect", note: nil)
      _ = try await town.cases.askCorrection([item], note: nil, case: state.id, by: .first)
      try town.until("2025-09-02")
      let after = try await town.cases.submit(case: state.id, isDeclared: true, by: .owner)
      let receipts = [try #require(state.receipt), try #require(after.correctionReceipts.first)]
      for receipt in receipts {
        let code = Verification(kind: .receipt, caseID: state.id, sha256: receipt.sha256).code
        let found = try await town.cases.verify(code.lowercased().replacing("-", with: " "))
        #expect(found?.paper.sha256 == receipt.sha256 && found?.at == receipt.at)
      }
      #expect(try await town.cases.verify("0000-0000-0000-0000") == nil)
    }
  }
}
