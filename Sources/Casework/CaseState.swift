public import Values
public import WorkingDays

/// Everything known of one claim (办件), folded from its events.
public struct CaseState: Sendable, Codable, Equatable {
  /// Its id.
  public let id: String
  /// The procedure it follows.
  public let procedure: String
  /// The measure it claims.
  public let measure: String
  /// The credit code of the enterprise.
  public let enterprise: String
  /// The name of the enterprise.
  public let enterpriseName: String
  /// The account that began it.
  public let createdBy: String
  /// Where it stands.
  public internal(set) var position: Position
  /// What was stated and handed in.
  public internal(set) var content: Content
  /// The office that took it.
  public internal(set) var office: String?
  /// The proof that it was handed in.
  public internal(set) var receipt: Receipt?
  /// The proofs that corrections were handed in, first to last.
  public internal(set) var correctionReceipts: [Receipt]
  /// The latest computed decision.
  public internal(set) var decision: RecordedDecision?
  /// The sum granted by the latest review.
  public internal(set) var granted: Money?
  /// What reviewers decided, first to last.
  public internal(set) var reviews: [Review]
  /// The correction asked for, while it is open.
  public internal(set) var correction: Correction?
  /// Steps that have used their one round of correction.
  @InOrder public internal(set) var correctedSteps: Set<String>
  /// Papers promised for later.
  public internal(set) var promises: [Promise]
  /// The clock of the step; on a running notice, that of the notice.
  public internal(set) var clock: Clock?
  /// The reviewer who has taken it.
  public internal(set) var takenBy: String?
  /// The plan it is in.
  public internal(set) var plan: String?
  /// The notice it is on.
  public internal(set) var notice: String?
  /// Open objections.
  @InOrder public internal(set) var disputes: Set<String>
  /// The year whose budget pays.
  public internal(set) var budgetYear: Int?
  /// The order by which the money was released.
  public internal(set) var releaseOrder: String?
  /// The payment batch it is in.
  public internal(set) var batch: String?
  /// Payments that went through and were not sent back.
  public internal(set) var payments: [Payment]
  /// Why the bank returned the last payment; nil when nothing is returned.
  public internal(set) var bankReturn: String?
  /// The first day on which a payment can be ordered to an account that was changed; nil where none was.
  public internal(set) var accountUsableFrom: CivilDate?
  /// The recovery, once fraud was found.
  public internal(set) var recovery: Recovery?
  /// How many events it has.
  public internal(set) var version: Int64

  /// Where a case stands.
  public enum Position: Sendable, Codable, Hashable {
    /// Not yet handed in.
    case draft
    /// At a step of the procedure.
    case at(step: String, phase: Phase)
    /// At its end.
    case ended(Ending)
  }

  /// Where a case stands within a step.
  public enum Phase: String, Sendable, Codable, Hashable {
    /// Waits for whoever handles the step.
    case open
    /// Waits for the enterprise to correct it; the clock is paused.
    case correcting
    /// In a plan, notice, release or batch that runs.
    case running
    /// The bank returned the payment.
    case returned
  }

  /// How a case ends.
  public enum Ending: String, Sendable, Codable, Hashable {
    /// Paid and, where that is asked, reported on.
    case completed
    /// Refused at a review or over an objection.
    case refused
    /// Taken back.
    case withdrawn
    /// A draft whose call closed.
    case missed
    /// Ended after its notice, before it was paid (终止).
    case stopped
  }

  /// The proof that a claim was handed in (回执).
  public struct Receipt: Sendable, Codable, Hashable {
    /// Its number.
    public let number: String
    /// When, RFC 3339.
    public let at: String
    /// SHA-256 of what was handed in, in hexadecimal.
    public let sha256: String
    /// The last day of the step that took it, by the calendar of that day: what a receipt says, it says for ever. Nil where the step has no
    /// clock.
    public internal(set) var due: Deadline?

