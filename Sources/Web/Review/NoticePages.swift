import Casework
import Service
import Values

/// Opening a public notice: choose accepted claims, see exactly what the public will read, make sure, open.
struct NoticePages: Sendable {
  static let path = "/desk/notice"

  let desk: Desk

  /// Claims to choose from; those that wait for a promised paper say so.
  func choose(_ request: WebRequest, _ problem: FieldProblem? = nil) async throws -> Answer {
    let say = request.voice(desk)
    let (procedure, step) = try DeskStep.of(.notice, request, desk)
    let (cases, isCut) = try await CaseChoice.cases(at: step, of: procedure, desk, request)
    var choice = CaseChoice(
      legend: say("notice_legend"), cases: cases, chosen: CaseChoice.initial(request, cases), problem: problem?.message, say: say,
      procedure: procedure.id)
    let preview = try await desk.cases.previewNotice(procedure: procedure.id, cases: cases.map(\.id), by: request.account.actor)
    let clock = ClockWords(preview.rule, request)
    choice.notes = preview.refusals.mapValues { $0[say.language] }
    return .page(
      Page(
        say("notice_title"), template: "review/choose",
        [
          "title": .text(say("notice_title")), "lead": .text(say("notice_lead", ["length": clock.length, "start": clock.start])),
          "action": .text(Self.path),
          "choice": choice.view, "fields": [],
          "hidden": [FormView().hidden("step", "preview"), FormView().hidden("procedure", procedure.id)],
          "cut": isCut ? .text(say("choice_cut", ["n": String(CaseChoice.limit)])) : .absent,
          "submit": cases.isEmpty ? .absent : Components.submit(say("do_preview")),
        ], crumbs: [DeskHome.crumb(say)], problems: problem.map { [$0] } ?? [], isWide: true))
  }

  /// The forms of the way: choose, preview, make sure, open.
  func act(_ request: WebRequest) async throws -> Answer {
    let ids = CaseChoice.ids(request)
    let (procedure, _) = try DeskStep.of(.notice, request, desk)
    do {
      guard !ids.isEmpty else { throw Refusal.nothingChosen }
      if request.formStep == "confirm" {
        let notice = try await desk.cases.openNotice(
          procedure: procedure.id, cases: ids, by: request.account.actor, once: FormOnce.once(request))
        return .seeOther("/notices/" + PercentCoding.encode(notice.id)).noticing("review.done_notice")
      }
      let preview = try await desk.cases.previewNotice(procedure: procedure.id, cases: ids, by: request.account.actor)
      if request.formStep == "sure", preview.refusals.isEmpty { return .page(sure(preview, procedure, request)) }
      return .page(self.preview(preview, procedure, request))
    } catch let refusal as Refusal {
      return try await choose(request, refusal.problem("cases", request))
    }
  }

  /// `2026年2月12日（周四）至 2026年2月26日（周四）24 时止`.
  private func period(_ preview: CaseService.NoticePreview, _ say: DeskVoice) -> String {
    let clock = ClockWords(preview.rule, say.words, say.language)
    return say(
      "notice_period",
      [
        "from": preview.opens.shown(say.language), "to": preview.closes.date.shown(say.language), "length": clock.length,
        "start": clock.start,
        "provisional": preview.closes.isProvisional ? say("due_provisional") : "",
      ])
  }

  private func preview(_ preview: CaseService.NoticePreview, _ procedure: Procedure, _ request: WebRequest) -> Page {
    let say = request.voice(desk)
    // Drawn by the page of notices itself: the preview is what the public will read.
    let table = NoticePage(desk, request).listing(preview.lines, procedure.id, name: say("notice_caption"), []).table(say.language)
    let left = preview.refusals.sorted { $0.key < $1.key }
    let leftOut = Table(
      caption: say("left_out_caption"), columns: [.words(say("col_case")), .words(say("col_why"))],
      rows: left.map { [.link($0.key, CasePage.path($0.key)), .text($0.value[say.language])] })
    let form = FormView()
    return Page(
      say("notice_preview_title"), template: "review/preview",
      [
        "title": .text(say("notice_preview_title")), "lead": .text(say("notice_nothing_yet")),
        "summary": Components.summary([
          .init(say("notice_days"), period(preview, say)), .init(say("plan_lines"), say("count", ["n": String(preview.lines.count)])),
          .init(say("plan_total"), say.bothSums(preview.total)),
        ]), "tables": .list([table] + (left.isEmpty ? [] : [leftOut.view])),
        "warning": left.isEmpty ? .absent : .text(say("notice_left_out", ["n": String(left.count)])), "action": .text(Self.path),
        "hidden": .list(
          [form.hidden("step", "sure"), form.hidden("procedure", procedure.id)] + preview.lines.map { form.hidden("case", $0.caseID) }),
        "submit": preview.lines.isEmpty ? .absent : Components.submit(say("do_continue")),
        "back": Components.Link(say("back_to_choice"), DeskStep.address(Self.path, procedure)).view,
      ], crumbs: [DeskHome.crumb(say), .init(title: say("notice_title"), path: Self.path)], isWide: true)
  }

  private func sure(_ preview: CaseService.NoticePreview, _ procedure: Procedure, _ request: WebRequest) -> Page {
    let say = request.voice(desk)
    return Interruption(
      title: say("notice_confirm_title"),
      consequences: [
        say("notice_confirm_what", ["n": String(preview.lines.count), "sum": say.bothSums(preview.total)]), period(preview, say),
        say("notice_confirm_frozen"), say("notice_confirm_objections"), say("cannot_be_undone"),
      ], button: say("do_notice"), action: Self.path, fields: request.form.fields.pairs,
      back: .init(say("back_to_choice"), DeskStep.address(Self.path, procedure))
    ).page(crumbs: [DeskHome.crumb(say), .init(title: say("notice_title"), path: Self.path)])
  }
}
