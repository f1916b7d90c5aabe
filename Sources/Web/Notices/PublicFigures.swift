import Casework
import Policy
import Service
import Values

/// The figures of all claims as everybody may read them: nothing that would tell what a single claim got before its notice tells it.
///
/// Sums count from the notice on. Measures and offices with few claims of a year are not told apart, so that no row speaks of one or two
/// enterprises; their sum stands in a row of its own, and the total is that of all.
struct PublicFigures: Sendable {
  /// The fewest claims that have a row of their own.
  static let least = 3

  /// What the row is about.
  struct Subject: Sendable, Hashable {
    let measure, office: String
  }

  /// One row.
  struct Line: Sendable, Equatable {
    let year: Int
    /// The measure and the office; nil for the row of those with few claims.
    let subject: Subject?
    var claims = 0
    var granted = Money.zero
    var paid = Money.zero

    mutating func add(_ other: Line) {
      claims += other.claims
      granted = granted.adding(other.granted) ?? .greatest
      paid = paid.adding(other.paid) ?? .greatest
    }
  }

  /// The latest year first, by measure and office; rows of few claims at the end of their year.
  let lines: [Line]

  init(_ counts: [CaseService.Count], _ book: PolicyBook) {
    let published = Set(book.procedures.flatMap(Self.published))
    struct Key: Hashable {
      let year: Int
      let subject: Subject?
    }
    var rows: [Key: Line] = [:]
    func add(_ line: Line, to rows: inout [Key: Line]) {
      rows[Key(year: line.year, subject: line.subject), default: Line(year: line.year, subject: line.subject)].add(line)
    }
    for count in counts {
      let subject = Subject(measure: count.measure, office: count.office)
      let granted = published.contains(count.place) ? count.granted : .zero
      add(Line(year: count.year, subject: subject, claims: count.cases, granted: granted, paid: count.paid), to: &rows)
    }
    var told: [Key: Line] = [:]
    for line in rows.values {
      let subject = line.claims < Self.least ? nil : line.subject
      add(Line(year: line.year, subject: subject, claims: line.claims, granted: line.granted, paid: line.paid), to: &told)
    }
    func order(_ line: Line) -> (Int, Int, String, String) {
      (-line.year, line.subject == nil ? 1 : 0, line.subject?.measure ?? "", line.subject?.office ?? "")
    }
    lines = told.values.sorted { order($0) < order($1) }
  }

  /// Where the claims stand whose sums their notice has told.
  private static func published(_ procedure: Procedure) -> [String] {
    guard let notice = procedure.steps.firstIndex(where: { $0.kind == .notice }) else { return [] }
    let phases = [CaseState.Phase.open, .running, .returned].map(\.rawValue)
    let later = procedure.steps[(notice + 1)...].flatMap { step in phases.map { step.id + "/" + $0 } }
    return [procedure.steps[notice].id + "/" + CaseState.Phase.running.rawValue, CaseState.Ending.completed.rawValue] + later
  }
}
