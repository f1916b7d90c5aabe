import Testing
import Values

@testable import Casework

/// Calls for applications and the drafts they leave behind.
struct CallTests {
  private func call(_ id: String, _ opens: String, _ closes: String, procedure: String? = nil, measures: [String] = []) throws -> Call {
    try #require(
      Call(
        id: id, procedure: procedure ?? "jm2025-61.claim", title: "申报通知", opens: Fixture.day(opens), closes: Fixture.day(closes),
        measures: measures))
  }

  private func ask(_ calls: [Call], _ command: CaseCommand, _ actor: Actor, _ day: String) throws -> String {
    let draft = try Claim.at("draft")
    let rules = Casework(draft.road.procedure, calendar: draft.road.calendar, calls: calls)
    return rules.decide(draft.state, command, by: actor, on: try Fixture.day(day)).short
  }

  @Test("a claim is taken while a call for its measure of its procedure is open")
  func takes() throws {
    let road = try Fixture.longRoad()
    let submit = try road.submission()
    #expect(try ask([], submit, People.owner, "2025-09-25") == "case.outside_call")
    #expect(try ask([call("a", "2025-09-25", "2025-09-25")], submit, People.owner, "2025-09-25") == "→ case.submitted")
    #expect(try ask([call("a", "2025-09-01", "2025-09-24")], submit, People.owner, "2025-09-25") == "case.outside_call")
    #expect(
      try ask([call("a", "2025-09-01", "2025-09-30", measures: ["jm2025-61.11.1.aeo"])], submit, People.owner, "2025-09-25")
        == "case.outside_call")
    #expect(
      try ask([call("a", "2025-09-01", "2025-09-30", procedure: "other.claim")], submit, People.owner, "2025-09-25") == "case.outside_call")
  }

  @Test("a draft is missed when its call is over and no other takes it")
  func missed() throws {
    let over = try call("a", "2025-09-01", "2025-09-24")
    let miss = CaseCommand.miss(call: "a")
    #expect(try ask([over], miss, People.administrator, "2025-09-24") == "case.wrong_step")
    #expect(try ask([over], miss, People.administrator, "2025-09-25") == "→ case.missed")
    #expect(try ask([over], .miss(call: "b"), People.administrator, "2025-09-25") == "case.wrong_step")
    #expect(try ask([over, call("b", "2025-09-25", "2025-12-31")], miss, People.administrator, "2025-09-25") == "case.wrong_step")
    #expect(try ask([over, call("b", "2025-09-26", "2025-12-31")], miss, People.administrator, "2025-09-25") == "→ case.missed")
    let other = try call("a", "2025-09-01", "2025-09-24", measures: ["jm2025-61.11.1.aeo"])
    #expect(try ask([other], miss, People.administrator, "2025-09-25") == "case.wrong_step")
    #expect(
      try ask([call("a", "2025-09-01", "2025-09-24", procedure: "other.claim")], miss, People.administrator, "2025-09-25")
        == "case.wrong_step")
  }

  @Test("papers, particulars and the account are there before a claim is handed in; what may come later may be missing")
  func complete() throws {
    let road = try Fixture.longRoad()
    func submitted(_ change: (inout Content) -> Void) throws -> String {
      var content = road.content
      change(&content)
      var claim = Claim(road)
      try claim.does(.save(content), as: content)
      return try claim.asks(road.submission(), People.owner, "2025-09-25").short
    }
    #expect(try submitted { _ in } == "→ case.submitted")
    #expect(try submitted { $0.papers.removeAll { $0.kind == "licence" } } == "case.papers_missing")
    #expect(try submitted { $0.papers.removeAll { $0.kind == "booth_proof" } } == "→ case.submitted")
    #expect(try submitted { $0.particulars["exhibition_name"] = nil } == "case.facts_missing")
    #expect(try submitted { $0.particulars["exhibition_name"] = "" } == "case.facts_missing")
    #expect(try submitted { $0.bank = nil } == "case.bank_account_missing")
    #expect(try submitted { $0.bank = BankAccount(holder: "江门演示灯饰有限公司", bank: "行", number: "") } == "case.bank_account_missing")
    #expect(try submitted { $0.bank = BankAccount(holder: "演示个人", bank: "行", number: "1") } == "case.account_not_own")
  }
}

extension Claim {
  /// A draft with this content.
  fileprivate mutating func does(_ command: CaseCommand, as content: Content) throws {
    try does(road.create, People.owner, "2025-09-24")
    try does(.save(content), People.owner, "2025-09-24")
  }
}
