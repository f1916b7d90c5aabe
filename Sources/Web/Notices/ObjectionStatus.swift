import Casework
import Service
import Values
import WorkingDays

/// What became of an objection, for whoever made it: the code is the proof.
struct ObjectionStatus {
  let desk: Desk
  let request: WebRequest

  init(_ desk: Desk, _ request: WebRequest) {
    self.desk = desk
    self.request = request
  }

  /// The form that asks for number and code; with both it goes there.
  func find() async throws -> Answer {
    let id = FieldText.narrow(request.query["id"] ?? "").uppercased()
    let code = FieldText.narrow(request.query["code"] ?? "").uppercased()
    var problems: [FieldProblem] = []
    if !id.isEmpty, !code.isEmpty {
      if (try? await desk.cases.objection(id, code: code)) != nil {
        return .seeOther(Query([("code", code)]).address("/objections/" + PercentCoding.encode(id)))
      }
      problems.append(FieldProblem(field: "id", code: "objection.not_found", message: request.t("notices.objection_not_found")))
    }
    let form = FormView(values: FormValues(request.query), problems: problems)
    return .page(
      Parts.page(
        request.t("notices.find_objection"), lead: request.t("notices.find_lead"),
        crumbs: [.init(title: request.t("notices.title"), path: "/notices")], problems: problems,
        [
          Parts.search(
            [
              form.text("id", label: request.t("notices.objection_number"), width: .medium),
              form.text("code", label: request.t("notices.objection_code"), width: .medium),
            ], button: request.t("parts.search"))
        ]))
  }

  func page(_ problem: FieldProblem? = nil, code: String? = nil) async throws -> Page {
    let code = FieldText.narrow(code ?? request.query["code"] ?? "").uppercased()
    let objection = try await desk.cases.objection(request["id"], code: code)
    let (notice, _, _) = try await desk.cases.notice(objection.notice)
    let language = request.language
    let calendar = desk.book.calendar
    var parts: [View] = []
    if request.query["received"] == "1" {
      parts.append(
        Components.confirmation(request.t("notices.received"), label: request.t("notices.objection_number"), number: objection.id))
      parts.append(
        Components.notice(request.t("notices.keep_code", ["code": desk.cases.code(of: objection)]), request.t("notices.keep_code_text")))
    }
    let isFound = objection.findings.last?.level == objection.level
    parts.append(
      Components.summary([
        .init(request.t("notices.objection_number"), objection.id),
        .init(request.t("notices.notice"), request.t("notices.notice_title", ["number": notice.number])),
        .init(request.t("notices.line"), objection.caseID),
        .init(request.t("notices.level"), level(objection.level)),
        .init(
          request.t("notices.state"),
          request.t(objection.isClosed ? "notices.settled" : isFound ? "notices.found" : "notices.being_checked")),
      ]))
    if !objection.isClosed, !isFound, let due = objection.clock.deadline(calendar) {
      let total = objection.clock.rule.length
      let words = ClockWords(objection.clock.rule, request)
      let day = objection.clock.elapsed(on: desk.today, calendar)
      parts.append(
        Charts.days(
          min(day, total), of: total,
          sentence: request.t(
            day == 0 ? "notices.objection_day_0" : "notices.objection_day",
            ["progress": words.progress(day), "length": words.length, "date": due.date.shown(language)]),
          tone: due.date < desk.today ? .bad : .active))
      if due.isProvisional { parts.append(Parts.text(request.t("notices.provisional"), isHint: true)) }
    }
    for finding in objection.findings {
      parts.append(Parts.heading(request.t("notices.finding_of", ["level": level(finding.level), "date": finding.day.shown(language)])))
      parts.append(
        Components.summary([
          .init(request.t("notices.result"), result(finding)), .init(request.t("notices.reason"), finding.reason),
        ]))
    }
    parts += escalation(objection, notice, code)
    return Parts.page(
      request.t("notices.objection_title", ["id": objection.id]), crumbs: [.init(title: request.t("notices.title"), path: "/notices")],
      problems: problem.map { [$0] } ?? [], parts)
  }

  private func escalation(_ objection: Objection, _ notice: Notice, _ code: String) -> [View] {
    guard !objection.isClosed, let procedure = desk.book.procedure(notice.procedure),
      let due = ObjectionRules(procedure, calendar: desk.book.calendar).escalationDue(objection), desk.today <= due.date
    else { return [] }
    return [
      Parts.heading(request.t("notices.not_satisfied")),
      Parts.text(request.t("notices.escalate_until", ["date": due.date.shown(request.language)])),
      Parts.form(
        [], button: request.t("notices.escalate"), action: "/objections/" + PercentCoding.encode(objection.id), hidden: [("code", code)]),
    ]
  }

  func escalate() async throws -> Answer {
    let code = FieldText.narrow(request.form["code"] ?? "").uppercased()
    do {
      let objection = try await desk.cases.escalate(objection: request["id"], code: code)
      return .seeOther(Query([("code", code)]).address("/objections/" + PercentCoding.encode(objection.id))).noticing("notices.escalated")
    } catch let refusal as Refusal where refusal.status != .notFound {
      return .page(
        try await page(FieldProblem(field: "main", code: refusal.code, message: refusal.message[request.language]), code: code))
    }
  }

  private func level(_ level: Level) -> String { request.t("notices.level_" + level.rawValue) }

  private func result(_ finding: Objection.Finding) -> String {
    switch finding.result {
    case .stands: request.t("notices.result_stands")
    case .refused: request.t("notices.result_refused")
    case .lowered: request.t("notices.result_lowered", ["sum": finding.sum?.shown(request.language) ?? ""])
    }
  }
}
