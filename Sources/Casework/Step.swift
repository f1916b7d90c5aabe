public import Values
public import WorkingDays

/// Where a step is handled.
public enum Level: String, Sendable, Hashable, Codable, CaseIterable {
  /// At the enterprise that applies.
  case applicant
  /// At the office that took the claim.
  case district
  /// At the bureau of the city.
  case city
  /// Before everybody; no step is handled there.
  case open = "public"
}

/// What a reviewer can decide.
public enum ReviewOutcome: String, Sendable, Hashable, Codable, CaseIterable {
  /// Accepted.
  case accept
  /// The enterprise corrects marked fields; the clock is paused (补正).
  case correct
  /// Accepted, with papers promised for later (容缺).
  case acceptWithPromise = "accept_with_promise"
  /// Refused.
  case refuse
  /// Back to the review before; from a plan as well.
  case sendBack = "send_back"
  /// Ended after the notice, by the office that the procedure names (终止).
  case stop
}

extension Procedure {
  /// One stage of a procedure (环节).
  public struct Step: Sendable {
    /// What happens in a step.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
      /// An officer reviews a case.
      case review
      /// An office collects cases in a plan (拟下达项目计划).
      case plan
      /// The plan is on public notice (公示).
      case notice
      /// The sums enter the next year's budget.
      case budget
      /// Finance releases the money (下达).
      case release
      /// The bank pays (拨付).
      case payment
      /// The use of the money is reported (绩效).
      case report
    }

    /// Its id.
    public let id: String
    /// Its name.
    public let title: Bilingual
    /// What happens in it.
    public let kind: Kind
    /// Who handles it.
    public let role: Role
    /// Where it is handled.
    public let level: Level
    /// The time it may take, for a notice the time it lasts; nil where none is set.
    public let clock: ClockRule?
    /// What sets the time.
    public let clockBasis: Bilingual?
    /// For a review: what can be decided; for a plan, whether a claim can go back.
    public let outcomes: Set<ReviewOutcome>
    /// Steps whose reviewer may not handle this one.
    public let apartFrom: [String]
    /// For a review: days within which promised papers must arrive.
    public let promise: ClockRule?
    /// For a review: days within which a correction must be handed in; after them the claim may be refused. Nil: no time is set.
    public let correction: ClockRule?
    /// The article that states it.
    public let article: String?

    /// One stage of a procedure.
    public init(
      id: String, title: Bilingual, kind: Kind, role: Role, level: Level, clock: ClockRule?, clockBasis: Bilingual?,
      outcomes: Set<ReviewOutcome>, apartFrom: [String], promise: ClockRule?, correction: ClockRule? = nil, article: String?
    ) {
      self.id = id
      self.title = title
      self.kind = kind
      self.role = role
      self.level = level
      self.clock = clock
      self.clockBasis = clockBasis
      self.outcomes = outcomes
      self.apartFrom = apartFrom
      self.promise = promise
      self.correction = correction
      self.article = article
    }
  }
}
