import Casework
import Policy
import Storage
import TestAccounts
import Testing
import Values

@testable import Service

/// What officers are shown beside a case: plans, similar claims, the decision worked out again, previews. On the demonstration, which has
/// cases in every state.
struct DeskReadingTests {
  private static func actor(_ role: Role, _ office: String?) -> Actor {
    Actor(account: "test-\(role.rawValue)-\(office ?? "")", role: role, office: office)
  }

  /// The demonstration, with the people of these tests.
  private static func loaded(_ body: (DemoBench, Demo.Summary) async throws -> Void) async throws {
    try await DemoBench.loaded { bench, summary in
      let offices = bench.services.cases.book.procedures.flatMap(\.routing.offices.values).map(\.id)
      let districts = Set(offices + offices.map { $0 + "x" }).sorted().map { actor(.districtReviewer, $0) }
      let others: [Role] = [.supervisor, .auditor, .finance, .administrator]
      try await bench.services.enrol([actor(.cityReviewer, "jm_commerce")] + others.map { actor($0, nil) } + districts)
      try await body(bench, summary)
    }
  }
  private let city = actor(.cityReviewer, "jm_commerce")
  private let supervisor = actor(.supervisor, nil)

  @Test("an office sees its own plans, the city all, enterprises none; their claims stand where they stand")
  func plans() async throws {
    try await Self.loaded { bench, _ in
      let cases = bench.services.cases
      let all = try await cases.planViews(by: city).items
      #expect(!all.isEmpty)
      for office in Set(all.map(\.plan.office)) {
        let own = try await cases.planViews(by: Self.actor(.districtReviewer, office)).items
        #expect(own.map(\.plan) == all.map(\.plan).filter { $0.office == office })
      }
      for view in all {
        #expect(view.cases.map(\.id) == view.plan.lines.map(\.caseID))
        #expect(view.places.values.reduce(0, +) == view.plan.lines.count)
        let stranger = Self.actor(.districtReviewer, view.plan.office + "x")
        await #expect(throws: Refusal.noSuchPlan) { try await cases.plan(view.plan.id, by: stranger) }
        #expect(try await cases.plan(view.plan.id, by: supervisor).plan == view.plan)
      }
      let enterprise = Actor(account: "e", role: .enterprise, enterprise: "x")
      await #expect(throws: Refusal.notYourRole) { try await cases.planViews(by: enterprise) }
      await #expect(throws: Refusal.noSuchPlan) { try await cases.plan("P2025-9999", by: city) }
    }
  }

  @Test("every recorded decision comes out again with its reasons, byte for byte; at a review today's decision and ceiling stand beside it")
  func assessments() async throws {
    try await Self.loaded { bench, _ in
      let cases = bench.services.cases
      var reviews = 0
      for summary in try await cases.list(limit: 200, by: supervisor).items {
        let state = try await cases.read(case: summary.id, by: supervisor)
        let assessment = try await cases.assessment(case: summary.id, by: supervisor)
        #expect(assessment.recorded == state.decision)
        #expect(assessment.isReproduced, "\(summary.id)")
        let reasons = try #require(assessment.reasons)
        #expect(reasons.decision.outcome.rawValue == state.decision?.outcome)
        let step = state.step.flatMap { cases.book.procedure(state.procedure)?.step($0) }
        #expect((assessment.today != nil) == (step?.kind == .review))
        if let today = assessment.today, today.outcome == "eligible" {
          reviews += 1
          let ceiling = try #require(assessment.ceiling)
          #expect(ceiling.minor > 0 && ceiling <= today.amount ?? .zero)
          if let granted = state.granted { #expect(ceiling <= granted) }
        }
      }
      #expect(reviews > 0)
    }
  }

  @Test("similar claims are decided ones of the same measure that the asker may see, never the claim itself")
  func similar() async throws {
    try await Self.loaded { bench, _ in
      let cases = bench.services.cases
      var found = 0
      for summary in try await cases.list(limit: 200, by: supervisor).items {
        let all = try await cases.similar(to: summary.id, by: city)
        #expect(all.allSatisfy { $0.measure == summary.measure && $0.id != summary.id && ($0.granted != nil || $0.place == "refused") })
        #expect(all.count <= 10)
        let office = try #require(summary.office)
        let own = try await cases.similar(to: summary.id, by: Self.actor(.districtReviewer, office))
        #expect(own.allSatisfy { $0.office == office })
        #expect(own.map(\.id) == all.map(\.id).filter { id in own.contains { $0.id == id } })
        await #expect(throws: Refusal.noSuchCase) {
          try await cases.similar(to: summary.id, by: Self.actor(.districtReviewer, office + "x"))
        }
        found += all.count
      }
      #expect(found > 0)
    }
  }

