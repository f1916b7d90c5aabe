import Casework
import Service
import Values

/// What happened to a case, in words.
extension CasePage {
  /// The latest first. A draft that was saved many times on end was saved once for whoever reads.
  func history() -> View {
    let acts = file.timeline.enumerated().filter { index, entry in
      guard case .saved = entry.event, index + 1 < file.timeline.count, case .saved = file.timeline[index + 1].event else { return true }
      return false
    }
    return Components.timeline(
      acts.reversed().map { _, entry in
        let role = Role(rawValue: entry.role).map { $0.label[request.language] }
        let isPerson = entry.actor != "clock" && entry.actor != "public"
        let who = file.names(entry.actor, say) + (isPerson ? role.map { say("in_role", ["role": $0]) } ?? "" : "")
        return Components.Event(
          LogWords.act(entry.event.type, request), time: say.time(entry.at), who: who, text: text(of: entry.event))
      })
  }

  /// What an act says beside its name.
  func text(of event: CaseEvent) -> String? {
    let language = request.language
    switch event {
    case .created, .saved, .taken, .putBack: return nil
    case .submitted(_, let office, let receipt, let decision, _, _):
      return say(
        "event_submitted_text",
        [
          "office": say.office(office), "number": receipt.number, "outcome": say("outcome_" + decision.outcome),
          "sum": say.sum(decision.amount),
        ])
    case .corrected(_, _, let decision, _):
      return say("event_corrected_text", ["outcome": say("outcome_" + decision.outcome), "sum": say.sum(decision.amount)])
    case .withdrawn(let reason): return reason
    case .missed: return nil
    case .correctionAsked(let review, let items, _):
      let fields = DecisionForms.fields(file, say)
      let lines = items.map { item in
        let label = fields.first { $0.name == item.field }?.label ?? item.field
        let reason = file.procedure.reasons.first { $0.code == item.reason }?.text[language] ?? item.reason
        return label + say("colon") + reason + (item.note.map { say("comma") + $0 } ?? "")
      }
      return (lines + [review.note].compactMap(\.self)).joined(separator: say("semicolon"))
    case .accepted(let review, _, let promises, _, _):
      let papers = promises.map { promise in
        let title = file.procedure.papers.first { $0.id == promise.paper }?.title[language] ?? promise.paper
        return say("event_promise", ["paper": title, "date": promise.due.shown(language)])
      }
      let parts = [say("event_accepted_text", ["sum": say.sum(review.granted)]), reason(review)] + papers + [review.note]
      return parts.compactMap(\.self).joined(separator: say("semicolon"))
    case .refused(let review), .sentBack(let review, _, _):
      return [reason(review), review.note].compactMap(\.self).joined(separator: say("semicolon"))
    case .promiseKept(let file, _): return self.file.procedure.papers.first { $0.id == file.kind }?.title[language] ?? file.name
    case .planned(let plan, _, _, _): return plan
    case .noticed(let notice, _, _): return notice
    case .disputed(let objection): return objection
    case .settled(let objection, let granted, let isRefused):
      let result =
        isRefused ? say("result_refused") : granted.map { say("result_lowered_to", ["sum": $0.shown(language)]) } ?? say("result_stands")
      return objection + say("colon") + result
    case .confirmed: return nil
    case .budgeted(let year, _, _): return say("event_budgeted_text", ["year": String(year)])
    case .released(let order, _, _): return order
    case .ordered(let batch): return batch
    case .paid(let payment, _, _): return say("event_paid_text", ["sum": payment.amount.shown(language), "reference": payment.reference])
    case .bankReturned(let reason, _): return reason
    case .accountChanged(let bank, let before, let usableFrom):
      let numbers = say("event_account_text", ["before": before ?? say("no_account"), "after": bank.masked])
      return [numbers, usableFrom.map { say("event_account_usable", ["date": $0.shown(language)]) }].compactMap(\.self)
        .joined(separator: say("semicolon"))
    case .reported(let report): return report
    case .recoveryDemanded(let amount, let finding, _): return amount.shown(language) + say("semicolon") + finding
    case .recovered(let amount, let reference, _), .handedOn(let amount, let reference, _):
      return say("event_paid_text", ["sum": amount.shown(language), "reference": reference])
    case .promisesMet(let papers, _):
      return say.list(papers.map { paper in file.procedure.papers.first { $0.id == paper }?.title[language] ?? paper })
    case .stopped(let review): return [reason(review), review.note].compactMap(\.self).joined(separator: say("semicolon"))
    case .paidReturned(_, let reason, _): return reason
    case .demandWithdrawn(let amount, let reason, _): return amount.shown(language) + say("semicolon") + reason
    }
  }

  private func reason(_ review: CaseState.Review) -> String? {
    review.reason.map { code in file.procedure.reasons.first { $0.code == code }?.text[request.language] ?? code }
  }
}
