import Casework
import Service
import Values

/// Calls for applications: those announced, and the form that announces one.
struct CallPages: Sendable {
  static let path = "/desk/calls"

  let desk: Desk

  /// The calls, and the form for whoever may announce one.
  func show(_ request: WebRequest, _ problems: [FieldProblem] = []) async throws -> Answer {
    let say = request.voice(desk)
    let today = desk.today
    var rows: [[Table.Cell]] = []
    for procedure in desk.book.procedures {
      for call in try await desk.cases.calls(of: procedure.id).reversed() {
        let state: Table.Cell =
          today < call.opens
          ? .tag(say("call_later"), .quiet) : call.closes < today ? .tag(say("call_over"), .quiet) : .tag(say("call_open"), .good)
        let measures = call.measures.isEmpty ? say("call_all") : say.list(call.measures.map { say.measure($0) })
        rows.append([
          .text(call.title), .text(call.opens.shown(say.language)), .text(call.closes.shown(say.language)), state, .text(measures),
        ])
      }
    }
    let table = Table(
      caption: say("calls_caption"),
      columns: [
        .words(say("call_title")), .words(say("call_opens")), .words(say("call_closes")), .words(say("col_state")),
        .words(say("call_measures")),
      ], rows: rows, empty: say("calls_none"))
    let form = FormView(values: request.form, problems: problems)
    let procedures = own(request)
    let isOffered = !procedures.isEmpty
    var fields: [View] = []
    let named = request.form["procedure"] ?? request.query["procedure"]
    if let procedure = procedures.first(where: { $0.id == named }) ?? procedures.first {
      fields = [
        form.hidden("step", "sure"), form.hidden("procedure", procedure.id),
        form.text("call_title", label: say("call_title"), hint: say("call_title_hint")),
        form.date("call_opens", label: say("call_opens"), hint: say("date_hint")),
        form.date("call_closes", label: say("call_closes"), hint: say("call_closes_hint")),
        form.checkboxes(
          "call_measures", legend: say("call_measures"), hint: say("call_measures_hint"),
          options: procedure.measures.map { .init($0, say.measure($0)) }),
        Components.submit(say("do_continue")),
      ]
    }
    return .page(
      Page(
        say("calls_title"), template: "review/calls",
        [
          "title": .text(say("calls_title")), "table": table.view, "action": .text(Self.path), "fields": .list(fields),
          "is_offered": .flag(isOffered),
          "others": .list(
            procedures.count < 2
              ? [] : procedures.map { Components.Link($0.title[say.language], DeskStep.address(Self.path, $0)).view }),
        ],
        crumbs: [DeskHome.crumb(say)], problems: problems, isWide: true))
  }

  /// The procedures whose calls the caller announces.
  private func own(_ request: WebRequest) -> [Procedure] {
    guard request.account.role == .cityReviewer else { return [] }
    return desk.book.procedures.filter { $0.cityOffice.id == request.account.office }
  }

  /// Make sure, then announce.
  func announce(_ request: WebRequest) async throws -> Answer {
    let say = request.voice(desk)
    let named = request.form["procedure"]
    guard let procedure = own(request).first(where: { named == nil || $0.id == named }) else { throw Failure.notFound }
    var reader = request.formReader()
    let title = reader.text("call_title", label: say("call_title"), limit_characters: 100)
    let opens = reader.date("call_opens", label: say("call_opens"))
    let closes = reader.date("call_closes", label: say("call_closes"))
    let measures = reader.choices(
      "call_measures", label: say("call_measures"), among: procedure.measures)
    if let opens, let closes, closes < opens { reader.report("call_closes", code: "call.invalid", key: "review.call_closes_early") }
    if let closes, closes < desk.today { reader.report("call_closes", code: "call.past", key: "review.call_past") }
    guard reader.problems.isEmpty, let title, let opens, let closes else { return try await show(request, reader.problems) }
    guard request.formStep == "confirm" else {
      return .page(
        Interruption(
          title: say("call_confirm_title"),
          consequences: [
            say("call_confirm_what", ["title": title, "from": opens.shown(say.language), "to": closes.shown(say.language)]),
            measures.isEmpty
              ? say("call_confirm_all") : say("call_confirm_measures", ["measures": say.list(measures.map { say.measure($0) })]),
            say("call_confirm_missed"), say("cannot_be_undone"),
          ], button: say("do_call"), action: Self.path, fields: request.form.fields.pairs, back: .init(say("calls_title"), Self.path)
        ).page(crumbs: [DeskHome.crumb(say), .init(title: say("calls_title"), path: Self.path)]))
    }
    do {
      _ = try await desk.cases.announceCall(
        procedure: procedure.id, title: title, opens: opens, closes: closes, measures: measures, by: request.account.actor,
        once: FormOnce.once(request))
      return .seeOther(Self.path).noticing("review.done_call")
    } catch let refusal as Refusal {
      return try await show(request, [refusal.problem("call_title", request)])
    }
  }
}
