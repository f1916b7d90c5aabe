import Casework
import Foundation
import HTTPTypes
import Policy
import Service
import Testing
import Values

@testable import Web

/// What the public reads and does: notices, objections, statistics, verification.
struct NoticesTests {
  @Test("a notice is read by everybody: sums, days counted, copies that agree with it and with its hash")
  func notice() async throws {
    try await FundRoad.with { road in
      let (ids, notice) = try await road.noticed(3)
      try road.set("2025-11-06T02:00:00.000Z")
      let list = try await road.test.send(.get, "/notices")
      #expect(list.text.contains(notice.number) && list.text.contains("90,000.00"))
      let page = try await road.test.send(.get, "/notices/" + notice.id)
      #expect(page.status == 200)
      #expect(page.text.contains("第 3 个工作日，共 5 个"))
      #expect(page.text.contains("2025年11月10日（周一）24:00"))
      #expect(page.text.contains(notice.sha256))
      #expect(page.text.contains(FundRoad.name(1)) && !page.text.contains(FundRoad.code(1)) && !page.text.contains("99000000000"))
      let csv = try await road.test.send(.get, "/notices/\(notice.id).csv").text.split(separator: "\r\n")
      #expect(csv.count == 5)
      #expect(csv[1].contains(ids[0]) && csv[1].contains("30000.00"))
      #expect(csv[4].contains("90000.00"))
      let json = try await road.test.send(.get, "/notices/\(notice.id).json")
      guard case .success(let root) = FileReader.parse(.init(name: "notice.json", text: json.text)) else {
        Issue.record("the copy is not JSON")
        return
      }
      let text = try #require(root["canonical_text"]?.text)
      #expect(Digest.sha256(text.utf8) == notice.sha256)
      #expect(root["total"]?.text == "90000.00")
      // Ended, and still there.
      try road.set("2025-11-11T02:00:00.000Z")
      _ = try await road.cases.tick()
      let later = try await road.test.send(.get, "/notices/" + notice.id).text
      #expect(later.contains("公示期已满") && !later.contains("/object\""))
      #expect(try await road.test.send(.get, "/notices/N2025-9999").status == 404)
    }
  }

