import Testing
import Values
import WorkingDays

@testable import Casework

/// The long road by hand, with real days: every deadline worked out on paper from the State Council's notices.
struct LongRoadTests {
  /// From the draft to the last report, over National Day, the new year and Spring Festival.
  @Test("a claim walks the whole road")
  func wholeRoad() throws {
    var claim = Claim(try Fixture.longRoad())
    let road = claim.road
    func due() throws -> String? { try claim.current.clock?.deadline(road.calendar)?.date.description }
    try claim.does(road.create, People.owner, "2025-09-24")
    #expect(try claim.current.position == .draft)

    // Friday 26 September; the 28th is worked; 1 to 8 October are off, the 11th is worked. 20 working days: 28, 29, 30 September (3),
    // 9, 10, 11 (6), 13 to 17 (11), 20 to 24 (16), 27 to 30 October (20).
    try claim.does(try road.submission(), People.owner, "2025-09-26")
    #expect(try claim.current.step == "first_review")
    #expect(try claim.current.office == "pengjiang")
    #expect(try due() == "2025-10-30")

    // The correction is asked for on 29 September, which still counts (2 of 20), and comes on 10 October, which does not.
    let items = [CaseState.Correction.Item(field: "fact:participation_booths", reason: "incorrect", note: "展位数与合同不符")]
    try claim.does(.take, People.first, "2025-09-28")
    try claim.does(.askCorrection(items: items, note: nil), People.first, "2025-09-29")
    #expect(try claim.current.clock?.isPaused == true)
    #expect(try due() == nil)
    #expect(try claim.current.clock?.elapsed(on: Fixture.day("2025-10-10"), road.calendar) == 2)
    // 10 working days from 29 September: 30 (1), 9, 10, 11 October (4), 13 to 17 (9), 20 (10).
    #expect(road.rules.correctionDue(try claim.current) == Deadline(date: try Fixture.day("2025-10-20"), isProvisional: false))
    var content = road.content
    content.facts["participation_booths"] = "3"
    try claim.does(.save(content), People.owner, "2025-10-09")
    try claim.does(try road.submission(), People.owner, "2025-10-10")
    #expect(try claim.current.phase == .open)
    #expect(try claim.current.correction == nil)
    let given = try #require(try claim.current.correctionReceipts.first)
    #expect(given.number == Road.receipt.number && given.at == Road.receipt.at && given.sha256 == Road.receipt.sha256)
    // The receipt keeps the day it promised.
    #expect(given.due == Deadline(date: try Fixture.day("2025-11-04"), isProvisional: false))
    // 18 days are left from 11 October: 11 (1), 13 to 17 (6), 20 to 24 (11), 27 to 31 (16), 3 and 4 November (18).
    #expect(try due() == "2025-11-04")

    try claim.does(try road.accept(), People.first, "2025-11-04")
    #expect(try claim.current.step == "district_plan")
    #expect(try claim.current.clock == nil)
    try claim.does(.plan("P-1"), People.first, "2025-11-20")
    // 20 working days from 20 November: 21 (1), 24 to 28 (6), 1 to 5 (11), 8 to 12 (16), 15 to 18 December (20).
    #expect(try claim.current.step == "second_review")
    #expect(try due() == "2025-12-18")
    try claim.refuses(try road.accept(), People.first, "2025-12-18", .notYourRole)
    try claim.does(try road.accept(), People.city, "2025-12-18")

    // The notice opens on Friday 13 February 2026: the 14th is worked, 15 to 23 are off. 14, 24, 25, 26, 27 are five full days.
    try claim.does(.notice("N-1"), People.city2, "2026-02-13")
    #expect(try due() == "2026-02-27")
    try claim.refuses(.confirm, People.city2, "2026-02-20", .noticeOpen)
    try claim.refuses(.confirm, People.city2, "2026-02-27", .noticeOpen)
    try claim.refuses(.withdraw(reason: nil), People.owner, "2026-02-27", .tooLateToWithdraw)
    try claim.does(.confirm, People.city2, "2026-02-28")

    try claim.refuses(.budget(year: 2028), People.city, "2026-03-02", .budgetYear)
    try claim.refuses(.budget(year: 2025), People.city, "2026-03-02", .budgetYear)
    try claim.does(.budget(year: 2027), People.city, "2026-03-02")
    try claim.refuses(.release(order: "X-1"), People.finance, "2026-12-31", .budgetTooEarly)
    try claim.does(.release(order: "X-1"), People.finance, "2027-01-01")
    try claim.does(.order(batch: "B-1"), People.payer, "2027-01-11")
    try claim.does(.bankReturn(reason: "账号已注销"), People.payer, "2027-01-12")
    #expect(try claim.current.phase == .returned)
    #expect(try claim.current.bankReturn == "账号已注销")
    try claim.refuses(.order(batch: "B-2"), People.payer, "2027-01-12", .wrongStep)
    let account = BankAccount(holder: "江门演示灯饰有限公司", bank: "示例银行", number: "6200000000000002")
    try claim.refuses(
      .changeAccount(BankAccount(holder: "张某", bank: "示例银行", number: "62"), usableFrom: try Fixture.day("2027-01-14")), People.owner,
      "2027-01-13", .accountNotOwn)
    let first = try Fixture.day("2027-01-14")
    try claim.refuses(.changeAccount(Road.bank, usableFrom: first), People.owner, "2027-01-13", .accountSame)
    try claim.does(.changeAccount(account, usableFrom: first), People.owner, "2027-01-13")
    #expect(claim.events.last == .accountChanged(bank: account, before: "************0001", usableFrom: first))
    // Once more, before anything is ordered: the case stays where it is, and the waiting time begins anew.
    let third = BankAccount(holder: "江门演示灯饰有限公司", bank: "示例银行", number: "6200000000000003")
    try claim.does(.changeAccount(third, usableFrom: try Fixture.day("2027-01-15")), People.owner, "2027-01-13")
    #expect(try claim.current.phase == .open)
    try claim.refuses(.order(batch: "B-2"), People.payer, "2027-01-14", .accountCooling)
    try claim.does(.changeAccount(account, usableFrom: first), People.owner, "2027-01-13")
    #expect(try claim.current.batch == nil)
    #expect(try claim.current.content.bank == account)
    try claim.does(.order(batch: "B-2"), People.payer, "2027-01-14")
    try claim.does(.pay(reference: "BANK-1"), People.payer, "2027-01-15")
    #expect(
      try claim.current.payments == [
        CaseState.Payment(amount: Money(minor: 3_000_000), day: try Fixture.day("2027-01-15"), reference: "BANK-1")
      ])
    try claim.does(.report("U-1"), People.second, "2027-04-01")
    #expect(try claim.current.position == .ended(.completed))

