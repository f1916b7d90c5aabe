import Policy
import Service

/// One row of a list of cases.
enum SummaryJSON {
  static let schema = JSONSchema.named(
    "CaseSummary",
    .object([
      .required("id", JSONParts.id), .required("procedure", JSONParts.id), .required("measure", JSONParts.id),
      .required("enterprise", CaseJSON.enterprise), .optional("office", JSONParts.id), .required("place", JSONParts.text),
      .required("created_at", JSONParts.moment), .optional("submitted_at", JSONParts.moment), .optional("amount_cny", .cny),
      .optional("granted_cny", .cny), .optional("due_day", .date), .required("is_paused", .boolean), .optional("taken_by", JSONParts.id),
      .required("open_objections", JSONParts.count), .optional("budget_year", JSONParts.year), .optional("payment", JSONParts.id),
      .required("paid_cny", .cny), .required("version", JSONParts.version),
    ]))

  static func json(_ row: CaseService.Summary) -> JSONText {
    .present([
      ("id", .string(row.id)), ("procedure", .string(row.procedure)), ("measure", .string(row.measure)),
      ("enterprise", CaseJSON.enterprise(row.enterprise, row.enterpriseName)), ("office", row.office.map { .string($0) }),
      ("place", .string(row.place)), ("created_at", .string(row.createdAt)), ("submitted_at", row.submittedAt.map { .string($0) }),
      ("amount_cny", row.amount.map { .cny($0) }), ("granted_cny", row.granted.map { .cny($0) }), ("due_day", row.dueDay.map { .day($0) }),
      ("is_paused", .boolean(row.isPaused)), ("taken_by", row.takenBy.map { .string($0) }), ("open_objections", .integer(row.disputes)),
      ("budget_year", row.budgetYear.map { .integer($0) }), ("payment", row.batch.map { .string($0) }), ("paid_cny", .cny(row.paid)),
      ("version", .integer(row.version)),
    ])
  }
}
