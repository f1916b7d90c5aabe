import Testing
import Values

@testable import Casework

/// Sums: never above the decision, equal to it where it is fixed, never raised on the way.
struct SumTests {
  @Test("a fixed sum is granted as decided, to the cent")
  func fixed() throws {
    let claim = try Claim.at("first_review")
    let road = claim.road
    try claim.refuses(try road.accept(3_000_001), People.first, "2025-09-29", .sumTooHigh)
    try claim.refuses(try road.accept(2_999_999), People.first, "2025-09-29", .sumFixed)
    try claim.refuses(try road.accept(2_999_999, reason: "lower_budget"), People.first, "2025-09-29", .sumFixed)
    try claim.refuses(try road.accept(nil), People.first, "2025-09-29", .sumMissing)
    try claim.refuses(try road.accept(0), People.first, "2025-09-29", .sumMissing)
    try claim.refuses(try road.accept(-1), People.first, "2025-09-29", .sumMissing)
    #expect(try claim.asks(road.accept(), People.first, "2025-09-29").isAccepted)
  }

  @Test("below a ceiling an officer decides, with a reason")
  func ceiling() throws {
    let claim = try Claim.at("first_review")
    let road = claim.road
    try claim.refuses(try road.accept(3_000_001, isCeiling: true, reason: "lower_budget"), People.first, "2025-09-29", .sumTooHigh)
    try claim.refuses(try road.accept(1, isCeiling: true), People.first, "2025-09-29", .reasonUnknown)
    try claim.refuses(try road.accept(1, isCeiling: true, reason: "duplicate"), People.first, "2025-09-29", .reasonUnknown)
    try claim.refuses(try road.accept(isCeiling: true, reason: "duplicate"), People.first, "2025-09-29", .reasonUnknown)
    #expect(try claim.asks(road.accept(1, isCeiling: true, reason: "lower_voucher"), People.first, "2025-09-29").isAccepted)
    #expect(try claim.asks(road.accept(isCeiling: true), People.first, "2025-09-29").isAccepted)
  }

  @Test("a sum needs a decision that grants one", arguments: ["ineligible", "undetermined"])
  func notEligible(outcome: String) throws {
    let claim = try Claim.at("first_review")
    let decision = try claim.road.decision(3_000_000, outcome: outcome)
    try claim.refuses(
      .accept(CaseCommand.Acceptance(granted: Money(minor: 3_000_000), decision: decision)), People.first, "2025-09-29", .notEligible)
    let check = try claim.road.decision(nil)
    try claim.refuses(
      .accept(CaseCommand.Acceptance(granted: Money(minor: 3_000_000), decision: check)), People.first, "2025-09-29", .notEligible)
  }

  @Test("the city grants no more than the district, and no more than its own decision")
  func secondReview() throws {
    let claim = try Claim.at("second_review", granted: 2_000_000)
    let road = claim.road
    try claim.refuses(try road.accept(2_000_001, isCeiling: true), People.city, "2025-10-20", .sumTooHigh)
    try claim.refuses(try road.accept(1_999_999, isCeiling: true), People.city, "2025-10-20", .reasonUnknown)
    // Another claim has used the limit since: the decision of today is the lower one.
    try claim.refuses(try road.accept(2_000_000, of: 1_500_000, isCeiling: true), People.city, "2025-10-20", .sumTooHigh)
    #expect(try claim.asks(road.accept(1_500_000, of: 1_500_000, isCeiling: true), People.city, "2025-10-20").isAccepted)
    #expect(try claim.asks(road.accept(2_000_000, isCeiling: true), People.city, "2025-10-20").isAccepted)
  }

