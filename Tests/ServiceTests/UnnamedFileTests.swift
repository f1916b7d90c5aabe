import Casework
import Foundation
import Storage
import Testing
import Values

@testable import Service

/// Files that no act will name: refused before they are taken in, and removed where they are there all the same.
struct UnnamedFileTests {
  @Test("a paper is refused before its file is taken in, as the act refuses it", arguments: Engine.allCases)
  func papers(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      try await town.open()
      let cases = town.cases
      let draft = try await cases.draft(
        measure: Town.exhibition, enterpriseName: Actor.owner.name, content: town.exhibition(), by: .owner)
      try await cases.expectPaper("licence", case: draft.id, isPromised: false, version: draft.version, by: .owner)
      await refuses("paper.unknown") { try await cases.expectPaper("other", case: draft.id, isPromised: false, by: .owner) }
      await refuses("case.not_found") { try await cases.expectPaper("licence", case: draft.id, isPromised: false, by: .rival) }
      await refuses("case.changed") { try await cases.expectPaper("licence", case: draft.id, isPromised: false, version: 9, by: .owner) }
      await refuses("case.wrong_step") { try await cases.expectPaper("licence", case: draft.id, isPromised: true, by: .owner) }

      let key = Once(key: "k", owner: "owner", requestCode: "1")
      _ = try await cases.add(town.file("licence", "另一页.pdf"), case: draft.id, by: .owner, once: key)
      _ = try await cases.submit(case: draft.id, isDeclared: true, by: .owner)
      await refuses("case.wrong_step") { try await cases.expectPaper("licence", case: draft.id, isPromised: false, by: .owner) }
      // What was done under this key gives its answer again, and not a refusal of today.
      try await cases.expectPaper("licence", case: draft.id, isPromised: false, by: .owner, once: key)
      await refuses("idempotency.other_body") {
        try await cases.expectPaper(
          "licence", case: draft.id, isPromised: false, by: .owner, once: Once(key: "k", owner: "owner", requestCode: "2"))
      }

      // Under correction only what was marked.
      _ = try await cases.askCorrection(
        [.init(field: "paper:licence", reason: "unclear", note: nil)], note: nil, case: draft.id, by: .first)
      try await cases.expectPaper("licence", case: draft.id, isPromised: false, by: .owner)
      await refuses("case.field_not_marked") {
        try await cases.expectPaper("payment_proof", case: draft.id, isPromised: false, by: .owner)
      }
    }
  }

  @Test("an objection is refused before its papers are taken in", arguments: Engine.allCases)
  func objections(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      try await town.open()
      let (state, notice) = try await town.noticed()
      let other = try await town.submitted(Town.creditReports)
      @Sendable func expect(_ id: String, _ text: String = "不符") async throws {
        try await town.cases.expectObjection(notice: notice.id, caseID: id, objector: Town.neighbour, text: text, papers: 1)
      }
      try await expect(state.id)
      await refuses("objection.no_such_line") { try await expect(other.id) }
      await refuses("objection.text_missing") { try await expect(state.id, " ") }
      await refuses("notice.not_found") {
        try await town.cases.expectObjection(notice: "N", caseID: state.id, objector: Town.neighbour, text: "不符", papers: 0)
      }
      try town.until("2026-01-05")
      await refuses("objection.notice_closed") { try await expect(state.id) }
    }
  }

  @Test("a file that nothing names goes after a day; one that is named or new stays", arguments: Engine.allCases)
  func sweep(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      try await town.open()
      let cases = town.cases
      func put(_ words: String) async throws -> PaperFile {
        let bytes = DemoPapers.pdf([words])
        let file = try await cases.files.put(bytes, limit_bytes: 1 << 20, named: "a.pdf")
        return PaperFile(kind: "licence", name: "a.pdf", sha256: file.sha256, size_bytes: file.size_bytes, mediaType: file.kind.mediaType)
      }
      func isKept(_ paper: PaperFile) async -> Bool { (try? await cases.files.read(paper.sha256, size_bytes: paper.size_bytes)) != nil }
      let (named, objected, unnamed) = (try await put("named"), try await put("objected"), try await put("unnamed"))
      let draft = try await cases.draft(
        measure: Town.exhibition, enterpriseName: Actor.owner.name, content: town.exhibition(), by: .owner)
      _ = try await cases.add(named, case: draft.id, by: .owner)
      let (state, notice) = try await town.noticed(Town.creditReports)
      _ = try await cases.object(notice: notice.id, caseID: state.id, objector: Town.neighbour, text: "不符", papers: [objected])
      #expect(try await cases.sweepFiles() == 0)
      // Files of seconds ago count as old below zero.
      #expect(try await cases.sweepFiles(olderThan_seconds: -1) == 1)
      #expect(await isKept(named))
      #expect(await isKept(objected))
      #expect(await !isKept(unnamed))
      #expect(try await cases.sweepFiles(olderThan_seconds: -1) == 0)
      // Taken in again it is there again.
      #expect(try await put("unnamed").sha256 == unnamed.sha256)
      #expect(await isKept(unnamed))
    }
  }

  @Test("hashes are found in a body wherever they stand")
  func hashes() {
    let (a, b) = (String(repeating: "a", count: 64), String(repeating: "b", count: 64))
    #expect(NamedFiles.hashes(in: "{\"x\":[{\"sha256\":\"\(a)\"},{\"name\":\"照片\",\"sha256\":\"\(b)\"}]}") == [a, b])
    #expect(NamedFiles.hashes(in: "{}") == [])
    #expect(NamedFiles.hashes(in: "") == [])
    #expect(NamedFiles.hashes(in: "\"sha256\":\"") == [""])
  }
}

