import Casework
import Policy
import Rules
import Service
import Values

/// A claim of one's own enterprise with all that its pages need: the procedure, the measure, what may be changed now.
struct ClaimFile: Sendable {
  let desk: Desk
  let state: CaseState
  let procedure: Procedure
  let measure: Measure
  let facts: ClaimFacts
  let say: Voice

  /// Opens the claim that the address names. Somebody else's is not found.
  static func open(_ desk: Desk, _ request: WebRequest) async throws -> ClaimFile {
    let state = try await desk.cases.read(case: request["id"], by: request.account.actor)
    guard let file = ClaimFile(desk, state, request.voice) else { throw Failure.notFound }
    return file
  }

  init?(_ desk: Desk, _ state: CaseState, _ say: Voice) {
    guard let procedure = desk.book.procedure(state.procedure), let measure = desk.book.measure(state.measure) else { return nil }
    self.desk = desk
    self.state = state
    self.procedure = procedure
    self.measure = measure
    self.say = say
    facts = ClaimFacts(measure, procedure, desk.book)
  }

  var language: Language { say.language }
  var path: String { "/my/cases/" + state.id }
  var title: String { desk.book.clause(of: measure).title[language] }

  /// A text of `enterprise.yaml`.
  func t(_ key: String, _ places: [String: String] = [:]) -> String { say.words.text("enterprise." + key, language, places) }

  // MARK: What may be changed

  /// Whether it was never handed in.
  var isDraft: Bool { state.position == .draft }
  /// Whether it waits for a correction.
  var isCorrecting: Bool { state.phase == .correcting }
  /// Whether anything of it may be changed now.
  var isEditable: Bool { isDraft || isCorrecting }
  /// The fields marked for correction.
  var marked: Set<String> { Set(state.correction?.items.map(\.field) ?? []) }

  /// Whether a field may be changed now: everything of a draft, what was marked of a correction.
  func mayChange(_ field: String) -> Bool { isDraft || (isCorrecting && marked.contains(field)) }

  /// The facts of a group that may be changed now.
  func changeable(_ group: ClaimFacts.Group) -> [FactIndex] { group.facts.filter { mayChange("fact:" + facts.name($0)) } }

  /// Where a page of the claim leads back to.
  func back(_ from: String?) -> String {
    if from == "check" { return path + "/check" }
    return isCorrecting ? path + "/correction" : path
  }

  /// The way to a page of the claim.
  var crumbs: [Page.Crumb] {
    var crumbs = [Page.Crumb(title: t("my_title"), path: "/my"), Page.Crumb(title: state.id, path: path)]
    if isCorrecting { crumbs.append(Page.Crumb(title: t("correction_title"), path: path + "/correction")) }
    return crumbs
  }

  /// Refuses what the claim's position doesn't allow.
  func requireEditable() throws {
    if isEditable { return }
    throw Failure.refused(
      "case.wrong_step", zh: "办件已提交，现在不能修改。请在办件页面查看进度。",
      en: "The claim was handed in and can't be changed now. See where it stands on its page.",
      status: .conflict)
  }

  // MARK: Parts of forms

  /// What every form of the claim carries: its version, so that nobody overwrites a colleague, and a key that makes it happen once.
  func hidden(_ request: WebRequest) -> [View] {
    let form = FormView()
    let from = request.form["from"] ?? request.query["from"]
    return [form.hidden("version", String(state.version)), FormOnce.view] + (from == "check" ? [form.hidden("from", "check")] : [])
  }

  /// Keeps changed content and leads back. Double clicks and reloads change nothing.
  func save(_ request: WebRequest, _ form: FormValues, to path: String? = nil, _ change: (inout Content) -> Void) async throws -> Answer {
    var content = state.content
    change(&content)
    let actor = request.account.actor
    let saved = try await desk.cases.save(
      content, case: state.id, version: form["version"].flatMap(Int64.init), by: actor, once: FormOnce.once(request, form))
    let answer = Answer.seeOther(path ?? back(form["from"]))
    // Who comes back is told which part it was and how far it is now.
    let part = ["part": partKey(request)]
    if content == state.content { return answer.noticing("enterprise.saved_same", part) }
    if isCorrecting { return answer.noticing("enterprise.saved_correction", part) }
    guard let after = ClaimFile(desk, saved, say) else { return answer }
    let parts = ClaimTasks(file: after, answer: try await desk.cases.preview(case: state.id, by: actor)).parts
    let progress = parts.first { request.path == $0.path || request.path.hasPrefix($0.path + "/") }?.progress ?? .inProgress
    return answer.noticing("enterprise.saved", part.merging(["state": "enterprise." + progress.key]) { a, _ in a })
  }

  /// The key of the name of the part that a form belongs to.
  private func partKey(_ request: WebRequest) -> String {
    let pieces = request.path.dropFirst(path.count).split(separator: "/").map(String.init)
    guard pieces.first == "facts", pieces.count > 1 else { return "enterprise.task_" + (pieces.first ?? "") }
    return ClaimTasks.titleKey(entity: pieces[1], say.words)
  }

  /// What a refusal says, at a field of the form, so that what was typed isn't lost. The form carries the new version then.
  func problem(_ refusal: Refusal, at field: String) -> FieldProblem {
    FieldProblem(field: field, code: refusal.code, message: refusal.message[language])
  }
}
