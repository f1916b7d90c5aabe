import Casework
import Service
import Values

/// Plans: an office chooses accepted claims, sees what they would hold of the fund and of limits, and proposes them to the city.
struct PlanPages: Sendable {
  static let path = "/desk/plan"
  static let listPath = "/desk/plans"

  let desk: Desk

  /// Where a plan is.
  static func path(of id: String) -> String { listPath + "/" + PercentCoding.encode(id) }

  // MARK: Choose

  /// Claims to choose from.
  func choose(_ request: WebRequest, _ problem: FieldProblem? = nil) async throws -> Answer {
    let say = request.voice(desk)
    let (procedure, step) = try DeskStep.of(.plan, request, desk)
    let (cases, isCut) = try await CaseChoice.cases(at: step, of: procedure, desk, request)
    let choice = CaseChoice(
      legend: say("plan_legend"), cases: cases, chosen: CaseChoice.initial(request, cases), problem: problem?.message, say: say,
      procedure: procedure.id)
    return .page(
      Page(
        say("plan_title"), template: "review/choose",
        [
          "title": .text(say("plan_title")), "lead": .text(say("plan_lead")), "action": .text(Self.path), "choice": choice.view,
          "hidden": [FormView().hidden("step", "preview"), FormView().hidden("procedure", procedure.id)], "fields": [],
          "cut": isCut ? .text(say("choice_cut", ["n": String(CaseChoice.limit)])) : .absent,
          "submit": cases.isEmpty ? .absent : Components.submit(say("do_preview")),
        ], crumbs: [DeskHome.crumb(say), .init(title: say("plans_title"), path: Self.listPath)],
        problems: problem.map { [$0] } ?? [], isWide: true))
  }

  /// The forms of the way: choose, preview, make sure, propose.
  func act(_ request: WebRequest) async throws -> Answer {
    let ids = CaseChoice.ids(request)
    let (procedure, _) = try DeskStep.of(.plan, request, desk)
    do {
      guard !ids.isEmpty else { throw Refusal.nothingChosen }
      if request.formStep == "confirm" {
        let plan = try await desk.cases.proposePlan(
          procedure: procedure.id, cases: ids, by: request.account.actor, once: FormOnce.once(request))
        return .seeOther(Self.path(of: plan.id)).noticing("review.done_plan")
      }
      let preview = try await desk.cases.previewPlan(procedure: procedure.id, cases: ids, by: request.account.actor)
      if request.formStep == "sure", !preview.lines.contains(where: { $0.refusal != nil }) {
        return .page(sure(preview, procedure, request))
      }
      return .page(try await self.preview(preview, procedure, request))
    } catch let refusal as Refusal {
      return try await choose(request, refusal.problem("cases", request))
    }
  }

