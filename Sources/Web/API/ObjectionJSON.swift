import Casework
import Policy
import Service
import Values

/// Objections as the API shows them: who objects is seen by whom `CaseService.mayKnowObjector` admits, and by nobody else.
enum ObjectionJSON {
  private static let finding = JSONSchema.object([
    .required("level", .oneOf(Level.allCases.map(\.rawValue))), .optional("by", JSONParts.id), .required("day", .date),
    .required("result", .oneOf(Objection.Finding.Result.allCases.map(\.rawValue))), .optional("sum_cny", .cny),
    .required("reason", JSONParts.text),
  ])
  private static let objector = JSONSchema.object([
    .required("kind", .oneOf(["person", "organisation"])), .required("name", JSONParts.text), .required("identity", JSONParts.text),
    .required("contact", JSONParts.text),
  ])
  private static let common: [JSONSchema.Property] = [
    .required("id", JSONParts.id), .required("notice", JSONParts.id), .required("case", JSONParts.id), .required("text", JSONParts.text),
    .required("level", .oneOf(Level.allCases.map(\.rawValue)), zh: "现由哪一级处理", en: "Which level has it"),
    .optional("due", JSONParts.deadline), .required("findings", JSONParts.list(finding)), .required("is_closed", .boolean),
    .required("version", JSONParts.version),
  ]
  /// To officers.
  static let schema = JSONSchema.named(
    "Objection", .object(common + [.optional("objector", objector), .optional("papers", JSONParts.list(.any))]))
  /// To whoever made it.
  static let own = JSONSchema.named(
    "OwnObjection",
    .object(
      common + [
        .optional("escalation_due", JSONParts.deadline, zh: "提请上一级处理的最后一日", en: "The last day to ask the next level"),
        .required("code", JSONParts.id),
      ]))

  static func json(_ objection: Objection, _ book: PolicyBook, showsObjector: Bool) -> JSONText {
    let objector = objection.objector
    return .present(
      common(objection, book, showsOfficers: true) + [
        (
          "objector",
          !showsObjector
            ? nil
            : .object([
              ("kind", .string(objector.kind.rawValue)), ("name", .string(objector.name)), ("identity", .string(objector.identity)),
              ("contact", .string(objector.contact)),
            ])
        ), ("papers", showsObjector ? .list(objection.papers.map(ContentJSON.paper)) : nil),
      ])
  }

  static func own(_ objection: Objection, _ desk: Desk) async throws -> JSONText {
    let book = desk.book
    let notice = try await desk.cases.notice(objection.notice).notice
    let rules = book.procedure(notice.procedure).map { ObjectionRules($0, calendar: book.calendar) }
    let due = objection.isClosed ? nil : rules?.escalationDue(objection)
    return .present(
      common(objection, book, showsOfficers: false) + [
        ("escalation_due", due.map(JSONParts.deadline)), ("code", .string(desk.cases.code(of: objection))),
      ])
  }

  private static func common(_ objection: Objection, _ book: PolicyBook, showsOfficers: Bool) -> [(String, JSONText?)] {
    let isDecided = objection.findings.last?.level == objection.level
    let findings = objection.findings.map { finding in
      JSONText.present([
        ("level", .string(finding.level.rawValue)), ("by", showsOfficers ? .string(finding.by) : nil), ("day", .day(finding.day)),
        ("result", .string(finding.result.rawValue)), ("sum_cny", finding.sum.map { .cny($0) }), ("reason", .string(finding.reason)),
      ])
    }
    return [
      ("id", .string(objection.id)), ("notice", .string(objection.notice)), ("case", .string(objection.caseID)),
      ("text", .string(objection.text)), ("level", .string(objection.level.rawValue)),
      ("due", isDecided || objection.isClosed ? nil : objection.clock.deadline(book.calendar).map(JSONParts.deadline)),
      ("findings", .list(findings)), ("is_closed", .boolean(objection.isClosed)),
      ("version", .integer(objection.version)),
    ]
  }
}
