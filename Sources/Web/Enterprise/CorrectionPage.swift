import Casework
import Service
import Values

/// What has to be corrected: only the marked fields can be changed, each with its reason; all else is locked and shown.
struct CorrectionPage: Sendable {
  let desk: Desk

  func show(_ request: WebRequest) async throws -> Answer {
    let file = try await ClaimFile.open(desk, request)
    guard file.isCorrecting, let correction = file.state.correction else { return .seeOther(file.path) }
    let before = try await handedIn(file, request.account.actor)
    let changed = file.state.content.fields(differingFrom: before)
    let summary = ClaimSummary(file: file)
    let tasks = Components.tasks(
      correction.items.map { item in
        let reason = file.procedure.reasons.first { $0.code == item.reason }?.text[file.language] ?? item.reason
        let hint = [reason, item.note].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: file.language == .zh ? "：" : ": ")
        let progress: ClaimTasks.Progress = changed.contains(item.field) ? .changed : .toCorrect
        return Components.Task(
          summary.label(item.field), path: summary.path(item.field), state: file.t(progress.key), tone: progress.tone, hint: hint)
      })
    let marked = file.marked
    let lockedFacts = file.facts.all.filter { !marked.contains("fact:" + file.facts.name($0)) }
    let untouched = correction.items.filter { !changed.contains($0.field) }.count
    return .page(
      Page(
        file.t("correction_title"), template: "enterprise/correction",
        [
          "note": .optional(correction.note), "tasks": tasks, "expectation": .optional(file.road.expectation),
          "untouched": untouched > 0 && untouched < correction.items.count || untouched == correction.items.count
            ? .text(file.t("correction_untouched", ["n": String(untouched)])) : .absent,
          "check": .text(file.path + "/check"),
          "locked": Components.summary(summary.rows(lockedFacts, change: nil)), "has_locked": .flag(!lockedFacts.isEmpty),
          "content": .text(file.path + "/content"),
        ], crumbs: [Page.Crumb(title: file.t("my_title"), path: "/my"), Page.Crumb(title: file.state.id, path: file.path)]))
  }

  /// What was handed in last: corrections are changes to that.
  private func handedIn(_ file: ClaimFile, _ actor: Actor) async throws -> Content {
    let events = try await desk.cases.timeline(case: file.state.id, by: actor).map(\.event)
    return CaseState.handedIn(events)?.content ?? file.state.content
  }
}

/// Taking a claim back, after one more question.
struct Withdrawing: Sendable {
  let desk: Desk

  /// Whether a claim can still be taken back.
  static func isPossible(_ file: ClaimFile) -> Bool {
    switch file.state.position {
    case .draft: true
    case .ended: false
    case .at(_, let phase):
      switch file.road.step?.kind {
      case .review, .plan: true
      case .notice: phase == .open
      default: false
      }
    }
  }

  func show(_ request: WebRequest) async throws -> Answer {
    let file = try await ClaimFile.open(desk, request)
    guard Self.isPossible(file) else { return .seeOther(file.path) }
    return .page(page(file, FormView()))
  }

  func withdraw(_ request: WebRequest) async throws -> Answer {
    let file = try await ClaimFile.open(desk, request)
    // Done already: the second click of a double one.
    if file.state.position == .ended(.withdrawn) { return .seeOther("/my").noticing("enterprise.withdrawn") }
    var reader = request.formReader()
    let reason = reader.text("reason", label: file.t("withdraw_reason"), required: false, limit_characters: 200, isMultiline: true)
    if reader.problems.isEmpty {
      do {
        _ = try await desk.cases.withdraw(case: file.state.id, reason: reason, by: request.account.actor, once: FormOnce.once(request))
        return .seeOther("/my").noticing("enterprise.withdrawn")
      } catch let refusal as Refusal where refusal.status == .conflict || refusal.code == "company.not_owner" {
        reader.report(refusal, at: "reason")
      }
    }
    return .page(page(file, FormView(values: reader.values, problems: reader.problems)))
  }

  private func page(_ file: ClaimFile, _ form: FormView) -> Page {
    FormPage(
      title: file.t(file.isDraft ? "withdraw_draft_title" : "withdraw_title"),
      lead: [file.t(file.isDraft ? "withdraw_draft_lead" : "withdraw_lead", ["claim": file.title, "number": file.state.id])],
      fields: [form.lines("reason", label: file.t("withdraw_reason"), rows: 3, isOptional: true)], hidden: [FormOnce.view],
      submit: Components.submit(file.t(file.isDraft ? "withdraw_draft" : "withdraw"), isGrave: true),
      cancel: Components.Link(file.t("keep_claim"), file.path),
      crumbs: [Page.Crumb(title: file.t("my_title"), path: "/my"), Page.Crumb(title: file.state.id, path: file.path)],
      problems: form.problems
    ).page
  }
}
