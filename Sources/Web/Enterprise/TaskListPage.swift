import Casework
import Service
import Values

/// The page of a draft: what is left to do, what it would come to, and plainly that nothing has been handed in.
struct TaskListPage: Sendable {
  let desk: Desk

  func show(_ request: WebRequest, _ file: ClaimFile) async throws -> Answer {
    let actor = request.account.actor
    let answer = try await desk.cases.preview(case: file.state.id, by: actor)
    let tasks = ClaimTasks(file: file, answer: answer)
    let saved = try await desk.cases.timeline(case: file.state.id, by: actor).last.flatMap { Moment($0.at) }
    let done = tasks.parts.filter { [.done, .optional].contains($0.progress) }.count
    return .page(
      Page(
        file.title, template: "enterprise/tasks",
        [
          "case_title": .text(file.title), "number": .text(file.t("number_line", ["number": file.state.id])),
          "reminders": .list(try await MessagesPage(desk: desk).recent(file, request)),
          "draft": try await DraftNotice(desk: desk, say: request.voice).view(file.state),
          "saved": .optional(saved.map { file.t("saved_at", ["time": $0.shown(file.language)]) }),
          "done": .text(file.t("tasks_done", ["n": String(done), "m": String(tasks.parts.count)])), "tasks": tasks.view,
          "preview": ClaimPreview(file: file, answer: answer).view, "withdraw": .text(file.path + "/withdraw"),
        ], crumbs: [Page.Crumb(title: file.t("my_title"), path: "/my")]))
  }
}

/// Says of a draft that it isn't an application yet, and until when it can become one.
struct DraftNotice: Sendable {
  let desk: Desk
  let say: Voice

  func view(_ state: CaseState) async throws -> View {
    let calls = try await desk.cases.calls(of: state.procedure)
    return Components.notice(
      say.words.text("enterprise.draft_not_sent", say.language), CallText(desk: desk, say: say).sentence(calls, measure: state.measure),
      tone: .attention)
  }
}

/// Calls for applications in words.
struct CallText: Sendable {
  let desk: Desk
  let say: Voice

  /// Until when claims for a measure are taken, or that none are.
  func sentence(_ calls: [Call], measure: String) -> String {
    let today = desk.today
    if let open = calls.filter({ $0.takes(measure, on: today) }).max(by: { $0.closes < $1.closes }) { return deadline(open) }
    if let next = calls.filter({ $0.covers(measure) && $0.opens > today }).min(by: { $0.opens < $1.opens }) {
      return say.words.text(
        "enterprise.call_opens", say.language,
        ["from": next.opens.shown(say.language), "to": next.closes.shown(say.language)])
    }
    return say.words.text("enterprise.call_none", say.language)
  }

  /// When claims for a measure are taken again, as far as that is announced.
  func again(_ calls: [Call], measure: String) -> String {
    let today = desk.today
    let known = calls.filter { $0.covers(measure) && $0.closes >= today }.min { $0.opens < $1.opens }
    guard let known else { return say.words.text("enterprise.call_again_unknown", say.language) }
    return say.words.text(
      known.opens <= today ? "enterprise.call_again_now" : "enterprise.call_again", say.language,
      ["from": known.opens.shown(say.language), "to": known.closes.shown(say.language)])
  }

  /// `申报截止：…，还剩 n 个工作日。`
  func deadline(_ call: Call) -> String {
    let left = desk.book.calendar.workingDays(after: desk.today, through: call.closes).count
    return say.words.text(
      call.closes == desk.today ? "enterprise.call_closes_today" : "enterprise.call_closes", say.language,
      ["date": call.closes.shown(say.language), "n": String(left)])
  }
}
