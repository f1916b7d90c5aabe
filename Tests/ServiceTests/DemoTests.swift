import Casework
import Diagnostics
import Foundation
import Policy
import Storage
import TestSupport
import Testing
import Values

@testable import Service

@Suite struct DemoTests {
  @Test func everyPlaceOfTheRoadHasACase() async throws {
    try await DemoBench.loaded { _, summary in
      #expect(
        summary.places == [
          "budget/open": 1, "completed": 3, "district_plan/open": 2, "draft": 2, "first_review/correcting": 1, "first_review/open": 9,
          "missed": 1, "notice/open": 1, "notice/running": 3, "payment/open": 1, "payment/returned": 1, "payment/running": 1, "refused": 2,
          "release/open": 2, "report/open": 2, "second_review/open": 2, "withdrawn": 1,
        ])
    }
  }

  @Test func whatIsSpecialIsThere() async throws {
    try await DemoBench.loaded { bench, _ in
      let auditor = try #require(try await bench.services.accounts.account(loginName: "auditor1")?.actor)
      let cases = try await bench.services.cases.list(limit: 200, by: auditor).items
      #expect(cases.contains { $0.disputes == 1 })
      #expect(cases.contains { $0.takenBy != nil })
      #expect(cases.contains { $0.dueDay.map { $0 < bench.time.now().day } == true })
      var isRecovering = false
      var hasPromise = false
      for summary in cases {
        let state = try await bench.services.cases.read(case: summary.id, by: auditor)
        if let recovery = state.recovery { isRecovering = recovery.received > .zero && recovery.received < recovery.demanded }
        if state.hasOpenPromises { hasPromise = true }
      }
      #expect(isRecovering)
      #expect(hasPromise)
    }
  }

  /// Whatever the day, the file can be played; what is later than the day is left out.
  @Test(arguments: ["2025-12-01", "2026-01-05", "2026-02-04", "2026-03-02", "2026-10-09", "2026-12-31", "2027-02-01"])
  func itLoadsOnAnyDay(_ day: String) async throws {
    try await DemoBench.loaded(day) { bench, summary in
      #expect(summary.places.values.reduce(0, +) >= 33)
      #expect(bench.time.now().day.description == day)
      let report = try await Audit(bench.services).run()
      #expect(report.isIntact)
    }
  }

  @Test func everybodyCanSignIn() async throws {
    try await DemoBench.loaded { bench, summary in
      #expect(summary.people.count == 26)
      for person in summary.people {
        let account = try #require(try await bench.services.accounts.account(loginName: person.login))
        #expect(account.role == person.role)
        #expect(account.name == person.name)
        #expect(!account.mustChangePassword)
      }
    }
  }

  @Test func aDatabaseWithDataIsRefused() async throws {
    try await DemoBench.loaded { bench, _ in
      await #expect(throws: Refusal.demoNotEmpty) {
        _ = try await Demo.load(bench.services, time: bench.time, try DemoBench.script(), now: bench.time.now())
      }
    }
  }

  @Test func aMistypedNameIsShownAtItsPlace() async throws {
    let text = try DemoBench.script().source.text.replacing("submit: [lights-japan]", with: "submit: [lights-jappan]")
    let now = try #require(Moment("2026-06-10T10:00:00+08:00"))
    try await DemoBench.empty(at: now) { bench in
      let error = await #expect(throws: Diagnostic.self) {
        _ = try await Demo.load(bench.services, time: bench.time, try DemoBench.script(text), now: now)
      }
      #expect(error?.message == "there is no case `lights-jappan`")
      #expect(error?.help == "did you mean `lights-japan`?")
      #expect(error?.place?.text.contains("submit: [lights-jappan]") == true)
    }
  }

  @Test func anActThatTheRulesRefuseNamesItsLine() async throws {
    let text = try DemoBench.script().source.text.replacing("reason: outside_period,", with: "reason: made_up,")
    let now = try #require(Moment("2026-06-10T10:00:00+08:00"))
    try await DemoBench.empty(at: now) { bench in
      let error = await #expect(throws: DemoFault.self) {
        _ = try await Demo.load(bench.services, time: bench.time, try DemoBench.script(text), now: now)
      }
      #expect(error?.refusal.code == "case.reason_unknown")
      let line = try #require(error?.line)
      #expect(text.split(separator: "\n", omittingEmptySubsequences: false)[line - 1].contains("made_up"))
    }
  }

  @Test func unknownKeysAreRefused() throws {
    let text = try DemoBench.script().source.text.replacing("by: city1, call:", with: "bye: city1, call:")
    let error = #expect(throws: Diagnostic.self) { _ = try DemoScript(try DemoBench.script(text)) }
    #expect(error?.id == .unknownKey)
    #expect(error?.help == "did you mean `by`?")
  }

  @Test func casesInBulkAreLikeOthers() async throws {
    try await DemoBench.loaded { bench, summary in
      try await Demo.populate(bench.services, time: bench.time, try DemoBench.script(), count: 450)
      let places = try await bench.services.cases.places()
      let (before, after) = (summary.places.values.reduce(0, +), places.values.reduce(0, +))
      #expect(after == before + 450)
      #expect(places["first_review/open", default: 0] > 100)
      let report = try await Audit(bench.services).run()
      #expect(report.isIntact)
    }
  }
}

@Suite struct DemoPaperTests {
  /// Source of the value: the check value of CRC-32 as published, "123456789" gives CBF43926; Adler-32 of "Wikipedia" gives 11E60398.
  @Test func checksums() {
    #expect(DemoPapers.crc32(Array("123456789".utf8)) == 0xCBF4_3926)
    #expect(DemoPapers.adler32(Array("Wikipedia".utf8)) == 0x11E6_0398)
  }

  @Test func theFileStoreTakesThem() async throws {
    try await TemporaryFolder.with { folder in
      let files = try FileStore(root: folder.path)
      #expect(try await files.put(DemoPapers.pdf(["a (b) \\ c"]), limit_bytes: 2_000, accepting: [.pdf]).kind == .pdf)
      let one = try await files.put(DemoPapers.png("one"), limit_bytes: 2_000, accepting: [.png])
      let two = try await files.put(DemoPapers.png("two"), limit_bytes: 2_000, accepting: [.png])
      #expect(one.kind == .png)
      #expect(one.sha256 != two.sha256)
      await files.close()
    }
  }

  @Test func theTableOfAPDFPointsAtItsObjects() throws {
    let bytes = DemoPapers.pdf(["one", "two"])
    let text = String(decoding: bytes, as: UTF8.self)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let table = try #require(lines.firstIndex(of: "xref"))
    for object in 1...5 {
      let place = try #require(Int(lines[table + 2 + object].prefix(10)))
      #expect(text.dropFirst(place).hasPrefix("\(object) 0 obj\n"))
    }
    let mark = try #require(lines.firstIndex(of: "startxref"))
    let start = try #require(Int(lines[mark + 1]))
    #expect(text.dropFirst(start).hasPrefix("xref\n"))
  }
}
