import Casework
import Policy
import Service
import Testing
import Values

@testable import Service
@testable import Web

/// Statistics that speak of nobody.
struct PublicFiguresTests {
  private func count(_ measure: String, _ office: String, _ place: String, _ cases: Int, granted: Int64, paid: Int64 = 0, year: Int = 2025)
    -> CaseService.Count
  {
    CaseService.Count(
      measure: measure, office: office, year: year, place: place, cases: cases, granted: Money(minor: granted), paid: Money(minor: paid))
  }

  @Test("sums count from the notice on, whatever the place before it")
  func sums() throws {
    let book = try TestBook.loaded.get()
    let figures = PublicFigures(
      [
        count("m", "a", "first_review/open", 4, granted: 100), count("m", "a", "plan/open", 1, granted: 200),
        count("m", "a", "notice/open", 1, granted: 400), count("m", "a", "notice/running", 1, granted: 800),
        count("m", "a", "budget/open", 1, granted: 1600), count("m", "a", "completed", 1, granted: 3200, paid: 3000),
        count("m", "a", "refused", 1, granted: 6400),
      ], book)
    #expect(figures.lines.map(\.claims) == [10])
    #expect(figures.lines[0].granted == Money(minor: 800 + 1600 + 3200))
    #expect(figures.lines[0].paid == Money(minor: 3000))
  }

  @Test("rows of one or two claims stand together by year, and the total stays that of all")
  func few() throws {
    let figures = PublicFigures(
      [
        count("m", "a", "completed", 3, granted: 300), count("m", "b", "completed", 2, granted: 200),
        count("n", "a", "first_review/open", 1, granted: 50), count("n", "a", "completed", 1, granted: 100, year: 2024),
      ], try TestBook.loaded.get())
    #expect(figures.lines.map(\.year) == [2025, 2025, 2024])
    #expect(figures.lines.map { $0.subject?.office } == ["a", nil, nil])
    #expect(figures.lines.map(\.claims) == [3, 3, 1])
    #expect(figures.lines.map(\.granted.minor) == [300, 200, 100])
  }

  @Test("before its notice a single claim shows nowhere: page, file and API name neither its measure nor its sum")
  func hidden() async throws {
    try await FundRoad.with { road in
      let ids = try await road.submitted(1)
      _ = try await road.cases.accept(case: ids[0], granted: nil, by: FundRoad.district)
      for path in ["/statistics", "/statistics.csv", "/api/v1/statistics"] {
        let text = try await road.test.send(.get, path).text
        #expect(!text.contains("30,000") && !text.contains("30000"), "\(path)")
        #expect(!text.contains("境外（国外）参展支持") && !text.contains(FundRoad.measure), "\(path)")
      }
      #expect(try await road.test.send(.get, "/statistics").text.contains("少于 3 件的不单独列出"))
    }
  }
}
