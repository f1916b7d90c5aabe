public import Casework
public import Diagnostics
public import Rules
public import Values

/// Every policy package, loaded, checked and compiled: what all commands and services read.
public struct PolicyBook: Sendable {
  /// The documents, in order of their ids.
  public let documents: [PolicyDocument]
  /// Every provision, in the order of the documents.
  public let clauses: [Clause]
  /// The provisions that compute, in the order of the clauses.
  public let measures: [Measure]
  /// By fact index: words for people.
  public let facts: [FactInfo]
  /// Units responsible, by id.
  public let organisations: [String: Organisation]
  /// The days on which people work, as far as they are published.
  public let calendar: WorkingCalendar
  /// The roads that claims take.
  public let procedures: [Procedure]
  /// The compiled rules.
  public let program: Program
  /// By document id: whom the document addresses, where it says so. Lists put what is addressed to others last; no decision tests it.
  public let addresses: [String: NodeID]
  /// By position in the program: what people call a parameter, where it has a label.
  public let parameterLabels: [Int: Bilingual]
  /// By position in the program: what people call a definition, where it has a label.
  public let definitionLabels: [Int: Bilingual]
  /// The years whose holidays are published, ascending; the days themselves are in the program's calendar.
  public let calendarYears: [PublishedYear]
  /// SHA-256 over every file that decides anything (names and contents), in hexadecimal.
  public let contentHash: String
  /// What is not wrong but worth a look.
  public let warnings: [Diagnostic]
  private let measurePositions: [String: Int]
  private let clausePositions: [String: Int]

  init(
    documents: [PolicyDocument], clauses: [Clause], measures: [Measure], facts: [FactInfo], organisations: [String: Organisation],
    calendar: WorkingCalendar, calendarYears: [PublishedYear], procedures: [Procedure], program: Program, addresses: [String: NodeID],
    parameterLabels: [Int: Bilingual], definitionLabels: [Int: Bilingual], contentHash: String, warnings: [Diagnostic]
  ) {
    self.addresses = addresses
    self.calendar = calendar
    self.procedures = procedures
    self.parameterLabels = parameterLabels
    self.definitionLabels = definitionLabels
    self.calendarYears = calendarYears
    self.documents = documents
    self.clauses = clauses
    self.measures = measures
    self.facts = facts
    self.organisations = organisations
    self.program = program
    self.contentHash = contentHash
    self.warnings = warnings
    measurePositions = Dictionary(uniqueKeysWithValues: measures.enumerated().map { ($1.id, $0) })
    clausePositions = Dictionary(uniqueKeysWithValues: clauses.enumerated().map { ($1.id, $0) })
  }

  /// The measure of this id.
  public func measure(_ id: String) -> Measure? { measurePositions[id].map { measures[$0] } }

  /// The clause of this id.
  public func clause(_ id: String) -> Clause? { clausePositions[id].map { clauses[$0] } }

  /// The measure of this id, or what to say about an id that is none.
  public func find(_ id: String) -> Result<Measure, Diagnostic> {
    if let measure = measure(id) { return .success(measure) }
    if let clause = clause(id) {
      return .failure(
        Diagnostic(
          .unknownMeasure, "`\(id)` (\(clause.title.zh)) computes nothing: it is a provision of kind `\(clause.kind.rawValue)`",
          help: "`huiqi show \(id)` tells what it says"))
    }
    let near = nearestName(to: id, among: measures.map(\.id))
    return .failure(
      Diagnostic(.unknownMeasure, "there is no measure `\(id)`", help: near.map { "did you mean `\($0)`?" } ?? "`huiqi list` shows all"))
  }

  /// The clause of a measure.
  public func clause(of measure: Measure) -> Clause { clauses[measure.clause] }

  /// The document of a measure.
  public func document(of measure: Measure) -> PolicyDocument { documents[clause(of: measure).document] }

  /// Number and article, as people cite a clause.
  public func citation(of clause: Clause) -> String {
    let document = documents[clause.document]
    return (document.number ?? "《\(document.title.zh)》") + " " + clause.article
  }

  /// The procedure of this id.
  public func procedure(_ id: String) -> Procedure? { procedures.first { $0.id == id } }

  /// The procedure by which a measure is claimed; nil where none is set up.
  public func procedure(for measure: String) -> Procedure? { procedures.first { $0.measures.contains(measure) } }

  /// What should be said beside a decision on this date: the document has no dates, or its period has ended.
  public func cautions(for measure: Measure, on day: CivilDate) -> [Diagnostic] {
    let document = document(of: measure)
    switch document.window {
    case .undated:
      return [
        Diagnostic(
          .undatedDocument, "《\(document.title.zh)》未载明施行期限：只作测算，不作为拨付依据 (no dates: computed, never paid)", severity: .warning)
      ]
    case .dated(let from, let to, _):
      if let to, day > to {
        return [
          Diagnostic(
            .expiredWindow, "\(document.number ?? document.id) 已于 \(to) 到期，认定日为 \(day) (the period of the document has ended)",
            severity: .warning)
        ]
      }
      if day < from {
        return [
          Diagnostic(
            .expiredWindow, "\(document.number ?? document.id) 自 \(from) 起施行，认定日为 \(day) (not yet in force)", severity: .warning)
        ]
      }
      return []
    }
  }
}
