import HTTPTypes
import Testing

@testable import Service
@testable import Web

/// Reading over HTTP is written down once a request, for the enterprise to see.
struct ReadingTraceTests {
  @Test("each endpoint about one case leaves one trace")
  func endpoints() async throws {
    try await FullSite.with { site in
      try await CaseAPITests.open(site)
      let id = try await CaseAPITests.submitted(site)
      let path = "/api/v1/cases/\(id)"
      let record = try await site.services.cases.read(case: id, by: site.account(.enterprise).actor).decision?.recordSHA256 ?? ""
      for (count, part) in ["", "/timeline", "/concerns", "/entries", "/decisions/" + record].enumerated() {
        #expect(try await site.call(.get, path + part, as: .cityReviewer).status == 200)
        let readings = try await site.call(.get, path + "/readings", as: .enterprise)
        #expect(readings.json["items"]?.items?.count == count + 1, "\(part)")
      }
    }
  }

  @Test(
    "each page about one case leaves one trace",
    arguments: [("/desk/cases/*", "c1"), ("/oversight/cases/*", "watch")])
  func pages(_ path: String, _ who: String) async throws {
    try await ReviewBench.with { bench in
      let state = try await bench.submitted()
      #expect(try await bench.get(path.replacing("*", with: state.id), as: who).status == 200)
      let readings = try await bench.cases.readings(case: state.id, by: bench.actor("lamps"))
      #expect(readings.map(\.account) == [who])
    }
  }

  @Test("a decision letter and a decision worked out again leave one trace each")
  func letters() async throws {
    try await ReviewBench.with { bench in
      let state = try await bench.submitted()
      let accepted = try await bench.cases.accept(case: state.id, granted: nil, by: bench.actor("d1"))
      let sha256 = accepted.decision?.recordSHA256 ?? ""
      #expect(try await bench.get("/cases/\(state.id)/decision.pdf", as: "c1").status == 200)
      #expect(try await bench.get("/oversight/cases/\(state.id)/decisions/\(sha256)", as: "watch").status == 200)
      let readings = try await bench.cases.readings(case: state.id, by: bench.actor("lamps"))
      #expect(readings.map(\.account) == ["watch", "c1"])
    }
  }
}
