import Policy
import Rules
import Values

/// The results: sums, reasons, the smallest change, what to do next.
struct CalculatorResult {
  let page: CalculatorPage
  /// Refused or partly paid measures for which the smallest change is looked for; more would make the page slow and unread.
  static let changesLimit = 12
  /// Changes shown for one measure.
  static let changesInSight = 2

  private var content: PublicContent { page.content }
  private var say: Voice { page.say }
  private var state: CalculatorState { page.state }
  private var book: PolicyBook { content.book }

  /// What the template prints.
  func view(_ board: CalculatorBoard, open: Int) -> View {
    let sentences = Sentences(book, say.language)
    let kept = state.settled
    let facts = kept.query.setting("format", "yaml").address("/calculator/facts")
    let changes = changes(board)
    return [
      "scope": .text(page.scopeName), "day": .text((state.asOf ?? content.today()).shown(say.language)),
      "summary": .text(
        say("summary", ["yes": String(board.yes.count), "maybe": String(board.maybe.count), "no": String(board.no.count)])),
      "open": open == 0 ? .absent : .text(say("open_questions", ["n": String(open)])), "go_on": open == 0 ? .absent : .text(kept.address),
      "yes": .list(board.yes.map { row($0, sentences, changes[$0.measure.id]) }), "has_yes": .flag(!board.yes.isEmpty),
      "maybe": .list(board.maybe.map { row($0, sentences, nil) }), "has_maybe": .flag(!board.maybe.isEmpty),
      "no": .list(board.no.map { row($0, sentences, changes[$0.measure.id]) }), "has_no": .flag(!board.no.isEmpty),
      "is_empty": .flag(board.yes.isEmpty && board.maybe.isEmpty && board.no.isEmpty), "answers": page.answers,
      "answer_count": .text(page.answerCount), "has_answers": .flag(!state.given.isEmpty || !state.skipped.isEmpty),
      "link": .text(kept.done.address), "yaml": .text(facts),
      "json": .text(kept.query.setting("format", "json").address("/calculator/facts")), "restart": "/calculator", "ignored": page.ignored,
      "heading_yes": .text(say("heap_yes", ["n": String(board.yes.count)])),
      "heading_maybe": .text(say("heap_maybe", ["n": String(board.maybe.count)])),
      "heading_no": .text(say("heap_no", ["n": String(board.no.count)])),
    ]
  }

  private func row(_ row: CalculatorBoard.Row, _ sentences: Sentences, _ changes: [NearestChange]?) -> View {
    let clause = book.clause(of: row.measure)
    let state = DocumentState(book.documents[clause.document], on: self.state.asOf ?? content.today())
    let leads = clause.leads.isEmpty ? clause.inferredLeads : clause.leads
    let decision = row.decision
    let known = decision.failed.first.map { index in stated(row.measure.rule.requirements[index].node, sentences) } ?? []
    return [
      "title": .text(clause.title[say.language]), "path": .text(PublicContent.path(of: clause)),
      "citation": .text(book.citation(of: clause)),
      "verdict": .text(SumText.verdict(decision, say)), "caution": .optional(state.caution(say)),
      "review": decision.outcome == .ineligible ? .absent : .optional(row.measure.review?[say.language]),
      "reason": decision.outcome == .ineligible ? .text(SumText.reason(decision, row.measure, sentences, say)) : .absent,
      "stated": .text(say.list(known)),
      "missing": .list(
        decision.missing.prefix(8).map { fact in
          ["label": .text(sentences.label(fact)), "path": .text(self.state.asking(book.facts[fact].name).address)]
        }),
      "has_missing": .flag(!decision.missing.isEmpty),
      "next": leads.isEmpty || decision.outcome == .ineligible
        ? .absent : .text(say(clause.leads.isEmpty ? "next_likely" : "next", ["unit": say.list(content.names(of: leads, say.language))])),
      "changes": .list((changes ?? []).prefix(Self.changesInSight).map { change($0, sentences) }),
      "has_changes": .flag(changes?.isEmpty == false),
    ]
  }

  /// What was stated of the facts of a condition: `企业类型：个人`.
  private func stated(_ node: NodeID, _ sentences: Sentences) -> [String] {
    let facts = state.facts(book)
    return book.program.facts(readBy: [node]).compactMap { fact in
      facts[fact].map { sentences.label(fact) + (say.language == .zh ? "：" : ": ") + sentences.value($0, of: fact) }
    }
  }

  private func change(_ change: NearestChange, _ sentences: Sentences) -> View {
    let to = sentences.value(change.to, of: change.fact)
    let places = ["fact": sentences.label(change.fact), "to": to, "then": SumText.verdict(change.decision, say)]
    guard let from = change.from else { return .text(say("change_unknown", places)) }
    return .text(say("change", places.merging(["from": sentences.value(from, of: change.fact)]) { a, _ in a }))
  }

  /// The smallest changes, by measure: of refusals with the fewest failed conditions, then of what is not paid in full.
  private func changes(_ board: CalculatorBoard) -> [String: [NearestChange]] {
    let refused = board.no.filter { book.pays($0.measure) }.enumerated()
      .sorted { a, b in (a.element.decision.failed.count, a.offset) < (b.element.decision.failed.count, b.offset) }.map(\.element)
    let asked = (board.yes.filter { $0.decision.amount != nil }.prefix(Self.changesLimit / 2) + refused).prefix(Self.changesLimit)
    let stated = state.facts(book)
    let asOf = state.asOf ?? content.today()
    return content.pool.with { answerer in
      Dictionary(
        asked.map { ($0.measure.id, answerer.nearest($0.measure, stated: stated, asOf: asOf)) }, uniquingKeysWith: { a, _ in a })
    }
  }
}
