import Testing
import Values

@testable import Casework

/// What undoes what was done: a claim stopped after its notice, sent back from the plan, a payment that comes back late, a demand dropped.
struct StopTests {
  static let stop = CaseCommand.stop(reason: "fraud", note: "查实虚构展位")

  @Test(
    "between notice and payment the office that the procedure names ends a claim, with a reason",
    arguments: ["budget", "release", "payment"])
  func stop(_ step: String) throws {
    var claim = try Claim.at(step)
    try claim.refuses(.stop(reason: "fraud", note: " "), People.city, "2026-01-06", .reasonTextMissing)
    try claim.refuses(.stop(reason: "duplicate", note: "重复"), People.city, "2026-01-06", .reasonUnknown)
    try claim.refuses(Self.stop, People.first, "2026-01-06", .notYourRole)
    try claim.refuses(Self.stop, People.cityParty, "2026-01-06", .ownCase)
    try claim.does(Self.stop, People.city2, "2026-01-06")
    #expect(try claim.current.position == .ended(.stopped))
    #expect(try claim.current.clock == nil)
    let review = try #require(try claim.current.reviews.last)
    #expect(review.outcome == .stop && review.step == step && review.reason == "fraud" && review.note == "查实虚构展位")
    for command in [Self.stop, .budget(year: 2026), .release(order: "X-2"), .order(batch: "B-2"), .withdraw(reason: nil)] {
      for actor in [People.owner, People.city, People.finance, People.payer] {
        #expect(try !claim.asks(command, actor, "2026-01-07").isAccepted)
      }
    }
  }

  @Test("before its notice is over and while the bank has it, a claim is not stopped; returned by the bank, it is")
  func stopOtherwise() throws {
    for step in ["draft", "first_review", "district_plan", "second_review", "notice", "notice running", "report", "completed"] {
      try Claim.at(step).refuses(Self.stop, People.city, "2026-03-03", .wrongStep)
    }
    var claim = try Claim.at("payment running")
    try claim.refuses(Self.stop, People.city, "2026-01-07", .atBank)
    try claim.does(.bankReturn(reason: "账号已注销"), People.payer, "2026-01-07")
    try claim.does(Self.stop, People.city, "2026-01-08")
    try claim.refuses(.changeAccount(Road.bank, usableFrom: try Fixture.day("2026-01-12")), People.owner, "2026-01-09", .wrongStep)
  }

  @Test("where the procedure names nobody, nothing is stopped")
  func nobody() throws {
    let road = try Fixture.shortRoad()
    #expect(road.procedure.stop == nil)
    var claim = Claim(road)
    let reviewer = Actor(account: "first", role: .districtReviewer, office: "north")
    let city = Actor(account: "city", role: .cityReviewer, office: road.procedure.cityOffice.id)
    try claim.does(road.create, People.owner, "2025-03-01")
    try claim.does(try road.submission(), People.owner, "2025-03-03")
    try claim.does(try road.accept(), reviewer, "2025-03-04")
    try claim.does(.notice("N-1"), city, "2025-03-05")
    try claim.does(.confirm, city, "2025-04-01")
    try claim.refuses(Self.stop, city, "2025-04-01", .outcomeNotOffered)
  }

  @Test("a planner sends a claim back that fits into no limit; it is reviewed anew, lower or refused")
  func planSentBack() throws {
    var claim = try Claim.at("district_plan", granted: 2_000_000)
    let road = claim.road
    let back = CaseCommand.sendBack(reason: "limit_used", note: "年度限额只剩 4000 元")
    try claim.refuses(back, People.elsewhere, "2025-10-10", .otherOffice)
    try claim.refuses(back, People.city, "2025-10-10", .notYourRole)
    try claim.refuses(back, People.party, "2025-10-10", .ownCase)
    try claim.refuses(.sendBack(reason: "limit_used", note: ""), People.second, "2025-10-10", .reasonTextMissing)
    try claim.refuses(.sendBack(reason: "duplicate", note: "x"), People.second, "2025-10-10", .reasonUnknown)
    try claim.does(back, People.second, "2025-10-10")
    #expect(try claim.current.position == .at(step: "first_review", phase: .open))
    #expect(try claim.current.granted == nil)
    try claim.does(try road.accept(400_000, of: 400_000), People.first, "2025-10-11")
    try claim.does(.plan("P-2"), People.first, "2025-10-11")
    #expect(try claim.current.granted == Money(minor: 400_000))
    // Once in a plan it is the city's to send back.
    try claim.refuses(back, People.second, "2025-10-13", .notYourRole)
  }

