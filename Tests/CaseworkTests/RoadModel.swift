import Values

@testable import Casework

/// A second telling of the long road, from the rules and the design and not from the code: a table of who may do what where, and what has
/// to be true. It knows only "accepted, and then it stands there" or "refused".
struct RoadModel {
  enum Place: String, CaseIterable {
    case nothing, draft, firstReview, correcting, plan, secondReview, noticeWaits, noticeRuns, budget, release, payment, atBank, returned
    case report, completed, refused, withdrawn, missed, stopped
  }
  enum Who { case owner, district, city, finance, payer, anyone }
  struct Move {
    let from: [Place]
    let act: String
    let who: Who
    let to: Place?  // nil: it stays
  }

  static let moves: [Move] = [
    Move(from: [.nothing], act: "create", who: .owner, to: .draft),
    Move(from: [.draft, .correcting], act: "save", who: .owner, to: nil),
    Move(from: [.draft, .correcting], act: "submit", who: .owner, to: .firstReview),
    Move(from: [.draft, .firstReview, .correcting, .plan, .secondReview, .noticeWaits], act: "withdraw", who: .owner, to: .withdrawn),
    Move(from: [.draft], act: "miss", who: .anyone, to: .missed),
    Move(from: [.firstReview], act: "take", who: .district, to: nil),
    Move(from: [.firstReview], act: "putBack", who: .district, to: nil),
    Move(from: [.secondReview], act: "take", who: .city, to: nil),
    Move(from: [.secondReview], act: "putBack", who: .city, to: nil),
    Move(from: [.firstReview], act: "askCorrection", who: .district, to: .correcting),
    Move(from: [.firstReview], act: "accept", who: .district, to: .plan),
    Move(from: [.secondReview], act: "accept", who: .city, to: .noticeWaits),
    Move(from: [.firstReview, .correcting], act: "refuse", who: .district, to: .refused),
    Move(from: [.secondReview, .noticeWaits], act: "refuse", who: .city, to: .refused),
    Move(from: [.secondReview], act: "sendBack", who: .city, to: .firstReview),
    Move(from: [.firstReview, .correcting, .plan, .secondReview, .noticeWaits], act: "keepPromise", who: .owner, to: nil),
    Move(from: [.plan], act: "plan", who: .district, to: .secondReview),
    Move(from: [.plan], act: "sendBack", who: .district, to: .firstReview),
    Move(from: [.noticeWaits], act: "notice", who: .city, to: .noticeRuns),
    Move(from: [.noticeRuns], act: "dispute", who: .anyone, to: nil),
    Move(from: [.noticeRuns], act: "settle", who: .anyone, to: nil),
    Move(from: [.noticeRuns], act: "confirm", who: .anyone, to: .budget),
    Move(from: [.budget], act: "budget", who: .city, to: .release),
    Move(from: [.release], act: "release", who: .finance, to: .payment),
    Move(from: [.payment], act: "order", who: .payer, to: .atBank),
    Move(from: [.atBank], act: "pay", who: .payer, to: .report),
    Move(from: [.atBank], act: "bankReturn", who: .payer, to: .returned),
    Move(from: [.returned], act: "changeAccount", who: .owner, to: .payment),
    Move(
      from: [.firstReview, .correcting, .plan, .secondReview, .noticeWaits, .noticeRuns, .budget, .release, .payment],
      act: "changeAccount", who: .owner, to: nil),
    Move(from: [.report], act: "report", who: .district, to: .completed),
    Move(from: [.report, .completed], act: "demandRecovery", who: .city, to: nil),
    Move(from: [.report, .completed], act: "receiveRecovery", who: .city, to: nil),
    Move(from: [.report, .completed], act: "withdrawDemand", who: .city, to: nil),
    Move(from: [.report, .completed], act: "handOn", who: .finance, to: nil),
    Move(from: [.report, .completed], act: "returnPaid", who: .payer, to: .returned),
    Move(from: [.budget, .release, .payment, .returned], act: "stop", who: .city, to: .stopped),
  ]

  let calendar: WorkingCalendar
  let callOpens: CivilDate
  let callCloses: CivilDate

  var place = Place.nothing
  var content = Content()
  var office: String?
  var holder: String?
  var reviewers: [Place: Set<String>] = [:]
  var mayCorrect = true
  var marked: [String] = []
  var askedOn: CivilDate?
  var promised: [String: (due: CivilDate, isKept: Bool)] = [:]
  var granted: Int64?
  var disputes: [String] = []
  var opened: CivilDate?
  var budgetYear: Int?
  var usableFrom: CivilDate?
  var demanded: Int64?
  var received: Int64 = 0
  var handedOn: Int64 = 0

