import Policy
import Rules
import Values

/// One provision: what, who, how much, by when, papers, examples, readings.
struct ProvisionPage {
  let content: PublicContent
  let say: Voice
  let clause: Clause
  private let document: PolicyDocument
  private let sentences: Sentences

  /// A page of a clause of the book.
  init(_ clause: Clause, _ content: PublicContent, _ say: Voice) {
    self.clause = clause
    self.content = content
    self.say = say
    document = content.book.documents[clause.document]
    sentences = Sentences(content.book, say.language)
  }

  private var book: PolicyBook { content.book }

  /// What the template prints.
  func view() -> View {
    let state = DocumentState(document, on: content.today())
    let measure = book.measure(clause.id)
    let head: View = [
      "id": .text(clause.id), "title": .text(clause.title[say.language]), "kind": .text(clause.kind.label[say.language]),
      "article": .text(clause.article), "document": .text(document.title[say.language]), "number": .optional(document.number),
      "document_path": .text(PublicContent.path(of: document)), "state": state.tag(say), "period": .text(state.sentence(say)),
      "occurring": .optional(occurring), "caution": .optional(state.caution(say)),
      "leads": .text(say.list(content.names(of: clause.leads, say.language))),
      "likely_leads": .text(say.list(content.names(of: clause.inferredLeads, say.language))),
      "summary": .optional(clause.summary?[say.language]), "json": .text("/api/v1/policies/" + PercentCoding.encode(clause.id)),
      "is_computed": .flag(measure != nil),
    ]
    return measure.map { head.adding(rule($0)).adding(examples($0)) } ?? head
  }

  private var occurring: String? {
    guard case .dated(_, _, let events?) = document.window else { return nil }
    return say("occurring", ["from": events.lowerBound.shown(say.language), "to": events.upperBound.shown(say.language)])
  }

  private func rule(_ measure: Measure) -> [String: View] {
    let facts = measure.rule.facts.filter { $0 != 0 }
    return [
      "calculator": .text(CalculatorState(scope: .measure(measure.id), asOf: nil).address),
      "requirements": .list(measure.rule.requirements.map { ["text": .text(sentences.condition($0.node)), "article": .text($0.article)] }),
      "has_requirements": .flag(!measure.rule.requirements.isEmpty), "award": award(measure),
      "glance": content.glance(measure.id).map { .text(SumText.glance($0, say)) } ?? .absent,
      "limits": .list(measure.limits.map { .text(sentences.limit($0)) }), "has_limits": .flag(!measure.limits.isEmpty),
      "parameters": .list(measure.parameters.map(parameter)), "has_parameters": .flag(!measure.parameters.isEmpty),
      "outputs": .list(measure.rule.outputs.map { .text(measure.outputLabels[$0.name]?[say.language] ?? $0.name) }),
      "has_outputs": .flag(!measure.rule.outputs.isEmpty), "review": .optional(measure.review?[say.language]),
      "readings": .list(
        measure.readings.map { reading in
          [
            "issue": .text(reading.issue[say.language]), "taken": .text(reading.taken[say.language]),
            "instead": .optional(reading.instead?[say.language]),
          ]
        }),
      "has_readings": .flag(!measure.readings.isEmpty),
      "facts": .list(
        facts.map { fact in
          [
            "label": .text(sentences.label(fact)), "help": .optional(book.facts[fact].help?[say.language]),
            "name": .text(book.facts[fact].name),
          ]
        }),
      "fact_count": .text(say("fact_count", ["n": String(facts.count)])),
    ]
  }

  private func award(_ measure: Measure) -> View {
    guard let award = measure.rule.award else { return .absent }
    let parts = book.program.definitions(usedBy: award.node)
    return [
      "has_parts": .flag(!parts.isEmpty), "kind": .text(say(award.kind == .upto ? "award_upto" : "award_exactly")),
      "formula": .text(sentences.formula(award.node)),
      "parts": .list(
        parts.map { index in
          [
            "name": .text(sentences.name(ofDefinition: index)),
            "formula": .text(sentences.formula(book.program.definitions[index].root)),
          ]
        }),
    ]
  }

  private func parameter(_ index: Int) -> View {
    let parameter = book.program.parameters[index]
    return [
      "name": .text(sentences.name(ofParameter: index)), "value": .text(sentences.value(parameter.value, type: parameter.type)),
      "article": .text(parameter.article),
    ]
  }

  // MARK: Examples

  /// Examples shown at once; the others open.
  static let examplesInSight = 3

  private func examples(_ measure: Measure) -> [String: View] {
    let all = content.examples.of(measure.id)
    let first = ProvisionPage.chosen(all)
    let rest = all.filter { item in !first.contains { $0.id == item.id } }
    return [
      "examples": .list(first.map { example($0, measure) }), "has_examples": .flag(!all.isEmpty),
      "more_examples": .list(rest.map { example($0, measure) }), "has_more_examples": .flag(!rest.isEmpty),
      "more_examples_label": .text(say("more_examples", ["n": String(rest.count)])),
    ]
  }

  /// The examples to show first: one that is eligible, one that is not, one that is open, then in the order of the files.
  static func chosen(_ all: [WorkedExample]) -> [WorkedExample] {
    var first = [Outcome.eligible, .ineligible, .undetermined].compactMap { outcome in all.first { $0.decision.outcome == outcome } }
    for item in all where first.count < examplesInSight && !first.contains(where: { $0.id == item.id }) { first.append(item) }
    return Array(first.prefix(examplesInSight))
  }

  private func example(_ item: WorkedExample, _ measure: Measure) -> View {
    let missing = item.decision.missing.map(sentences.label)
    return [
      "name": .text(item.name), "day": .text(item.asOf.description), "tag": SumText.tag(item.decision.outcome, say),
      "verdict": .text(SumText.verdict(item.decision, say)), "why": .text(item.why),
      "reason": item.decision.outcome == .ineligible ? .text(SumText.reason(item.decision, measure, sentences, say)) : .absent,
      "missing": .text(say.list(missing)),
      "facts": .list(
        item.facts.map { ["label": .text(sentences.label($0.fact)), "value": .text(sentences.value($0.value, of: $0.fact))] }),
    ]
  }
}
