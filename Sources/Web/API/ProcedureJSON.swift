import Casework
import Policy
import Values
import WorkingDays

/// Procedures and calls as the API shows them.
enum ProcedureJSON {
  private static let rule = JSONSchema.object([
    .required("length_days", JSONParts.count), .required("kind", .oneOf(["working", "calendar"])), .required("counts_first_day", .boolean),
  ])
  private static let office = JSONSchema.object([
    .required("id", JSONParts.id), .required("name", JSONParts.bilingual), .optional("contact", JSONParts.text),
  ])
  private static let step = JSONSchema.object([
    .required("id", JSONParts.id), .required("title", JSONParts.bilingual),
    .required("kind", .oneOf(Procedure.Step.Kind.allCases.map(\.rawValue))),
    .required("role", .oneOf(Role.allCases.map(\.rawValue))), .required("level", .oneOf(Level.allCases.map(\.rawValue))),
    .optional("clock", rule), .optional("clock_basis", JSONParts.bilingual), .required("outcomes", JSONParts.list(JSONParts.id)),
    .optional("article", JSONParts.text),
  ])

  static let schema = JSONSchema.named(
    "Procedure",
    .object([
      .required("id", JSONParts.id), .required("title", JSONParts.bilingual), .required("document", JSONParts.id),
      .required("article", JSONParts.text),
      .required("fund", JSONParts.id), .required("measures", JSONParts.list(JSONParts.id)), .required("routed_by", JSONParts.id),
      .required("offices", .map(office, maxEntries: 1000), zh: "按注册地的受理单位", en: "The office by place of registration"),
      .required("city_office", office), .required("steps", JSONParts.list(step)),
      .required(
        "papers",
        JSONParts.list(
          .object([
            .required("id", JSONParts.id), .required("title", JSONParts.bilingual), .optional("help", JSONParts.bilingual),
            .required("measures", JSONParts.list(JSONParts.id)), .required("is_optional", .boolean), .required("is_deferrable", .boolean),
          ]))),
      .required(
        "particulars",
        JSONParts.list(
          .object([
            .required("id", JSONParts.id), .required("label", JSONParts.bilingual), .optional("help", JSONParts.bilingual),
            .required("measures", JSONParts.list(JSONParts.id)), .required("is_optional", .boolean),
          ]))),
      .required(
        "reasons",
        JSONParts.list(
          .object([
            .required("code", JSONParts.id), .required("text", JSONParts.bilingual), .required("outcomes", JSONParts.list(JSONParts.id)),
          ]))),
      .required(
        "objections",
        .object([.required("clock", rule), .required("levels", JSONParts.list(JSONParts.id)), .required("identity", JSONParts.bilingual)])),
    ]))

  static let call = JSONSchema.named(
    "Call",
    .object([
      .required("id", JSONParts.id), .required("procedure", JSONParts.id), .required("title", JSONParts.text), .required("opens", .date),
      .required("closes", .date), .required("measures", JSONParts.list(JSONParts.id), zh: "空表示全部事项", en: "Empty for all"),
    ]))

  static func call(_ call: Call) -> JSONText {
    .object([
      ("id", .string(call.id)), ("procedure", .string(call.procedure)), ("title", .string(call.title)), ("opens", .day(call.opens)),
      ("closes", .day(call.closes)), ("measures", ids(call.measures)),
    ])
  }

  private static func ids(_ ids: some Sequence<String>) -> JSONText { .list(ids.map { .string($0) }) }

  private static func rule(_ rule: ClockRule) -> JSONText {
    .object([
      ("length_days", .integer(rule.length)), ("kind", .string(rule.kind.rawValue)), ("counts_first_day", .boolean(rule.countsFirstDay)),
    ])
  }

  private static func office(_ office: Procedure.Office) -> JSONText {
    .present([("id", .string(office.id)), ("name", office.name.json), ("contact", office.contact.map { .string($0) })])
  }

  static func json(_ procedure: Procedure) -> JSONText {
    let steps = procedure.steps.map { step in
      JSONText.present([
        ("id", .string(step.id)), ("title", step.title.json), ("kind", .string(step.kind.rawValue)), ("role", .string(step.role.rawValue)),
        ("level", .string(step.level.rawValue)), ("clock", step.clock.map(rule)), ("clock_basis", step.clockBasis?.json),
        ("outcomes", ids(step.outcomes.map(\.rawValue).sorted())), ("article", step.article.map { .string($0) }),
      ])
    }
    let papers = procedure.papers.map { paper in
      JSONText.present([
        ("id", .string(paper.id)), ("title", paper.title.json), ("help", paper.help?.json), ("measures", ids(paper.measures)),
        ("is_optional", .boolean(paper.isOptional)), ("is_deferrable", .boolean(paper.isDeferrable)),
      ])
    }
    let particulars = procedure.particulars.map { particular in
      JSONText.present([
        ("id", .string(particular.id)), ("label", particular.label.json), ("help", particular.help?.json),
        ("measures", ids(particular.measures)), ("is_optional", .boolean(particular.isOptional)),
      ])
    }
    let reasons = procedure.reasons.map { reason in
      JSONText.object([
        ("code", .string(reason.code)), ("text", reason.text.json), ("outcomes", ids(reason.outcomes.map(\.rawValue).sorted())),
      ])
    }
    let objections = JSONText.object([
      ("clock", rule(procedure.objection.clock)), ("levels", ids(procedure.objection.levels.map(\.rawValue))),
      ("identity", procedure.objection.identity.json),
    ])
    return .object([
      ("id", .string(procedure.id)), ("title", procedure.title.json), ("document", .string(procedure.document)),
      ("article", .string(procedure.article)), ("fund", .string(procedure.fund)), ("measures", ids(procedure.measures)),
      ("routed_by", .string(procedure.routing.fact)),
      ("offices", .object(procedure.routing.offices.sorted { $0.key < $1.key }.map { ($0.key, office($0.value)) })),
      ("city_office", office(procedure.cityOffice)), ("steps", .list(steps)), ("papers", .list(papers)),
      ("particulars", .list(particulars)),
      ("reasons", .list(reasons)), ("objections", objections),
    ])
  }
}
