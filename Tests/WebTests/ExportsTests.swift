import Casework
import Foundation
import Policy
import Service
import Testing
import Values

@testable import Web

/// Lists on the screen and as files.
struct ExportsTests {
  @Test("a list says the same as a table and as a sheet")
  func sameRows() async throws {
    let day = try #require(CivilDate("2026-03-05"))
    let listing = Listing(
      name: "演示", columns: [.words("甲"), .figures("乙"), .figures("丙"), .words("丁")],
      rows: [
        [.text("=1+1", path: "/x"), .money(Money(minor: 123_456_789)), .count(12), .day(day)],
        [.state("好", .good), .money(Money(minor: -5)), .none, .none],
      ]
    ).totalled("合计", sums: [1])
    #expect(listing.totals == [.text("合计"), .money(Money(minor: 123_456_784)), .none, .none])
    guard case .download(let file) = try await ListFile.csv.answer(listing, at: "2026-03-05T02:00:00.000Z").content else {
      Issue.record("a list is a download")
      return
    }
    let csv = String(decoding: file.bytes, as: UTF8.self)
    #expect(csv == "\u{FEFF}甲,乙,丙,丁\r\n'=1+1,1234567.89,12,2026-03-05\r\n好,-0.05,,\r\n合计,1234567.84,,\r\n")
    let table = try #require(listing.table(.zh)["rows"])
    guard case .list(let rows) = table, case .list(let cells)? = rows[0]["cells"] else {
      Issue.record("the table has no cells")
      return
    }
    #expect(cells.compactMap { $0["text"] } == ["=1+1", "1,234,567.89", "12", "2026年3月5日（周四）"])
  }

  @Test("the piece of a path is parted into name and ending")
  func fileName() {
    #expect(FileName("N2026-0001.csv").name == "N2026-0001")
    #expect(FileName("N2026-0001.csv").list == .csv)
    #expect(FileName("N2026-0001").ending == nil)
    #expect(FileName("a.b.pdf").name == "a.b")
    #expect(FileName("a.exe").name == "a.exe")
  }

  @Test("the queue and my claims as files hold what their roles may see, with the filters of the address")
  func lists() async throws {
    try await FundRoad.with { road in
      let ids = try await road.submitted(3)
      let queue = try await road.test.send(.get, "/desk/queue.csv", session: .districtReviewer).text
      #expect(queue.split(separator: "\r\n").count == 4)
      #expect(queue.contains("2025-12-01"))
      let one = try await road.test.send(.get, "/desk/queue.csv?q=" + FundRoad.code(2), session: .districtReviewer).text
      #expect(one.split(separator: "\r\n").count == 2 && one.contains(ids[1]))
      // A place that there is none of is left aside, as on the page.
      let nowhere = try await road.test.send(.get, "/desk/queue.csv?place=nowhere", session: .districtReviewer).text
      #expect(nowhere == queue)
      #expect(try await road.elsewhere.send(.get, "/desk/queue.csv", session: .districtReviewer).text.split(separator: "\r\n").count == 1)
      let mine = try await road.test.send(.get, "/my.csv", session: .enterprise).text.split(separator: "\r\n")
      #expect(mine.count == 2)
      #expect(mine[1].contains(ids[0]) && mine[1].contains("30000.00"))
      // The file has the columns and the words of the page, and no draft that stands apart there.
      let page = try await road.test.send(.get, "/desk/queue", session: .districtReviewer).text
      let lines = queue.split(separator: "\r\n")
      for title in lines[0].split(separator: ",") { #expect(page.contains(">\(title.filter { $0 != "\u{FEFF}" })</th>"), "\(title)") }
      #expect(lines[1].contains("区级初审：待审核") && page.contains("区级初审：待审核"))
      let draft = try await road.cases.draft(
        measure: FundRoad.measure, enterpriseName: FundRoad.name(1), content: FundRoad.content(1), by: FundRoad.owner(1))
      #expect(!(try await road.test.send(.get, "/my.csv", session: .enterprise).text.contains(draft.id)))
      for path in ["/desk/queue.xlsx", "/my.xlsx", "/policies.xlsx"] {
        let role: Role? = path.hasPrefix("/desk") ? .districtReviewer : path.hasPrefix("/my") ? .enterprise : nil
        #expect(try await road.test.send(.get, path, session: role).bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]))
      }
    }
  }

  @Test("measured: 100,000 rows as CSV and as XLSX", .enabled(if: ProcessInfo.processInfo.environment["HUIQI_MEASURE"] != nil))
  func many() async throws {
    let day = try #require(CivilDate("2026-03-05"))
    let row: [Listing.Cell] = [
      .text("2026-000001"), .text("江门演示灯饰有限公司"), .text("91440703DEM000001X"), .text("境外（国外）参展支持"), .text("蓬江区商务主管部门"),
      .text("区级初审：待审核"), .money(Money(minor: 3_000_000)), .none, .day(day), .day(day), .none, .none,
    ]
    let listing = Listing(name: "演示", columns: row.indices.map { .words("列\($0)") }, rows: Array(repeating: row, count: 100_000))
    for file in ListFile.allCases {
      let start = ContinuousClock.now
      _ = try await file.answer(listing, at: "2026-03-05T02:00:00.000Z")
      print("100,000 rows as \(file.rawValue): \(ContinuousClock.now - start)")
    }
  }
}
