import Rules
import Values

extension PolicyBook {
  /// A provision as an entry of the catalogue, as JSON.
  public func json(_ clause: Clause) -> JSONText {
    .present([
      ("id", .string(clause.id)),
      ("title", clause.title.json),
      ("citation", .string(citation(of: clause))),
      ("kind", .string(clause.kind.rawValue)),
      ("computable", .string(clause.computability.rawValue)),
      ("lead", .list(clause.leads.map { .string($0) })),
      ("lead_inferred", clause.inferredLeads.isEmpty ? nil : .list(clause.inferredLeads.map { .string($0) })),
      ("summary", clause.summary?.json),
    ])
  }

  /// All that is known of a provision, as JSON: its conditions, its sum, its figures, its readings. One that computes nothing is its entry.
  public func fullJSON(_ clause: Clause) -> JSONText {
    guard let measure = measure(clause.id) else { return json(clause) }
    let (zh, en, texts) = (Sentences(self, .zh), Sentences(self, .en), ValueText(schema: program.schema))
    func both(_ write: (Sentences) -> String) -> JSONText { Bilingual(zh: write(zh), en: write(en)).json }
    return .present([
      ("clause", json(clause)),
      ("requires", .list(measure.rule.requirements.map { step in both { $0.condition(step.node) } })),
      (
        "award",
        measure.rule.award.map { award in .object([("kind", .string(award.kind.rawValue)), ("formula", both { $0.formula(award.node) })]) }
      ),
      (
        "parameters",
        .object(
          measure.parameters.map { index in
            let parameter = program.parameters[index]
            return (parameter.name, .object([("value", texts.json(parameter.value)), ("article", .string(parameter.article))]))
          })
      ),
      ("outputs", .list(measure.rule.outputs.map { .string($0.name) })),
      ("review", measure.review?.json),
      (
        "readings",
        .list(measure.readings.map { .present([("issue", $0.issue.json), ("taken", $0.taken.json), ("instead", $0.instead?.json)]) })
      ),
      ("facts", .list(measure.rule.facts.filter { $0 != 0 }.map { .string(facts[$0].name) })),
    ])
  }

  /// A document, as JSON. Dates that it doesn't state are left out.
  public func json(_ document: PolicyDocument) -> JSONText {
    var inForce: JSONText?
    var occurring: JSONText?
    if case .dated(let from, let to, let events) = document.window {
      inForce = .list([.string(from.description), to.map { .string($0.description) } ?? .null])
      occurring = events.map { .list([.string($0.lowerBound.description), .string($0.upperBound.description)]) }
    }
    return .present([
      ("id", .string(document.id)), ("number", document.number.map { .string($0) }), ("title", document.title.json),
      ("issuers", .list(document.issuers.map { id in .object([("id", .string(id)), ("name", organisations[id]?.name.json ?? .null)]) })),
      ("territory", .string(document.territory)), ("issued", document.issued.map { .string($0.description) }),
      ("in_force", inForce), ("occurring", occurring),
    ])
  }
}

extension FactInfo {
  /// What may be stated, as JSON.
  public var json: JSONText {
    .present([
      ("name", .string(name)), ("label", label.json), ("help", help?.json),
      ("unit", unit.map { .string($0.description) }),
      ("values", choices.isEmpty ? nil : .object(choices.map { ($0.id, $0.label.json) })),
    ])
  }
}
