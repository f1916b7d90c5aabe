import Casework
import Policy
import Rules
import Service
import Values

/// The first pane: what the rule says and why.
extension CasePage {
  /// The recorded decision with its reasons, in sentences.
  func rule() -> View {
    let recorded = file.assessment.recorded
    var view: [String: View] = [
      "outcome": recorded.map { outcome($0.outcome) } ?? .absent, "sum": .optional(recorded.flatMap(sum)),
      "as_of": .optional(recorded.map { say("as_of", ["date": $0.asOf.shown(request.language)]) }),
      "record": .optional(recorded.map { String($0.recordSHA256.prefix(12)) }),
      "packages": .optional(recorded.map { String($0.packagesSHA256.prefix(12)) }), "warning": .optional(warning),
      "has_requirements": false, "has_sums": false, "has_readings": false, "has_outputs": false,
    ]
    if let measure = file.measure {
      let clause = desk.book.clause(of: measure)
      view["citation"] = .text(desk.book.citation(of: clause))
      view["provision"] = .text(PublicContent.path(of: clause))
      view["review"] = .optional(measure.review?[request.language])
      view["readings"] = .list(
        measure.readings.map { reading in
          [
            "issue": .text(reading.issue[request.language]), "taken": .text(reading.taken[request.language]),
            "instead": .optional(reading.instead?[request.language]),
          ]
        })
      view["has_readings"] = .flag(!measure.readings.isEmpty)
      let cautions = desk.book.cautions(for: measure, on: recorded?.asOf ?? say.today).map(\.message)
      view["cautions"] = .list(cautions.map { .text($0) })
    }
    if let answer = file.assessment.reasons {
      let reasons = RuleReasons(answer, say)
      view["requirements"] = .list(reasons.requirements())
      view["has_requirements"] = .flag(!answer.explanation.requirements.isEmpty)
      let sums = reasons.sums()
      view["sums"] = .list(sums.map { .text($0) })
      view["has_sums"] = .flag(!sums.isEmpty)
      let outputs = reasons.outputs()
      view["outputs"] = .list(outputs.map { .text($0) })
      view["has_outputs"] = .flag(!outputs.isEmpty)
    }
    return .map(view)
  }

  private func outcome(_ word: String) -> View {
    switch word {
    case "eligible": Components.tag(say("outcome_eligible"), .good)
    case "ineligible": Components.tag(say("outcome_ineligible"), .bad)
    default: Components.tag(say("outcome_undetermined"), .attention)
    }
  }

  /// The sum of a decision: fixed, or a ceiling.
  func sum(_ decision: RecordedDecision) -> String? {
    decision.amount.map { decision.isCeiling ? say("sum_upto", ["sum": $0.shown(request.language)]) : $0.shown(request.language) }
  }

  /// What to say where the record does not tell the whole story of today.
  private var warning: String? {
    let assessment = file.assessment
    guard let recorded = assessment.recorded else { return nil }
    if !assessment.isReproduced { return say("not_reproduced") }
    guard let today = assessment.today, today.outcome != recorded.outcome || today.amount != recorded.amount else { return nil }
    let now = today.outcome == "eligible" ? sum(today) ?? say("outcome_eligible") : say("outcome_\(today.outcome)")
    return say("other_today", ["now": now])
  }
}

/// A decision as lines to read: conditions that hold or not, formulas with figures put in, limits, rounding.
struct RuleReasons {
  let answer: Policy.Answer
  let say: DeskVoice
  private let sentences: Sentences
  private let evaluator: Evaluator

  init(_ answer: Policy.Answer, _ say: DeskVoice) {
    self.answer = answer
    self.say = say
    sentences = Sentences(answer.book, say.language)
    evaluator = Evaluator(answer.book.program)
    evaluator.state(answer.stated)
  }

  /// Each condition with what became of it, and what was found where it does not hold.
  func requirements() -> [View] {
    answer.explanation.requirements.map { step in
      let (word, tone): (String, Components.Tone) =
        switch step.holds {
        case true?: ("holds", .good)
        case false?: ("holds_not", .bad)
        case nil: ("holds_open", .attention)
        }
      let found = step.holds == true ? [] : step.condition.facts.map { sentences.label($0.fact) + say("colon") + value(of: $0) }
      return [
        "mark": Components.tag(say(word), tone), "text": .text(sentences.condition(step.requirement.node)),
        "article": .text(step.requirement.article), "found": .optional(found.isEmpty ? nil : say.list(found)),
      ]
    }
  }

  /// A fact's value, for people.
  func value(of use: Explanation.FactUse) -> String {
    use.value.map { sentences.value($0, of: use.fact) } ?? say("unknown")
  }

  /// The sum step by step.
  func sums() -> [String] {
    let explanation = answer.explanation
    guard let award = explanation.formulas.last, answer.decision.outcome != .ineligible else { return [] }
    var lines = explanation.formulas.dropLast().map { step in
      (step.definition.map(sentences.name(ofDefinition:)) ?? "") + " = " + line(step)
    }
    lines.append(say("award_line", ["formula": line(award)]))
    if explanation.wasRaisedToZero { lines.append(say("raised_to_zero")) }
    for step in explanation.limits {
      let cap = sentences.formula(step.limit.atMost, with: evaluator)
      let used = step.limit.used.map { sentences.formula($0, with: evaluator) } ?? "0"
      let left = step.room?.grouped ?? say("unknown")
      lines.append(
        say(
          "limit_line",
          [
            "cap": cap, "used": used, "left": left, "before": step.before.grouped,
            "after": step.room == nil ? say("unknown") : step.after.grouped,
          ]))
    }
    if let step = explanation.rounding {
      let key = step.before == step.after.number ? "rounding_none" : "rounding_line"
      lines.append(
        say(key, ["mode": say("rounding_" + step.mode.rawValue), "before": step.before.grouped, "after": step.after.shown(say.language)]))
    }
    return lines
  }

  /// Named results other than the sum.
  func outputs() -> [String] {
    answer.decision.outputs.map { name, value in
      let label = answer.measure.outputLabels[name]?[say.language] ?? name
      let type = answer.measure.rule.outputs.first { $0.name == name }.map { answer.book.program.type(of: $0.node) } ?? .anything
      return label + say("colon") + sentences.value(value, type: type)
    }
  }

  private func line(_ step: Explanation.FormulaStep) -> String {
    let names = sentences.formula(step.node)
    let values = sentences.formula(step.node, with: evaluator)
    let result = step.value.map { sentences.value($0, type: answer.book.program.type(of: step.node)) } ?? say("unknown")
    var parts = [names]
    if values != names, step.value != nil { parts.append(values) }
    if result != values { parts.append(result) }
    return parts.joined(separator: " = ")
  }

  /// The facts that went into the decision, each once, with where its value comes from.
  func uses() -> [Explanation.FactUse] {
    let explanation = answer.explanation
    var seen = Set<FactIndex>()
    let all =
      explanation.requirements.flatMap(\.condition.facts) + explanation.formulas.flatMap(\.facts) + explanation.outputs.flatMap(\.facts)
    return all.filter { $0.fact != 0 && seen.insert($0.fact).inserted }
  }

  /// A stated fact that no step read.
  func stated(_ index: FactIndex) -> String? { answer.stated[index].map { sentences.value($0, of: index) } }

  /// What people call a fact.
  func label(_ index: FactIndex) -> String { sentences.label(index) }
}
