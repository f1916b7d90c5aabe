import Casework
import Service
import Values

/// Claims whose notice has ended go into the budget of the year after it.
struct BudgetPages: Sendable {
  static let path = "/desk/budget"

  let desk: Desk

  /// Claims to choose from, with the year of each.
  func choose(_ request: WebRequest, _ problem: FieldProblem? = nil) async throws -> Answer {
    let say = request.voice(desk)
    let (procedure, step) = try DeskStep.of(.budget, request, desk)
    let (cases, isCut) = try await CaseChoice.cases(at: step, of: procedure, desk, request)
    var choice = CaseChoice(
      legend: say("budget_legend"), cases: cases, chosen: CaseChoice.initial(request, cases), problem: problem?.message, say: say,
      procedure: procedure.id)
    for line in try await desk.cases.previewBudget(procedure: procedure.id, cases: cases.map(\.id), by: request.account.actor) {
      choice.notes[line.summary.id] = line.refusal?[say.language] ?? say("budget_of", ["year": String(line.year)])
    }
    return .page(
      Page(
        say("budget_title"), template: "review/choose",
        [
          "title": .text(say("budget_title")), "lead": .text(say("budget_lead")), "action": .text(Self.path), "choice": choice.view,
          "fields": [], "hidden": [FormView().hidden("step", "sure"), FormView().hidden("procedure", procedure.id)],
          "cut": isCut ? .text(say("choice_cut", ["n": String(CaseChoice.limit)])) : .absent,
          "submit": cases.isEmpty ? .absent : Components.submit(say("do_continue")),
        ], crumbs: [DeskHome.crumb(say)], problems: problem.map { [$0] } ?? [], isWide: true))
  }

  /// The forms of the way: choose, make sure, put in.
  func act(_ request: WebRequest) async throws -> Answer {
    let say = request.voice(desk)
    let ids = CaseChoice.ids(request)
    let (procedure, _) = try DeskStep.of(.budget, request, desk)
    do {
      guard !ids.isEmpty else { throw Refusal.nothingChosen }
      if request.formStep == "confirm" {
        _ = try await desk.cases.budget(procedure: procedure.id, cases: ids, by: request.account.actor, once: FormOnce.once(request))
        return .seeOther(DeskHome.path).noticing("review.done_budget")
      }
      let lines = try await desk.cases.previewBudget(procedure: procedure.id, cases: ids, by: request.account.actor)
      if let line = lines.first(where: { $0.refusal != nil }), let refusal = line.refusal {
        let text = line.summary.id + say("colon") + refusal[say.language]
        return try await choose(request, FieldProblem(field: "cases", code: "budget.refused", message: text))
      }
      let years = Dictionary(grouping: lines, by: \.year).sorted { $0.key < $1.key }
      let sentences = years.map { year, lines in
        let total = lines.reduce(Money.zero) { $0.adding($1.summary.granted ?? .zero) ?? $0 }
        return say("budget_confirm_what", ["n": String(lines.count), "sum": say.bothSums(total), "year": String(year)])
      }
      return .page(
        Interruption(
          title: say("budget_confirm_title"), consequences: sentences + [say("budget_confirm_release"), say("cannot_be_undone")],
          button: say("do_budget"), action: Self.path, fields: request.form.fields.pairs,
          back: .init(say("back_to_choice"), DeskStep.address(Self.path, procedure))
        ).page(crumbs: [DeskHome.crumb(say), .init(title: say("budget_title"), path: Self.path)]))
    } catch let refusal as Refusal {
      return try await choose(request, refusal.problem("cases", request))
    }
  }
}

/// The office reports what was done with the money that was paid.
struct ReportPages: Sendable {
  static let path = "/desk/report"

  let desk: Desk

  /// Paid claims to choose from, and the text.
  func choose(_ request: WebRequest, _ problems: [FieldProblem] = []) async throws -> Answer {
    let say = request.voice(desk)
    let (procedure, step) = try DeskStep.of(.report, request, desk)
    let (cases, isCut) = try await CaseChoice.cases(at: step, of: procedure, desk, request)
    let problem = problems.first { $0.field == "cases" }?.message
    let choice = CaseChoice(
      legend: say("report_legend"), cases: cases, chosen: CaseChoice.initial(request, cases), problem: problem, say: say,
      procedure: procedure.id)
    let form = FormView(values: request.form, problems: problems)
    return .page(
      Page(
        say("report_title"), template: "review/choose",
        [
          "title": .text(say("report_title")), "lead": .text(say("report_lead")), "action": .text(Self.path), "choice": choice.view,
          "fields": cases.isEmpty ? [] : [form.lines("report_text", label: say("report_text"), hint: say("report_hint"), rows: 6)],
          "hidden": [form.hidden("step", "sure"), form.hidden("procedure", procedure.id)],
          "cut": isCut ? .text(say("choice_cut", ["n": String(CaseChoice.limit)])) : .absent,
          "submit": cases.isEmpty ? .absent : Components.submit(say("do_continue")),
        ], crumbs: [DeskHome.crumb(say)], problems: problems, isWide: true))
  }

  /// The forms of the way: choose and write, make sure, report.
  func act(_ request: WebRequest) async throws -> Answer {
    let say = request.voice(desk)
    let ids = CaseChoice.ids(request)
    let (procedure, step) = try DeskStep.of(.report, request, desk)
    var reader = request.formReader()
    if ids.isEmpty { reader.report("cases", code: Refusal.nothingChosen.code, key: "review.nothing_chosen") }
    let text = reader.text("report_text", label: say("report_text"), limit_characters: 4000, isMultiline: true)
    guard reader.problems.isEmpty, let text else { return try await choose(request, reader.problems) }
    do {
      guard request.formStep == "confirm" else {
        let known = Dictionary(
          try await CaseChoice.cases(at: step, of: procedure, desk, request).cases.map { ($0.id, $0) }
        ) { a, _ in a }
        let total = ids.reduce(Money.zero) { $0.adding(known[$1]?.paid ?? .zero) ?? $0 }
        return .page(
          Interruption(
            title: say("report_confirm_title"),
            consequences: [
              say("report_confirm_what", ["n": String(ids.count), "sum": say.bothSums(total)]), say("report_confirm_text", ["text": text]),
              say("report_confirm_end"), say("cannot_be_undone"),
            ], button: say("do_report"), action: Self.path, fields: request.form.fields.pairs,
            back: .init(say("back_to_choice"), DeskStep.address(Self.path, procedure))
          ).page(crumbs: [DeskHome.crumb(say), .init(title: say("report_title"), path: Self.path)]))
      }
      _ = try await desk.cases.report(
        procedure: procedure.id, cases: ids, text: text, by: request.account.actor, once: FormOnce.once(request))
      return .seeOther(DeskHome.path).noticing("review.done_report")
    } catch let refusal as Refusal {
      return try await choose(request, [refusal.problem("cases", request)])
    }
  }
}