  @Test("previews of notice and budget change nothing, and say what doing it then does")
  func previews() async throws {
    try await Self.loaded { bench, _ in
      let cases = bench.services.cases
      let procedure = try #require(cases.book.procedures.first)
      let before = try await bench.services.database.read { tx in try tx.query("SELECT COUNT(*) FROM events").first?.integer(0) }
      var waiting = CaseService.Filter()
      waiting.places = ["notice/open"]
      let ids = try await cases.list(waiting, by: city).items.map(\.id)
      #expect(!ids.isEmpty)
      let preview = try await cases.previewNotice(procedure: procedure.id, cases: ids, by: city)
      var budgets = CaseService.Filter()
      budgets.places = ["budget/open"]
      let planned = try await cases.list(budgets, by: city).items.map(\.id)
      let lines = try await cases.previewBudget(procedure: procedure.id, cases: planned, by: city)
      #expect(try await bench.services.database.read { tx in try tx.query("SELECT COUNT(*) FROM events").first?.integer(0) } == before)

      let free = preview.lines.map(\.caseID)
      #expect(Set(free).union(preview.refusals.keys) == Set(ids))
      #expect(preview.total == preview.lines.reduce(Money.zero) { $0.adding($1.amount) ?? $0 })
      if !free.isEmpty {
        let notice = try await cases.openNotice(procedure: procedure.id, cases: free, by: city)
        #expect(notice.lines == preview.lines && notice.opens == preview.opens && notice.closes == preview.closes.date)
      }
      for line in lines where line.refusal == nil {
        _ = try await cases.budget(procedure: procedure.id, cases: [line.summary.id], by: city)
        #expect(try await cases.read(case: line.summary.id, by: city).budgetYear == line.year)
      }
      await #expect(throws: Refusal.noSuchCase) { try await cases.previewNotice(procedure: procedure.id, cases: ["2020-000001"], by: city) }
      await #expect(throws: Refusal.noSuchProcedure) { try await cases.previewNotice(procedure: "none", cases: [], by: city) }
    }
  }

  @Test("an objection and its papers are for those who settle or supervise it")
  func objections() async throws {
    try await Self.loaded { bench, _ in
      let cases = bench.services.cases
      let objection = try #require(try await cases.objections(by: city).items.first?.objection)
      let office = try #require(try await cases.read(case: objection.caseID, by: supervisor).office)
      for actor in [city, supervisor, Self.actor(.auditor, nil), Self.actor(.districtReviewer, office)] {
        let opened = try await cases.objection(objection.id, by: actor)
        #expect(opened.objection == objection && opened.state.id == objection.caseID && opened.notice.id == objection.notice)
      }
      for actor in [Self.actor(.districtReviewer, office + "x"), Self.actor(.finance, nil), Self.actor(.administrator, nil)] {
        await #expect(throws: Refusal.noSuchObjection) { try await cases.objection(objection.id, by: actor) }
      }
      await #expect(throws: Refusal.noSuchObjection) { try await cases.objection("O2025-99999", by: city) }
      let state = try await cases.read(case: objection.caseID, by: supervisor)
      let enterprise = Actor(account: "e", role: .enterprise, enterprise: state.enterprise)
      for paper in objection.papers {
        #expect(try await cases.paper(paper.sha256, case: state.id, by: supervisor) == paper)
        await #expect(throws: Refusal.noSuchPaper) { try await cases.paper(paper.sha256, case: state.id, by: enterprise) }
      }
      for paper in state.content.papers {
        #expect(try await cases.paper(paper.sha256, case: state.id, by: enterprise).sha256 == paper.sha256)
      }
      await #expect(throws: Refusal.noSuchPaper) { try await cases.paper("0", case: state.id, by: city) }
    }
  }

  @Test("a list can be narrowed to what somebody has taken")
  func taken() async throws {
    try await Self.loaded { bench, _ in
      let cases = bench.services.cases
      let all = try await cases.list(limit: 200, by: supervisor).items
      let holder = try #require(all.compactMap(\.takenBy).first)
      var filter = CaseService.Filter()
      filter.takenBy = holder
      #expect(try await cases.list(filter, by: supervisor).items.map(\.id) == all.filter { $0.takenBy == holder }.map(\.id))
    }
  }
}
