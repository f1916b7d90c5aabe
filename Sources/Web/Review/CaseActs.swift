import Casework
import Service
import Values

/// What the forms of a case's page do. A refusal comes back to the page, with what was typed.
struct CaseActs: Sendable {
  let desk: Desk

  /// The page of a case.
  func show(_ request: WebRequest) async throws -> Answer {
    let file = try await CaseFile.load(request["id"], desk, by: request.account.actor)
    return .page(CasePage(desk: desk, request: request, file: file).page())
  }

  /// A form of the page, by its kind.
  func act(_ kind: DecisionForms.Kind, _ request: WebRequest) async throws -> Answer {
    do {
      return try await done(kind, request)
    } catch let refusal as Refusal {
      let problem = try refusal.problem(Self.field(of: refusal.code, kind), request)
      return try await again(kind, request, [problem])
    }
  }

  func again(_ kind: DecisionForms.Kind, _ request: WebRequest, _ problems: [FieldProblem]) async throws -> Answer {
    let file = try await CaseFile.load(request["id"], desk, by: request.account.actor)
    return .page(CasePage(desk: desk, request: request, file: file, problems: problems, open: kind).page())
  }

  /// The field that a refusal is about; the whole decision where it is about none.
  static func field(of code: String, _ kind: DecisionForms.Kind) -> String {
    switch (kind, code) {
    case (.accept, "case.sum_too_high"), (.accept, "case.sum_fixed"), (.accept, "case.sum_missing"): "accept_sum"
    case (.accept, "case.reason_unknown"): "accept_reason"
    case (.correct, _): "mark"
    case (.refuse, "case.reason_unknown"): "refuse_reason"
    case (.refuse, "case.reason_text_missing"): "refuse_note"
    case (.sendBack, "case.reason_unknown"): "send_reason"
    case (.sendBack, "case.reason_text_missing"): "send_note"
    case (.demand, _): "finding"
    case (.receive, _): "received_sum"
    case (.withdrawDemand, _): "withdraw_reason"
    case (.stop, "case.reason_unknown"): "stop_reason"
    case (.stop, "case.reason_text_missing"): "stop_note"
    default: "decide"
    }
  }

  private func done(_ kind: DecisionForms.Kind, _ request: WebRequest) async throws -> Answer {
    let (id, actor, once) = (request["id"], request.account.actor, FormOnce.once(request))
    let page = Answer.seeOther(CasePage.path(id))
    switch kind {
    case .take:
      _ = try await desk.cases.take(case: id, by: actor, once: once)
      return page.noticing("review.done_take")
    case .putBack:
      _ = try await desk.cases.putBack(case: id, by: actor, once: once)
      return page.noticing("review.done_put_back")
    case .accept: return try await accept(request)
    case .correct: return try await correct(request)
    case .refuse: return try await refuse(request)
    case .sendBack: return try await sendBack(request)
    case .demand: return try await demand(request)
    case .receive: return try await receive(request)
    case .withdrawDemand: return try await withdrawDemand(request)
    case .stop: return try await stop(request)
    }
  }

  private func accept(_ request: WebRequest) async throws -> Answer {
    let state = try await desk.cases.read(case: request["id"], by: request.account.actor)
    guard let procedure = desk.book.procedure(state.procedure) else { throw Failure.notFound }
    var reader = request.formReader()
    let sum = reader.money("accept_sum", label: request.t("review.accept_sum"))
    let codes = procedure.reasons(for: .accept).map(\.code)
    let reason = reader.choice("accept_reason", label: request.t("review.accept_reason"), among: codes, required: false)
    let note = reader.text("accept_note", label: request.t("review.note"), required: false, limit_characters: 1000, isMultiline: true)
    var promises: [String: CivilDate] = [:]
    for paper in procedure.papers(for: state.measure) where request.form["promise-" + paper.id] != nil {
      let label = request.t("review.promise_label", ["paper": paper.title[request.language]])
      if let day = reader.date("promise-" + paper.id, label: label) { promises[paper.id] = day }
    }
    guard reader.problems.isEmpty, let sum else { return try await again(.accept, request, reader.problems) }
    _ = try await desk.cases.accept(
      case: state.id, granted: sum, reason: reason, note: note, promises: promises, version: request.formVersion, by: request.account.actor,
      once: FormOnce.once(request))
    return .seeOther(CasePage.path(state.id)).noticing("review.done_accept")
  }

  private func correct(_ request: WebRequest) async throws -> Answer {
    let file = try await CaseFile.load(request["id"], desk, by: request.account.actor)
    let codes = file.procedure.reasons(for: .correct).map(\.code)
    let marked = Set(request.form.all("mark"))
    var reader = request.formReader()
    var items: [CaseState.Correction.Item] = []
    for (index, field) in DecisionForms.fields(file, request.voice(desk)).enumerated() where marked.contains(field.name) {
      let label = request.t("review.why_label", ["field": field.label])
      let reason = reader.choice("why-\(index)", label: label, among: codes)
      let note = reader.text("say-\(index)", label: label, required: false, limit_characters: 500)
      if let reason { items.append(.init(field: field.name, reason: reason, note: note)) }
    }
    let note = reader.text(
      "correct_note", label: request.t("review.correct_note"), required: false, limit_characters: 1000, isMultiline: true)
    guard reader.problems.isEmpty else { return try await again(.correct, request, reader.problems) }
    _ = try await desk.cases.askCorrection(
      items, note: note, case: file.state.id, version: request.formVersion, by: request.account.actor, once: FormOnce.once(request))
    return .seeOther(CasePage.path(file.state.id)).noticing("review.done_correct")
  }

