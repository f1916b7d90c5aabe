import TestSupport
import Values

@testable import Casework

/// Thinks of commands: mostly such as a person would give at this place, often a little wrong, sometimes anything at all.
struct Wanderer {
  var numbers: SeededGenerator
  let road: Road

  mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &numbers) < percent }
  mutating func pick<T>(_ items: [T]) -> T { items[Int.random(in: 0..<items.count, using: &numbers)] }

  /// A command and who gives it.
  mutating func next(_ model: RoadModel, _ state: CaseState?, _ day: CivilDate) throws -> (CaseCommand, Actor) {
    // Rare ways are looked for: a promised paper comes late or never.
    if model.promised.values.contains(where: { !$0.isKept }) {
      if model.place == .noticeWaits, chance(50) {
        return (try command(pick(["refuse", "notice"]), state, day), People.city2)
      }
      // Or with a correction.
      if model.place == .correcting, let state, chance(30), model.marked.contains("paper:booth_proof") {
        var content = state.content
        content.papers.append(road.file("booth_proof", "现场照片.pdf"))
        return (.save(content), People.owner)
      }
      if chance(model.place == .correcting ? 50 : model.place == .noticeWaits ? 30 : 4) {
        return (try command("keepPromise", state, day), People.owner)
      }
    }
    if model.place == .noticeWaits, chance(4) { return (try command("withdraw", state, day), People.owner) }
    if model.place == .atBank, chance(6) { return (try command("stop", state, day), People.city) }
    // Money comes back before the use is reported, too.
    if model.place == .report, model.demanded == nil ? chance(25) : model.received == 0 && chance(50) {
      return (try command(model.demanded == nil ? "demandRecovery" : "receiveRecovery", state, day), People.city)
    }
    if model.place == .completed, model.demanded == nil, chance(25) { return (try command("demandRecovery", state, day), People.city) }
    if model.received > model.handedOn, chance(40) { return (try command("handOn", state, day), People.finance) }
    let open = RoadModel.moves.filter { $0.from.contains(model.place) }
    if chance(82), !open.isEmpty {
      // Ways that end the walk or a promise early are taken more rarely.
      let calm = open.filter { !["withdraw", "refuse", "miss", "keepPromise", "stop"].contains($0.act) }
      let move = chance(90) && !calm.isEmpty ? pick(calm) : pick(open)
      return (try command(move.act, state, day), chance(90) ? person(move.who, model.office) : pick(People.all))
    }
    return (try command(pick(RoadModel.moves).act, state, day), chance(40) ? People.owner : pick(People.all))
  }

  private mutating func person(_ who: RoadModel.Who, _ office: String?) -> Actor {
    switch who {
    case .owner: People.owner
    case .district: office == "xinhui" ? People.elsewhere : pick([People.first, People.first, People.second, People.movedDown])
    case .city: pick([People.city, People.city, People.city2, People.movedUp])
    case .finance: People.finance
    case .payer: office == "xinhui" ? People.otherPayer : People.payer
    case .anyone: pick(People.all)
    }
  }

  mutating func command(_ act: String, _ state: CaseState?, _ day: CivilDate) throws -> CaseCommand {
    switch act {
    case "create":
      var stated = chance(50) ? road.content : content(road.content)
      if chance(40) { stated.papers.removeAll { $0.kind == "booth_proof" } }
      return .create(
        id: "C-1", measure: chance(90) ? road.measure : "jm2025-61.2.eligibility", enterprise: People.code,
        enterpriseName: "江门演示灯饰有限公司", content: stated)
    case "save": return .save(chance(30) ? road.content : content(state?.content ?? road.content))
    case "submit":
      return try road.submission(
        isDeclared: chance(95), insists: chance(30), place: chance(95) ? state?.office : pick(["xinhui", "xinhui", "taishan"]),
        decision: chance(90) ? road.decision(sum(), isCeiling: true) : road.decision(nil, outcome: pick(["ineligible", "undetermined"])))
    case "withdraw": return .withdraw(reason: nil)
    case "miss": return .miss(call: pick(["call-1", "call-2"]))
    case "take": return .take
    case "putBack": return .putBack
    case "askCorrection":
      let fields = ["fact:participation_booths", "particular:exhibition_name", "bank", "vouchers", "paper:licence", "paper:booth_proof"]
      let items = (0..<Int.random(in: chance(95) ? 1...4 : 0...0, using: &numbers)).map { _ in
        CaseState.Correction.Item(
          field: chance(97) ? pick(fields) : "paper:policy", reason: chance(97) ? "incorrect" : "duplicate", note: nil)
      }
      return .askCorrection(items: items, note: nil)
    case "accept": return try accept(state, day)
    case "refuse": return .refuse(reason: chance(90) ? "duplicate" : "check_again", note: chance(90) ? "同一支出已获补贴" : "")
    case "sendBack": return .sendBack(reason: chance(90) ? "check_again" : "duplicate", note: chance(90) ? "请重新核实" : "")
    case "keepPromise": return .keepPromise(road.file(chance(90) ? "booth_proof" : "licence"))
    case "plan": return .plan("P-1")
    case "notice": return .notice("N-1")
    case "dispute": return .dispute(pick(["O-1", "O-2", "O-3"]))
    case "settle":
      let open = state?.disputes.sorted() ?? []
      let results: [CaseCommand.Settlement] = [.stands, .stands, .lowered(Money(minor: sum() - 100)), .lowered(.zero), .refused]
      return .settle(objection: chance(80) && !open.isEmpty ? pick(open) : "O-1", result: pick(results))
    case "confirm": return .confirm
    case "budget": return .budget(year: day.year + pick([-1, 0, 1, 1, 1, 2]))
    case "release": return .release(order: "X-1")
    case "order": return .order(batch: "B-1")
    case "pay": return .pay(reference: "K-1")
    case "bankReturn": return .bankReturn(reason: "户名不符")
    case "changeAccount": return .changeAccount(bank(), usableFrom: day.adding(days: pick([0, 0, 1, 2])) ?? day)
    case "report": return .report("U-1")
    case "stop": return .stop(reason: pick(["fraud", "paid_otherwise", "duplicate"]), note: chance(90) ? "查实虚假" : "")
    case "returnPaid": return .returnPaid(reason: chance(90) ? "账户已销户，退回" : " ")
    case "withdrawDemand": return .withdrawDemand(reason: chance(90) ? "认定有误" : " ")
    case "handOn": return .handOn(amount: Money(minor: pick([0, 100, 1_000_000, 2_000_000])), reference: "H-1")
    case "demandRecovery": return .demandRecovery(finding: chance(90) ? "伪造合同" : "  ")
    default: return .receiveRecovery(amount: Money(minor: pick([0, 100, 1_000_000, 2_000_000, 3_000_000])), reference: "R-1")
    }
  }

  private mutating func sum() -> Int64 { pick([1_000_000, 2_000_000, 3_000_000]) }

  private mutating func accept(_ state: CaseState?, _ day: CivilDate) throws -> CaseCommand {
    let most = sum()
    // A careful reviewer takes the most that can be granted; others any sum.
    let ceiling = min(most, state?.granted?.minor ?? most)
    let granted = chance(70) ? ceiling : pick([0, 500_000, most, most + 1])
    var promises: [String: CivilDate] = [:]
    let isMissing = state?.content.papers.contains { $0.kind == "booth_proof" } == false
    if chance(isMissing ? 80 : 5), let due = day.adding(days: Int.random(in: 0...16, using: &numbers)) {
      promises[chance(95) ? "booth_proof" : "licence"] = due
    }
    let decision = try chance(95) ? road.decision(most, isCeiling: chance(70)) : road.decision(nil, outcome: "ineligible")
    return .accept(
      CaseCommand.Acceptance(
        granted: chance(97) ? Money(minor: granted) : nil, decision: decision,
        reason: pick([nil, "lower_budget", "lower_budget", chance(20) ? "no_such_reason" : nil]), note: nil, promises: promises))
  }

  private mutating func bank() -> BankAccount {
    BankAccount(
      holder: chance(90) ? "江门演示灯饰有限公司" : "演示个人", bank: "示例银行", number: chance(95) ? "620000000000000\(pick([1, 2, 3]))" : "62 00")
  }

  private mutating func content(_ old: Content) -> Content {
    var new = old
    switch Int.random(in: 0..<8, using: &numbers) {
    case 0: new.facts["participation_booths"] = pick(["1", "2", "3"])
    case 1: new.particulars["exhibition_name"] = pick(["示例灯饰展", "演示家居展", ""])
    case 2: new.particulars["exhibitor"] = pick(["演示境外公司", "演示分公司"])
    case 3: new.papers.append(road.file(pick(["licence", "booth_proof"]), "又一份.pdf"))
    case 4, 7: new.papers.removeAll { [kind = pick(["licence", "booth_proof", "booth_proof", "booth_proof"])] in $0.kind == kind }
    case 5: new.bank = chance(80) ? bank() : nil
    case 6: new.papers.reverse()
    default: break
    }
    return new
  }
}
