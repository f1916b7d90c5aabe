import Policy
import Rules
import Values

/// The measures in question with their answers so far, in three heaps: yes, maybe, no.
struct CalculatorBoard: Sendable {
  /// A measure with its answer.
  struct Row: Sendable {
    let measure: Measure
    let decision: Decision
  }

  let yes: [Row]
  let maybe: [Row]
  let no: [Row]

  /// Sorts: what pays most first; what needs the fewest answers first; refusals in the order of the book.
  init(_ measures: [Measure], _ decisions: [Decision]) {
    let rows = zip(measures, decisions).map { Row(measure: $0, decision: $1) }
    func most(_ row: Row) -> Int64 { row.decision.amount.map { ($0.upper ?? .greatest).minor } ?? -1 }
    func sorted(_ outcome: Outcome, _ isBefore: (Row, Row) -> Bool) -> [Row] {
      rows.enumerated().filter { $0.element.decision.outcome == outcome }
        .sorted { a, b in isBefore(a.element, b.element) || !isBefore(b.element, a.element) && a.offset < b.offset }.map(\.element)
    }
    yes = sorted(.eligible) { most($0) > most($1) }
    maybe = sorted(.undetermined) { a, b in
      a.decision.missing.count != b.decision.missing.count ? a.decision.missing.count < b.decision.missing.count : most(a) > most(b)
    }
    no = rows.filter { $0.decision.outcome == .ineligible }
  }
}

/// The three heaps beside a question.
struct BoardView {
  let content: PublicContent
  let say: Voice
  let state: CalculatorState

  /// How many of each heap are shown beside a question.
  static let inSight = 5

  /// What the template prints.
  func view(_ board: CalculatorBoard) -> View {
    let sentences = Sentences(content.book, say.language)
    func heap(_ key: String, _ rows: [CalculatorBoard.Row]) -> View {
      if rows.isEmpty { return .absent }
      let rest = rows.count - BoardView.inSight
      return [
        "title": .text(say(key, ["n": String(rows.count)])),
        "rows": .list(rows.prefix(BoardView.inSight).map { row($0, sentences) }),
        "more": rest > 0 ? .text(say("and_more", ["n": String(rest)])) : .absent,
      ]
    }
    return [
      "yes": heap("heap_yes", board.yes), "maybe": heap("heap_maybe", board.maybe), "no": heap("heap_no", board.no),
      "all": .text(state.done.address),
    ]
  }

  private func row(_ row: CalculatorBoard.Row, _ sentences: Sentences) -> View {
    let clause = content.book.clause(of: row.measure)
    let isRefused = row.decision.outcome == .ineligible
    return [
      "title": .text(clause.title[say.language]), "path": .text(PublicContent.path(of: clause)),
      "verdict": isRefused
        ? .text(say("no_because", ["reason": SumText.reason(row.decision, row.measure, sentences, say)]))
        : .text(SumText.verdict(row.decision, say)),
    ]
  }
}
