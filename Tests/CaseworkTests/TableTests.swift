import Foundation
import TestSupport
import Testing
import Values

@testable import Casework

/// Every command at every place by everybody, against `golden/road.txt`: what is accepted, and how the rest is refused.
///
/// `HUIQI_REGENERATE=1 swift test --filter TableTests` writes the file anew; read the difference line by line before it is kept.
struct TableTests {
  @Test("every command, everywhere, by everybody")
  func table() throws {
    var text = Self.heading
    for (name, claim, day) in try places() { text += try part(name, claim, day) }
    let file = Repository.root.appendingPathComponent("Tests/CaseworkTests/golden/road.txt")
    if ProcessInfo.processInfo.environment["HUIQI_REGENERATE"] == "1" {
      try text.write(to: file, atomically: true, encoding: .utf8)
    } else {
      #expect(text == (try String(contentsOf: file, encoding: .utf8)))
    }
  }

  static let heading = """
    What everybody may do with a claim of the long road, place by place. Commands with the same answers stand in one line; under it who is
    answered what: `→` and the event where it is accepted, the code of the refusal (without `case.`) where it is not. `others` are all who are
    not named.

    first reviewed the claim for the district and now also sits with the city (movedUp), city the other way round (movedDown);
    elsewhere and otherpayer belong to another district; party and cityparty are officers who belong to the enterprise.


    """

  private static let names: [String] = People.all.map { actor in
    actor == People.movedUp ? "movedUp" : actor == People.movedDown ? "movedDown" : actor.account
  }

  private func part(_ place: String, _ claim: Claim, _ day: String) throws -> String {
    var text = "== \(place), on \(day)\n"
    var lines: [(answers: String, commands: [String])] = []
    for (name, command) in try commands(claim.road) {
      let answers = Self.summary(try zip(Self.names, People.all).map { ($0, try claim.asks(command, $1, day).short) })
      if let index = lines.firstIndex(where: { $0.answers == answers }) {
        lines[index].commands.append(name)
      } else {
        lines.append((answers, [name]))
      }
    }
    for line in lines { text += "\(line.commands.joined(separator: ", "))\n    \(line.answers)\n" }
    return text + "\n"
  }

  /// Who is answered what; the largest group is `others` and stands last.
  private static func summary(_ answers: [(name: String, answer: String)]) -> String {
    var groups: [(answer: String, names: [String])] = []
    for (name, answer) in answers {
      if let index = groups.firstIndex(where: { $0.answer == answer }) {
        groups[index].names.append(name)
      } else {
        groups.append((answer, [name]))
      }
    }
    let largest = groups.map(\.names.count).max()
    let rest = groups.firstIndex { $0.names.count == largest } ?? 0
    let others = groups.remove(at: rest)
    let named = groups.map { "\($0.names.joined(separator: " ")): \($0.answer)" }
    return (named + ["\(groups.isEmpty ? "all" : "others"): \(others.answer)"]).joined(separator: "; ").replacing("case.", with: "")
  }

  private func commands(_ road: Road) throws -> [(String, CaseCommand)] {
    var changed = road.content
    changed.facts["participation_booths"] = "4"
    let items = [CaseState.Correction.Item(field: "bank", reason: "incorrect", note: nil)]
    return [
      ("create", road.create), ("save as it was", .save(road.content)), ("save changed", .save(changed)),
      ("submit", try road.submission()), ("submit undeclared", try road.submission(isDeclared: false)),
      ("submit undetermined", try road.submission(decision: road.decision(nil, outcome: "undetermined"))),
      ("submit ineligible", try road.submission(decision: road.decision(nil, outcome: "ineligible"))),
      ("submit insisting", try road.submission(insists: true, decision: road.decision(nil, outcome: "ineligible"))),
      ("submit elsewhere", try road.submission(place: "taishan")), ("withdraw", .withdraw(reason: nil)), ("miss", .miss(call: "call-1")),
      ("take", .take), ("put back", .putBack), ("ask correction", .askCorrection(items: items, note: nil)),
      ("accept", try road.accept()), ("accept too much", try road.accept(3_000_001)), ("accept less, fixed", try road.accept(2_000_000)),
      ("refuse", .refuse(reason: "duplicate", note: "同一支出已获补贴")), ("refuse untold", .refuse(reason: "duplicate", note: " ")),
      ("send back", .sendBack(reason: "check_again", note: "请重新核实")), ("keep promise", .keepPromise(road.file("booth_proof"))),
      ("plan", .plan("P-1")), ("notice", .notice("N-1")), ("dispute", .dispute("O-2")),
      ("settle", .settle(objection: "O-1", result: .stands)),
      ("settle refused", .settle(objection: "O-1", result: .refused)), ("confirm", .confirm), ("budget 2026", .budget(year: 2026)),
      ("release", .release(order: "X-1")), ("order", .order(batch: "B-1")), ("pay", .pay(reference: "K-1")),
      ("bank return", .bankReturn(reason: "账号已注销")),
      ("change account", .changeAccount(Road.otherBank, usableFrom: try Fixture.day("2025-01-02"))),
      ("same account", .changeAccount(Road.bank, usableFrom: try Fixture.day("2025-01-02"))), ("report", .report("U-1")),
      ("demand recovery", .demandRecovery(finding: "伪造合同")),
      ("receive recovery", .receiveRecovery(amount: Money(minor: 1_000_000), reference: "R-1")),
      ("withdraw demand", .withdrawDemand(reason: "认定有误")), ("withdraw demand untold", .withdrawDemand(reason: " ")),
      ("hand on", .handOn(amount: Money(minor: 1_000_000), reference: "H-1")),
      ("hand on nothing", .handOn(amount: .zero, reference: "H-1")), ("return paid", .returnPaid(reason: "账户已销户")),
      ("return paid untold", .returnPaid(reason: " ")), ("stop", .stop(reason: "fraud", note: "查实虚假合同")),
      ("stop untold", .stop(reason: "fraud", note: " ")), ("stop for no reason", .stop(reason: "duplicate", note: "重复")),
    ]
  }

