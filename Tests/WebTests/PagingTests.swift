import Casework
import Foundation
import HTTPTypes
import Service
import Storage
import Testing
import Values

@testable import Web

/// Lists that are longer than a page: pages and cursors give all of it, each row once, and files hold it all.
struct PagingTests {
  /// The paths behind `rel="next"`, page by page, with what matches on each.
  private static func pages(_ site: FullSite, _ path: String, _ who: FullSite.Who?, _ mark: String) async throws -> [[String]] {
    var pages: [[String]] = []
    var next: String? = path
    while let path = next {
      let seen = try await site.send(.get, path, as: who, by: .session)
      #expect(seen.status == 200)
      var found: [String] = []
      for piece in seen.text.components(separatedBy: "href=\"" + mark).dropFirst() {
        let id = String(piece.prefix { $0 != "\"" && $0 != "/" && $0 != "?" })
        if !found.contains(id) { found.append(id) }
      }
      pages.append(found)
      next = seen.text.components(separatedBy: "rel=\"next\" href=\"").dropFirst().first.map {
        Browser.unescaped(String($0.prefix { $0 != "\"" }))
      }
    }
    return pages
  }

  /// The values of a key over all pages of an endpoint, with pages of two.
  private static func items(_ site: FullSite, _ path: String, _ who: FullSite.Who?, _ key: String) async throws -> [String] {
    var items: [String] = []
    var cursor: String?
    repeat {
      let query = (path.contains("?") ? "&" : "?") + "limit=2" + (cursor.map { "&cursor=" + $0 } ?? "")
      let page = try await site.call(.get, path + query, as: who)
      let found = page.json["items"]?.items?.compactMap { $0[key]?.text } ?? []
      #expect(found.count <= 2)
      items += found
      cursor = page["next_cursor"]
    } while cursor != nil
    return items
  }

  /// How many rows a CSV has under its head.
  private static func rows(_ site: FullSite, _ path: String, _ who: FullSite.Who?) async throws -> Int {
    let seen = try await site.send(.get, path, as: who, by: .session)
    #expect(seen.status == 200)
    return seen.text.split(separator: "\r\n").count - 1
  }

  @Test("drafts and claims of an enterprise, each with pages of its own; messages")
  func own() async throws {
    try await FullSite.with { site in
      try await CaseAPITests.open(site)
      let actor = try site.account(.enterprise).actor
      let cases = site.services.cases
      var drafts: [String] = []
      for _ in 0..<52 {
        drafts.append(
          try await cases.draft(
            measure: "jm2025-61.9.1.1.foreign", enterpriseName: FullSite.company, content: Content(), by: actor, evenIfOneExists: true
          ).id)
        site.time.advance(seconds: 1)
      }
      let claim = try await CaseAPITests.submitted(site)
      let pages = try await Self.pages(site, "/my", .enterprise, "/my/cases/")
      #expect(pages.count == 2)
      // The claim stands in its own list on both pages; the drafts go on.
      #expect(pages.map { $0.filter { $0 != claim }.count } == [50, 2])
      #expect(pages.flatMap { $0.filter { $0 != claim } } == drafts.reversed())
      // The file is the list of what was handed in; drafts stand apart until their call closes.
      #expect(try await Self.rows(site, "/my.csv", .enterprise) == 1)
      try site.until("2025-12-31")
      #expect(try await cases.tick().done == 52)
      let told = try await Self.pages(site, "/my/messages", .enterprise, "/my/cases/")
      #expect(told.map(\.count) == [50, 2] && told.flatMap(\.self) == drafts.sorted().reversed())
      #expect(try await Self.rows(site, "/my/messages.csv", .enterprise) == 52)
      #expect(try await Self.items(site, "/api/v1/messages", .enterprise, "case") == drafts.sorted().reversed())
      #expect(try await Self.items(site, "/api/v1/messages", .rival, "case") == [])
      let draft = try await site.send(.get, "/my/cases/" + drafts[0], as: .enterprise, by: .session)
      #expect(draft.text.contains("还没有提交，申报2025年12月31日"))
      try site.until("2026-01-01")
      _ = try await cases.tick()
      #expect(try await Self.rows(site, "/my.csv", .enterprise) == 53)
    }
  }

  /// Invented numbers with a sound check digit.
  private static let identities = [
    "440700199001010018", "440700199001010026", "440700199001010034", "440700199001010042", "440700199001010050",
  ]