  @Test("with three reviews, a claim sent back to the second keeps the ceiling of the first")
  func threeReviews() throws {
    let long = try Fixture.longRoad().procedure
    func review(_ id: String) throws -> Procedure.Step {
      let step = try #require(long.step("second_review"))
      return Procedure.Step(
        id: id, title: step.title, kind: .review, role: .cityReviewer, level: .city, clock: step.clock, clockBasis: nil,
        outcomes: [.accept, .sendBack], apartFrom: [], promise: nil, article: nil)
    }
    var road = try Fixture.longRoad()
    let first = try #require(long.step("first_review"))
    road = try road.with(steps: [first, review("second"), review("third")] + long.steps.filter { ![.review, .plan].contains($0.kind) })
    var claim = Claim(road)
    try claim.does(road.create, People.owner, "2025-09-24")
    try claim.does(try road.submission(), People.owner, "2025-09-26")
    try claim.does(try road.accept(2_000_000, isCeiling: true, reason: "lower_budget"), People.first, "2025-09-28")
    try claim.does(try road.accept(1_000_000, isCeiling: true, reason: "lower_budget"), People.city, "2025-09-29")
    try claim.refuses(try road.accept(1_000_000, isCeiling: true), People.city, "2025-09-30", .sameReviewer)
    try claim.refuses(try road.accept(1_000_001, isCeiling: true), People.city2, "2025-09-30", .sumTooHigh)
    try claim.does(.sendBack(reason: "check_again", note: "请说明"), People.city2, "2025-09-30")
    #expect(try claim.current.step == "second")
    try claim.refuses(try road.accept(2_000_001, isCeiling: true), People.city, "2025-10-09", .sumTooHigh)
    try claim.refuses(try road.accept(2_000_000, isCeiling: true), People.city2, "2025-10-09", .sameReviewer)
    try claim.does(try road.accept(2_000_000, isCeiling: true), People.city, "2025-10-09")
  }

  @Test("objections lower a sum or end a claim, and never raise anything")
  func settlements() throws {
    var claim = try Claim.at("notice running")
    for id in ["O-1", "O-2", "O-3"] { try claim.does(.dispute(id), People.administrator, "2025-10-14") }
    try claim.refuses(.dispute("O-1"), People.administrator, "2025-10-14", .wrongStep)
    try claim.refuses(.confirm, People.city2, "2025-10-21", .disputed)
    try claim.refuses(.settle(objection: "O-9", result: .stands), People.city, "2025-10-22", .noSuchDispute)
    try claim.refuses(.settle(objection: "O-1", result: .lowered(.zero)), People.city, "2025-10-22", .sumMissing)
    try claim.does(.settle(objection: "O-1", result: .lowered(Money(minor: 2_000_000))), People.city, "2025-10-22")
    #expect(try claim.current.granted == Money(minor: 2_000_000))
    // Found below the noticed sum, but above what the first objection has left.
    try claim.does(.settle(objection: "O-2", result: .lowered(Money(minor: 2_500_000))), People.city, "2025-10-23")
    #expect(try claim.current.granted == Money(minor: 2_000_000))
    try claim.refuses(.confirm, People.city2, "2025-10-23", .disputed)
    try claim.does(.settle(objection: "O-3", result: .stands), People.city, "2025-10-24")
    try claim.does(.confirm, People.city2, "2025-10-24")
    try claim.refuses(.settle(objection: "O-3", result: .refused), People.city, "2025-10-25", .wrongStep)
    try claim.refuses(.dispute("O-4"), People.administrator, "2025-10-25", .wrongStep)
  }

  @Test("a claim refused over one objection leaves no other open")
  func refusedOverObjection() throws {
    var claim = try Claim.at("notice running")
    try claim.does(.dispute("O-1"), People.administrator, "2025-10-14")
    try claim.does(.dispute("O-2"), People.administrator, "2025-10-14")
    try claim.does(.settle(objection: "O-1", result: .refused), People.city, "2025-10-22")
    #expect(try claim.current.position == .ended(.refused))
    #expect(try claim.current.disputes == [])
    try claim.refuses(.settle(objection: "O-2", result: .stands), People.city, "2025-10-23", .wrongStep)
    try claim.refuses(.confirm, People.city2, "2025-10-23", .wrongStep)
  }
}

extension Road {
  /// The same road with other steps.
  func with(steps: [Procedure.Step]) throws -> Road {
    let old = procedure
    return try Road(
      procedure: Procedure(
        id: old.id, title: old.title, document: old.document, article: old.article, fund: old.fund, measures: old.measures,
        routing: old.routing, cityOffice: old.cityOffice, steps: steps, papers: old.papers, particulars: old.particulars,
        reasons: old.reasons, masking: old.masking, objection: old.objection, dimensions: old.dimensions, limitFact: old.limitFact),
      calendar: calendar, measure: measure, place: place, opens: "2025-09-01", closes: "2026-12-31")
  }
}