  /// A claim at every place there is.
  private func places() throws -> [(String, Claim, String)] {
    func after(_ step: String, without paper: String? = nil, _ more: (CaseCommand, Actor, String)...) throws -> Claim {
      var claim = try Claim.at(step, without: paper)
      for (command, actor, day) in more { try claim.does(command, actor, day) }
      return claim
    }
    let ask = CaseCommand.askCorrection(
      items: [CaseState.Correction.Item(field: "fact:participation_booths", reason: "incorrect", note: nil)], note: nil)
    let road = try Fixture.longRoad()
    let promise = try road.accept(promises: ["booth_proof": Fixture.day("2025-10-10")])
    let promised: [(CaseCommand, Actor, String)] = [
      (promise, People.first, "2025-09-28"), (.plan("P-1"), People.first, "2025-09-28"), (try road.accept(), People.city, "2025-09-29"),
    ]
    return [
      ("no case", Claim(road), "2025-09-25"), ("draft", try Claim.at("draft"), "2025-09-25"),
      ("draft, the call over", try Claim.at("draft"), "2027-01-04"), ("first review", try Claim.at("first_review"), "2025-09-29"),
      ("first review, taken by second", try after("first_review", (.take, People.second, "2025-09-29")), "2025-09-29"),
      ("correction, in time", try after("first_review", (ask, People.first, "2025-09-29")), "2025-10-20"),
      ("correction, too late", try after("first_review", (ask, People.first, "2025-09-29")), "2025-10-21"),
      ("district plan", try Claim.at("district_plan"), "2025-10-10"), ("second review", try Claim.at("second_review"), "2025-10-11"),
      (
        "first review again, sent back",
        try after("second_review", (.sendBack(reason: "check_again", note: "请核实"), People.city, "2025-10-11")), "2025-10-13"
      ),
      ("before the notice", try Claim.at("notice"), "2025-10-13"),
      (
        "before the notice, a paper promised", try after("first_review", without: "booth_proof", promised[0], promised[1], promised[2]),
        "2025-10-10"
      ),
      (
        "before the notice, a promise broken", try after("first_review", without: "booth_proof", promised[0], promised[1], promised[2]),
        "2025-10-11"
      ),
      ("notice, its last day", try Claim.at("notice running"), "2025-10-20"),
      ("notice, the day after", try Claim.at("notice running"), "2025-10-21"),
      ("notice, disputed", try after("notice running", (.dispute("O-1"), People.administrator, "2025-10-20")), "2025-10-21"),
      ("budget", try Claim.at("budget"), "2025-10-22"), ("release, too early", try Claim.at("release"), "2025-12-31"),
      ("release", try Claim.at("release"), "2026-01-01"), ("payment", try Claim.at("payment"), "2026-01-06"),
      ("payment, at the bank", try Claim.at("payment running"), "2026-01-07"),
      ("payment, returned", try after("payment running", (.bankReturn(reason: "账号已注销"), People.payer, "2026-01-07")), "2026-01-08"),
      ("report", try Claim.at("report"), "2026-03-02"), ("completed", try Claim.at("completed"), "2026-03-03"),
      ("completed, money demanded", try after("completed", (.demandRecovery(finding: "伪造合同"), People.city, "2026-03-03")), "2026-03-04"),
      (
        "completed, part of the money back",
        try after(
          "completed", (.demandRecovery(finding: "伪造合同"), People.city, "2026-03-03"),
          (.receiveRecovery(amount: Money(minor: 2_000_000), reference: "R-1"), People.city, "2026-03-04")), "2026-03-05"
      ),
      (
        "completed, the rest of the demand dropped",
        try after(
          "completed", (.demandRecovery(finding: "伪造合同"), People.city, "2026-03-03"),
          (.receiveRecovery(amount: Money(minor: 500_000), reference: "R-1"), People.city, "2026-03-04"),
          (.withdrawDemand(reason: "认定有误"), People.city, "2026-03-05")), "2026-03-06"
      ),
      (
        "payment, sent back after it was paid",
        try after("completed", (.returnPaid(reason: "账户已销户"), People.payer, "2026-03-03")), "2026-03-04"
      ),
      (
        "stopped", try after("release", (.stop(reason: "fraud", note: "查实虚假合同"), People.city, "2025-11-03")), "2025-11-04"
      ),
      (
        "refused", try after("first_review", (.refuse(reason: "duplicate", note: "同一支出已获补贴"), People.first, "2025-09-29")),
        "2025-09-30"
      ),
      ("withdrawn", try after("first_review", (.withdraw(reason: "重新申报"), People.owner, "2025-09-29")), "2025-09-30"),
      ("missed", try after("draft", (.miss(call: "call-1"), People.administrator, "2027-01-04")), "2027-01-05"),
    ]
  }
}
