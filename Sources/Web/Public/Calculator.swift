import Policy
import Rules
import Values

/// What the calculator does with a state of it: which measures are meant, what to ask next, how they stand.
struct Calculator {
  let content: PublicContent
  let state: CalculatorState

  /// What comes next.
  enum Turn: Sendable {
    /// Nothing is chosen yet.
    case start
    /// A question, with why it is asked and how many could follow. `turning` is empty where it was asked for by the address alone.
    case ask(fact: FactIndex, turning: [Measure], stake: Money, open: Int)
    /// Nothing left to ask, or enough.
    case results(open: Int)
    /// The address carries a good answer: go there.
    case answered(CalculatorState)
  }

  /// A turn with how everything stands.
  struct Outcome: Sendable {
    let turn: Turn
    let board: CalculatorBoard
    /// Why the typed answer is none.
    var refusal: AnswerRefusal?
  }

  private var book: PolicyBook { content.book }

  /// The day of decision.
  var asOf: CivilDate { state.asOf ?? content.today() }

  /// What the state leads to.
  func outcome() -> Outcome {
    var refusal: AnswerRefusal?
    if let name = state.asking, let fact = book.program.schema.fact(named: name), let typed = state.typed {
      switch FactsReader(book).read(typed: typed.joined(separator: ","), for: fact) {
      case .success(let value):
        var next = state.settled
        next.give(name, CalculatorState.Given(fact, value, book))
        return Outcome(turn: .answered(next), board: CalculatorBoard([], []))
      case .failure(let problem): refusal = problem
      }
    }
    if state.scope == .none { return Outcome(turn: .start, board: CalculatorBoard([], [])) }
    let stated = state.facts(book)
    return content.pool.with { answerer in
      let measures = measures(answerer, stated)
      let board = CalculatorBoard(measures, answerer.match(measures, stated: stated, asOf: asOf))
      let questions = answerer.questions(board.maybe.map(\.measure) + unsettled(board), stated: stated, asOf: asOf)
      let asked = board.maybe.map(\.measure) + unsettled(board)
      let open = questions.filter { !state.skipped.contains(book.facts[$0.fact].name) }
      if let name = state.asking, let fact = book.program.schema.fact(named: name) {
        let question = questions.first { $0.fact == fact }
        let turning = question.map { $0.rules.map { asked[$0] } } ?? measures.filter { $0.rule.facts.contains(fact) }
        return Outcome(
          turn: .ask(fact: fact, turning: turning, stake: question?.moneyAtStake ?? .zero, open: open.count), board: board, refusal: refusal
        )
      }
      guard !state.isDone, let next = open.first else { return Outcome(turn: .results(open: open.count), board: board) }
      return Outcome(
        turn: .ask(fact: next.fact, turning: next.rules.map { asked[$0] }, stake: next.moneyAtStake, open: open.count), board: board)
    }
  }

  /// Measures that hold already but whose sum is open.
  private func unsettled(_ board: CalculatorBoard) -> [Measure] {
    board.yes.filter { !$0.decision.missing.isEmpty }.map(\.measure)
  }

  /// The measures in question. Of a document those that pay, or all where none does.
  private func measures(_ answerer: Answerer, _ stated: [Value?]) -> [Measure] {
    switch state.scope {
    case .none: return []
    case .paying: return answerer.concerned(among: book.measures, stated: stated, asOf: asOf)
    case .measure(let id): return book.measure(id).map { [$0] } ?? []
    case .document(let id):
      let all = book.measures.filter { book.document(of: $0).id == id }
      let paying = all.filter { book.pays($0) }
      return paying.isEmpty ? all : paying
    }
  }
}
