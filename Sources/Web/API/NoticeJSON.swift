import Casework
import Policy
import Service
import Values

/// Notices as the public reads them.
enum NoticeJSON {
  static let schema = JSONSchema.named(
    "Notice",
    .object([
      .required("id", JSONParts.id), .required("procedure", JSONParts.id), .required("number", JSONParts.text), .required("opens", .date),
      .required("closes", .date, zh: "最后一日，当日结束时截止", en: "The last day, at whose end it closes"), .required("is_provisional", .boolean),
      .required("is_closed", .boolean), .required("lines", JSONParts.list(line)), .required("total_cny", .cny),
      .required("sha256", JSONParts.sha256),
    ]))
  private static let line = JSONSchema.object([
    .required("case", JSONParts.id), .required("measure", JSONParts.id), .required("office", JSONParts.id),
    .required("fields", JSONParts.list(.object([.required("name", JSONParts.id), .required("text", JSONParts.text)]))),
    .required("amount_cny", .cny),
    .required("is_disputed", .boolean, zh: "异议处理中", en: "An objection is being settled"),
  ])
  static let summary = JSONSchema.named(
    "NoticeSummary",
    .object([
      .required("id", JSONParts.id), .required("number", JSONParts.text), .optional("opens", .date), .optional("closes", .date),
      .required("is_closed", .boolean), .required("lines", JSONParts.count), .required("total_cny", .cny),
    ]))

  static func json(_ notice: Notice, isClosed: Bool, disputed: Set<String>) -> JSONText {
    let lines = notice.lines.map { line in
      JSONText.object([
        ("case", .string(line.caseID)), ("measure", .string(line.measure)), ("office", .string(line.office)),
        ("fields", .list(line.fields.map { .object([("name", .string($0.name)), ("text", .string($0.text))]) })),
        ("amount_cny", .cny(line.amount)), ("is_disputed", .boolean(disputed.contains(line.caseID))),
      ])
    }
    return .object([
      ("id", .string(notice.id)), ("procedure", .string(notice.procedure)), ("number", .string(notice.number)),
      ("opens", .day(notice.opens)),
      ("closes", .day(notice.closes)), ("is_provisional", .boolean(notice.isProvisional)), ("is_closed", .boolean(isClosed)),
      ("lines", .list(lines)), ("total_cny", .cny(notice.total ?? .greatest)), ("sha256", .string(notice.sha256)),
    ])
  }

  static func summary(_ notice: CaseService.NoticeSummary) -> JSONText {
    .present([
      ("id", .string(notice.id)), ("number", .string(notice.number)), ("opens", notice.opens.map { .day($0) }),
      ("closes", notice.closes.map { .day($0) }), ("is_closed", .boolean(notice.isClosed)), ("lines", .integer(notice.lines)),
      ("total_cny", .cny(notice.total)),
    ])
  }
}
