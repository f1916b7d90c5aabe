import Diagnostics
public import Rules
public import Values

/// An answer as text for people: the outcome first, then the sum, then why.
public struct AnswerText {
  private let answer: Answer
  private let language: Language
  private let sentences: Sentences
  private let evaluator: Evaluator
  private let paint: Paint

  /// Text for an answer.
  public init(_ answer: Answer, _ language: Language, colours: Bool = false) {
    self.answer = answer
    self.language = language
    sentences = Sentences(answer.book, language)
    evaluator = Evaluator(answer.book.program)
    evaluator.state(answer.stated)
    paint = Paint(on: colours)
  }

  private func say(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }

  /// The outcome as a word.
  public static func word(_ outcome: Outcome, _ language: Language) -> String {
    switch (outcome, language) {
    case (.eligible, .zh): "符合"
    case (.ineligible, .zh): "不符合"
    case (.undetermined, .zh): "待定"
    case (_, .en): outcome.rawValue
    }
  }

  /// A sum or its bounds, with "up to" where a person decides.
  public static func sum(_ amount: AmountBounds, _ language: Language) -> String {
    let prefix = amount.kind == .upto ? (language == .zh ? "最高 " : "up to ") : ""
    if let exact = amount.exact { return prefix + exact.shown(language) }
    guard let upper = amount.upper else {
      return prefix + (language == .zh ? "\(amount.lower.shown(.zh)) 起，上不封顶" : "\(amount.lower.shown(.en)) or more")
    }
    return prefix + amount.lower.shown(language) + " ~ " + upper.shown(language)
  }

  /// Everything: head, sum, reasons, sum step by step, outputs, cautions.
  public func full() -> String {
    let clause = answer.book.clause(of: answer.measure)
    let decision = answer.decision
    let colour: Paint.Colour = decision.outcome == .eligible ? .green : decision.outcome == .ineligible ? .red : .yellow
    var out = paint(clause.title[language], .bold) + "  " + paint(answer.measure.id, .dim) + "\n"
    out += answer.book.citation(of: clause) + say("；认定日 ", "; decided as of ") + "\(answer.asOf)\n\n"
    out += say("结论：", "Outcome: ") + paint(AnswerText.word(decision.outcome, language), colour)
    if let amount = decision.amount { out += say("，", ", ") + AnswerText.sum(amount, language) }
    out += "\n"
    if let least = decision.amount?.atLeast { out += say("不低于 ", "not under ") + least.shown(language) + "\n" }
    if let review = answer.measure.review, decision.outcome != .ineligible {
      out += say("由人审定：", "A person decides: ") + review[language] + "\n"
    }
    out += requirements() + sums() + outputs() + missing() + cautions()
    return out
  }

  /// Why, in one line: the first requirement that fails.
  public func reason() -> String {
    if let index = answer.decision.failed.first {
      return sentences.condition(answer.measure.rule.requirements[index].node)
    }
    return say("各项条件相互排斥", "the conditions exclude each other")
  }

  private func requirements() -> String {
    let steps = answer.explanation.requirements
    if steps.isEmpty { return "\n" + say("没有前提条件。", "No requirements.") + "\n" }
    var out = "\n" + say("条件", "Requirements") + "\n"
    for step in steps {
      let mark = step.holds.map { $0 ? paint("✓", .green) : paint("✗", .red) } ?? paint("?", .yellow)
      out += "  \(mark) " + sentences.condition(step.requirement.node)
      out += "  " + paint(step.requirement.article, .dim) + "\n"
      if step.holds != true { out += parts(of: step.condition, indent: "      ") }
    }
    return out
  }

  /// What was found where a requirement does not (yet) hold.
  private func parts(of condition: Explanation.Condition, indent: String) -> String {
    condition.facts.map { use in
      indent + sentences.label(use.fact) + say("：", ": ") + shown(use) + "\n"
    }.joined()
  }

  private func shown(_ use: Explanation.FactUse) -> String {
    let value = use.value.map { sentences.value($0, of: use.fact) } ?? say("未知", "unknown")
    switch use.origin {
    case .derived: return value + say("（推得）", " (derived)")
    case .assumed: return value + say("（未填，按此认定）", " (not stated, taken as this)")
    case .stated, .missing: return value
    }
  }

  private func sums() -> String {
    let explanation = answer.explanation
    guard let award = explanation.formulas.last, answer.decision.outcome != .ineligible else { return "" }
    var out = "\n" + say("金额", "Sum") + "\n"
    for step in explanation.formulas.dropLast() {
      out += "  \(step.definition.map(sentences.name(ofDefinition:)) ?? "") = " + line(step) + "\n"
    }
    out += "  " + line(award) + "\n"
    if explanation.wasRaisedToZero { out += "  " + say("负数按 0 计", "a negative sum counts as 0") + "\n" }
    for step in explanation.limits {
      let cap = sentences.formula(step.limit.atMost, with: evaluator)
      let used = step.limit.used.map { say("，已用 ", ", used ") + sentences.formula($0, with: evaluator) } ?? ""
      let room = step.room.map { $0.grouped } ?? "?"
      out += "  " + say("限额 ", "limit ") + cap + used + say("，余 ", ", left ") + room
      out += step.room == nil ? "\n" : say("：", ": ") + "\(step.before.grouped) → \(step.after.grouped)\n"
    }
    if let step = explanation.rounding, step.before != step.after.number {
      out += "  " + say("取整到分", "rounded to the cent") + " (\(step.mode.rawValue)): \(step.before.grouped) → \(step.after)\n"
    }
    return out
  }

  private func line(_ step: Explanation.FormulaStep) -> String {
    let names = sentences.formula(step.node)
    let values = sentences.formula(step.node, with: evaluator)
    let result = step.value.map { sentences.value($0, type: answer.book.program.type(of: step.node)) } ?? say("未知", "unknown")
    var parts = [names]
    if values != names, step.value != nil { parts.append(values) }
    if result != values { parts.append(result) }
    return parts.joined(separator: " = ")
  }

  private func outputs() -> String {
    guard !answer.decision.outputs.isEmpty else { return "" }
    var out = "\n" + say("结果", "Results") + "\n"
    for (name, value) in answer.decision.outputs {
      let label = answer.measure.outputLabels[name]?[language] ?? name
      let type = answer.measure.rule.outputs.first { $0.name == name }.map { answer.book.program.type(of: $0.node) } ?? .anything
      out += "  " + label + say("：", ": ") + sentences.value(value, type: type) + "\n"
    }
    return out
  }

  private func missing() -> String {
    guard !answer.decision.missing.isEmpty else { return "" }
    let names = answer.decision.missing.map { "  ? " + sentences.label($0) + "  " + paint(answer.book.facts[$0].name, .dim) + "\n" }
    return "\n" + say("还需要知道", "Still to be known") + "\n" + names.joined()
  }

  private func cautions() -> String {
    var texts = answer.book.cautions(for: answer.measure, on: answer.asOf).map(\.message)
    if answer.decision.isProvisional {
      texts.append(say("工作日历尚未公布到该年份，日期为暂定", "the working-day calendar of that year is not published: dates are provisional"))
    }
    return texts.isEmpty ? "" : "\n" + texts.map { paint("⚠ " + $0, .yellow) + "\n" }.joined()
  }
}
