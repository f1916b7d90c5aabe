public import Values
public import WorkingDays

/// The parts of a procedure other than its steps.
extension Procedure {
  /// Which office takes a claim: by the value of one fact.
  public struct Routing: Sendable {
    /// The fact that names the place of registration.
    public let fact: String
    /// By the value of the fact: the office.
    public let offices: [String: Office]

    /// Offices by the value of a fact.
    public init(fact: String, offices: [String: Office]) {
      self.fact = fact
      self.offices = offices
    }
  }

  /// An office that handles claims.
  public struct Office: Sendable, Hashable, Codable {
    /// Its id.
    public let id: String
    /// Its Chinese name.
    public let zh: String
    /// Its English name.
    public let en: String
    /// Where people ask, such as a telephone number; nil where none is stated.
    public let contact: String?

    /// An office.
    public init(id: String, zh: String, en: String, contact: String? = nil) {
      self.id = id
      self.zh = zh
      self.en = en
      self.contact = contact
    }

    /// Its name.
    public var name: Bilingual { Bilingual(zh: zh, en: en) }
  }

  /// A paper a claim needs (申报材料).
  public struct Paper: Sendable, Hashable {
    /// Its id.
    public let id: String
    /// Its name.
    public let title: Bilingual
    /// What to look for in it.
    public let help: Bilingual?
    /// The measures that need it; empty for all.
    public let measures: [String]
    /// Whether a claim is complete without it.
    public let isOptional: Bool
    /// Whether it may be promised for later (容缺受理).
    public let isDeferrable: Bool

    /// A paper a claim needs.
    public init(id: String, title: Bilingual, help: Bilingual?, measures: [String], isOptional: Bool, isDeferrable: Bool) {
      self.id = id
      self.title = title
      self.help = help
      self.measures = measures
      self.isOptional = isOptional
      self.isDeferrable = isDeferrable
    }
  }

  /// Something asked beside facts: no rule reads it, but people and checks do.
  public struct Particular: Sendable, Hashable {
    /// Its id.
    public let id: String
    /// What it is called.
    public let label: Bilingual
    /// What to write.
    public let help: Bilingual?
    /// The measures that ask it; empty for all.
    public let measures: [String]
    /// Whether it may be left out.
    public let isOptional: Bool

    /// Something asked beside facts.
    public init(id: String, label: Bilingual, help: Bilingual?, measures: [String], isOptional: Bool) {
      self.id = id
      self.label = label
      self.help = help
      self.measures = measures
      self.isOptional = isOptional
    }
  }

  /// A reason that officers choose, for the outcomes it explains.
  public struct Reason: Sendable, Hashable {
    /// Its code.
    public let code: String
    /// What it says to the enterprise.
    public let text: Bilingual
    /// The outcomes it is offered for.
    public let outcomes: Set<ReviewOutcome>

    /// A reason for outcomes.
    public init(code: String, text: Bilingual, outcomes: Set<ReviewOutcome>) {
      self.code = code
      self.text = text
      self.outcomes = outcomes
    }
  }

  /// How a field looks in public.
  public struct MaskedField: Sendable, Hashable {
    /// How much of it is shown.
    public enum Rule: String, Sendable, Hashable, CaseIterable {
      /// All of it.
      case show
      /// First and last characters.
      case part
      /// Nothing.
      case hide
    }
    /// The field of the applicant's name. All others are particulars.
    public static let applicantName = "enterprise_name"  // a word of the format, such as `zh`; no fact
    /// The field: the applicant's name or a particular.
    public let field: String
    /// How much of it is shown.
    public let rule: Rule

    /// How a field looks in public.
    public init(field: String, rule: Rule) {
      self.field = field
      self.rule = rule
    }
  }

  /// Who may end a claim after its notice, before it is paid (终止).
  public struct StopRule: Sendable, Hashable {
    /// In which role.
    public let role: Role
    /// Where.
    public let level: Level
    /// The article.
    public let article: String

    /// Who may end a claim after its notice.
    public init(role: Role, level: Level, article: String) {
      self.role = role
      self.level = level
      self.article = article
    }
  }

  /// How objections are handled (异议处理).
  public struct ObjectionRule: Sendable {
    /// The time to settle one at each level.
    public let clock: ClockRule
    /// The levels, first to last.
    public let levels: [Level]
    /// The time after a finding in which the next level can be asked, before the finding takes effect; nil where none is set.
    public let escalation: ClockRule?
    /// Whether a unit has to hand in a sealed paper.
    public let needsSealedPaper: Bool
    /// What a person has to state.
    public let identity: Bilingual
    /// The article.
    public let article: String

    /// How objections are handled.
    public init(
      clock: ClockRule, levels: [Level], escalation: ClockRule? = nil, needsSealedPaper: Bool = false, identity: Bilingual, article: String
    ) {
      self.clock = clock
      self.levels = levels
      self.escalation = escalation
      self.needsSealedPaper = needsSealedPaper
      self.identity = identity
      self.article = article
    }
  }

  /// Somebody who bears a part of what a measure grants (分担).
  public struct Payer: Sendable, Hashable {
    /// Who.
    public enum Bearer: String, Sendable, Hashable, CaseIterable {
      /// The office that took the claim.
      case office
    }
    /// The measure.
    public let measure: String
    /// The output of the measure that states the part, in CNY.
    public let output: String
    /// Who bears it.
    public let bearer: Bearer

    /// Somebody who bears a part.
    public init(measure: String, output: String, bearer: Bearer) {
      self.measure = measure
      self.output = output
      self.bearer = bearer
    }
  }

  /// Where the value of a limit's dimension comes from.
  public enum DimensionSource: Sendable, Hashable {
    /// The credit code.
    case enterprise
    /// The year of a date or the number in a fact.
    case year(fact: String)
    /// A particular, spaces and width ignored.
    case particular(String)
  }
}
