public import Values
public import WorkingDays

/// What happened to a case. Events are kept for good: their names and fields only ever grow.
public enum CaseEvent: Sendable, Codable, Equatable {
  /// A draft was begun.
  case created(id: String, procedure: String, measure: String, enterprise: String, enterpriseName: String, by: String, content: Content)
  /// What is stated was kept.
  case saved(content: Content)
  /// The claim was handed in and went to its office.
  case submitted(content: Content, office: String, receipt: CaseState.Receipt, decision: RecordedDecision, step: String, clock: Clock?)
  /// The correction was handed in; the clock goes on.
  case corrected(content: Content, receipt: CaseState.Receipt, decision: RecordedDecision, clock: Clock?)
  /// The enterprise took it back.
  case withdrawn(reason: String?)
  /// Its call closed before it was handed in.
  case missed(call: String)
  /// A reviewer took it.
  case taken(by: String)
  /// It was put back; `by` may be a colleague of who had taken it.
  case putBack(by: String)
  /// Marked fields are to be corrected; the clock stands still.
  case correctionAsked(review: CaseState.Review, items: [CaseState.Correction.Item], clock: Clock?)
  /// A reviewer accepted a sum.
  case accepted(review: CaseState.Review, decision: RecordedDecision, promises: [CaseState.Promise], next: String, clock: Clock?)
  /// The claim was refused.
  case refused(review: CaseState.Review)
  /// It went back to an earlier review.
  case sentBack(review: CaseState.Review, to: String, clock: Clock?)
  /// A promised paper came.
  case promiseKept(file: PaperFile, on: CivilDate)
  /// It is in a plan.
  case planned(plan: String, next: String, clock: Clock?, budgetYear: Int?)
  /// It is on a notice, whose clock runs.
  case noticed(notice: String, clock: Clock?, budgetYear: Int?)
  /// Somebody objects to it.
  case disputed(objection: String)
  /// An objection is settled; `granted` is the new sum where it was lowered.
  case settled(objection: String, granted: Money?, refused: Bool)
  /// The notice is over.
  case confirmed(next: String, clock: Clock?)
  /// It is in the budget of a year.
  case budgeted(year: Int, next: String, clock: Clock?)
  /// The money was released.
  case released(order: String, next: String, clock: Clock?)
  /// A payment was ordered.
  case ordered(batch: String)
  /// The bank paid; without a next step the case is completed.
  case paid(payment: CaseState.Payment, next: String?, clock: Clock?)
  /// The bank returned the payment.
  case bankReturned(reason: String, day: CivilDate)
  /// The enterprise stated another account. `before` is the number of the old one with all but its end hidden; no payment is ordered to the
  /// new one before `usableFrom`. Both are missing where it was changed before there was a waiting time.
  case accountChanged(bank: BankAccount, before: String?, usableFrom: CivilDate?)
  /// The use of the money was reported; the case is completed.
  case reported(report: String)
  /// What was paid is demanded back.
  case recoveryDemanded(amount: Money, finding: String, day: CivilDate)
  /// Money came back.
  case recovered(amount: Money, reference: String, day: CivilDate)
  /// Papers promised for later came with a correction.
  case promisesMet(papers: [String], on: CivilDate)
  /// It was ended after its notice.
  case stopped(review: CaseState.Review)
  /// The bank sent back what it had called paid; it waits at the step of payment for another account.
  case paidReturned(step: String, reason: String, day: CivilDate)
  /// The demand was dropped, as far as it was open.
  case demandWithdrawn(amount: Money, reason: String, day: CivilDate)
  /// Money that came back went to the public purse.
  case handedOn(amount: Money, reference: String, day: CivilDate)

  /// The name under which the log keeps it.
  public var type: String {
    switch self {
    case .created: "case.created"
    case .saved: "case.saved"
    case .submitted: "case.submitted"
    case .corrected: "case.corrected"
    case .withdrawn: "case.withdrawn"
    case .missed: "case.missed"
    case .taken: "case.taken"
    case .putBack: "case.put_back"
    case .correctionAsked: "case.correction_asked"
    case .accepted: "case.accepted"
    case .refused: "case.refused"
    case .sentBack: "case.sent_back"
    case .promiseKept: "case.promise_kept"
    case .planned: "case.planned"
    case .noticed: "case.noticed"
    case .disputed: "case.disputed"
    case .settled: "case.settled"
    case .confirmed: "case.confirmed"
    case .budgeted: "case.budgeted"
    case .released: "case.released"
    case .ordered: "case.ordered"
    case .paid: "case.paid"
    case .bankReturned: "case.bank_returned"
    case .accountChanged: "case.account_changed"
    case .reported: "case.reported"
    case .recoveryDemanded: "case.recovery_demanded"
    case .recovered: "case.recovered"
    case .promisesMet: "case.promises_met"
    case .stopped: "case.stopped"
    case .paidReturned: "case.paid_returned"
    case .demandWithdrawn: "case.demand_withdrawn"
    case .handedOn: "case.handed_on"
    }
  }
}