  static func objection(_ id: String, _ change: [String: String] = [:]) -> [(String, String)] {
    var fields = [
      "case": id, "kind": "person", "name": "示例甲", "identity": "440700190001010009", "contact": "13800000000", "text": "该企业没有参展。",
      "once": "0123456789abcdef0123",
    ]
    fields.merge(change) { $1 }
    return fields.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  @Test("anybody objects once, gets number and code, and sees with the code what becomes of it")
  func object() async throws {
    try await FundRoad.with { road in
      let (ids, notice) = try await road.noticed(2)
      let path = "/notices/\(notice.id)/object"
      let form = try await road.test.send(.get, path + "?case=" + ids[1]).text
      let rule = try #require(form.range(of: "匿名"))
      let first = try #require(form.range(of: "name=\"identity\""))
      #expect(rule.lowerBound < first.lowerBound)
      let empty = try await road.upload(path, Self.objection("", ["name": " ", "text": ""]), files: [], as: nil)
      #expect(empty.status == 422)
      #expect(empty.text.contains("440700190001010009"))
      var addresses: [String] = []
      for _ in 0..<2 {
        let sent = try await road.upload(path, Self.objection(ids[1]), files: [], as: nil)
        #expect(sent.status == 303)
        addresses.append(sent.headers[.location] ?? "")
      }
      #expect(addresses[0] == addresses[1])
      let all = try await road.cases.objections(by: FundRoad.supervisor).items.map(\.objection)
      let objection = try #require(all.first)
      #expect(all.count == 1)
      let seen = try await road.test.send(.get, addresses[0]).text
      #expect(seen.contains(objection.id) && seen.contains(road.cases.code(of: objection)) && seen.contains("今天收到，自次日起算，共 10 个工作日"))
      #expect(!seen.contains("440700190001010009") && !seen.contains("示例甲"))
      #expect(try await road.test.send(.get, "/objections/\(objection.id)?code=AAAA-AAAA-AAAA-AAAA").status == 404)
      #expect(try await road.test.send(.get, "/notices/" + notice.id).text.contains("异议处理中"))
      let find = try await road.test.send(.get, "/objections?id=\(objection.id)&code=\(road.cases.code(of: objection).lowercased())")
      #expect(find.status == 303)
      // The district answers; the objector asks the city.
      _ = try await road.cases.find(
        objection: objection.id, result: .stands, sum: nil, reason: "参展记录属实。",
        by: FundRoad.district2)
      let answered = try await road.test.send(.get, "/objections/\(objection.id)?code=\(road.cases.code(of: objection))").text
      #expect(answered.contains("参展记录属实。") && answered.contains("请上一级处理"))
      let visitor = road.test.visitor()
      let body = Query([("csrf", visitor.token), ("code", road.cases.code(of: objection)), ("once", "x")]).text
      let asked = try await road.test.send(
        .post, "/objections/" + objection.id, headers: [.contentType: "application/x-www-form-urlencoded", .cookie: visitor.cookie],
        body: Array(body.utf8))
      #expect(asked.status == 303)
      #expect(try await road.cases.objection(objection.id, code: road.cases.code(of: objection)).level == .city)
    }
  }

  @Test("an organisation brings a sealed paper of an accepted kind; what is refused is said at its field and what was typed is kept")
  func organisation() async throws {
    try await FundRoad.with { road in
      let (ids, notice) = try await road.noticed(1)
      let path = "/notices/\(notice.id)/object"
      let fields = Self.objection(ids[0], ["kind": "organisation", "identity": FundRoad.code(7)])
      let without = try await road.upload(path, fields, files: [], as: nil)
      #expect(without.status == 422 && without.text.contains("加盖公章"))
      let wrong = try await road.upload(path, fields, files: [("paper1", "盖章.pdf", Array("not a pdf".utf8))], as: nil)
      #expect(wrong.status == 422 && wrong.text.contains("该企业没有参展。"))
      let badCode = try await road.upload(
        path, Self.objection(ids[0], ["kind": "organisation", "identity": "91440703DEM0000010"]), files: [], as: nil)
      #expect(badCode.status == 422)
      let pdf = Array("%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n".utf8)
      let sent = try await road.upload(path, fields, files: [("paper1", "盖章.pdf", pdf)], as: nil)
      #expect(sent.status == 303)
      #expect(try await road.cases.objections(by: FundRoad.supervisor).items.first?.objection.papers.map(\.name) == ["盖章.pdf"])
    }
  }

  @Test("statistics say the same in chart, table and file, and name nobody")
  func statistics() async throws {
    try await FundRoad.with { road in
      let (ids, batch) = try await road.ordered(3)
      _ = try await road.cases.takeBankResults(
        [BankResult(line: 1, amount: batch.lines[0].amount, outcome: .paid(reference: "YS1"))], batch: batch.id, by: FundRoad.payer)
      #expect(ids.count == 3)
      let csv = try await road.test.send(.get, "/statistics.csv").text.split(separator: "\r\n")
      #expect(csv.count == 3)
      #expect(csv[1].hasSuffix(",3,90000.00,30000.00"))
      #expect(csv[2].hasSuffix(",3,90000.00,30000.00"))
      let page = try await road.test.send(.get, "/statistics").text
      #expect(page.contains("90,000.00") && page.contains("30,000.00") && page.contains("<svg"))
      #expect(!page.contains("演示灯饰"))
    }
  }

  @Test(
    "a code that stands on no paper, or none at all, is said to be none", arguments: ["", "0000-0000-0000-0000", "'; DROP TABLE", "一二三"])
  func unknownCode(_ code: String) async throws {
    try await FundRoad.with { road in
      let seen = try await road.test.send(.get, "/verify?code=" + PercentCoding.encode(code))
      #expect(seen.status == (code.isEmpty ? 200 : 422))
      #expect(!seen.text.contains("核验通过"))
    }
  }
}