  /// What the plan would do: totals, what is left of the fund, and what stands against lines.
  private func preview(_ preview: CaseService.PlanPreview, _ procedure: Procedure, _ request: WebRequest) async throws -> Page {
    let say = request.voice(desk)
    let (cases, _) = try await CaseChoice.cases(at: try DeskStep.of(.plan, request, desk).step, of: procedure, desk, request)
    let known = Dictionary(cases.map { ($0.id, $0) }) { a, _ in a }
    let good = preview.lines.filter { $0.refusal == nil }
    let budgets = Table(
      caption: say("plan_budgets_caption", ["year": String(preview.budgetYear)]),
      columns: [
        .words(say("plan_payer")), .figures(say("plan_available")), .figures(say("plan_takes")), .figures(say("plan_left")),
      ],
      rows: preview.budgets.map { budget in
        [
          .text(desk.book.payer(budget.share, of: procedure.fund)[say.language]), .text(say.bothSums(budget.available)),
          .text(say.bothSums(budget.total)), .text(say.bothSums(budget.left)),
        ]
      })
    let table = Table(
      caption: say("plan_preview_caption"),
      columns: [
        .words(say("col_case")), .words(say("col_enterprise")), .words(say("col_measure")), .figures(say("col_sum")),
        .words(say("col_check")),
      ],
      rows: preview.lines.map { line in
        let verdict = (say.language == .zh ? line.refusal : line.refusalEnglish) ?? line.refusal
        return [
          .link(line.caseID, CasePage.path(line.caseID)), .text(known[line.caseID]?.enterpriseName ?? ""),
          .text(known[line.caseID].map { say.measure($0.measure) } ?? ""), .text(line.amount.shown(say.language)),
          verdict.map { .text(say("plan_cannot", ["reason": $0])) } ?? .tag(say("plan_can"), .good),
        ]
      }, totals: [say("plan_total_row", ["n": String(good.count)]), "", "", preview.total.shown(say.language), ""])
    let form = FormView()
    let refused = preview.lines.count - good.count
    return Page(
      say("plan_preview_title"), template: "review/preview",
      [
        "title": .text(say("plan_preview_title")), "lead": .text(say("nothing_done_yet")),
        "summary": Components.summary([
          .init(say("plan_year"), say("year", ["year": String(preview.budgetYear)])),
          .init(say("plan_total"), say.bothSums(preview.total)), .init(say("plan_lines"), say("count", ["n": String(good.count)])),
        ]), "tables": [budgets.view, table.view],
        "warning": refused == 0 ? .absent : .text(say("plan_left_out", ["n": String(refused)])), "action": .text(Self.path),
        "hidden": .list(
          [form.hidden("step", "sure"), form.hidden("procedure", procedure.id)] + good.map { form.hidden("case", $0.caseID) }),
        "submit": good.isEmpty ? .absent : Components.submit(say("do_continue")),
        "back": Components.Link(say("back_to_choice"), DeskStep.address(Self.path, procedure)).view,
      ], crumbs: [DeskHome.crumb(say), .init(title: say("plan_title"), path: Self.path)], isWide: true)
  }

  private func sure(_ preview: CaseService.PlanPreview, _ procedure: Procedure, _ request: WebRequest) -> Page {
    let say = request.voice(desk)
    return Interruption(
      title: say("plan_confirm_title"),
      consequences: [
        say(
          "plan_confirm_what",
          ["n": String(preview.lines.count), "sum": say.bothSums(preview.total), "office": say.office(procedure.cityOffice.id)]),
        say("plan_confirm_hold", ["sum": say.bothSums(preview.total), "year": String(preview.budgetYear)]), say("plan_confirm_limits"),
        say("cannot_be_undone"),
      ], button: say("do_plan"), action: Self.path, fields: request.form.fields.pairs,
      back: .init(say("back_to_choice"), DeskStep.address(Self.path, procedure))
    ).page(crumbs: [DeskHome.crumb(say), .init(title: say("plan_title"), path: Self.path)])
  }

  // MARK: Look

  /// All plans somebody may see.
  func list(_ request: WebRequest) async throws -> Answer {
    let say = request.voice(desk)
    let paging = ListPaging(request)
    let plans = try await desk.cases.planViews(after: try paging.place(), limit: ListPaging.size, by: request.account.actor)
    let canPropose = request.account.role == .districtReviewer
    return .page(
      Page(
        say("plans_title"), template: "review/list",
        [
          "title": .text(say("plans_title")), "lead": .absent,
          "tables": .list([
            listing(plans.items, request).table(say.language), paging.links(next: plans.next), Parts.files(Self.listPath, Query(), request),
          ]),
          "start": canPropose ? Components.start(say("plan_title"), path: Self.path) : .absent,
        ], crumbs: [DeskHome.crumb(say)], isWide: true))
  }

  private func listing(_ plans: [CaseService.PlanView], _ request: WebRequest) -> Listing {
    let say = request.voice(desk)
    return Listing(
      name: say("plans_caption"),
      columns: [
        .words(say("col_plan")), .words(say("col_office")), .words(say("col_day")), .figures(say("col_count")),
        .figures(request.t("parts.sum")), .words(say("col_progress")),
      ],
      rows: plans.map { view in
        [
          .text(view.plan.id, path: Self.path(of: view.plan.id)), .text(say.office(view.plan.office)), .day(view.plan.day),
          .count(view.plan.lines.count), .optional(view.plan.total), .text(progress(view, say)),
        ]
      }, empty: say("plans_none"))
  }

