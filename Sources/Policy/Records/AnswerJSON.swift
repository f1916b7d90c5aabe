public import Rules
public import Values

extension Answer {
  /// The answer as JSON, the same bytes on every machine: outcome, sum, reasons, steps, outputs, what is missing.
  public func json() -> JSONText {
    let texts = ValueText(schema: book.program.schema)
    let zh = Sentences(book, .zh)
    let en = Sentences(book, .en)
    let clause = book.clause(of: measure)
    return .present([
      ("measure", .string(measure.id)),
      ("title", clause.title.json),
      ("citation", .string(book.citation(of: clause))),
      ("as_of", .string(asOf.description)),
      ("outcome", .string(decision.outcome.rawValue)),
      ("amount", decision.amount.map(Answer.json)),
      ("review", decision.outcome == .ineligible ? nil : measure.review?.json),
      ("requirements", .list(explanation.requirements.map { json($0, zh, en, texts) })),
      ("steps", measure.rule.award == nil ? nil : steps(texts, zh, en)),
      ("outputs", decision.outputs.isEmpty ? nil : .object(decision.outputs.map { ($0.name, texts.json($0.value)) })),
      ("missing", decision.missing.isEmpty ? nil : .list(decision.missing.map { .string(book.facts[$0].name) })),
      ("provisional", decision.isProvisional ? .boolean(true) : nil),
      ("bounds_exact", decision.isExact ? nil : .boolean(false)),
      ("cautions", cautions),
    ])
  }

  private var cautions: JSONText? {
    let all = book.cautions(for: measure, on: asOf)
    return all.isEmpty ? nil : .list(all.map { .object([("id", .string($0.id.rawValue)), ("message", .string($0.message))]) })
  }

  /// A sum as JSON: `amount` where it is known, `amount_range` otherwise.
  public static func json(_ amount: AmountBounds) -> JSONText {
    .present([
      ("kind", .string(amount.kind.rawValue)),
      ("cny", amount.exact.map { .number($0.description) }),
      (
        "range_cny",
        amount.exact == nil ? .list([.number(amount.lower.description), amount.upper.map { .number($0.description) } ?? .null]) : nil
      ),
      ("at_least_cny", amount.atLeast.map { .number($0.description) }),
    ])
  }

  private func json(_ step: Explanation.RequirementStep, _ zh: Sentences, _ en: Sentences, _ texts: ValueText) -> JSONText {
    .present([
      ("holds", step.holds.map { .boolean($0) } ?? .null),
      ("condition", Bilingual(zh: zh.condition(step.requirement.node), en: en.condition(step.requirement.node)).json),
      ("article", .string(step.requirement.article)),
      ("from", step.requirement.origin.map { .string($0) }),
      ("facts", .list(step.condition.facts.map { use(of: $0, texts) })),
    ])
  }

  private func use(of use: Explanation.FactUse, _ texts: ValueText) -> JSONText {
    .present([
      ("fact", .string(book.facts[use.fact].name)),
      ("value", use.value.map(texts.json)),
      ("origin", .string(use.origin.rawValue)),
    ])
  }

  private func steps(_ texts: ValueText, _ zh: Sentences, _ en: Sentences) -> JSONText {
    let evaluator = Evaluator(book.program)
    evaluator.state(stated)
    let formulas = explanation.formulas.map { step in
      JSONText.present([
        ("name", .string(step.name ?? "award")),
        ("formula", Bilingual(zh: zh.formula(step.node), en: en.formula(step.node)).json),
        ("substituted", .string(en.formula(step.node, with: evaluator))),
        ("value", step.value.map(texts.json)),
      ])
    }
    let limits = explanation.limits.map { step in
      JSONText.present([
        ("per", .list(step.limit.per.map { .string($0) })),
        ("left_cny", step.room.map { .number($0.description) }),
        ("before_cny", .number(step.before.description)),
        ("after_cny", .number(step.after.description)),
      ])
    }
    let rounding = explanation.rounding.map { step in
      JSONText.object([
        ("mode", .string(step.mode.rawValue)), ("before_cny", .number(step.before.description)),
        ("after_cny", .number(step.after.description)),
      ])
    }
    return .present([("formulas", .list(formulas)), ("limits", limits.isEmpty ? nil : .list(limits)), ("rounding", rounding)])
  }
}

extension Bilingual {
  /// Both languages as JSON.
  public var json: JSONText { .object([("zh", .string(zh)), ("en", .string(en))]) }
}
