import Policy
import Rules
import Values

/// The calculator as pages: where it begins, one question, the results.
struct CalculatorPage {
  let content: PublicContent
  let say: Voice
  let state: CalculatorState

  private var book: PolicyBook { content.book }

  /// Where it begins: what to ask about, and on which day; or going on with answers kept before.
  func start(_ resume: FormView = FormView()) -> View {
    let documents = book.documents.enumerated().filter { index, _ in
      book.measures.contains { book.clause(of: $0).document == index }
    }.map(\.element)
    let choices =
      [FormView.Option("all", say("scope_all"), hint: say("scope_all_hint"))]
      + documents.map { document in
        FormView.Option(
          document.id, [document.number, document.title[say.language]].compactMap(\.self).joined(separator: " "),
          hint: DocumentState(document, on: content.today()).sentence(say))
      }
    let form = FormView(values: FormValues(["for": "all"]))
    return [
      "choices": form.radios("for", legend: say("scope_question"), options: choices),
      "day": FormView(values: FormValues(["on": content.today().description])).date("on", label: say("day_label"), hint: say("day_hint")),
      "file": resume.file("file", label: say("resume_file"), hint: say("resume_file_hint"), accept: ".yaml,.yml,.json", isOptional: true),
      "text": resume.lines("text", label: say("resume_text"), rows: 6, isOptional: true), "ignored": ignored,
    ]
  }

  /// One question.
  func question(_ fact: FactIndex, _ turning: [Measure], _ stake: Money, _ open: Int, _ board: CalculatorBoard, _ refusal: AnswerRefusal?)
    -> View
  {
    let info = book.facts[fact]
    let kept = state.settled
    return [
      "field": AnswerField(content: content, say: say).view(fact, state, refusal), "fact": .text(info.name), "carried": carried,
      "scope": .text(scopeName), "day": .text((state.asOf ?? content.today()).shown(say.language)),
      "progress": .text(
        open > 1
          ? say("progress", ["n": String(kept.given.count), "m": String(open)]) : say("progress_last", ["n": String(kept.given.count)])),
      "why": turning.isEmpty ? .absent : .text(why(turning)),
      "turning": .list(turning.prefix(6).map { ["title": .text(title($0)), "path": .text(PublicContent.path(of: book.clause(of: $0)))] }),
      "turning_more": turning.count > 6 ? .text(say("and_more", ["n": String(turning.count - 6)])) : .absent,
      "stake": stake == .zero ? .absent : .text(say("stake", ["sum": stake.shownShort(say.language)])),
      "skip": .text(kept.skipping(info.name).address), "done": .text(kept.done.address), "restart": "/calculator",
      "back": back(info.name).map { .text($0) } ?? .absent, "answers": answers, "answer_count": .text(answerCount), "ignored": ignored,
      "board": BoardView(content: content, say: say, state: state).view(board),
    ]
  }

  private func why(_ turning: [Measure]) -> String {
    turning.count == 1 ? say("why_one") : say("why", ["n": String(turning.count)])
  }

  /// The address that asks the last question before this one again.
  private func back(_ name: String) -> String? {
    let kept = state.settled
    if let place = kept.given.firstIndex(where: { $0.name == name }) {
      return place == 0 ? nil : kept.asking(kept.given[place - 1].name).address
    }
    return kept.given.last.map { kept.asking($0.name).address }
  }

  /// What goes along unseen when the answer is sent.
  private var carried: View {
    let form = FormView()
    return .list(state.settled.query.pairs.map { form.hidden($0.name, $0.value) })
  }

  /// What was asked about, in words.
  var scopeName: String {
    switch state.scope {
    case .none, .paying: say("scope_all")
    case .document(let id): book.documents.first { $0.id == id }.map { $0.number ?? $0.title[say.language] } ?? id
    case .measure(let id): book.clause(id)?.title[say.language] ?? id
    }
  }

  /// What was answered, each to be changed.
  var answers: View {
    let sentences = Sentences(book, say.language)
    let kept = state.settled
    return .list(
      kept.given.map { name, answer in
        [
          "label": .text(sentences.label(answer.fact)), "value": .text(sentences.value(answer.value, of: answer.fact)),
          "change": .text(kept.asking(name).address),
        ]
      }
        + kept.skipped.compactMap { name -> View? in
          guard let fact = book.program.schema.fact(named: name) else { return nil }
          return ["label": .text(sentences.label(fact)), "value": .text(say("skipped")), "change": .text(kept.asking(name).address)]
        })
  }

  /// How much was answered.
  var answerCount: String { say("answer_count", ["n": String(state.given.count), "m": String(state.skipped.count)]) }

  /// What of the address was left out.
  var ignored: View { .optional(say.ignored(state.ignored)) }

  /// The title of a measure.
  func title(_ measure: Measure) -> String { book.clause(of: measure).title[say.language] }
}
