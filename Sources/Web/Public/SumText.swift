import Policy
import Rules
import Values

/// Sums and answers as people read them.
enum SumText {
  /// A sum, short: `3 万元`, `最高 20 万元`, `在 1 万元与 3 万元之间`.
  static func bounds(_ amount: AmountBounds, _ say: Voice) -> String {
    let language = say.language
    if let exact = amount.exact {
      return amount.kind == .upto ? say("sum_upto", ["sum": exact.shownShort(language)]) : exact.shownShort(language)
    }
    guard let upper = amount.upper else {
      return amount.lower == .zero ? say("sum_open") : say("sum_from", ["sum": amount.lower.shownShort(language)])
    }
    if amount.lower == .zero { return say("sum_upto", ["sum": upper.shownShort(language)]) }
    return say("sum_between", ["low": amount.lower.shownShort(language), "high": upper.shownShort(language)])
  }

  /// What a measure pays at all, for lists.
  static func glance(_ amount: AmountBounds, _ say: Voice) -> String {
    amount.upper == nil && amount.lower == .zero ? say("sum_by_formula") : bounds(amount, say)
  }

  /// The answer for one measure: `是，可得 3 万元`; `可能，最高 20 万元`; `否`.
  static func verdict(_ decision: Decision, _ say: Voice) -> String {
    switch (decision.outcome, decision.amount) {
    case (.eligible, let amount?): say("verdict_yes_sum", ["sum": bounds(amount, say)])
    case (.eligible, nil): say("verdict_yes")
    case (.undetermined, let amount?): say("verdict_maybe_sum", ["sum": bounds(amount, say)])
    case (.undetermined, nil): say("verdict_maybe")
    case (.ineligible, _): say("verdict_no")
    }
  }

  /// Why not: the first requirement that fails.
  static func reason(_ decision: Decision, _ measure: Measure, _ sentences: Sentences, _ say: Voice) -> String {
    guard let index = decision.failed.first else { return say("reason_exclusive") }
    return sentences.condition(measure.rule.requirements[index].node)
  }

  /// The tag of an outcome.
  static func tag(_ outcome: Outcome, _ say: Voice) -> View {
    switch outcome {
    case .eligible: Components.tag(say("outcome_yes"), .good)
    case .undetermined: Components.tag(say("outcome_maybe"), .attention)
    case .ineligible: Components.tag(say("outcome_no"), .quiet)
    }
  }
}