    /// The proof that a claim was handed in.
    public init(number: String, at: String, sha256: String) {
      self.number = number
      self.at = at
      self.sha256 = sha256
    }
  }

  /// What one reviewer decided.
  public struct Review: Sendable, Codable, Hashable {
    /// The step.
    public let step: String
    /// The account that decided.
    public let by: String
    /// The day.
    public let day: CivilDate
    /// The outcome.
    public let outcome: ReviewOutcome
    /// The sum granted.
    public let granted: Money?
    /// The code of the reason.
    public let reason: String?
    /// The words of the reviewer.
    public let note: String?
  }

  /// A request for correction (补正).
  public struct Correction: Sendable, Codable, Hashable {
    /// What has to be corrected.
    public let items: [Item]
    /// The words of the reviewer.
    public let note: String?
    /// When it was asked for.
    public let askedOn: CivilDate

    /// One thing to correct.
    public struct Item: Sendable, Codable, Hashable {
      /// The field, as `Content.fields(differingFrom:)` names it.
      public let field: String
      /// The code of the reason.
      public let reason: String
      /// What is wrong with it.
      public let note: String?

      /// One thing to correct.
      public init(field: String, reason: String, note: String?) {
        self.field = field
        self.reason = reason
        self.note = note
      }
    }
  }

  /// A paper promised for later (容缺).
  public struct Promise: Sendable, Codable, Hashable {
    /// The paper.
    public let paper: String
    /// The last day.
    public let due: CivilDate
    /// When it arrived.
    public internal(set) var keptOn: CivilDate?
  }

  /// A payment that went through.
  public struct Payment: Sendable, Codable, Hashable {
    /// The sum.
    public let amount: Money
    /// The day the bank paid.
    public let day: CivilDate
    /// The bank's reference.
    public let reference: String
  }

  /// Money demanded back (追回).
  public struct Recovery: Sendable, Codable, Hashable {
    /// The sum demanded; less what of the demand was dropped.
    public internal(set) var demanded: Money
    /// Why.
    public let finding: String
    /// When it was demanded.
    public let day: CivilDate
    /// What came back.
    public internal(set) var received: Money
    /// What of it was handed to the public purse.
    public internal(set) var handedOn: Money
  }

  /// What was paid in all.
  public var paid: Money { payments.reduce(.zero) { $0.adding($1.amount) ?? .greatest } }

  /// The step it stands at; nil for drafts and ended cases.
  public var step: String? { if case .at(let step, _) = position { step } else { nil } }

  /// The phase within the step; nil for drafts and ended cases.
  public var phase: Phase? { if case .at(_, let phase) = position { phase } else { nil } }

  /// Whether promised papers are still missing.
  public var hasOpenPromises: Bool { promises.contains { $0.keptOn == nil } }
}

/// A computed decision as a case keeps it: the whole record is stored under its hash.
public struct RecordedDecision: Sendable, Codable, Hashable {
  /// What came out: `eligible` or `ineligible` or `undetermined`.
  public let outcome: String
  /// The sum; nil where none is due or it is not known.
  public let amount: Money?
  /// What of the sum the office of the case bears, rounded down to the 分; nil where the city bears all of it.
  public let officePart: Money?
  /// Whether the sum is a ceiling within which an officer decides.
  public let isCeiling: Bool
  /// The day of decision.
  public let asOf: CivilDate
  /// SHA-256 of the decision record, in hexadecimal.
  public let recordSHA256: String
  /// SHA-256 of the policy packages, in hexadecimal.
  public let packagesSHA256: String

  /// A computed decision.
  public init(
    outcome: String, amount: Money?, officePart: Money? = nil, isCeiling: Bool, asOf: CivilDate, recordSHA256: String,
    packagesSHA256: String
  ) {
    self.outcome = outcome
    self.amount = amount
    self.officePart = officePart
    self.isCeiling = isCeiling
    self.asOf = asOf
    self.recordSHA256 = recordSHA256
    self.packagesSHA256 = packagesSHA256
  }
}