  /// All plans somebody may see as a file.
  func file(_ file: ListFile, _ request: WebRequest) async throws -> Answer {
    let actor = request.account.actor
    // A plan is shown with its claims as they are: fewer at a time.
    let all = try await CaseService.Page.all { try await desk.cases.planViews(after: $0, limit: 100, by: actor) }
    return try await file.answer(listing(all, request), at: desk.cases.time.now().text)
  }

  private func progress(_ view: CaseService.PlanView, _ say: DeskVoice) -> String {
    let procedure = desk.book.procedure(view.plan.procedure)
    let order = QueuePage.allPlaces(desk.book)
    return say.list(
      view.places.sorted { (order.firstIndex(of: $0.key) ?? 99) < (order.firstIndex(of: $1.key) ?? 99) }
        .map { say("progress_part", ["place": say.place($0.key, procedure), "n": String($0.value)]) })
  }

  /// A plan with its claims as they stand.
  func show(_ request: WebRequest) async throws -> Answer {
    let say = request.voice(desk)
    let view = try await desk.cases.plan(request["id"], by: request.account.actor)
    let names = await PeopleNames([view.plan.by], desk.accounts)
    let cases = Dictionary(view.cases.map { ($0.id, $0) }) { a, _ in a }
    let procedure = desk.book.procedure(view.plan.procedure)
    let table = Table(
      caption: say("plan_caption"),
      columns: [
        .words(say("col_case")), .words(say("col_enterprise")), .words(say("col_measure")), .figures(say("col_proposed")),
        .figures(say("col_granted")), .words(say("col_place")), .words(say("col_due")),
      ],
      rows: view.plan.lines.map { line in
        let now = cases[line.caseID]
        let due = now.map { say.due($0) }
        return [
          .link(line.caseID, CasePage.path(line.caseID)), .text(now?.enterpriseName ?? line.enterprise), .text(say.measure(line.measure)),
          .text(line.amount.shown(say.language)), .text(say.sum(now?.granted)),
          now.map { .tag(say.place($0.place, procedure), PlaceWords.tone($0.place)) } ?? .text(""), .text(due?.text ?? ""),
        ]
      }, totals: [say("total"), "", "", say.sum(view.plan.total), "", "", ""])
    return .page(
      Page(
        say("plan_of", ["id": view.plan.id]), template: "review/plan",
        [
          "title": .text(say("plan_of", ["id": view.plan.id])),
          "summary": Components.summary([
            .init(say("col_office"), say.office(view.plan.office)), .init(say("plan_day"), view.plan.day.shown(say.language)),
            .init(say("plan_by"), names(view.plan.by, say)), .init(say("plan_year"), say("year", ["year": String(view.plan.budgetYear)])),
            .init(say("plan_total"), view.plan.total.map(say.bothSums)), .init(say("col_progress"), progress(view, say)),
          ]), "table": table.view, "queue": .text(Query([("place", "all"), ("plan", view.plan.id)]).address(QueuePage.path)),
        ], crumbs: [DeskHome.crumb(say), .init(title: say("plans_title"), path: Self.listPath)], isWide: true))
  }
}

/// The step of a kind that the caller handles.
enum DeskStep {
  /// The page of an act for one procedure.
  static func address(_ path: String, _ procedure: Procedure) -> String { Query([("procedure", procedure.id)]).address(path) }

  /// The procedure that the address or form names, or the first with such a step for the role. Nobody else gets further.
  static func of(
    _ kind: Procedure.Step.Kind, _ request: WebRequest, _ desk: Desk
  ) throws(Failure) -> (procedure: Procedure, step: Procedure.Step) {
    let named = request.form["procedure"] ?? request.query["procedure"]
    let steps = QueuePage.steps(of: request.account.role, desk.book).filter { $0.step.kind == kind }
    guard let found = steps.first(where: { named == nil || $0.procedure.id == named }) else { throw .notFound }
    return found
  }
}

extension Refusal {
  /// Nothing was ticked.
  static let nothingChosen = Refusal(
    code: "selection.empty", message: Bilingual(zh: "请至少选择一个办件。", en: "Choose at least one case."), status: .invalid)
}
