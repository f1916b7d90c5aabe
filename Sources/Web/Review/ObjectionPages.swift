import Casework
import Service
import Values
import WorkingDays

/// Objections: the list of those that wait, and one with all that was said and found. Who objects is seen by those who settle it only.
struct ObjectionPages: Sendable {
  static let path = "/desk/objections"

  let desk: Desk

  /// Where an objection is.
  static func path(_ id: String) -> String { path + "/" + PercentCoding.encode(id) }

  /// Where an objection stands, in words.
  static func state(_ objection: Objection, _ say: DeskVoice) -> String {
    if objection.isClosed { return say("objection_closed") }
    let level = say("level_" + objection.level.rawValue)
    return say(objection.findings.last?.level == objection.level ? "objection_found" : "objection_open", ["level": level])
  }

  /// What is left of its time.
  private func due(_ objection: Objection, _ say: DeskVoice) -> Listing.Cell {
    guard !objection.isClosed, objection.findings.last?.level != objection.level,
      let deadline = objection.clock.deadline(desk.book.calendar)
    else { return .text(say("due_none")) }
    let due = say.due(deadline.date, isProvisional: deadline.isProvisional)
    return due.tone == .quiet ? .text(due.text) : .state(due.text, due.tone)
  }

  /// The list, open ones first.
  func list(_ request: WebRequest) async throws -> Answer {
    let say = request.voice(desk)
    let paging = ListPaging(request)
    let objections = try await desk.cases.objections(after: try paging.place(), limit: ListPaging.size, by: request.account.actor)
    return .page(
      Page(
        say("objections_title"), template: "review/list",
        [
          "title": .text(say("objections_title")), "lead": .text(say("objections_lead")),
          "tables": .list([
            listing(objections.items.map(\.objection), request).table(say.language), paging.links(next: objections.next),
            Parts.files(Self.path, Query(), request),
          ]), "start": .absent,
        ], crumbs: [DeskHome.crumb(say)], isWide: true))
  }

  private func listing(_ objections: [Objection], _ request: WebRequest) -> Listing {
    let say = request.voice(desk)
    return Listing(
      name: say("objections_caption"),
      columns: [
        .words(say("col_objection")), .words(say("col_case")), .words(say("col_received")), .words(say("col_state")),
        .words(say("col_due")),
      ],
      rows: objections.map { objection in
        [
          .text(objection.id, path: Self.path(objection.id)), .text(objection.caseID, path: CasePage.path(objection.caseID)),
          .day(objection.clock.startedOn), .text(Self.state(objection, say)), due(objection, say),
        ]
      }, empty: say("objections_none"))
  }

  /// The whole list as a file.
  func file(_ file: ListFile, _ request: WebRequest) async throws -> Answer {
    let actor = request.account.actor
    let all = try await CaseService.Page.all {
      try await desk.cases.objections(after: $0, limit: CaseService.chunk, by: actor)
    }
    return try await file.answer(listing(all.map(\.objection), request), at: desk.cases.time.now().text)
  }

  /// One objection.
  func show(_ request: WebRequest, _ problems: [FieldProblem] = []) async throws -> Answer {
    let say = request.voice(desk)
    let actor = request.account.actor
    let (objection, notice, state) = try await desk.cases.objection(request["id"], by: actor)
    guard let procedure = desk.book.procedure(state.procedure) else { throw Failure.notFound }
    let names = await PeopleNames(objection.findings.map(\.by), desk.accounts)
    let line = notice.lines.first { $0.caseID == state.id }
    let hindrance = self.hindrance(objection, notice, state, procedure, actor)
    let isSettler = actor.role == (objection.level == .district ? .districtReviewer : .cityReviewer)
    let isKnown = CaseService.mayKnowObjector(of: objection, state, actor)
    let isWaiting = !objection.isClosed && objection.findings.last?.level != objection.level
    let form = FormView(values: request.form, problems: problems)
    var clock = Self.state(objection, say)
    if isWaiting, let deadline = objection.clock.deadline(desk.book.calendar) {
      clock += say("semicolon") + say.due(deadline.date, isProvisional: deadline.isProvisional).text
    } else if !objection.isClosed,
      let next = ObjectionRules(procedure, calendar: desk.book.calendar).escalationDue(objection)
    {
      clock += say("semicolon") + say("escalation_until", ["date": next.date.shown(say.language)])
    }
    let fields: [View] =
      isWaiting && isSettler && hindrance == nil
      ? [
        form.radios(
          "result", legend: say("result"),
          options: Objection.Finding.Result.allCases.map {
            .init($0.rawValue, say("result_\($0.rawValue)"), hint: say("result_\($0.rawValue)_hint"))
          }),
        form.money(
          "sum", label: say("result_sum"), hint: say("result_sum_hint", ["sum": say.sum(state.granted)]), isOptional: true),
        form.lines("reason", label: say("result_reason"), hint: say("result_reason_hint"), rows: 5),
        Components.submit(say("do_continue")),
      ] : []
    return .page(
      Page(
        say("objection_of", ["id": objection.id]), template: "review/objection",
        [
          "title": .text(say("objection_of", ["id": objection.id])), "clock": .text(clock), "text": .text(objection.text),
          "about": Components.summary([
            .init(say("col_case"), state.id, change: .init(say("look"), CasePage.path(state.id))),
            .init(say("col_enterprise"), state.enterpriseName),
            .init(say("col_measure"), say.measure(state.measure)), .init(say("objection_sum"), say.sum(line?.amount)),
            .init(
              say("objection_notice"), notice.number,
              change: .init(say("look"), "/notices/" + PercentCoding.encode(notice.id))),
            .init(say("col_received"), objection.clock.startedOn.shown(say.language)),
          ]), "objector": objector(objection, isKnown, say),
          "papers": .list(
            objection.papers.map {
              ["path": .text(PaperFiles.path(state.id, $0.sha256)), "name": .text($0.name), "about": .text(PaperFiles.about($0, say))]
            }), "has_papers": .flag(isKnown && !objection.papers.isEmpty),
          "findings": .list(objection.findings.map { finding($0, names, say) }),
          "has_findings": .flag(!objection.findings.isEmpty), "fields": .list(fields), "has_form": .flag(!fields.isEmpty),
          "hindrance": isWaiting && isSettler ? .optional(hindrance?[say.language]) : .absent, "action": .text(Self.path(objection.id)),
        ], crumbs: [DeskHome.crumb(say), .init(title: say("objections_title"), path: Self.path)], problems: problems))
  }

