import Casework
import Policy
import Service
import Values

/// Plans, their previews and reports as the API shows them.
enum PlanJSON {
  /// One claim with its sum.
  static let line = JSONSchema.object([
    .required("case", JSONParts.id), .required("measure", JSONParts.id), .required("enterprise", JSONParts.id),
    .required("amount_cny", .cny),
  ])

  static let schema = JSONSchema.named(
    "Plan",
    .object([
      .required("id", JSONParts.id), .required("procedure", JSONParts.id), .required("office", JSONParts.id),
      .required("budget_year", JSONParts.year), .required("day", .date), .required("by", JSONParts.id),
      .required("lines", JSONParts.list(line)), .required("total_cny", .cny),
    ]))

  static let summary = JSONSchema.named(
    "PlanSummary",
    .object([
      .required("id", JSONParts.id), .required("procedure", JSONParts.id), .required("office", JSONParts.id), .optional("day", .date),
      .required("lines", JSONParts.count), .required("total_cny", .cny),
    ]))

  static let preview = JSONSchema.named(
    "PlanPreview",
    .object([
      .required(
        "lines",
        JSONParts.list(
          .object([.required("case", JSONParts.id), .required("amount_cny", .cny), .optional("refusal", JSONParts.bilingual)]))),
      .required("total_cny", .cny), .required("budget_year", JSONParts.year),
      .required(
        "budgets",
        JSONParts.list(
          .object([
            FundJSON.payer, .required("available_cny", .cny), .required("total_cny", .cny), .required("left_cny", .cny),
          ])), zh: "按负担单位的资金余额，市级在前", en: "What is left, payer by payer, the city first"),
    ]))

  static let report = JSONSchema.named(
    "UseReport",
    .object([
      .required("id", JSONParts.id), .required("procedure", JSONParts.id), .required("office", JSONParts.id), .required("day", .date),
      .required("cases", JSONParts.list(JSONParts.id)), .required("text", JSONParts.text),
    ]))

  static func line(_ line: Plan.Line) -> JSONText {
    .object([
      ("case", .string(line.caseID)), ("measure", .string(line.measure)), ("enterprise", .string(line.enterprise)),
      ("amount_cny", .cny(line.amount)),
    ])
  }

  static func json(_ plan: Plan) -> JSONText {
    .object([
      ("id", .string(plan.id)), ("procedure", .string(plan.procedure)), ("office", .string(plan.office)),
      ("budget_year", .integer(plan.budgetYear)), ("day", .day(plan.day)), ("by", .string(plan.by)), ("lines", .list(plan.lines.map(line))),
      ("total_cny", .cny(plan.total ?? .greatest)),
    ])
  }

  static func summary(_ plan: CaseService.PlanSummary) -> JSONText {
    .present([
      ("id", .string(plan.id)), ("procedure", .string(plan.procedure)), ("office", .string(plan.office)),
      ("day", plan.day.map { .day($0) }),
      ("lines", .integer(plan.lines)), ("total_cny", .cny(plan.total)),
    ])
  }

  static func preview(_ preview: CaseService.PlanPreview) -> JSONText {
    .object([
      (
        "lines",
        .list(
          preview.lines.map { line in
            .present([
              ("case", .string(line.caseID)), ("amount_cny", .cny(line.amount)),
              ("refusal", line.refusal.map { Bilingual(zh: $0, en: line.refusalEnglish ?? $0).json }),
            ])
          })
      ), ("total_cny", .cny(preview.total)), ("budget_year", .integer(preview.budgetYear)),
      (
        "budgets",
        .list(
          preview.budgets.map { budget in
            .present([
              ("payer", budget.share.map { .string($0) }), ("available_cny", .cny(budget.available)), ("total_cny", .cny(budget.total)),
              ("left_cny", .cny(budget.left)),
            ])
          })
      ),
    ])
  }

  static func report(_ report: UseReport) -> JSONText {
    .object([
      ("id", .string(report.id)), ("procedure", .string(report.procedure)), ("office", .string(report.office)), ("day", .day(report.day)),
      ("cases", .list(report.cases.map { .string($0) })), ("text", .string(report.text)),
    ])
  }
}
