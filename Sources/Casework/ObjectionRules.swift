public import Values
public import WorkingDays

/// What somebody wants to do about an objection.
public enum ObjectionCommand: Sendable, Equatable {
  /// Objects to a line.
  case object(id: String, caseID: String, objector: Objection.Objector, text: String, papers: [PaperFile])
  /// A level settles it.
  case find(result: Objection.Finding.Result, sum: Money?, reason: String)
  /// The objector does not accept the finding: the next level looks.
  case escalate
  /// The finding takes effect: nobody asked the next level in time, or there is none.
  case close
}

/// The rules of objections to a notice of a procedure. Pure, like `Casework`.
public struct ObjectionRules: Sendable {
  let procedure: Procedure
  let calendar: WorkingCalendar

  /// The rules of a procedure, with the days on which people work.
  public init(_ procedure: Procedure, calendar: WorkingCalendar) {
    self.procedure = procedure
    self.calendar = calendar
  }

  /// What a command does, or why it is refused.
  ///
  /// - Parameters:
  ///   - office: the office of the case, whose reviewers settle the district level.
  ///   - reviewers: the accounts that reviewed the case; they may not settle.
  public func decide(
    _ state: Objection?, _ command: ObjectionCommand, notice: Notice, office: String, reviewers: Set<String>, by actor: Actor?,
    on day: CivilDate
  ) -> Result<[ObjectionEvent], ObjectionRefusal> {
    do throws(ObjectionRefusal) {
      switch (state, command) {
      case (nil, .object(let id, let caseID, let objector, let text, let papers)):
        return .success([try received(id, caseID, objector, text, papers, notice, day)])
      case (let state?, .find(let result, let sum, let reason)):
        return .success(try found(state, result, sum, reason, notice, office, reviewers, actor, day))
      case (let state?, .escalate):
        guard let finding = state.findings.last, finding.level == state.level else { throw .wrongState }
        guard let next = level(after: state.level) else { throw .lastLevel }
        guard !state.isClosed else { throw .wrongState }
        if let last = escalationDue(state), last.date < day { throw .tooLate }
        return .success([.escalated(level: next, clock: Clock(procedure.objection.clock, startedOn: day))])
      case (let state?, .close):
        guard !state.isClosed, state.findings.last?.level == state.level else { throw .wrongState }
        if let last = escalationDue(state), day <= last.date { throw .tooEarly }
        return .success([.closed])
      default: throw .wrongState
      }
    } catch {
      return .failure(error)
    }
  }

  /// The last day on which the next level can be asked about the latest finding; nil where nothing is found, no time is set or no level
  /// is left.
  public func escalationDue(_ state: Objection) -> Deadline? {
    guard let finding = state.findings.last, finding.level == state.level, level(after: state.level) != nil else { return nil }
    return procedure.objection.escalation?.period(from: finding.day, calendar)
  }

  private func level(after level: Level) -> Level? {
    let levels = procedure.objection.levels
    guard let index = levels.firstIndex(of: level), index + 1 < levels.count else { return nil }
    return levels[index + 1]
  }

  private func received(
    _ id: String, _ caseID: String, _ objector: Objection.Objector, _ text: String, _ papers: [PaperFile], _ notice: Notice,
    _ day: CivilDate
  ) throws(ObjectionRefusal) -> ObjectionEvent {
    guard notice.isOpen(on: day, calendar) else { throw .noticeClosed }
    guard notice.lines.contains(where: { $0.caseID == caseID }) else { throw .noSuchLine }
    for part in [objector.name, objector.identity, objector.contact] where !part.contains(where: { !$0.isWhitespace }) {
      throw .identityMissing
    }
    guard let objector = objector.identified(on: day) else { throw .identityMalformed }
    if procedure.objection.needsSealedPaper, objector.kind == .organisation, papers.isEmpty { throw .paperMissing }
    guard text.contains(where: { !$0.isWhitespace }) else { throw .textMissing }
    let level = procedure.objection.levels.first ?? .city
    return .received(
      id: id, notice: notice.id, caseID: caseID, objector: objector, text: text, papers: papers, level: level,
      clock: Clock(procedure.objection.clock, startedOn: day))
  }

  private func found(
    _ state: Objection, _ result: Objection.Finding.Result, _ sum: Money?, _ reason: String, _ notice: Notice, _ office: String,
    _ reviewers: Set<String>, _ actor: Actor?, _ day: CivilDate
  ) throws(ObjectionRefusal) -> [ObjectionEvent] {
    guard !state.isClosed, state.findings.last?.level != state.level else { throw .wrongState }
    guard let actor else { throw .notYourRole }
    switch state.level {
    case .district: guard actor.role == .districtReviewer, actor.office == office else { throw .notYourRole }
    case .city: guard actor.role == .cityReviewer, actor.office == procedure.cityOffice.id else { throw .notYourRole }
    default: throw .notYourRole
    }
    // Who judged the claim does not judge the objection, nor does one person settle both levels.
    guard !reviewers.contains(actor.account), !state.findings.contains(where: { $0.by == actor.account }) else { throw .sameReviewer }
    guard reason.contains(where: { !$0.isWhitespace }) else { throw .textMissing }
    if result == .lowered {
      guard let sum, sum.minor > 0 else { throw .sumMissing }
      // A finding is for good: one that could not take effect would leave the line disputed for ever.
      guard notice.lines.contains(where: { $0.caseID == state.caseID && sum < $0.amount }) else { throw .sumTooHigh }
    }
    let finding = Objection.Finding(
      level: state.level, by: actor.account, day: day, result: result, sum: result == .lowered ? sum : nil, reason: reason)
    // The last level has the last word.
    return level(after: state.level) == nil ? [.found(finding), .closed] : [.found(finding)]
  }
}