  /// The place after the command, and the memory with it; nil if it has to be refused.
  func after(_ command: CaseCommand, _ actor: Actor, _ day: CivilDate) -> RoadModel? {
    let act = RoadModel.name(command)
    guard let move = RoadModel.moves.first(where: { $0.act == act && $0.from.contains(place) }), isAllowed(actor, move.who) else {
      return nil
    }
    var next = self
    guard next.apply(command, actor, day) else { return nil }
    // What apply decides itself stands; everything else follows the table.
    if next.place == place, let to = move.to { next.place = to }
    if next.place != place { next.holder = nil }
    return next
  }

  static func name(_ command: CaseCommand) -> String { String(String(describing: command).prefix { $0 != "(" }) }

  private func isAllowed(_ actor: Actor, _ who: Who) -> Bool {
    let isParty = actor.enterprise == People.code || actor.account == "owner"
    switch who {
    case .anyone: return true
    case .owner: return actor.role == .enterprise && actor.enterprise == People.code
    case .district: return actor.role == .districtReviewer && actor.office == office && !isParty
    case .city: return actor.role == .cityReviewer && actor.office == "jm_commerce" && !isParty
    case .finance: return actor.role == .finance && !isParty
    case .payer: return actor.role == .districtFinance && actor.office == office && !isParty
    }
  }

  /// The `n`th working day after a day, counted one by one.
  func workingDays(_ n: Int, after day: CivilDate) -> CivilDate {
    var date = day
    var left = n
    while left > 0, let next = date.adding(days: 1) {
      date = next
      if calendar.isWorkingDay(date) { left -= 1 }
    }
    return date
  }

  private mutating func apply(_ command: CaseCommand, _ actor: Actor, _ day: CivilDate) -> Bool {
    switch command {
    case .create(_, let measure, _, _, let stated):
      content = stated
      return measure == "jm2025-61.9.1.1.foreign"
    case .save(let new):
      if place == .correcting, !RoadModel.changed(content, new).allSatisfy(marked.contains) { return false }
      content = new
      return true
    case .submit(let submission): return submit(submission, day)
    case .miss(let call): return call == "call-1" && callCloses < day
    case .take, .putBack, .askCorrection, .accept, .refuse, .sendBack: return review(command, actor, day)
    case .keepPromise(let file):
      guard let promise = promised[file.kind], !promise.isKept else { return false }
      promised[file.kind]?.isKept = true
      content.papers.append(file)
      return true
    case .plan, .withdraw, .pay, .bankReturn, .report: return true
    case .order: return usableFrom.map { $0 <= day } ?? true
    case .notice:
      opened = day
      return promised.values.allSatisfy(\.isKept)
    case .dispute(let id):
      if disputes.contains(id) { return false }
      disputes.append(id)
      return true
    case .settle(let id, let result):
      guard disputes.contains(id) else { return false }
      disputes.removeAll { $0 == id }
      if case .lowered(let sum) = result {
        if sum.minor <= 0 { return false }
        granted = min(granted ?? 0, sum.minor)
      }
      if result == .refused { place = .refused }
      return true
    case .confirm: return disputes.isEmpty && opened.map { workingDays(5, after: $0) < day } == true
    case .budget(let year):
      budgetYear = year
      return year == day.year || year == day.year + 1
    case .release: return budgetYear.map { $0 <= day.year } == true
    case .changeAccount(let account, let first):
      guard RoadModel.isOwnAccount(account), account != content.bank else { return false }
      content.bank = account
      usableFrom = first
      return true
    case .demandRecovery(let finding):
      guard demanded == nil, finding.contains("造") else { return false }
      demanded = granted
      return true
    case .receiveRecovery(let amount, _):
      guard let demanded, amount.minor > 0, received + amount.minor <= demanded else { return false }
      received += amount.minor
      return true
    case .withdrawDemand(let reason):
      guard let demanded, demanded > received, reason.contains("误") else { return false }
      // What has come back was rightly demanded; where nothing has, there was no demand.
      self.demanded = received == 0 ? nil : received
      return true
    case .handOn(let amount, _):
      guard demanded != nil, amount.minor > 0, handedOn + amount.minor <= received else { return false }
      handedOn += amount.minor
      return true
    case .returnPaid(let reason): return demanded == nil && reason.contains("退")
    case .stop(let reason, let note): return ["fraud", "not_eligible_after", "paid_otherwise"].contains(reason) && !note.isEmpty
    }
  }