    try claim.refuses(.demandRecovery(finding: " "), People.city, "2028-05-01", .reasonTextMissing)
    try claim.does(.demandRecovery(finding: "虚构展位"), People.city, "2028-05-01")
    try claim.refuses(.demandRecovery(finding: "虚构展位"), People.city, "2028-05-02", .wrongStep)
    try claim.does(.receiveRecovery(amount: Money(minor: 1_000_000), reference: "K-1"), People.city, "2028-06-01")
    try claim.refuses(.receiveRecovery(amount: Money(minor: 2_000_001), reference: "K-2"), People.city, "2028-07-01", .recoveryTooHigh)
    try claim.refuses(.receiveRecovery(amount: .zero, reference: "K-2"), People.city, "2028-07-01", .sumMissing)
    try claim.does(.receiveRecovery(amount: Money(minor: 2_000_000), reference: "K-2"), People.city, "2028-07-01")
    try claim.refuses(.receiveRecovery(amount: Money(minor: 1), reference: "K-3"), People.city, "2028-07-02", .recoveryTooHigh)
    #expect(try claim.current.recovery?.received == Money(minor: 3_000_000))
    #expect(try claim.current.position == .ended(.completed))
    #expect(try claim.current.version == Int64(claim.events.count))
    #expect(CaseState.fold(claim.events) == claim.state)
  }

  @Test("a promised paper has a last day, blocks the notice, and is marked when it comes")
  func promise() throws {
    var claim = Claim(try Fixture.longRoad())
    let road = claim.road
    var content = road.content
    content.papers.removeAll { $0.kind == "booth_proof" }
    try claim.does(
      .create(id: "C-1", measure: road.measure, enterprise: People.code, enterpriseName: "江门演示灯饰有限公司", content: content),
      People.owner, "2026-02-02")
    try claim.does(try road.submission(), People.owner, "2026-02-02")
    try claim.refuses(try road.accept(), People.first, "2026-02-13", .papersMissing)
    // 10 working days from 13 February 2026 end on 5 March.
    func promised(_ paper: String, _ day: String) throws -> CaseCommand { try road.accept(promises: [paper: Fixture.day(day)]) }
    try claim.refuses(try promised("booth_proof", "2026-03-06"), People.first, "2026-02-13", .promiseTooLate)
    try claim.refuses(try promised("booth_proof", "2026-02-13"), People.first, "2026-02-13", .promiseTooLate)
    try claim.refuses(
      try road.accept(promises: ["booth_proof": Fixture.day("2026-03-05"), "licence": Fixture.day("2026-03-05")]), People.first,
      "2026-02-13", .paperNotDeferrable)
    try claim.does(try promised("booth_proof", "2026-03-05"), People.first, "2026-02-13")
    try claim.does(.plan("P-1"), People.first, "2026-02-13")
    try claim.does(try road.accept(), People.city, "2026-02-14")
    try claim.refuses(.notice("N-1"), People.city2, "2026-03-05", .promiseOpen)
    try claim.refuses(.refuse(reason: "not_corrected", note: "逾期"), People.city2, "2026-03-05", .wrongStep)
    // Late, the claim can be refused; it can also still come.
    #expect(try claim.asks(.refuse(reason: "not_corrected", note: "逾期"), People.city2, "2026-03-06").isAccepted)
    try claim.refuses(.keepPromise(road.file("licence")), People.owner, "2026-03-06", .wrongStep)
    try claim.refuses(.keepPromise(road.file("booth_proof")), People.stranger, "2026-03-06", .notYours)
    try claim.does(.keepPromise(road.file("booth_proof", "现场照片.jpg")), People.owner, "2026-03-06")
    #expect(try claim.current.promises.map(\.keptOn) == [try Fixture.day("2026-03-06")])
    #expect(try claim.current.content.papers.last?.name == "现场照片.jpg")
    try claim.refuses(.keepPromise(road.file("booth_proof")), People.owner, "2026-03-06", .wrongStep)
    try claim.does(.notice("N-1"), People.city2, "2026-03-06")
  }

  @Test("a promise is not made twice, nor for a paper that is there")
  func promiseAgain() throws {
    var claim = try claimAt("first_review")
    let road = claim.road
    let promise = try road.accept(promises: ["booth_proof": Fixture.day("2025-10-09")])
    try claim.refuses(promise, People.first, "2025-09-29", .paperNotDeferrable)
    claim = try claimAt("first_review", without: "booth_proof")
    try claim.does(promise, People.first, "2025-09-29")
    try claim.does(.plan("P-1"), People.first, "2025-09-29")
    try claim.does(.sendBack(reason: "check_again", note: "依据不足"), People.city, "2025-09-30")
    try claim.refuses(
      try road.accept(promises: ["booth_proof": Fixture.day("2025-10-15")]), People.first, "2025-10-09", .paperNotDeferrable)
    try claim.does(try road.accept(), People.first, "2025-10-09")
    #expect(try claim.current.promises.count == 1)
  }

  @Test("a claim not corrected in time can be refused, and not before")
  func lapsedCorrection() throws {
    var claim = try claimAt("first_review")
    let items = [CaseState.Correction.Item(field: "bank", reason: "incorrect", note: nil)]
    try claim.does(.askCorrection(items: items, note: nil), People.first, "2026-02-13")
    // 2026-02-13 + 10 = 2026-03-05, the vector of the calendar.
    try claim.refuses(.refuse(reason: "not_corrected", note: "逾期未补正"), People.first, "2026-03-05", .correctionRunning)
    try claim.refuses(.refuse(reason: "not_corrected", note: "逾期未补正"), People.elsewhere, "2026-03-06", .otherOffice)
    try claim.refuses(try claim.road.accept(), People.first, "2026-03-06", .wrongStep)
    try claim.does(.refuse(reason: "not_corrected", note: "逾期未补正"), People.second, "2026-03-06")
    #expect(try claim.current.position == .ended(.refused))
    #expect(try claim.current.correction == nil)
    #expect(try claim.current.clock == nil)
  }

  @Test("a correction changes what was marked and nothing else, once")
  func correction() throws {
    var claim = try claimAt("first_review")
    let road = claim.road
    func item(_ field: String, _ reason: String = "incorrect") -> CaseState.Correction.Item {
      CaseState.Correction.Item(field: field, reason: reason, note: nil)
    }
    try claim.refuses(.askCorrection(items: [], note: nil), People.first, "2025-09-29", .nothingMarked)
    for field in ["amount", "paper:", "paper:policy", "particular:policy_number", "fact:", "papers"] {
      try claim.refuses(.askCorrection(items: [item(field)], note: nil), People.first, "2025-09-29", .fieldUnknown)
    }
    try claim.refuses(.askCorrection(items: [item("bank", "not_eligible")], note: nil), People.first, "2025-09-29", .reasonUnknown)
    try claim.does(.askCorrection(items: [item("bank"), item("paper:licence", "unclear")], note: "请核对"), People.first, "2025-09-29")
    try claim.refuses(.askCorrection(items: [item("bank")], note: nil), People.first, "2025-09-29", .wrongStep)

    var content = road.content
    content.particulars["exhibition_name"] = "另一个展会"
    try claim.refuses(.save(content), People.owner, "2025-09-30", .fieldNotMarked)
    content = road.content
    content.papers.append(road.file("licence", "新执照.pdf"))
    content.papers.reverse()
    try claim.does(.save(content), People.owner, "2025-09-30")
    content.papers.append(road.file("payment_proof", "多一张.pdf"))
    try claim.refuses(.save(content), People.owner, "2025-09-30", .fieldNotMarked)
    content.papers.removeLast()
    content.bank = nil
    try claim.does(.save(content), People.owner, "2025-09-30")
    try claim.refuses(try road.submission(), People.owner, "2025-09-30", .bankAccountMissing)
    content.bank = BankAccount(holder: "江门演示灯饰有限公司", bank: "示例银行", number: "6200-01")
    try claim.does(.save(content), People.owner, "2025-09-30")
    try claim.refuses(try road.submission(), People.owner, "2025-09-30", .bankAccountMissing)
    content.bank = BankAccount(holder: "江门演示灯饰 有限公司", bank: "示例银行", number: "620001")
    try claim.does(.save(content), People.owner, "2025-09-30")
    try claim.refuses(try road.submission(place: "xinhui"), People.owner, "2025-09-30", .otherDistrict)
    try claim.does(try road.submission(), People.owner, "2025-09-30")
    try claim.refuses(.save(content), People.owner, "2025-09-30", .wrongStep)
    try claim.refuses(.askCorrection(items: [item("bank")], note: nil), People.second, "2025-09-30", .correctionRoundUsed)
  }

  @Test("sent back, a claim is reviewed anew: another sum, another round of correction, another person for the city")
  func sendBack() throws {
    var claim = try claimAt("second_review", granted: 2_000_000)
    let road = claim.road
    try claim.refuses(.sendBack(reason: "check_again", note: ""), People.city, "2025-10-20", .reasonTextMissing)
    try claim.refuses(.sendBack(reason: "duplicate", note: "不足"), People.city, "2025-10-20", .reasonUnknown)
    try claim.does(.sendBack(reason: "check_again", note: "凭证不足"), People.city, "2025-10-20")
    #expect(try claim.current.step == "first_review")
    #expect(try claim.current.granted == nil)
    #expect(try claim.current.plan == nil)
    #expect(try claim.current.clock == Clock(try #require(ClockRule(length: 20)), startedOn: try Fixture.day("2025-10-20")))
    let items = [CaseState.Correction.Item(field: "vouchers", reason: "incomplete", note: nil)]
    try claim.does(.askCorrection(items: items, note: nil), People.first, "2025-10-21")
    try claim.does(try road.submission(), People.owner, "2025-10-22")
    try claim.does(try road.accept(3_000_000, isCeiling: true), People.first, "2025-10-23")
    try claim.does(.plan("P-2"), People.second, "2025-10-24")
    try claim.does(try road.accept(3_000_000, isCeiling: true), People.city, "2025-10-27")
    #expect(try claim.current.granted == Money(minor: 3_000_000))
    #expect(try claim.current.plan == "P-2")
  }

  @Test("nobody reviews a claim in adjacent steps, whatever role they hold by now")
  func adjacent() throws {
    let claim = try claimAt("second_review")
    let moved = Actor(account: "first", role: .cityReviewer, office: "jm_commerce")
    try claim.refuses(try claim.road.accept(), moved, "2025-10-20", .sameReviewer)
    try claim.refuses(.take, moved, "2025-10-20", .sameReviewer)
    try claim.refuses(.refuse(reason: "duplicate", note: "重复"), moved, "2025-10-20", .sameReviewer)
    var back = claim
    try back.does(.sendBack(reason: "check_again", note: "不足"), People.city, "2025-10-20")
    let returned = Actor(account: "city", role: .districtReviewer, office: "pengjiang")
    try back.refuses(try claim.road.accept(), returned, "2025-10-21", .sameReviewer)
  }

  @Test("officers keep away from their own claim at every step")
  func ownCase() throws {
    try claimAt("first_review").refuses(.take, People.party, "2025-10-20", .ownCase)
    try claimAt("district_plan").refuses(.plan("P-1"), People.party, "2025-10-20", .ownCase)
    try claimAt("notice").refuses(.notice("N-1"), People.cityParty, "2025-10-20", .ownCase)
    let author = Actor(account: "owner", role: .districtReviewer, office: "pengjiang")
    try claimAt("first_review").refuses(.refuse(reason: "duplicate", note: "重复"), author, "2025-10-20", .ownCase)
  }

  @Test("a colleague who is away does not hold a claim for ever")
  func takenByOther() throws {
    var claim = try claimAt("first_review")
    try claim.refuses(.putBack, People.first, "2025-09-29", .wrongStep)
    try claim.does(.take, People.first, "2025-09-29")
    try claim.refuses(.take, People.second, "2025-09-29", .takenByOther)
    try claim.refuses(try claim.road.accept(), People.second, "2025-09-29", .takenByOther)
    try claim.refuses(.refuse(reason: "duplicate", note: "重复"), People.second, "2025-09-29", .takenByOther)
    try claim.refuses(.putBack, People.elsewhere, "2025-09-29", .otherOffice)
    try claim.does(.putBack, People.second, "2025-09-29")
    #expect(claim.events.last == .putBack(by: "second"))
    try claim.does(try claim.road.accept(), People.second, "2025-09-29")
    #expect(try claim.current.takenBy == nil)
  }

  /// A claim at a step, walked there by the shortest way.
  func claimAt(_ step: String, granted: Int64 = 3_000_000, without paper: String? = nil) throws -> Claim {
    try Claim.at(step, granted: granted, without: paper)
  }
}

extension Result {
  /// Whether it is a success.
  var isAccepted: Bool { if case .success = self { true } else { false } }
}
