public import Casework
public import Values

extension CaseService {
  /// Somebody objects to a line of an open notice. Only the line waits; nobody but those who settle it sees who objects.
  public func object(
    notice noticeID: String, caseID: String, objector: Objection.Objector, text: String, papers: [PaperFile], once: Once? = nil
  ) async throws -> Objection {
    try await act(.anybody, once: once) { act in
      guard let notice = try NoticeStore.load(noticeID, in: act.tx) else { throw Refusal.noSuchNotice }
      try act.requireRoom(for: objector, notice, caseID)
      let id = "O\(act.day.year)-" + Numbers.padded(try act.number("objection/\(act.day.year)"), to: 5)
      let state = try CaseStore.load(caseID, in: act.tx)
      let objection = try act.decide(
        nil, .object(id: id, caseID: caseID, objector: objector, text: text, papers: papers), notice, state, id: id)
      // An objection that would stop nothing is not taken: the line has left this notice, as a claim refused over another one has.
      guard let state, state.notice == noticeID, state.phase == .running else { throw Refusal.lineSettled }
      try act.command(.dispute(id), on: state)
      return objection
    }
  }

  /// The level that has the objection settles it.
  public func find(
    objection id: String, result: Objection.Finding.Result, sum: Money?, reason: String, by actor: Actor, once: Once? = nil
  ) async throws -> Objection {
    try await act(actor, once: once) { act in
      let (objection, notice, state) = try act.loadObjection(id)
      if result == .lowered, let sum, let granted = state.granted, sum >= granted { throw Refusal(.sumTooHigh, case: state.id) }
      let after = try act.decide(objection, .find(result: result, sum: sum, reason: reason), notice, state, id: id)
      if after.isClosed { try act.settle(after, notice, state) }
      return after
    }
  }

  /// The objector does not accept the finding: the next level looks. The code is proof of being the objector.
  public func escalate(objection id: String, code: String, once: Once? = nil) async throws -> Objection {
    try await act(.anybody, once: once) { act in
      guard let objection = try ObjectionStore.load(id, in: act.tx), act.service.isCode(code, of: objection) else {
        throw Refusal.noSuchObjection
      }
      let (_, notice, state) = try act.loadObjection(id)
      return try act.decide(objection, .escalate, notice, state, id: id)
    }
  }

  /// Lets the finding of the first level take effect once the time to go further has passed. Where none is set, the time to settle counts.
  func closeObjection(_ id: String) async throws -> Bool {
    try await act(.clock) { act in
      let (objection, notice, state) = try act.loadObjection(id)
      let procedure = try act.procedure(state.procedure)
      guard let finding = objection.findings.last,
        let last = ObjectionRules(procedure, calendar: act.book.calendar).escalationDue(objection)
          ?? procedure.objection.clock.period(from: finding.day, act.book.calendar), last.date < act.day
      else { return false }
      let after = try act.decide(objection, .close, notice, state, id: id)
      try act.settle(after, notice, state)
      return true
    }
  }
}

extension Actor {
  /// Somebody of the public, who has no account. The role opens nothing and isn't logged.
  static let anybody = Actor(account: "public", role: .administrator)
}

extension Refusal {
  static let lineSettled = Refusal(
    code: "objection.line_settled",
    message: Bilingual(zh: "该项目已退出本次公示，不再受理对它的异议。", en: "The line has left this notice: objections to it are no longer taken."),
    status: .conflict)
}

extension CaseService {
  /// Objections of one person or unit to a notice that may be open at a time.
  static let openObjections = 10
}

extension Refusal {
  static let alreadyObjected = Refusal(
    code: "objection.already_open",
    message: Bilingual(
      zh: "您对该项目的异议正在处理，不必重复提出。可凭查询码查看处理情况。", en: "Your objection to this line is being settled; look it up by its code."),
    status: .conflict)
  static let tooManyObjections = Refusal(
    code: "objection.too_many_open",
    message: Bilingual(
      zh: "您对本次公示的异议已有 \(CaseService.openObjections) 件在处理，请待处理后再提。",
      en: "\(CaseService.openObjections) of your objections to this notice are open; wait until one is settled."),
    status: .limited)
}

extension Act {
  /// Refuses a second open objection of the same person or unit to a line, and more to one notice than anybody settles: each holds up a
  /// payment.
  func requireRoom(for objector: Objection.Objector, _ notice: Notice, _ caseID: String) throws {
    // What the rules refuse, they refuse with their own words.
    guard notice.isOpen(on: day, book.calendar), let identity = objector.identified(on: day)?.identity else { return }
    // A sound number is digits and capitals, and a quote within a text is escaped in JSON: this can be found nowhere else.
    let lines = try tx.query(
      "SELECT case_id FROM objections WHERE notice = $1 AND is_closed = 0 AND state LIKE $2",
      [.text(notice.id), .text("%\"identity\":\"\(identity)\"%")]
    ).map { $0.text(0) }
    if lines.contains(caseID) { throw Refusal.alreadyObjected }
    if lines.count >= CaseService.openObjections { throw Refusal.tooManyObjections }
  }

  func loadObjection(_ id: String) throws -> (Objection, Notice, CaseState) {
    guard let objection = try ObjectionStore.load(id, in: tx), let notice = try NoticeStore.load(objection.notice, in: tx),
      let state = try CaseStore.load(objection.caseID, in: tx)
    else { throw Refusal.noSuchObjection }
    return (objection, notice, state)
  }

  func decide(
    _ objection: Objection?, _ command: ObjectionCommand, _ notice: Notice, _ state: CaseState?, id: String
  ) throws -> Objection {
    let rules = ObjectionRules(try procedure(notice.procedure), calendar: book.calendar)
    let reviewers = Set(state?.reviews.map(\.by) ?? [])
    let result = rules.decide(
      objection, command, notice: notice, office: state?.office ?? "", reviewers: reviewers,
      by: actor.office == nil ? nil : actor, on: day)
    switch result {
    case .failure(let refusal): throw Refusal(refusal)
    case .success(let events):
      try append(events.map { ($0.type, $0) }, to: ObjectionStore.stream(id))
      guard let after = events.reduce(objection, { Objection.evolve($0, $1) }) else { throw Refusal.noSuchObjection }
      return after
    }
  }

  /// What a closed objection does to its line: it stands, is lowered or refused; and goes on if the notice has ended meanwhile.
  func settle(_ objection: Objection, _ notice: Notice, _ state: CaseState) throws {
    guard let result = objection.settlement, state.disputes.contains(objection.id) else { return }
    var after = try command(.settle(objection: objection.id, result: result), on: state)
    switch result {
    case .stands: break
    case .refused: try letGo(state)
    case .lowered:
      // What holds is in the case: another objection may have lowered the sum further already, and then nothing more comes free.
      if let before = state.granted { try adjust(after, from: before) }
    }
    if after.disputes.isEmpty, after.phase == .running, try NoticeStore.isClosed(notice.id, in: tx) {
      after = try command(.confirm, on: after)
      try commit(after, reference: notice.id)
    }
  }
}