  @Test("plans, notices, objections, releases and payments go on from page to page, to each what is theirs")
  func officers() async throws {
    try await FullSite.with { site in
      try await CaseAPITests.open(site)
      let cases = site.services.cases
      let (district, city) = (try site.account(.secondDistrict).actor, try site.account(.secondCity).actor)
      let ids = [try await CaseAPITests.submitted(site), try await CaseAPITests.submitted(site)]
      _ = try await cases.accept(case: ids[0], granted: nil, by: try site.account(.districtReviewer).actor)
      _ = try await cases.proposePlan(procedure: "jm2025-61.claim", cases: [ids[0]], by: district)
      let projections = site.services.projections
      // Four more plans, notices, batches and orders with the lines of the first: what lists read is what the log says.
      _ = try await cases.accept(case: ids[0], granted: nil, by: try site.account(.cityReviewer).actor)
      let notice = try await cases.openNotice(procedure: "jm2025-61.claim", cases: [ids[0]], by: city)
      let plan = try await cases.plan("P2025-0001", by: district).plan
      try await site.services.database.write { tx in
        func log(_ type: String, _ body: some Encodable, _ stream: String) throws {
          let new = NewEvent(stream: stream, type: type, body: try Self.text(body))
          try projections.apply(EventLog.append([new], by: "x", role: "", at: "2025-09-01T01:00:00.000Z", in: tx), in: tx)
        }
        for number in 2...5 {
          try log(
            "plan.proposed",
            Plan(
              id: "P2025-000\(number)", procedure: plan.procedure, office: plan.office, budgetYear: 2026, day: plan.day, by: plan.by,
              lines: plan.lines), "plan/P2025-000\(number)")
        }
        for number in 1...5 {
          let office = number == 3 ? "xinhui" : "pengjiang"
          try log(
            "batch.ordered",
            PaymentBatch(
              id: "B2026-000\(number)", procedure: plan.procedure, office: office, budgetYear: 2026, day: plan.day, by: "x", lines: []),
            "batch/B2026-000\(number)")
          try log(
            "money.released",
            ReleaseOrder(
              id: "R2026-000\(number)", procedure: plan.procedure, budgetYear: 2026, day: plan.day, by: "x", lines: plan.lines),
            "release/R2026-000\(number)")
        }
      }
      for number in 0..<5 {
        _ = try await cases.object(
          notice: notice.id, caseID: ids[0],
          objector: .init(kind: .person, name: "演示居民", identity: Self.identities[number], contact: "0750"), text: "异议\(number)",
          papers: [])
      }
      let objections = (1...5).map { "O2025-0000\($0)" }
      #expect(try await Self.items(site, "/api/v1/objections", .supervisor, "id") == objections)
      #expect(try await Self.items(site, "/api/v1/objections", .districtReviewer, "id") == objections)
      #expect(try await Self.items(site, "/api/v1/objections", .elsewhere, "id") == [])
      #expect(try await Self.items(site, "/api/v1/objections?case=\(ids[1])", .supervisor, "id") == [])
      #expect(try await Self.rows(site, "/desk/objections.csv", .supervisor) == 5)
      #expect(try await cases.waitingObjections(by: district) == 5)
      #expect(try await cases.waitingObjections(by: city) == 0)
      let plans = (1...5).reversed().map { "P2025-000\($0)" }
      var seen: [String] = []
      var cursor: String?
      repeat {
        let page = try await cases.planViews(after: cursor, limit: 2, by: city)
        seen += page.items.map(\.plan.id)
        cursor = page.next
      } while cursor != nil
      #expect(seen == plans)
      #expect(try await Self.rows(site, "/desk/plans.csv", .cityReviewer) == 5)
      #expect(try await Self.items(site, "/api/v1/payments", .supervisor, "id") == (1...5).reversed().map { "B2026-000\($0)" })
      #expect(try await Self.items(site, "/api/v1/payments", .districtFinance, "id") == [5, 4, 2, 1].map { "B2026-000\($0)" })
      #expect(try await Self.rows(site, "/payments.csv", .districtFinance) == 4)
      #expect(try await Self.rows(site, "/fund/releases.csv", .finance) == 5)
      #expect(try await Self.items(site, "/api/v1/releases", .auditor, "id") == (1...5).reversed().map { "R2026-000\($0)" })
      #expect(try await Self.items(site, "/api/v1/notices", nil, "id") == [notice.id])
      try await site.refuses(400, "cursor.invalid", .get, "/api/v1/notices?cursor=x", as: nil)
    }
  }

  private static func text(_ body: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(body), as: UTF8.self)
  }
}
