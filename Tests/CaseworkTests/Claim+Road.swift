import Testing
import Values

@testable import Casework

extension Claim {
  /// A claim on the long road at a step, walked there by the shortest way.
  static func at(_ step: String, granted: Int64 = 3_000_000, without paper: String? = nil) throws -> Claim {
    var claim = Claim(try Fixture.longRoad())
    let road = claim.road
    var content = road.content
    if let paper { content.papers.removeAll { $0.kind == paper } }
    let create = CaseCommand.create(
      id: "C-1", measure: road.measure, enterprise: People.code, enterpriseName: "江门演示灯饰有限公司", content: content)
    let isCeiling = granted < 3_000_000
    let accept = try road.accept(granted, isCeiling: isCeiling, reason: isCeiling ? "lower_budget" : nil)
    let again = try road.accept(granted, isCeiling: isCeiling)
    let way: [(String, CaseCommand, Actor, String)] = [
      ("draft", create, People.owner, "2025-09-24"), ("first_review", try road.submission(), People.owner, "2025-09-26"),
      ("district_plan", accept, People.first, "2025-10-09"), ("second_review", .plan("P-1"), People.first, "2025-10-10"),
      ("notice", isCeiling ? try road.accept(granted, isCeiling: true, reason: "lower_budget") : again, People.city, "2025-10-11"),
      // Monday 13 October: the five days are 14 to 17 and 20.
      ("notice running", .notice("N-1"), People.city2, "2025-10-13"), ("budget", .confirm, People.city2, "2025-10-21"),
      ("release", .budget(year: 2026), People.city2, "2025-10-22"), ("payment", .release(order: "X-1"), People.finance, "2026-01-05"),
      ("payment running", .order(batch: "B-1"), People.payer, "2026-01-06"), ("report", .pay(reference: "K-1"), People.payer, "2026-01-07"),
      ("completed", .report("U-1"), People.second, "2026-03-02"),
    ]
    for (reached, command, actor, day) in way {
      try claim.does(command, actor, day)
      if reached == step { return claim }
    }
    Issue.record("there is no step \(step)")
    return claim
  }
}