  private func refuse(_ request: WebRequest) async throws -> Answer {
    let actor = request.account.actor
    let state = try await desk.cases.read(case: request["id"], by: actor)
    guard let procedure = desk.book.procedure(state.procedure) else { throw Failure.notFound }
    var reader = request.formReader()
    let reason = reader.choice(
      "refuse_reason", label: request.t("review.refuse_reason"), among: procedure.reasons(for: .refuse).map(\.code))
    let note = reader.text("refuse_note", label: request.t("review.refuse_note"), limit_characters: 2000, isMultiline: true)
    guard reader.problems.isEmpty, let reason, let note else { return try await again(.refuse, request, reader.problems) }
    guard request.formStep == "confirm" else {
      let say = request.voice(desk)
      // What the rules refuse anyway is told before anybody is asked to be sure.
      let rules = Casework(procedure, calendar: desk.book.calendar, calls: [])
      if case .failure(let refusal) = rules.decide(state, .refuse(reason: reason, note: note), by: actor, on: desk.today) {
        return try await again(
          .refuse, request, [FieldProblem(field: "decide", code: refusal.rawValue, message: refusal.message[request.language])])
      }
      let text = procedure.reasons.first { $0.code == reason }?.text[request.language] ?? reason
      return .page(
        Interruption(
          title: say("refuse_confirm_title"),
          consequences: [
            say("refuse_confirm_what", ["id": state.id, "enterprise": state.enterpriseName, "measure": say.measure(state.measure)]),
            say("refuse_confirm_sum", ["sum": say.sum(state.granted ?? state.decision?.amount)]),
            say("refuse_confirm_reason", ["reason": text, "note": note]), say("refuse_confirm_told"), say("cannot_be_undone"),
          ], button: say("do_refuse"), action: CasePage.path(state.id) + "/refuse", fields: request.form.fields.pairs,
          back: .init(say("back_to_case"), CasePage.path(state.id))
        ).page(crumbs: [DeskHome.crumb(say), .init(title: state.id, path: CasePage.path(state.id))]))
    }
    _ = try await desk.cases.refuse(
      case: state.id, reason: reason, note: note, version: request.formVersion, by: actor, once: FormOnce.once(request))
    return .seeOther(CasePage.path(state.id)).noticing("review.done_refuse")
  }

  private func sendBack(_ request: WebRequest) async throws -> Answer {
    let actor = request.account.actor
    let state = try await desk.cases.read(case: request["id"], by: actor)
    let codes = desk.book.procedure(state.procedure)?.reasons(for: .sendBack).map(\.code) ?? []
    var reader = request.formReader()
    let reason = reader.choice("send_reason", label: request.t("review.send_reason"), among: codes)
    let note = reader.text("send_note", label: request.t("review.send_note"), limit_characters: 2000, isMultiline: true)
    guard reader.problems.isEmpty, let reason, let note else { return try await again(.sendBack, request, reader.problems) }
    _ = try await desk.cases.sendBack(
      case: state.id, reason: reason, note: note, version: request.formVersion, by: actor, once: FormOnce.once(request))
    return .seeOther(CasePage.path(state.id)).noticing("review.done_send_back")
  }

  // MARK: Recovery

  private func demand(_ request: WebRequest) async throws -> Answer {
    let actor = request.account.actor
    let state = try await desk.cases.read(case: request["id"], by: actor)
    var reader = request.formReader()
    let finding = reader.text("finding", label: request.t("review.finding"), limit_characters: 2000, isMultiline: true)
    guard reader.problems.isEmpty, let finding else { return try await again(.demand, request, reader.problems) }
    guard request.formStep == "confirm" else {
      let say = request.voice(desk)
      return .page(
        Interruption(
          title: say("demand_confirm_title"),
          consequences: [
            say("demand_confirm_what", ["enterprise": state.enterpriseName, "id": state.id, "sum": say.bothSums(state.paid)]),
            say("demand_confirm_finding", ["finding": finding]), say("demand_confirm_ledger"), say("cannot_be_undone"),
          ], button: say("do_demand_recovery"), action: CasePage.path(state.id) + "/demand-recovery", fields: request.form.fields.pairs,
          back: .init(say("back_to_case"), CasePage.path(state.id))
        ).page(crumbs: [DeskHome.crumb(say), .init(title: state.id, path: CasePage.path(state.id))]))
    }
    _ = try await desk.cases.demandRecovery(case: state.id, finding: finding, by: actor, once: FormOnce.once(request))
    return .seeOther(CasePage.path(state.id)).noticing("review.done_demand_recovery")
  }

  private func receive(_ request: WebRequest) async throws -> Answer {
    var reader = request.formReader()
    let sum = reader.money("received_sum", label: request.t("review.received_sum"))
    let reference = reader.text("received_reference", label: request.t("review.received_reference"), limit_characters: 100)
    guard reader.problems.isEmpty, let sum, let reference else { return try await again(.receive, request, reader.problems) }
    let id = request["id"]
    _ = try await desk.cases.receiveRecovery(
      case: id, amount: sum, reference: reference, by: request.account.actor, once: FormOnce.once(request))
    return .seeOther(CasePage.path(id)).noticing("review.done_receive_recovery")
  }
}
