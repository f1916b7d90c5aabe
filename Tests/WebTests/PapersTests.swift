import Casework
import Foundation
import Service
import TestSupport
import Testing
import Values

@testable import Web

/// Papers and their codes: what is printed leads back to what is kept.
struct PapersTests {
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
        let text = try PDFTool.raw(seen.bytes)
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
      let text = try PDFTool.raw(letter.bytes).filter { !$0.isWhitespace }
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

  /// What the page says of a code.
  private func checked(_ code: String, _ road: FundRoad) async throws -> String {
    try await road.test.send(.get, "/verify?code=" + code).text
  }

  @Test("after an objection there is a new letter with the new sum and the reason, and the old code says since when it doesn't hold")
  func objectionLetter() async throws {
    try await FundRoad.with { road in
      let (ids, notice) = try await road.noticed(2)
      let old = try await road.test.send(.get, "/cases/\(ids[0])/decision.pdf", session: .enterprise)
      let oldCode = try Self.code(PDFTool.text(old.bytes))
      var objections: [Objection] = []
      for id in ids {
        objections.append(
          try await road.cases.object(
            notice: notice.id, caseID: id,
            objector: .init(kind: .person, name: "虚构居民", identity: "440700190001010009", contact: "000-0000000"), text: "展位数与现场不符。",
            papers: []))
      }
      let other = Actor(account: "district2", role: .districtReviewer, office: "pengjiang")
      _ = try await road.cases.find(
        objection: objections[0].id, result: .lowered, sum: Money(minor: 1_500_000), reason: "现场只有一个展位。", by: other)
      _ = try await road.cases.find(objection: objections[1].id, result: .refused, sum: nil, reason: "未实际参展。", by: other)
      try road.set("2025-12-01T02:00:00.000Z")
      _ = try await road.cases.tick()
      let new = try await road.test.send(.get, "/cases/\(ids[0])/decision.pdf", session: .enterprise)
      let printed = try PDFTool.text(new.bytes)
      let text = printed.filter { !$0.isWhitespace }
      #expect(text.contains("由30,000元调整为15,000元") && text.contains("现场只有一个展位。") && text.contains("不再有效"))
      #expect(text.contains("蓬江区商务主管部门") && !text.contains("虚构居民") && !text.contains("展位数与现场不符"))
      let newCode = try Self.code(printed)
      #expect(newCode != oldCode)
      let good = try await checked(newCode, road)
      #expect(good.contains("核验通过") && !good.contains("不再有效"))
      let hash = try #require(good.firstMatch(of: /[0-9a-f]{64}/)).output
      #expect(text.contains(hash))
      let ended = try await checked(oldCode, road)
      #expect(ended.contains("但自2025年12月1日（周一）起不再有效") && !ended.contains("核验通过"))
      // Refused, the letter is found by officers; the same bytes at any time.
      let refused = try await road.test.send(.get, "/cases/\(ids[1])/decision.pdf", session: .districtReviewer)
      let words = try PDFTool.text(refused.bytes).filter { !$0.isWhitespace }
      #expect(words.contains("异议成立，不予支持") && words.contains("未实际参展。") && words.contains("原核准金额"))
      try road.set("2026-06-01T02:00:00.000Z")
      #expect(try await road.test.send(.get, "/cases/\(ids[0])/decision.pdf", session: .enterprise).bytes == new.bytes)
      // The enterprise finds it where its claim stands.
      #expect(try await road.test.send(.get, "/my/cases/\(ids[0])", session: .enterprise).text.contains("/cases/\(ids[0])/decision.pdf"))
    }
  }

  @Test("a correction has a receipt of its own; the code of the first still proves when the claim was handed in")
  func correctionReceipt() async throws {
    try await FundRoad.with { road in
      let id = try await road.submitted(1)[0]
      let path = "/my/cases/\(id)/receipt.pdf"
      let first = try Self.code(PDFTool.text(try await road.test.send(.get, path, session: .enterprise).bytes))
      let item = CaseState.Correction.Item(field: "bank", reason: "incorrect", note: nil)
      _ = try await road.cases.askCorrection([item], note: nil, case: id, by: FundRoad.district)
      #expect(try await checked(first, road).contains("核验通过"))
      try road.set("2025-11-05T02:00:00.000Z")
      let state = try await road.cases.submit(case: id, isDeclared: true, by: FundRoad.owner(1))
      let query = "?of=" + (try #require(state.correctionReceipts.last).sha256)
      let second = try Self.code(PDFTool.text(try await road.test.send(.get, path + query, session: .enterprise).bytes))
      #expect(second != first)
      #expect(try await checked(second, road).contains("核验通过"))
      let old = try await checked(first, road)
      #expect(old.contains("2025年11月5日（周三）提交了补正，另有新的回执") && old.contains("仍可证明") && !old.contains("核验通过"))
      #expect(try await road.test.send(.get, "/my/cases/\(id)/receipt" + query, session: .enterprise).text.contains(second))
    }
  }
}
