public import Casework
import Storage
public import Values

extension CaseService {
  /// Announces a period in which claims are taken (第四条：制定和发布项目申报通知).
  public func announceCall(
    procedure id: String, title: String, opens: CivilDate, closes: CivilDate, measures: [String] = [], by actor: Actor, once: Once? = nil
  ) async throws -> Call {
    try await act(actor, once: once) { act in
      let procedure = try act.procedure(id)
      guard actor.role == .cityReviewer, actor.office == procedure.cityOffice.id else { throw Refusal.notYourRole }
      let callID = "C\(act.day.year)-" + Numbers.padded(try act.number("call/\(act.day.year)"), to: 3)
      guard measures.allSatisfy(procedure.measures.contains),
        let call = Call(id: callID, procedure: id, title: title, opens: opens, closes: closes, measures: measures)
      else {
        throw Refusal(
          code: "call.invalid",
          message: Bilingual(
            zh: "截止日不得早于开始日，事项须属于该流程。", en: "The last day may not precede the first, and the measures must belong to the procedure."),
          status: .invalid)
      }
      try act.append("call.announced", call, to: "call/" + callID)
      return call
    }
  }

  /// Opens a public notice of cases that the city has accepted: masked, frozen, hashed (第十四条).
  public func openNotice(procedure id: String, cases: [String], by actor: Actor, once: Once? = nil) async throws -> Notice {
    try await act(actor, once: once) { act in
      let procedure = try act.procedure(id)
      guard let step = procedure.steps.first(where: { $0.kind == .notice }), let rule = step.clock else { throw Refusal.noSuchProcedure }
      let ids = Array(Set(cases)).sorted()
      guard !ids.isEmpty else { throw Refusal.emptySelection }
      let noticeID = "N\(act.day.year)-" + Numbers.padded(try act.number("notice/\(act.day.year)"), to: 4)
      var lines: [Notice.Line] = []
      for caseID in ids {
        let state = try act.load(caseID)
        guard state.procedure == id, let granted = state.granted else { throw Refusal.noSuchCase }
        let published = try act.command(.notice(noticeID), on: state)
        if procedure.holdsAtNotice { try act.hold(published, year: procedure.fundYear(on: act.day), reference: noticeID) }
        lines.append(
          .init(
            caseID: caseID, measure: state.measure, office: state.office ?? "", fields: procedure.publicFields(of: state), amount: granted))
      }
      guard
        let notice = Notice(
          id: noticeID, procedure: id, number: "\(act.day.year)年第\(try act.number("notice-number/\(act.day.year)"))号", opens: act.day,
          rule: rule, lines: lines, calendar: act.book.calendar, hash: Digest.sha256)
      else { throw Refusal.noSuchProcedure }
      try act.append("notice.opened", notice, to: "notice/" + noticeID)
      return notice
    }
  }

  /// Does what time does: closes notices after their last day, lets findings take effect that nobody took further, calls drafts to mind, marks
  /// drafts missed.
  /// Gives how many things it did. Run again, it does nothing more.
  /// What fails is left for the next time and told in `failed` with its error.
  @discardableResult
  public func tick() async throws -> (done: Int, failed: [DueFailure]) {
    let now = time.now()
    let (today, hours) = (now.day, settings.draftReminder_hours)
    let due = try await database.read { [self] tx in
      (
        try tx.query("SELECT id FROM notices WHERE closed_at IS NULL AND closes < $1 ORDER BY id", [.text(today.description)]).map {
          $0.text(0)
        },
        try tx.query("SELECT id FROM objections WHERE is_closed = 0 AND is_decided = 1 ORDER BY id").map { $0.text(0) },
        try missedDrafts(on: today, in: tx),
        try CaseService.closingDrafts(at: now, within: hours, in: tx)
      )
    }
    var done = 0
    var failed: [DueFailure] = []
    // One thing an act, so that one that fails holds up nothing else.
    func run(_ id: String, _ work: () async throws -> Bool) async {
      do { if try await work() { done += 1 } } catch { failed.append(DueFailure(id, error)) }
    }
    for id in due.0 { await run(id) { try await closeNotice(id) } }
    for id in due.1 { await run(id) { try await closeObjection(id) } }
    for (id, call) in due.2 { await run(id) { try await miss(id, call) } }
    for (id, call) in due.3 { await run(id) { try await remind(id, call) } }
    return (done, failed)
  }

  private func miss(_ id: String, _ call: String) async throws -> Bool {
    try await act(.clock) { act in
      guard let state = try CaseStore.load(id, in: act.tx), state.position == .draft else { return false }
      try act.command(.miss(call: call), on: state)
      return true
    }
  }

  private func closeNotice(_ id: String) async throws -> Bool {
    try await act(.clock) { act in
      guard let notice = try NoticeStore.load(id, in: act.tx), try !NoticeStore.isClosed(id, in: act.tx),
        !notice.isOpen(on: act.day, act.book.calendar)
      else { return false }
      for line in notice.lines {
        guard let state = try CaseStore.load(line.caseID, in: act.tx), state.notice == id, state.disputes.isEmpty, state.phase == .running
        else { continue }
        let after = try act.command(.confirm, on: state)
        try act.commit(after, reference: id)
      }
      try act.append("notice.closed", ["notice": id], to: "notice/" + id)
      return true
    }
  }
}

extension Actor {
  /// What happens because a day has come. No person acts; the role opens nothing and isn't logged.
  static let clock = Actor(account: "clock", role: .administrator)
}
