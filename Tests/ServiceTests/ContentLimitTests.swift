import Casework
import Storage
import TestDatabases
import TestSupport
import Testing
import Values

@testable import Service

/// What a claim may hold, and what an enterprise may upload.
struct ContentLimitTests {
  /// What is wrong with a usual claim that was changed, by place.
  private func wrong(_ change: (inout Content) throws -> Void) async throws -> [String] {
    let boxed = Box()
    try await Town.with(.sqlite) { [content = try changed(change)] town in
      boxed.value = await details {
        try await town.cases.draft(measure: Town.exhibition, enterpriseName: "江门演示灯饰有限公司", content: content, by: .owner)
      }
    }
    return boxed.value
  }

  private final class Box: @unchecked Sendable {
    // Written once, before it is read.
    var value: [String] = []
  }

  private func changed(_ change: (inout Content) throws -> Void) throws -> Content {
    var content = Content()
    try change(&content)
    return content
  }

  private static func voucher(
    _ number: String = "1", _ issuer: String = "示例公司", _ day: String = "2025-09-01", _ minor: Int64 = 1
  ) throws -> Voucher {
    Voucher(number: number, issuer: issuer, day: try #require(CivilDate(day)), amount: Money(minor: minor))
  }

  @Test("vouchers: whose sum is above nothing, not of tomorrow, and no more than anybody checks")
  func vouchers() async throws {
    #expect(
      try await wrong {
        $0.vouchers = [
          try Self.voucher(), try Self.voucher("1", "x", "2025-09-02"), try Self.voucher("1", "x", "1999-12-31"),
          try Self.voucher("1", "x", "2000-01-01", 0), try Self.voucher(" ", "x", "2025-08-01", -500),
          try Self.voucher(String(repeating: "1", count: 61), "\u{202E}x"), try Self.voucher("1", "x", "2025-09-01", 1_000_000_000_001),
        ]
      } == [
        "/vouchers/1/day voucher.day", "/vouchers/2/day voucher.day", "/vouchers/3/amount_cny voucher.amount", "/vouchers/4/number text",
        "/vouchers/4/amount_cny voucher.amount", "/vouchers/5/number text", "/vouchers/5/issuer text",
        "/vouchers/6/amount_cny voucher.amount",
      ])
    #expect(try await wrong { $0.vouchers = try (0..<200).map { try Self.voucher(String($0)) } } == ["done"])
    #expect(try await wrong { $0.vouchers = try (0..<201).map { try Self.voucher(String($0)) } } == ["/vouchers voucher.too_many"])
  }

  @Test("particulars that the measure has, accounts that can be one")
  func others() async throws {
    #expect(
      try await wrong { $0.particulars = ["exhibition_name": String(repeating: "字", count: 201), "zz": "1"] } == [
        "/particulars/exhibition_name text", "/particulars/zz particular.unknown",
      ])
    #expect(try await wrong { $0.particulars = ["exhibition_name": String(repeating: "字", count: 200)] } == ["done"])
    #expect(
      try await wrong { $0.bank = BankAccount(holder: "", bank: String(repeating: "e\u{301}", count: 61), number: "1234567") } == [
        "/account/holder text", "/account/bank text", "/account/number account.number",
      ])
    #expect(try await wrong { $0.bank = BankAccount(holder: "甲", bank: "乙", number: "12345678") } == ["done"])
  }

  @Test("papers: sixty, with names that are no paths")
  func papers() async throws {
    func paper(_ name: String, _ number: Int = 0) -> PaperFile {
      PaperFile(kind: "licence", name: name, sha256: "\(number)", size_bytes: 1, mediaType: "application/pdf")
    }
    #expect(
      try await wrong { $0.papers = ["../../x.pdf", "a\u{202E}fdp.exe", "", "..", "好.pdf"].map { paper($0) } } == [
        "/papers/0/name paper.name", "/papers/1/name paper.name", "/papers/2/name paper.name", "/papers/3/name paper.name",
      ])
    #expect(try await wrong { $0.papers = (0..<61).map { paper("a.pdf", $0) } } == ["/papers paper.too_many"])
    #expect(try await wrong { $0.papers = (0..<60).map { paper("a.pdf", $0) } } == ["done"])
  }

  @Test("later acts are held to the same, and only what they change is looked at")
  func later() async throws {
    try await Town.with(.sqlite) { town in
      try await town.open()
      let draft = try await town.cases.draft(
        measure: Town.exhibition, enterpriseName: "江门演示灯饰有限公司", content: try town.exhibition(), by: .owner)
      var content = draft.content
      content.vouchers = [try Self.voucher("1", "x", "2025-09-02")]
      let late = content
      await finds(["/vouchers/0/day voucher.day"]) { try await town.cases.save(late, case: draft.id, by: .owner) }
      await finds(["/vouchers/0/day voucher.day"]) { try await town.cases.state(late, keeping: nil, case: draft.id, by: .owner) }
      let path = PaperFile(
        kind: "licence", name: "a/b.pdf", sha256: String(repeating: "b", count: 64), size_bytes: 1, mediaType: "application/pdf")
      await finds(["/papers/\(draft.content.papers.count)/name paper.name"]) {
        try await town.cases.add(path, case: draft.id, by: .owner)
      }
      // A claim from before a limit can be changed elsewhere.
      try town.until("2025-09-02")
      let kept = try await town.cases.save(late, case: draft.id, by: .owner)
      try town.until("2025-09-01")
      var other = kept.content
      other.particulars["exhibition_name"] = "另一个展览"
      let changed = other
      await succeeds { try await town.cases.save(changed, case: draft.id, by: .owner) }
      await finds(["/number account.number"]) {
        try ContentCheck.require(BankAccount(holder: "甲", bank: "乙", number: "12"))
      }
    }
  }

  @Test("what an enterprise has uploaded counts once each, for a year, up to its quota", arguments: Engine.allCases)
  func quota(_ engine: Engine) async throws {
    try await TestDatabase.with(engine) { database, folder in
      let time = ManualTime(try #require(Moment("2025-09-01T09:00:00+08:00")))
      var uploads = UploadSettings()
      uploads.quota_bytes = 1000
      let files = try FileStore(root: folder + "/files")
      let services = try await Services.prepare(
        book: try Town.book.get(), database: database, files: files, keys: Workbench.keys, time: time, uploads: uploads)
      let cases = services.cases
      @Sendable func file(_ name: Character, _ size: Int64) -> StoredFile {
        StoredFile(sha256: String(repeating: name, count: 64), size_bytes: size, kind: .pdf)
      }
      for _ in 0..<3 { try await cases.countUpload(file("a", 600), by: .owner) }
      try await cases.requireUploadRoom(by: .owner)
      try await cases.countUpload(file("b", 400), by: .owner)
      await refuses("upload.quota_used") { try await cases.requireUploadRoom(by: .owner) }
      await refuses("upload.quota_used") { try await cases.countUpload(file("c", 1), by: .owner) }
      await succeeds { try await cases.requireUploadRoom(by: .rival) }
      time.set(try #require(Moment("2026-09-02T09:00:00+08:00")))
      await succeeds { try await cases.requireUploadRoom(by: .owner) }
      await services.accounts.close()
      await files.close()
    }
  }
}