/// What the clock can't do is told with its reason.
struct DueFailureTests {
  @Test("a notice that can't be closed is named with its error, and nothing else waits for it", arguments: Engine.allCases)
  func told(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      try await town.open()
      let stuck = try await town.noticed().notice
      let (state, _) = try await town.noticed(Town.creditReports)
      try await town.services.database.write { tx in
        _ = try tx.execute("UPDATE notices SET body = '{}' WHERE id = $1", [.text(stuck.id)])
      }
      try town.until("2025-12-01")
      let (done, failed) = try await town.cases.tick()
      #expect(done == 1)
      #expect(failed.map(\.id) == [stuck.id])
      #expect(failed.map(\.error) == ["DecodingError"])
      #expect(try await town.place(state.id) == "budget/open")
      #expect(DueFailure("x", Refusal.noSuchCase) == DueFailure("x", Refusal.noSuchCase))
      #expect(DueFailure("x", Refusal.noSuchCase).error == "case.not_found")
      #expect(DueFailure("x", StorageError.busy).error == StorageError.busy.code)
    }
  }

  @Test("drafts of calls that closed are missed; those an open call still takes, or begun later, are not", arguments: Engine.allCases)
  func drafts(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      let cases = town.cases
      func call(_ opens: String, _ closes: String, _ measures: [String]) async throws -> String {
        try await cases.announceCall(
          procedure: Town.procedure, title: "演示", opens: town.day(opens), closes: town.day(closes), measures: measures, by: .city
        ).id
      }
      func draft(_ measure: String, by actor: Actor) async throws -> String {
        try await cases.draft(measure: measure, enterpriseName: actor.name, content: Content(), by: actor).id
      }
      _ = try await call("2025-09-01", "2025-09-10", [])
      let second = try await call("2025-09-01", "2025-09-20", [Town.exhibition])
      let (fair, report) = (try await draft(Town.exhibition, by: .owner), try await draft(Town.creditReports, by: .owner))
      // The last moment of the last day in China is still a day before in UTC.
      try town.until("2025-09-10", at: "23:59")
      let late = try await draft(Town.creditReports, by: .rival)
      #expect(try await town.wake(on: "2025-09-11") == 2)
      #expect(try await town.place(report) == "missed")
      #expect(try await town.place(late) == "missed")
      #expect(try await town.place(fair) == "draft")
      let after = try await draft(Town.creditReports, by: .owner)
      // On its last day the draft is called to mind, and not missed.
      #expect(try await town.wake(on: "2025-09-20") == 1)
      #expect(try await town.wake(on: "2025-09-20") == 0)
      #expect(try await town.wake(on: "2025-09-21") == 1)
      #expect(try await town.place(fair) == "missed")
      #expect(try await town.place(after) == "draft")
      guard case .missed(let call) = try await cases.timeline(case: fair, by: .owner).last?.event else { Issue.record(); return }
      #expect(call == second)
    }
  }
}
