import Casework
import HTTPTypes
import Testing
import Values

@testable import Service
@testable import Web

struct ReviewAccessTests {
  static let looking = [
    "/desk", "/desk/queue", "/desk/plans", "/desk/plan", "/desk/report", "/desk/notice", "/desk/budget", "/desk/calls", "/desk/objections",
  ]

  @Test("every page opens for those it is for, and for nobody else")
  func roles() async throws {
    try await ReviewBench.with { bench in
      let allowed: [String: Set<String>] = [
        "d1": ["/desk", "/desk/queue", "/desk/plans", "/desk/plan", "/desk/report", "/desk/calls", "/desk/objections"],
        "c1": ["/desk", "/desk/queue", "/desk/plans", "/desk/notice", "/desk/budget", "/desk/calls", "/desk/objections"],
        "watch": ["/desk/queue", "/desk/plans", "/desk/calls", "/desk/objections"],
        "audit": ["/desk/queue", "/desk/plans", "/desk/calls", "/desk/objections"],
        "money": [], "pay": [], "admin": [], "lamps": [],
      ]
      for (name, paths) in allowed {
        for path in Self.looking {
          let seen = try await bench.get(path, as: name)
          #expect(seen.status == (paths.contains(path) ? 200 : 403), "\(name) at \(path): \(seen.status)")
        }
      }
      for path in Self.looking { #expect(try await bench.test.send(.get, path).status == 303) }
    }
  }

  @Test("an office doesn't learn of another's claims; those who supervise read and decide nothing")
  func offices() async throws {
    try await ReviewBench.with { bench in
      let state = try await bench.submitted()
      let path = CasePage.path(state.id)
      let page = try await bench.get(path, as: "d1")
      #expect(page.status == 200 && page.text.contains("江门演示灯饰有限公司"))
      #expect(try await bench.get(path, as: "other").status == 404)
      #expect(try await !bench.get("/desk/queue", as: "other").text.contains(state.id))
      #expect(try await bench.get("/desk/cases/2026-999999", as: "d1").status == 404)
      // The form of one who may, sent by one who may not.
      for kind in ["take", "accept", "correct", "refuse"] {
        var form = try ReviewBench.Form(page, path + "/" + kind)
        form["csrf"] = bench.test.frame.formToken(session: ReviewBench.People.session("other"), visitor: nil)
        if kind == "refuse" { form["refuse_reason"] = "not_eligible"; form["refuse_note"] = "不符合"; form["step"] = "confirm" }
        if kind == "correct" { form.tick("mark", "bank"); form["why-0"] = "unclear" }
        #expect(try await bench.post(form, as: "other").status == 404, "\(kind)")
        form["csrf"] = bench.test.frame.formToken(session: ReviewBench.People.session("watch"), visitor: nil)
        #expect(try await bench.post(form, as: "watch").status == 403, "\(kind)")
      }
      let watching = try await bench.get(path, as: "watch")
      #expect(watching.status == 200 && !watching.text.contains("/take\"") && !watching.text.contains("id=\"decide\""))
      // The city reads a claim at the first review, but that review isn't its to make.
      let city = try await bench.get(path, as: "c1")
      #expect(city.status == 200 && !city.text.contains("id=\"decide\""))
      #expect(try await bench.state(state.id) == state)
    }
  }

  @Test("a form without its token does nothing")
  func tokens() async throws {
    try await ReviewBench.with { bench in
      let state = try await bench.submitted()
      let path = CasePage.path(state.id)
      var form = try ReviewBench.Form(try await bench.get(path, as: "d1"), path + "/take")
      form["csrf"] = "x"
      #expect(try await bench.post(form, as: "d1").status == 403)
      #expect(try await bench.state(state.id).takenBy == nil)
    }
  }

  @Test("papers open for those who may see the claim, and load nothing; everybody else is told that there is nothing")
  func papers() async throws {
    try await ReviewBench.with { bench in
      let state = try await bench.submitted()
      let file = try #require(state.content.papers.first)
      let path = PaperFiles.path(state.id, file.sha256)
      for name in ["d1", "c1", "watch", "audit", "pay", "money", "lamps"] {
        let seen = try await bench.get(path, as: name)
        #expect(seen.status == 200, "\(name)")
        #expect(seen.bytes.starts(with: Array("%PDF-".utf8)))
        #expect(seen.headers[.contentType] == "application/pdf")
        #expect(seen.headers[.contentDisposition]?.hasPrefix("inline;") == true)
        // The viewers of browsers don't start in a sandbox.
        #expect(seen.headers[WebHeader.policy] == "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
        #expect(seen.headers[WebHeader.contentTypeOptions] == "nosniff")
      }
      for name in ["other", "tools", "admin"] { #expect(try await bench.get(path, as: name).status == 404, "\(name)") }
      #expect(try await bench.test.send(.get, path).status == 303)
      let other = try await bench.submitted("tools", voucher: "DEMO-0002")
      let foreign = try #require(other.content.papers.first { paper in !state.content.papers.contains { $0.sha256 == paper.sha256 } })
      #expect(try await bench.get(PaperFiles.path(state.id, foreign.sha256), as: "d1").status == 404)
      #expect(try await bench.get(PaperFiles.path(state.id, String(repeating: "0", count: 64)), as: "d1").status == 404)
      #expect(try await bench.get(PaperFiles.path(state.id, "..%2fserver.key"), as: "d1").status == 400)
      // Whoever looked is on record.
      let readers = try await bench.cases.readings(case: state.id, by: bench.actor("lamps")).map(\.account)
      #expect(Set(readers).isSuperset(of: ["d1", "c1", "watch", "audit", "pay", "money"]) && !readers.contains("other"))
    }
  }
}