  @Test("a promised paper that comes with a correction has come")
  func promiseWithCorrection() throws {
    var claim = try Claim.at("first_review", without: "booth_proof")
    let road = claim.road
    let due = try Fixture.day("2025-10-10")
    try claim.does(try road.accept(promises: ["booth_proof": due]), People.first, "2025-09-28")
    try claim.does(.plan("P-1"), People.first, "2025-09-28")
    try claim.does(.sendBack(reason: "check_again", note: "凭证不足"), People.city, "2025-09-29")
    let items = [
      CaseState.Correction.Item(field: "paper:booth_proof", reason: "incomplete", note: nil),
      CaseState.Correction.Item(field: "vouchers", reason: "incomplete", note: nil),
    ]
    try claim.does(.askCorrection(items: items, note: nil), People.first, "2025-09-30")
    try claim.does(.save(road.content), People.owner, "2025-10-09")
    #expect(try claim.current.hasOpenPromises, "kept, it is not yet handed in")
    try claim.does(try road.submission(), People.owner, "2025-10-09")
    #expect(claim.events.last == .promisesMet(papers: ["booth_proof"], on: try Fixture.day("2025-10-09")))
    #expect(try claim.current.promises.map(\.keptOn) == [try Fixture.day("2025-10-09")])
    try claim.does(try road.accept(), People.first, "2025-10-11")
    try claim.does(.plan("P-2"), People.first, "2025-10-11")
    try claim.does(try road.accept(), People.city, "2025-10-13")
    // Past the day of the promise the claim is neither refused as late nor kept from the notice.
    try claim.refuses(.refuse(reason: "not_corrected", note: "逾期"), People.city2, "2025-10-14", .wrongStep)
    try claim.does(.notice("N-1"), People.city2, "2025-10-14")
  }

  @Test("what the bank had called paid and sends back is owed again, to another account", arguments: ["report", "completed"])
  func returnedLate(_ step: String) throws {
    var claim = try Claim.at(step)
    let returned = CaseCommand.returnPaid(reason: "收款账户已销户")
    try claim.refuses(returned, People.otherPayer, "2026-03-03", .otherOffice)
    try claim.refuses(returned, People.finance, "2026-03-03", .notYourRole)
    try claim.refuses(.returnPaid(reason: " "), People.payer, "2026-03-03", .reasonTextMissing)
    try claim.does(returned, People.payer, "2026-03-03")
    #expect(try claim.current.position == .at(step: "payment", phase: .returned))
    #expect(try claim.current.paid == .zero)
    #expect(try claim.current.bankReturn == "收款账户已销户")
    try claim.refuses(returned, People.payer, "2026-03-03", .nothingPaid)
    try claim.refuses(.demandRecovery(finding: "虚构展位"), People.city, "2026-03-03", .nothingPaid)
    let other = BankAccount(holder: Road.bank.holder, bank: "示例银行", number: "6200000000000002")
    try claim.does(.changeAccount(other, usableFrom: try Fixture.day("2026-03-05")), People.owner, "2026-03-03")
    try claim.does(.order(batch: "B-2"), People.payer, "2026-03-05")
    try claim.does(.pay(reference: "K-2"), People.payer, "2026-03-06")
    #expect(try claim.current.payments.map(\.reference) == ["K-2"])
    try claim.does(.report("U-2"), People.first, "2026-03-09")
    #expect(try claim.current.position == .ended(.completed))
  }

  @Test("a demand is dropped as far as it is open; what came back is handed on, once")
  func demandDropped() throws {
    var claim = try Claim.at("completed")
    let drop = CaseCommand.withdrawDemand(reason: "复核后认定无误")
    func handOn(_ minor: Int64) -> CaseCommand { .handOn(amount: Money(minor: minor), reference: "缴款书1") }
    try claim.refuses(drop, People.city, "2026-03-03", .wrongStep)
    try claim.refuses(handOn(1), People.finance, "2026-03-03", .wrongStep)
    try claim.does(.demandRecovery(finding: "虚构展位"), People.city, "2026-03-03")
    try claim.refuses(.returnPaid(reason: "退回"), People.payer, "2026-03-04", .recoveryOpen)
    try claim.refuses(.withdrawDemand(reason: " "), People.city, "2026-03-04", .reasonTextMissing)
    try claim.does(drop, People.city2, "2026-03-04")
    #expect(claim.events.last == .demandWithdrawn(amount: Money(minor: 3_000_000), reason: "复核后认定无误", day: try Fixture.day("2026-03-04")))
    #expect(try claim.current.recovery == nil)
    // Demanded again, for better reasons; a part arrives, the rest is dropped.
    try claim.does(.demandRecovery(finding: "部分展位未使用"), People.city, "2026-03-05")
    try claim.does(.receiveRecovery(amount: Money(minor: 1_000_000), reference: "R-1"), People.city, "2026-03-06")
    try claim.does(drop, People.city, "2026-03-09")
    #expect(try claim.current.recovery?.demanded == Money(minor: 1_000_000))
    try claim.refuses(drop, People.city, "2026-03-09", .nothingDemanded)
    try claim.refuses(handOn(1_000_000), People.city, "2026-03-09", .notYourRole)
    try claim.refuses(handOn(0), People.finance, "2026-03-09", .sumMissing)
    try claim.refuses(handOn(1_000_001), People.finance, "2026-03-09", .handOnTooHigh)
    try claim.does(handOn(400_000), People.finance, "2026-03-09")
    try claim.does(handOn(600_000), People.finance, "2026-03-10")
    try claim.refuses(handOn(1), People.finance, "2026-03-10", .handOnTooHigh)
    #expect(try claim.current.recovery?.handedOn == Money(minor: 1_000_000))
    #expect(CaseState.fold(claim.events) == claim.state)
  }
}
