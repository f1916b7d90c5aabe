import Casework
import Foundation
import TestSupport
import Testing
import Values
import WorkingDays

@testable import Service
@testable import Web

/// Receipts, and what officers see while a correction is under way.
struct ClaimReceiptTests {
  /// A claim that was handed in, sent back for the name of the exhibition, and corrected an hour later.
  private func corrected(_ road: FundRoad) async throws -> (id: String, state: CaseState) {
    let id = try await road.submitted(1)[0]
    _ = try await road.cases.askCorrection(
      [.init(field: "particular:exhibition_name", reason: "incorrect", note: nil)], note: nil, case: id, by: FundRoad.district)
    road.time.advance(seconds: 3600)
    _ = try await road.cases.save(Self.other, case: id, by: FundRoad.owner(1))
    return (id, try await road.cases.submit(case: id, isDeclared: true, by: FundRoad.owner(1)))
  }

  private static let other: Content = {
    var content = FundRoad.content(1)
    content.particulars["exhibition_name"] = "演示改名展"
    return content
  }()

  @Test("each receipt is a page and a PDF of its own: both tell the same one, and the first stays what it was")
  func receipts() async throws {
    try await FundRoad.with { road in
      let id = try await road.submitted(1)[0]
      let first = try await road.test.send(.get, "/my/cases/\(id)/receipt.pdf", session: .enterprise)
      _ = try await road.cases.askCorrection(
        [.init(field: "particular:exhibition_name", reason: "incorrect", note: nil)], note: nil, case: id, by: FundRoad.district)
      road.time.advance(seconds: 3600)
      _ = try await road.cases.save(Self.other, case: id, by: FundRoad.owner(1))
      let state = try await road.cases.submit(case: id, isDeclared: true, by: FundRoad.owner(1))
      let receipts = [try #require(state.receipt)] + state.correctionReceipts
      #expect(receipts.count == 2)
      let page = try await road.test.send(.get, "/my/cases/\(id)", session: .enterprise).text
      for (receipt, title) in zip(receipts, ["申报已提交", "补正已提交"]) {
        let path = "/my/cases/\(id)/receipt?of=\(receipt.sha256)"
        #expect(page.contains("href=\"\(path)\""))
        let shown = try await road.test.send(.get, path, session: .enterprise).text
        #expect(shown.contains(title) && shown.contains(receipt.sha256))
        let pdf = "/my/cases/\(id)/receipt.pdf?of=\(receipt.sha256)"
        #expect(shown.contains("href=\"\(pdf)\""))
        let text = try PDFTool.text(try await road.test.send(.get, pdf, session: .enterprise).bytes)
        #expect(text.filter { !$0.isWhitespace }.contains(receipt.sha256))
        #expect(shown.contains(try PapersTests.code(text)))
      }
      let again = try await road.test.send(.get, "/my/cases/\(id)/receipt.pdf", session: .enterprise)
      #expect(again.bytes == first.bytes)
      for path in ["receipt", "receipt.pdf"] {
        let unknown = "/my/cases/\(id)/\(path)?of=" + String(repeating: "0", count: 64)
        #expect(try await road.test.send(.get, unknown, session: .enterprise).status == 404)
      }
    }
  }

  @Test("the day promised is kept with the receipt: a calendar published later changes no paper")
  func due() async throws {
    try await FundRoad.with { road in
      let (_, state) = try await corrected(road)
      let first = try #require(CivilDate("2025-12-01"))
      #expect(state.receipt?.due == Deadline(date: first, isProvisional: false))
      #expect(state.correctionReceipts[0].due == state.clock?.deadline(road.desk.book.calendar))
    }
  }

  @Test("officers read what was handed in: a correction that is being made is not theirs to see")
  func unsent() async throws {
    try await FundRoad.with { road in
      let id = try await road.submitted(1)[0]
      _ = try await road.cases.askCorrection(
        [
          .init(field: "particular:exhibition_name", reason: "incorrect", note: nil),
          .init(field: "fact:participation_booths", reason: "incorrect", note: nil),
        ], note: nil, case: id, by: FundRoad.district)
      let before = try await road.cases.read(case: id, by: FundRoad.district)
      var content = Self.other
      content.facts["participation_booths"] = "1"
      _ = try await road.cases.save(content, case: id, by: FundRoad.owner(1))
      let seen = try await road.cases.read(case: id, by: FundRoad.district)
      #expect(seen.content == before.content)
      #expect(seen.version == before.version + 1)
      #expect(try await road.cases.read(case: id, by: FundRoad.owner(1)).content == content)
      let page = try await road.test.send(.get, "/desk/cases/\(id)", session: .districtReviewer).text
      #expect(page.contains("演示国际灯饰展") && !page.contains("演示改名展"))
      // What the rules would say today is about what was handed in, too.
      let assessment = try await road.cases.assessment(case: id, by: FundRoad.district)
      #expect(assessment.today?.amount == Money(minor: 3_000_000))
      // The enterprise's own page of what was handed in shows just that.
      let own = try await road.test.send(.get, "/my/cases/\(id)/content", session: .enterprise).text
      #expect(!own.contains("演示改名展"))
      _ = try await road.cases.submit(case: id, isDeclared: true, by: FundRoad.owner(1))
      #expect(try await road.cases.read(case: id, by: FundRoad.district).content == content)
    }
  }

  @Test("the reasons an enterprise reads are those of the decision, whatever it has changed since")
  func reasons() async throws {
    try await FundRoad.with { road in
      let id = try await road.submitted(1)[0]
      let path = "/my/cases/\(id)"
      func reasons() async throws -> String? {
        try await road.test.send(.get, path, session: .enterprise).text.components(separatedBy: "项条件的认定").dropFirst().first?
          .components(separatedBy: "</details>").first
      }
      let before = try #require(try await reasons())
      _ = try await road.cases.askCorrection(
        [.init(field: "fact:exhibition_in_key_plan", reason: "incorrect", note: nil)], note: nil, case: id, by: FundRoad.district)
      var content = FundRoad.content(1)
      content.facts["exhibition_in_key_plan"] = "false"
      _ = try await road.cases.save(content, case: id, by: FundRoad.owner(1))
      #expect(try await reasons() == before)
      #expect(!before.contains("未满足"))
    }
  }

  @Test(
    "the public address is the one form in which browsers name it",
    arguments: [
      ("https://huiqi.example/", "https://huiqi.example"), (" HTTPS://Huiqi.Example:443 ", "https://huiqi.example"),
      ("http://127.0.0.1:8080", "http://127.0.0.1:8080"), ("http://huiqi.example:80//", "http://huiqi.example"),
    ])
  func address(_ written: String, _ read: String) throws {
    #expect(try PublicAddress.read(written) == read)
  }

  @Test(
    "an address that is none is said at start",
    arguments: [
      "", "huiqi.example", "ftp://huiqi.example", "https://", "https://huiqi.example/app", "https://a@b.example", "https://b.example?x",
    ])
  func noAddress(_ written: String) {
    #expect(throws: StartupError.self) { try PublicAddress.read(written) }
  }
}
