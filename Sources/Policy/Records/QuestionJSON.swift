public import Rules
public import Values

extension PolicyBook {
  /// A question as JSON: how to ask it, which measures turn on it, how much money they pay at most.
  ///
  /// - Parameter measures: the measures the questions were asked for.
  public func json(_ question: Question, of measures: [Measure]) -> JSONText {
    let fact = facts[question.fact]
    return .present([
      ("fact", .string(fact.name)),
      ("text", Bilingual(zh: fact.asked(.zh), en: fact.asked(.en)).json),
      ("help", fact.help?.json),
      ("unit", fact.unit.map { .string($0.description) }),
      ("values", fact.choices.isEmpty ? nil : .object(fact.choices.map { ($0.id, $0.label.json) })),
      ("why", .list(question.rules.map { .string(measures[$0].id) })),
      ("money_at_stake_cny", .number(question.moneyAtStake.description)),
    ])
  }

  /// The next question and how many are open, as JSON.
  public func json(_ questions: [Question], of measures: [Measure]) -> JSONText {
    .object([
      ("question", questions.first.map { json($0, of: measures) } ?? .null), ("open_questions", .number(String(questions.count))),
    ])
  }

  /// The single changes that would qualify a claim or pay more, as JSON.
  public func json(_ changes: [NearestChange], from now: Decision, of measure: Measure, asOf: CivilDate) -> JSONText {
    let texts = ValueText(schema: program.schema)
    return .present([
      ("measure", .string(measure.id)), ("as_of", .string(asOf.description)), ("outcome", .string(now.outcome.rawValue)),
      ("amount", now.amount.map(Answer.json)),
      (
        "changes",
        .list(
          changes.map { change in
            .present([
              ("fact", .string(facts[change.fact].name)), ("from", change.from.map(texts.json)), ("to", texts.json(change.to)),
              ("outcome", .string(change.decision.outcome.rawValue)), ("amount", change.decision.amount.map(Answer.json)),
            ])
          })
      ),
    ])
  }

  /// Stated facts as a file that every command and page reads again, as JSON.
  public func json(facts stated: [Value?], asOf: CivilDate) -> JSONText {
    let texts = ValueText(schema: program.schema)
    let known = stated.enumerated().dropFirst().compactMap { index, value in value.map { (facts[index].name, texts.json($0)) } }
    return .object([("as_of", .string(asOf.description)), ("facts", .object(known))])
  }
}
