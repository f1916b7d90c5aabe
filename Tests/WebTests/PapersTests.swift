import Casework
import Foundation
import Service
import Testing
import Values

@testable import Web

/// Papers and their codes: what is printed leads back to what is kept.
struct PapersTests {
  /// The text of a PDF, as a reader's program takes it out.
  static func text(_ pdf: [UInt8]) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("paper.pdf")
    try Data(pdf).write(to: file)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["pdftotext", "-raw", file.path, "-"]
    let out = Pipe()
    process.standardOutput = out
    try process.run()
    let data = out.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }

  /// The first code in a text: four groups of four.
  static func code(_ text: String) throws -> String {
    let found = text.firstMatch(of: /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/)
    return String(try #require(found).output)
  }

  @Test("the code on every kind of paper leads to that paper and to the hash printed on it")
  func codes() async throws {
    try await FundRoad.with { road in
      let (ids, batch) = try await road.ordered(2)
      let kept = ProcessInfo.processInfo.environment["HUIQI_KEEP_PAPERS"]
      let papers: [(String, Role?, String)] = [
        ("/my/cases/\(ids[0])/receipt.pdf", .enterprise, "申报收件回执"), ("/cases/\(ids[0])/decision.pdf", .enterprise, "审核结果告知书"),
        ("/notices/N2025-0001.pdf", nil, "公示"), ("/payments/\(batch.id).pdf", .finance, "资金拨付清单"),
      ]
      for (path, role, title) in papers {
        let seen = try await road.test.send(.get, path, session: role)
        #expect(seen.status == 200)
        #expect(seen.headers[.contentType] == "application/pdf")
        if let kept { try Data(seen.bytes).write(to: URL(fileURLWithPath: kept + "/" + path.replacing("/", with: "_"))) }
        let text = try Self.text(seen.bytes)
        let page = try await road.test.send(.get, "/verify?code=" + (try Self.code(text))).text
        #expect(page.contains("核验通过") && page.contains(title))
        let hash = try #require(page.firstMatch(of: /[0-9a-f]{64}/)).output
        #expect(text.filter { !$0.isWhitespace }.contains(hash))
        #expect(!page.contains(FundRoad.name(1)) && !page.contains(ids[0]))
        // The same bytes again, also after the case has gone on.
        try road.set("2026-06-01T02:00:00.000Z")
        #expect(try await road.test.send(.get, path, session: role).bytes == seen.bytes)
      }
    }
  }

  @Test("there is no paper before there is something to print, and none for others")
  func none() async throws {
    try await FundRoad.with { road in
      let ids = try await road.submitted(2)
      #expect(try await road.test.send(.get, "/my/cases/\(ids[0])/receipt.pdf", session: .enterprise).status == 200)
      #expect(try await road.test.send(.get, "/my/cases/\(ids[1])/receipt.pdf", session: .enterprise).status == 404)
      #expect(try await road.test.send(.get, "/cases/\(ids[0])/decision.pdf", session: .enterprise).status == 404)
      #expect(try await road.elsewhere.send(.get, "/cases/\(ids[0])/decision.pdf", session: .districtReviewer).status == 404)
      _ = try await road.cases.refuse(case: ids[0], reason: "not_eligible", note: "凭证与事实不符。", by: FundRoad.district)
      let letter = try await road.test.send(.get, "/cases/\(ids[0])/decision.pdf", session: .enterprise)
      #expect(letter.status == 200)
      let text = try Self.text(letter.bytes).filter { !$0.isWhitespace }
      #expect(text.contains("不予支持") && text.contains("凭证与事实不符。") && text.contains("行政复议"))
    }
  }

  @Test("a decision letter that a later one replaced is still ours, and said to be replaced")
  func superseded() async throws {
    try await FundRoad.with { road in
      let ids = try await road.submitted(1)
      _ = try await road.cases.appropriate(
        procedure: FundRoad.procedure, year: 2026, amount: Money(minor: 50_000_000), reference: "演财预〔2025〕1号", by: FundRoad.finance)
      _ = try await road.cases.accept(case: ids[0], granted: nil, by: FundRoad.district)
      let first = try #require(try await road.cases.issuedPaper(.decision, of: ids[0])).paper.code
      #expect(try await road.test.send(.get, "/verify?code=" + first).text.contains("核验通过"))
      road.time.advance(seconds: 3600)
      _ = try await road.cases.proposePlan(procedure: FundRoad.procedure, cases: ids, by: FundRoad.district)
      _ = try await road.cases.accept(case: ids[0], granted: nil, by: FundRoad.city)
      #expect(try await road.test.send(.get, "/verify?code=" + first.lowercased().replacing("-", with: "")).text.contains("已有新的文书"))
    }
  }
}
