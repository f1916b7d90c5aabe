import Casework
import Policy
import Service
import Values

/// What happened to a case, event by event. What was stated is in the case itself; numbers of accounts are in neither.
enum TimelineJSON {
  static let schema = JSONSchema.named(
    "TimelineEntry",
    .object([
      .required("seq", JSONParts.version), .required("type", JSONParts.id), .required("at", JSONParts.moment),
      .required("actor", JSONParts.id),
      .required("role", JSONParts.id), .required("hash", JSONParts.sha256), .optional("decision", CaseJSON.decision),
      .optional("amount_cny", .cny), .optional("outcome", JSONParts.id), .optional("reason", JSONParts.text),
      .optional("note", JSONParts.text),
      .optional(
        "reference", JSONParts.text, zh: "计划、公示、异议、批次等的编号或凭证号", en: "Id of the plan, notice, objection, batch, or a paper's number"),
      .optional("account_before", JSONParts.text, zh: "原账号，仅末四位可见", en: "The account before, but for its end hidden"),
      .optional("account_after", JSONParts.text, zh: "新账号，仅末四位可见", en: "The account after, but for its end hidden"),
      .optional("usable_from", .date, zh: "自该日起可以拨付", en: "The first day it can be paid to"),
      .optional("fields", JSONParts.list(JSONParts.text)), .optional("step", JSONParts.id, zh: "进入的环节", en: "The step it moved to"),
    ]))

  static func json(_ entry: CaseService.TimelineEntry) -> JSONText {
    .present(
      [
        ("seq", .integer(entry.seq)), ("type", .string(entry.event.type)), ("at", .string(entry.at)), ("actor", .string(entry.actor)),
        ("role", .string(entry.role)), ("hash", .string(entry.hash)),
      ] + details(entry.event).map { ($0.0, $0.1) })
  }

  private static func details(_ event: CaseEvent) -> [(String, JSONText?)] {
    switch event {
    case .created, .saved, .taken, .putBack: []
    case .submitted(_, _, let receipt, let decision, let step, _):
      [("decision", CaseJSON.decision(decision)), ("reference", .string(receipt.number)), ("step", .string(step))]
    case .corrected(_, let receipt, let decision, _): [("decision", CaseJSON.decision(decision)), ("reference", .string(receipt.number))]
    case .withdrawn(let reason): [("reason", reason.map { .string($0) })]
    case .missed(let call): [("reference", .string(call))]
    case .correctionAsked(let review, let items, _): details(review) + [("fields", .list(items.map { .string($0.field) }))]
    case .accepted(let review, let decision, _, let next, _):
      [("decision", CaseJSON.decision(decision))] + details(review) + [("step", .string(next))]
    case .refused(let review): details(review)
    case .sentBack(let review, let to, _): details(review) + [("step", .string(to))]
    case .promiseKept(let file, _): [("reference", .string(file.kind))]
    default: later(event)
    }
  }

  private static func details(_ review: CaseState.Review) -> [(String, JSONText?)] {
    [
      ("amount_cny", review.granted.map { .cny($0) }), ("outcome", .string(review.outcome.rawValue)),
      ("reason", review.reason.map { .string($0) }), ("note", review.note.map { .string($0) }),
    ]
  }

  private static func later(_ event: CaseEvent) -> [(String, JSONText?)] {
    switch event {
    case .planned(let plan, let next, _, _): [("reference", .string(plan)), ("step", .string(next))]
    case .noticed(let notice, _, _): [("reference", .string(notice))]
    case .disputed(let objection): [("reference", .string(objection))]
    case .settled(let objection, let granted, let isRefused):
      [
        ("amount_cny", granted.map { .cny($0) }), ("outcome", .string(isRefused ? "refused" : granted == nil ? "stands" : "lowered")),
        ("reference", .string(objection)),
      ]
    case .confirmed(let next, _): [("step", .string(next))]
    case .budgeted(let year, let next, _): [("reference", .string(String(year))), ("step", .string(next))]
    case .released(let order, let next, _): [("reference", .string(order)), ("step", .string(next))]
    case .ordered(let batch): [("reference", .string(batch))]
    case .paid(let payment, let next, _):
      [("amount_cny", .cny(payment.amount)), ("reference", .string(payment.reference)), ("step", next.map { .string($0) })]
    case .bankReturned(let reason, _): [("reason", .string(reason))]
    case .accountChanged(let bank, let before, let usableFrom):
      [
        ("note", .string(bank.masked)), ("account_before", before.map { .string($0) }), ("account_after", .string(bank.masked)),
        ("usable_from", usableFrom.map { .day($0) }),
      ]
    case .reported(let report): [("reference", .string(report))]
    case .recoveryDemanded(let amount, let finding, _): [("amount_cny", .cny(amount)), ("reason", .string(finding))]
    case .recovered(let amount, let reference, _), .handedOn(let amount, let reference, _):
      [("amount_cny", .cny(amount)), ("reference", .string(reference))]
    case .promisesMet(let papers, _): [("fields", .list(papers.map { .string("paper:" + $0) }))]
    case .stopped(let review): details(review)
    case .paidReturned(let step, let reason, _): [("reason", .string(reason)), ("step", .string(step))]
    case .demandWithdrawn(let amount, let reason, _): [("amount_cny", .cny(amount)), ("reason", .string(reason))]
    default: []
    }
  }
}
