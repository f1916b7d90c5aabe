import Casework
import Service
import Values

/// What happened to a claim, in plain words for its enterprise.
struct ClaimHistory: Sendable {
  let file: ClaimFile

  /// The events, latest first; drafts being saved and cases being taken are nobody's news.
  func events(_ entries: [CaseService.TimelineEntry], names: [String: String]) -> [Components.Event] {
    entries.reversed().compactMap { entry in
      guard let (title, text) = words(entry.event) else { return nil }
      return Components.Event(
        title, time: Moment(entry.at)?.shown(file.language) ?? entry.at, who: who(entry.actor, entry.role, names), text: text)
    }
  }

  /// One's own people by name, officers by their part.
  private func who(_ actor: String, _ role: String, _ names: [String: String]) -> String {
    guard let role = Role(rawValue: role) else { return file.t("by_system") }
    if role == .enterprise { return names[actor] ?? role.label[file.language] }
    return role.label[file.language]
  }

  private func reason(_ code: String?) -> String? {
    code.map { code in file.procedure.reasons.first { $0.code == code }?.text[file.language] ?? code }
  }

  private func title(_ step: String?) -> String { step.flatMap { file.procedure.step($0) }?.title[file.language] ?? "" }

  private func joined(_ texts: String?...) -> String? {
    let texts = texts.compactMap(\.self).filter { !$0.isEmpty }
    return texts.isEmpty ? nil : texts.joined(separator: file.language == .zh ? "。" : ". ")
  }

  private func words(_ event: CaseEvent) -> (String, String?)? {
    let language = file.language
    func sum(_ amount: Money?) -> String? { amount.map { file.t("sum_granted", ["sum": $0.shown(language)]) } }
    switch event {
    case .created: return (file.t("event_created"), nil)
    case .saved, .taken, .putBack, .ordered: return nil
    case .submitted(_, let office, let receipt, _, _, _):
      return (
        file.t("event_submitted", ["office": file.desk.officeName(office, language)]), file.t("receipt_number") + " " + receipt.number
      )
    case .corrected(_, let receipt, _, _): return (file.t("event_corrected"), file.t("receipt_number") + " " + receipt.number)
    case .withdrawn(let reason): return (file.t("event_withdrawn"), reason)
    case .missed: return (file.t("event_missed"), nil)
    case .correctionAsked(let review, let items, _):
      let names = file.say.list(items.map { ClaimSummary(file: file).label($0.field) })
      return (file.t("event_correction_asked", ["step": title(review.step)]), joined(names, review.note))
    case .accepted(let review, _, let promises, _, _):
      let key = promises.isEmpty ? "event_accepted" : "event_accepted_promise"
      return (file.t(key, ["step": title(review.step)]), joined(sum(review.granted), reason(review.reason), review.note))
    case .refused(let review): return (file.t("event_refused", ["step": title(review.step)]), joined(reason(review.reason), review.note))
    case .sentBack(let review, let to, _):
      return (file.t("event_sent_back", ["step": title(review.step), "to": title(to)]), nil)
    case .promiseKept(let paper, _): return (file.t("event_promise_kept"), paper.name)
    case .planned: return (file.t("event_planned"), nil)
    case .noticed(let notice, _, _): return (file.t("event_noticed"), notice)
    case .disputed: return (file.t("event_disputed"), nil)
    case .settled(_, let granted, let isRefused):
      return (file.t(isRefused ? "event_settled_refused" : granted == nil ? "event_settled" : "event_settled_lowered"), sum(granted))
    case .confirmed: return (file.t("event_confirmed"), nil)
    case .budgeted(let year, _, _): return (file.t("event_budgeted", ["year": String(year)]), nil)
    case .released: return (file.t("event_released"), nil)
    case .paid(let payment, _, _): return (file.t("event_paid", ["sum": payment.amount.shown(language)]), nil)
    case .bankReturned(let reason, _): return (file.t("event_bank_returned"), reason)
    case .accountChanged(let bank, let before, let usableFrom):
      let usable = usableFrom.map { file.t("account_usable", ["date": $0.shown(language)]) }
      return (
        file.t("event_account_changed"),
        joined(before.map { file.t("account_from_to", ["before": $0, "after": bank.masked]) } ?? bank.masked, usable)
      )
    case .reported: return (file.t("event_reported"), nil)
    case .recoveryDemanded(let amount, let finding, _):
      return (file.t("event_recovery_demanded", ["sum": amount.shown(language)]), finding)
    case .recovered(let amount, _, _): return (file.t("event_recovered", ["sum": amount.shown(language)]), nil)
    // It is told with the correction, and where the money goes after it came back is no matter of the enterprise.
    case .promisesMet, .handedOn: return nil
    case .stopped(let review): return (file.t("event_stopped"), joined(reason(review.reason), review.note))
    case .paidReturned(_, let reason, _): return (file.t("event_paid_returned"), reason)
    case .demandWithdrawn(let amount, let reason, _):
      return (file.t("event_demand_withdrawn", ["sum": amount.shown(language)]), reason)
    }
  }
}
