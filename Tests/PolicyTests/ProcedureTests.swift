import Casework
import Foundation
import Policy
import TestSupport
import Testing
import WorkingDays

/// Procedure files become what they say.
struct ProcedureTests {
  @Test("the short road is read as it is written")
  func shortRoad() throws {
    let procedure = try #require(try Fixture.goodBook().procedure("demo.claim"))
    #expect(procedure.title.zh == "示例申报")
    #expect(procedure.document == "demo")
    #expect(procedure.article == "第五条")
    #expect(procedure.fund == "demo")
    #expect(procedure.measures == ["demo.1"])
    #expect(procedure.cityOffice == Procedure.Office(id: "demo_commerce", zh: "示例商务局", en: "Demo Commerce Bureau"))
    #expect(procedure.routing.fact == "enterprise_district")
    #expect(procedure.routing.offices.mapValues(\.id) == ["north": "north", "south": "south"])
    #expect(procedure.steps.map(\.id) == ["review", "notice", "payment"])
    #expect(procedure.steps.map(\.kind) == [.review, .notice, .payment])
    #expect(procedure.steps.map(\.role) == [.districtReviewer, .cityReviewer, .finance])
    #expect(procedure.steps.map(\.level) == [.district, .city, .city])
    #expect(procedure.steps[0].outcomes == [.accept, .refuse])
    #expect(procedure.steps[0].clock == ClockRule(length: 15, kind: .calendarDays))
    #expect(procedure.steps[0].clockBasis?.en == "article 5")
    #expect(procedure.steps[0].promise == nil && procedure.steps[0].correction == nil)
    #expect(procedure.steps[1].clock == ClockRule(length: 7, kind: .calendarDays, countsFirstDay: true, rollsLastDay: false))
    #expect(procedure.papers.map(\.id) == ["contract"])
    #expect(procedure.particulars.map(\.id) == ["fair_name"])
    #expect(procedure.reasons.map(\.code) == ["not_met", "lower"])
    #expect(procedure.reasons(for: .refuse).map(\.code) == ["not_met"])
    #expect(procedure.masking.map(\.field) == ["enterprise_name", "fair_name"])
    #expect(procedure.masking.map(\.rule) == [.show, .part])
    #expect(procedure.objection.levels == [.city])
    #expect(procedure.objection.clock == ClockRule(length: 10))
    #expect(procedure.objection.escalation == nil && !procedure.objection.needsSealedPaper)
    #expect(
      procedure.dimensions == ["enterprise": .enterprise, "year": .year(fact: "enterprise_founded"), "fair": .particular("fair_name")])
    #expect(procedure.limitFact == "fair_paid_cny")
    #expect(procedure.payers == [])
  }

  @Test("the long road of the real package")
  func longRoad() throws {
    let book = try Fixture.book.get()
    let procedure = try #require(book.procedure("jm2025-61.claim"))
    #expect(procedure.steps.map(\.kind) == [.review, .plan, .review, .notice, .budget, .release, .payment, .report])
    #expect(procedure.step("first_review")?.promise == ClockRule(length: 10))
    #expect(procedure.step("first_review")?.correction == ClockRule(length: 10))
    #expect(procedure.step("notice")?.clock == ClockRule(length: 5))
    #expect(procedure.step(after: "notice")?.id == "budget")
    #expect(procedure.step(after: "report") == nil)
    let second = try #require(procedure.step("second_review"))
    #expect(procedure.review(before: second)?.id == "first_review")
    #expect(procedure.apart(from: second) == ["first_review"])
    #expect(procedure.objection.levels == [.district, .city])
    #expect(procedure.objection.escalation == ClockRule(length: 5))
    #expect(procedure.objection.needsSealedPaper)
    #expect(procedure.routing.offices.keys.sorted() == ["jianghai", "pengjiang", "xinhui"])
    #expect(procedure.relatedCompany == "exhibitor")
    #expect(procedure.paidElsewhere == ["claim_other_subsidy_cny"])
    let insurance = "jm2025-61.10.1.short-term-insurance"
    #expect(procedure.payers == [Procedure.Payer(measure: insurance, output: "district_part_cny", bearer: .office)])
    #expect(procedure.payer(for: insurance)?.output == "district_part_cny")
    #expect(procedure.payer(for: "jm2025-61.10.2.credit-info") == nil)
    // What is claimed can be awarded, and says which papers it takes.
    for id in procedure.measures {
      let measure = try #require(book.measure(id))
      #expect(book.procedure(for: id)?.id == procedure.id)
      #expect(measure.rule.award != nil, "\(id) pays nothing")
      #expect(!procedure.papers(for: id).isEmpty)
      // Every dimension of a limit is found somewhere.
      for limit in measure.limits {
        for dimension in limit.per where !["claim", "lifetime"].contains(dimension) {
          #expect(procedure.dimensions[dimension] != nil, "\(id): \(dimension)")
        }
      }
    }
  }

  @Test("a procedure is no part of the hash that decisions carry")
  func contentHash() throws {
    let folder = try TemporaryFolder(copyOf: Fixture.good)
    let before = try PolicyBook.load(folder: folder.path).get()
    let path = "demo/paper/procedures/claim.yaml"
    let text = try String(contentsOf: folder.url.appendingPathComponent(path), encoding: .utf8)
    try folder.write(text.replacing("length: 15", with: "length: 30"), to: path)
    let after = try PolicyBook.load(folder: folder.path).get()
    #expect(after.procedures[0].steps[0].clock?.length == 30)
    #expect(after.contentHash == before.contentHash)
    try folder.write("note: 1\n" + text, to: path)
    #expect(throws: LoadFailure.self) { try PolicyBook.load(folder: folder.path).get() }
  }
}