  private mutating func submit(_ submission: CaseCommand.Submission, _ day: CivilDate) -> Bool {
    if place == .draft, day < callOpens || callCloses < day { return false }
    let kinds = content.papers.map(\.kind)
    let isComplete =
      kinds.contains("licence") && kinds.contains("payment_proof") && content.particulars["exhibition_name"]?.isEmpty == false
      && content.bank.map(RoadModel.isOwnAccount) == true
    let isDecided = submission.decision.outcome == "eligible" || (submission.decision.outcome == "ineligible" && submission.insists)
    guard let place = submission.place, ["pengjiang", "jianghai", "xinhui"].contains(place) else { return false }
    if self.place == .correcting, place != office { return false }
    office = place
    // A promised paper that comes with a correction has come.
    for kind in kinds { promised[kind]?.isKept = true }
    return submission.isDeclared && isDecided && isComplete
  }

  private mutating func review(_ command: CaseCommand, _ actor: Actor, _ day: CivilDate) -> Bool {
    let here: Place = place == .correcting ? .firstReview : place
    let other: Place = here == .firstReview ? .secondReview : .firstReview
    if here != .noticeWaits, here != .plan, reviewers[other]?.contains(actor.account) == true { return false }
    if case .putBack = command {
      defer { holder = nil }
      return holder != nil
    }
    if let holder, holder != actor.account { return false }
    switch command {
    case .take:
      holder = actor.account
      return true
    case .askCorrection(let items, _):
      guard mayCorrect, !items.isEmpty, items.allSatisfy({ ["incorrect", "incomplete", "unclear", "outdated"].contains($0.reason) }) else {
        return false
      }
      let known = ["fact:participation_booths", "particular:exhibition_name", "particular:exhibitor", "bank", "vouchers"]
      let papers = ["paper:licence", "paper:payment_proof", "paper:booth_proof"]
      guard items.allSatisfy({ known.contains($0.field) || papers.contains($0.field) }) else { return false }
      mayCorrect = false
      marked = items.map(\.field)
      askedOn = day
    case .accept(let acceptance): if !accept(acceptance, day) { return false }
    case .refuse(let reason, let note):
      let reasons = ["not_eligible", "outside_period", "duplicate", "not_corrected"]
      if place == .correcting, askedOn.map({ workingDays(10, after: $0) < day }) != true { return false }
      if place == .noticeWaits, !promised.values.contains(where: { !$0.isKept && $0.due < day }) { return false }
      return reasons.contains(reason) && !note.isEmpty
    case .sendBack(let reason, let note):
      guard reason == "check_again", !note.isEmpty else { return false }
      mayCorrect = true
      granted = nil
    default: return false
    }
    reviewers[here, default: []].insert(actor.account)
    return true
  }

  private mutating func accept(_ acceptance: CaseCommand.Acceptance, _ day: CivilDate) -> Bool {
    guard acceptance.decision.outcome == "eligible", let most = acceptance.decision.amount?.minor, let sum = acceptance.granted?.minor
    else {
      return false
    }
    let ceiling = place == .secondReview ? min(most, granted ?? most) : most
    guard sum > 0, sum <= ceiling else { return false }
    let isReason = ["lower_budget", "lower_voucher"].contains(acceptance.reason)
    if acceptance.reason != nil, !isReason { return false }
    if sum < ceiling, !acceptance.decision.isCeiling || !isReason { return false }
    if !acceptance.promises.isEmpty {
      guard place == .firstReview, Array(acceptance.promises.keys) == ["booth_proof"], promised["booth_proof"] == nil else { return false }
      guard let due = acceptance.promises["booth_proof"], day < due, due <= workingDays(10, after: day) else { return false }
      if content.papers.contains(where: { $0.kind == "booth_proof" }) { return false }
      promised["booth_proof"] = (due, false)
    }
    let kinds = content.papers.map(\.kind) + promised.keys
    guard ["licence", "payment_proof", "booth_proof"].allSatisfy(kinds.contains) else { return false }
    granted = sum
    return true
  }

  static func isOwnAccount(_ account: BankAccount) -> Bool {
    account.holder == "江门演示灯饰有限公司" && !account.bank.isEmpty && !account.number.isEmpty && account.number.allSatisfy(\.isNumber)
  }

  /// The fields in which two contents differ, found the long way.
  static func changed(_ old: Content, _ new: Content) -> [String] {
    var fields: [String] = []
    for name in Array(old.facts.keys) + Array(new.facts.keys) where old.facts[name] != new.facts[name] { fields.append("fact:" + name) }
    for name in Array(old.particulars.keys) + Array(new.particulars.keys) where old.particulars[name] != new.particulars[name] {
      fields.append("particular:" + name)
    }
    for kind in (old.papers + new.papers).map(\.kind) {
      let before = old.papers.filter { $0.kind == kind }.map(\.name)
      if before != new.papers.filter({ $0.kind == kind }).map(\.name) { fields.append("paper:" + kind) }
    }
    if old.bank != new.bank { fields.append("bank") }
    if old.vouchers != new.vouchers { fields.append("vouchers") }
    return fields
  }
}
