import Casework
import Service
import Values

/// A claim stopped after its notice, and a demand dropped: each after a page that says what will happen.
extension CaseActs {
  func stop(_ request: WebRequest) async throws -> Answer {
    let actor = request.account.actor
    let state = try await desk.cases.read(case: request["id"], by: actor)
    guard let procedure = desk.book.procedure(state.procedure) else { throw Failure.notFound }
    var reader = request.formReader()
    let reason = reader.choice(
      "stop_reason", label: request.t("review.stop_reason"), among: procedure.reasons(for: .stop).map(\.code))
    let note = reader.text("stop_note", label: request.t("review.stop_note"), limit_characters: 2000, isMultiline: true)
    guard reader.problems.isEmpty, let reason, let note else { return try await again(.stop, request, reader.problems) }
    guard request.formStep == "confirm" else {
      if let problem = problem(.stop(reason: reason, note: note), state, procedure, request) {
        return try await again(.stop, request, [problem])
      }
      let say = request.voice(desk)
      let text = procedure.reasons.first { $0.code == reason }?.text[request.language] ?? reason
      return .page(
        sure(
          say("stop_confirm_title"), state, request,
          [
            say("stop_confirm_what", ["id": state.id, "enterprise": state.enterpriseName, "measure": say.measure(state.measure)]),
            say("stop_confirm_sum", ["sum": say.sum(state.granted)]),
            say("refuse_confirm_reason", ["reason": text, "note": note]), say("refuse_confirm_told"), say("cannot_be_undone"),
          ], button: say("do_stop"), action: "/stop"))
    }
    _ = try await desk.cases.stop(
      case: state.id, reason: reason, note: note, version: request.formVersion, by: actor, once: FormOnce.once(request))
    return .seeOther(CasePage.path(state.id)).noticing("review.done_stop")
  }

  func withdrawDemand(_ request: WebRequest) async throws -> Answer {
    let actor = request.account.actor
    let state = try await desk.cases.read(case: request["id"], by: actor)
    guard let procedure = desk.book.procedure(state.procedure) else { throw Failure.notFound }
    var reader = request.formReader()
    let reason = reader.text("withdraw_reason", label: request.t("review.withdraw_reason"), limit_characters: 2000, isMultiline: true)
    guard reader.problems.isEmpty, let reason else { return try await again(.withdrawDemand, request, reader.problems) }
    guard request.formStep == "confirm" else {
      if let problem = problem(.withdrawDemand(reason: reason), state, procedure, request) {
        return try await again(
          .withdrawDemand, request, [FieldProblem(field: "withdraw_reason", code: problem.code, message: problem.message)])
      }
      let say = request.voice(desk)
      let open = Money(minor: (state.recovery?.demanded.minor ?? 0) - (state.recovery?.received.minor ?? 0))
      return .page(
        sure(
          say("withdraw_confirm_title"), state, request,
          [
            say("withdraw_confirm_what", ["enterprise": state.enterpriseName, "id": state.id, "sum": say.bothSums(open)]),
            say("withdraw_confirm_reason", ["reason": reason]), say("withdraw_confirm_ledger"), say("cannot_be_undone"),
          ], button: say("do_withdraw_demand"), action: "/withdraw-demand"))
    }
    _ = try await desk.cases.withdrawDemand(case: state.id, reason: reason, by: actor, once: FormOnce.once(request))
    return .seeOther(CasePage.path(state.id)).noticing("review.done_withdraw_demand")
  }

  /// What the rules refuse anyway is told before anybody is asked to be sure.
  private func problem(_ command: CaseCommand, _ state: CaseState, _ procedure: Procedure, _ request: WebRequest) -> FieldProblem? {
    let rules = Casework(procedure, calendar: desk.book.calendar, calls: [])
    guard case .failure(let refusal) = rules.decide(state, command, by: request.account.actor, on: desk.today) else { return nil }
    return FieldProblem(field: "decide", code: refusal.rawValue, message: refusal.message[request.language])
  }

  private func sure(
    _ title: String, _ state: CaseState, _ request: WebRequest, _ consequences: [String], button: String, action: String
  ) -> Page {
    let say = request.voice(desk)
    return Interruption(
      title: title, consequences: consequences, button: button, action: CasePage.path(state.id) + action,
      fields: request.form.fields.pairs, back: .init(say("back_to_case"), CasePage.path(state.id))
    ).page(crumbs: [DeskHome.crumb(say), .init(title: state.id, path: CasePage.path(state.id))])
  }
}
