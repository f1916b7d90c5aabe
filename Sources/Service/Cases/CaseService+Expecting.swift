public import Casework
import Storage
import Values

extension CaseService {
  /// Refuses a paper as `add` or `keepPromise` would, before its file is taken in: what can't be handed in isn't stored either.
  ///
  /// Where the act was done under this key already, nothing is refused: the act gives its first answer again.
  public func expectPaper(
    _ kind: String, case id: String, isPromised: Bool, version: Int64? = nil, by actor: Actor, once: Once? = nil
  ) async throws {
    let today = time.now().day
    try await database.read { [self] tx in
      if try isDone(once, in: tx) { return }
      guard let state = try CaseStore.load(id, in: tx), CaseStore.maySee(state, actor) else { throw Refusal.noSuchCase }
      guard let procedure = book.procedure(state.procedure) else { throw Refusal.noSuchProcedure }
      if let version, version != state.version { throw Refusal.caseChanged }
      let paper = PaperFile(kind: kind, name: "", sha256: "", size_bytes: 0, mediaType: "")
      var content = state.content
      if !isPromised {
        guard procedure.papers(for: state.measure).contains(where: { $0.id == kind }) else { throw Refusal.paperUnknown }
        content.papers.append(paper)
      }
      let rules = Casework(procedure, calendar: book.calendar, calls: [])
      if case .failure(let refusal) = rules.decide(state, isPromised ? .keepPromise(paper) : .save(content), by: actor, on: today) {
        throw Refusal(refusal, case: id)
      }
    }
  }

  /// Refuses an objection as `object` would, before its papers are taken in.
  ///
  /// - Parameter papers: how many papers come with it.
  public func expectObjection(
    notice noticeID: String, caseID: String, objector: Objection.Objector, text: String, papers: Int, once: Once? = nil
  ) async throws {
    let today = time.now().day
    try await database.read { [self] tx in
      if try isDone(once, in: tx) { return }
      guard let notice = try NoticeStore.load(noticeID, in: tx) else { throw Refusal.noSuchNotice }
      guard let procedure = book.procedure(notice.procedure) else { throw Refusal.noSuchProcedure }
      let paper = PaperFile(kind: "", name: "", sha256: "", size_bytes: 0, mediaType: "")
      let command = ObjectionCommand.object(
        id: "", caseID: caseID, objector: objector, text: text, papers: Array(repeating: paper, count: papers))
      let rules = ObjectionRules(procedure, calendar: book.calendar)
      if case .failure(let refusal) = rules.decide(nil, command, notice: notice, office: "", reviewers: [], by: nil, on: today) {
        throw Refusal(refusal)
      }
    }
  }

  private func isDone(_ once: Once?, in tx: any Transaction) throws -> Bool {
    guard let once else { return false }
    switch try Idempotency.replay(key: once.key, owner: once.owner, requestHash: once.requestCode, in: tx) {
    case .new: return false
    case .same: return true
    case .otherBody: throw Refusal.otherBody
    }
  }
}
