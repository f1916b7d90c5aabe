public import Values
public import WorkingDays

/// What somebody says against a line of a notice, and what became of it (异议).
public struct Objection: Sendable, Codable, Equatable {
  /// Its id.
  public let id: String
  /// The notice.
  public let notice: String
  /// The case it is about.
  public let caseID: String
  /// Who objects. Seen by those who settle it, never by the public or the enterprise.
  public let objector: Objector
  /// What is said.
  public let text: String
  /// What was handed in with it.
  public let papers: [PaperFile]
  /// Where it is handled now.
  public internal(set) var level: Level
  /// The clock of the level.
  public internal(set) var clock: Clock
  /// The findings of each level, first to last.
  public internal(set) var findings: [Finding]
  /// Whether it is over.
  public internal(set) var isClosed: Bool
  /// How many events it has.
  public internal(set) var version: Int64

  /// Who objects: by name, with proof of identity.
  public struct Objector: Sendable, Codable, Hashable {
    /// A person or a unit.
    public enum Kind: String, Sendable, Codable, Hashable {
      /// A person.
      case person
      /// A unit.
      case organisation
    }
    /// A person or a unit.
    public let kind: Kind
    /// The real name.
    public let name: String
    /// The identity number of a person or the credit code of a unit.
    public let identity: String
    /// How to reach them.
    public let contact: String

    /// Who objects.
    public init(kind: Kind, name: String, identity: String, contact: String) {
      self.kind = kind
      self.name = name
      self.identity = identity
      self.contact = contact
    }
  }

  /// What a level found.
  public struct Finding: Sendable, Codable, Hashable {
    /// How it ends for the line.
    public enum Result: String, Sendable, Codable, Hashable, CaseIterable {
      /// The sum stays.
      case stands
      /// The sum is lowered.
      case lowered
      /// The claim is refused.
      case refused
    }
    /// The level.
    public let level: Level
    /// The account that settled it.
    public let by: String
    /// The day.
    public let day: CivilDate
    /// How it ends for the line.
    public let result: Result
    /// The sum, where it is lowered.
    public let sum: Money?
    /// Why; told to the objector, and to the enterprise where it changes what is granted.
    public let reason: String

    /// What a level found.
    public init(level: Level, by: String, day: CivilDate, result: Result, sum: Money?, reason: String) {
      self.level = level
      self.by = by
      self.day = day
      self.result = result
      self.sum = sum
      self.reason = reason
    }
  }
}

/// What happened to an objection.
public enum ObjectionEvent: Sendable, Codable, Equatable {
  /// It came, in time and by name.
  case received(
    id: String, notice: String, caseID: String, objector: Objection.Objector, text: String, papers: [PaperFile], level: Level, clock: Clock)
  /// A level has settled it.
  case found(Objection.Finding)
  /// The next level looks.
  case escalated(level: Level, clock: Clock)
  /// The finding takes effect.
  case closed

  /// The name under which the log keeps it.
  public var type: String {
    switch self {
    case .received: "objection.received"
    case .found: "objection.found"
    case .escalated: "objection.escalated"
    case .closed: "objection.closed"
    }
  }
}

extension Objection {
  /// The objection after an event. The first is `received`.
  public static func evolve(_ state: Objection?, _ event: ObjectionEvent) -> Objection {
    if case .received(let id, let notice, let caseID, let objector, let text, let papers, let level, let clock) = event {
      return Objection(
        id: id, notice: notice, caseID: caseID, objector: objector, text: text, papers: papers, level: level, clock: clock, findings: [],
        isClosed: false, version: 1)
    }
    guard var state else { preconditionFailure("the first event of an objection is `received`") }
    switch event {
    case .received: preconditionFailure("an objection is received once")
    case .found(let finding): state.findings.append(finding)
    case .escalated(let level, let clock):
      state.level = level
      state.clock = clock
    case .closed: state.isClosed = true
    }
    state.version += 1
    return state
  }

  /// The result that holds for the line, once it is closed.
  public var settlement: CaseCommand.Settlement? {
    guard isClosed, let finding = findings.last else { return nil }
    switch finding.result {
    case .stands: return .stands
    case .refused: return .refused
    case .lowered: return finding.sum.map { .lowered($0) }
    }
  }
}

extension Objection.Objector {
  /// The same with its number as it is written on the document, or nil if it can't be one: a citizen identification number (GB 11643) of
  /// somebody born by then, or a credit code (GB 32100). Whether it is theirs is found out by whoever settles the objection.
  public func identified(on day: CivilDate) -> Objection.Objector? {
    let number: String? =
      switch kind {
      case .person: IdentityNumber(identity).flatMap { $0.born <= day ? $0.text : nil }
      case .organisation: CreditCode(identity, tolerant: true)?.text
      }
    return number.map { Objection.Objector(kind: kind, name: name, identity: $0, contact: contact) }
  }
}