  private func objector(_ objection: Objection, _ isShown: Bool, _ say: DeskVoice) -> View {
    guard isShown else { return .absent }
    let objector = objection.objector
    return Components.summary([
      .init(say("objector_kind"), say("objector_\(objector.kind.rawValue)")), .init(say("objector_name"), objector.name),
      .init(say(objector.kind == .person ? "objector_identity" : "objector_code"), objector.identity),
      .init(say("objector_contact"), objector.contact),
    ])
  }

  private func finding(_ finding: Objection.Finding, _ names: PeopleNames, _ say: DeskVoice) -> View {
    let result =
      finding.result == .lowered ? say("result_lowered_to", ["sum": say.sum(finding.sum)]) : say("result_\(finding.result.rawValue)")
    return [
      "title": .text(say("level_" + finding.level.rawValue) + say("colon") + result),
      "who": .text(names(finding.by, say) + say("comma") + finding.day.shown(say.language)), "reason": .text(finding.reason),
    ]
  }

  /// Why the caller can't settle it, or nil.
  private func hindrance(
    _ objection: Objection, _ notice: Notice, _ state: CaseState, _ procedure: Procedure, _ actor: Actor
  ) -> Bilingual? {
    let rules = ObjectionRules(procedure, calendar: desk.book.calendar)
    let result = rules.decide(
      objection, .find(result: .stands, sum: nil, reason: "-"), notice: notice, office: state.office ?? "",
      reviewers: Set(state.reviews.map(\.by)), by: actor, on: desk.today)
    if case .failure(let refusal) = result { return refusal.message }
    return nil
  }

  /// Make sure, then settle.
  func settle(_ request: WebRequest) async throws -> Answer {
    let say = request.voice(desk)
    let (objection, _, state) = try await desk.cases.objection(request["id"], by: request.account.actor)
    var reader = request.formReader()
    let choice = reader.choice("result", label: say("result"), among: Objection.Finding.Result.allCases.map(\.rawValue))
    let result = choice.flatMap { Objection.Finding.Result(rawValue: $0) }
    let sum = reader.money("sum", label: say("result_sum"), required: result == .lowered)
    let reason = reader.text("reason", label: say("result_reason"), limit_characters: 2000, isMultiline: true)
    if result == .lowered, let sum, let granted = state.granted, sum.minor <= 0 || sum >= granted {
      reader.report("sum", code: "objection.sum_too_high", key: "review.result_sum_wrong", ["sum": granted.shown(say.language)])
    }
    guard reader.problems.isEmpty, let result, let reason else { return try await show(request, reader.problems) }
    do {
      guard request.formStep == "confirm" else {
        let words = result == .lowered ? say("result_lowered_to", ["sum": say.sum(sum)]) : say("result_\(result.rawValue)")
        let isLast = desk.book.procedure(state.procedure)?.objection.levels.last == objection.level
        return .page(
          Interruption(
            title: say("settle_confirm_title"),
            consequences: [
              say("settle_confirm_what", ["id": objection.id, "enterprise": state.enterpriseName, "result": words]),
              say(isLast ? "settle_confirm_last" : "settle_confirm_next"), say("settle_confirm_told"), say("cannot_be_undone"),
            ], button: say("do_settle"), action: Self.path(objection.id), fields: request.form.fields.pairs,
            back: .init(say("back_to_objection"), Self.path(objection.id))
          ).page(crumbs: [DeskHome.crumb(say), .init(title: say("objections_title"), path: Self.path)]))
      }
      _ = try await desk.cases.find(
        objection: objection.id, result: result, sum: sum, reason: reason, by: request.account.actor, once: FormOnce.once(request))
      return .seeOther(Self.path(objection.id)).noticing("review.done_settle")
    } catch let refusal as Refusal {
      return try await show(request, [refusal.problem("result", request)])
    }
  }
}
