public import Values

/// What somebody wants to do with a case.
public enum CaseCommand: Sendable, Equatable {
  /// Begins a draft.
  case create(id: String, measure: String, enterprise: String, enterpriseName: String, content: Content)
  /// Keeps the content of a draft, or of a claim under correction.
  case save(Content)
  /// Hands it in, or hands in the correction.
  case submit(Submission)
  /// Takes it back.
  case withdraw(reason: String?)
  /// Closes a draft whose call has closed.
  case miss(call: String)
  /// A reviewer takes it, so that colleagues see who has it.
  case take
  /// A reviewer puts it back.
  case putBack
  /// Asks the enterprise to correct marked fields.
  case askCorrection(items: [CaseState.Correction.Item], note: String?)
  /// Accepts a sum; with papers promised for later where the step offers it.
  case accept(Acceptance)
  /// Refuses the claim.
  case refuse(reason: String, note: String)
  /// Sends it back to the review before.
  case sendBack(reason: String, note: String)
  /// Hands in a promised paper.
  case keepPromise(PaperFile)
  /// Puts it in a plan.
  case plan(String)
  /// Puts it on a notice.
  case notice(String)
  /// Somebody objects.
  case dispute(String)
  /// An objection is settled: the sum stays, is lowered, or the claim is refused.
  case settle(objection: String, result: Settlement)
  /// The notice has ended.
  case confirm
  /// The sum enters the budget of a year.
  case budget(year: Int)
  /// Finance releases the money.
  case release(order: String)
  /// A payment batch takes it.
  case order(batch: String)
  /// The bank paid.
  case pay(reference: String)
  /// The bank returned the payment.
  case bankReturn(reason: String)
  /// The enterprise states another account; no payment is ordered to it before the day named.
  case changeAccount(BankAccount, usableFrom: CivilDate)
  /// The use of the money is reported.
  case report(String)
  /// Fraud was found: the money is demanded back.
  case demandRecovery(finding: String)
  /// Money came back.
  case receiveRecovery(amount: Money, reference: String)
  /// The demand, as far as it is still open, is dropped.
  case withdrawDemand(reason: String)
  /// Money that came back is handed to the public purse.
  case handOn(amount: Money, reference: String)
  /// The claim is ended after its notice, before it is paid.
  case stop(reason: String, note: String)
  /// The bank sends back what it had called paid.
  case returnPaid(reason: String)

  /// What handing in a claim needs.
  public struct Submission: Sendable, Equatable {
    /// The declaration of truth was confirmed.
    public let isDeclared: Bool
    /// The enterprise wants an officer to look although the computed decision is "not eligible".
    public let insists: Bool
    /// The place of registration, as the routing fact states it.
    public let place: String?
    /// The computed decision.
    public let decision: RecordedDecision
    /// The proof.
    public let receipt: CaseState.Receipt

    /// What handing in a claim needs.
    public init(isDeclared: Bool, insists: Bool, place: String?, decision: RecordedDecision, receipt: CaseState.Receipt) {
      self.isDeclared = isDeclared
      self.insists = insists
      self.place = place
      self.decision = decision
      self.receipt = receipt
    }
  }

  /// What accepting a claim needs.
  public struct Acceptance: Sendable, Equatable {
    /// The sum granted.
    public let granted: Money?
    /// The decision computed for this review.
    public let decision: RecordedDecision
    /// Why the sum is lower, where it is.
    public let reason: String?
    /// The words of the reviewer.
    public let note: String?
    /// Papers promised for later, with the last day.
    public let promises: [String: CivilDate]

    /// What accepting a claim needs.
    public init(
      granted: Money?, decision: RecordedDecision, reason: String? = nil, note: String? = nil, promises: [String: CivilDate] = [:]
    ) {
      self.granted = granted
      self.decision = decision
      self.reason = reason
      self.note = note
      self.promises = promises
    }
  }

  /// How an objection ends for the line it is about.
  public enum Settlement: Sendable, Equatable {
    /// The objection does not hold: the sum stays.
    case stands
    /// The sum is lowered.
    case lowered(Money)
    /// The claim is refused.
    case refused
  }
}
