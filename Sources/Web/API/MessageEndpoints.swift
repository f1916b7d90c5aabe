import Policy
import Service
import Values

/// What the people of an enterprise were told.
struct MessageEndpoints: Sendable {
  let desk: Desk

  var routes: [Route] {
    let cases = desk.cases
    return [
      .api(
        .get, "/api/v1/messages", access: API.enterprise, summary: Bilingual(zh: "本企业的消息", en: "What the enterprise was told"),
        .read(
          tag: "cases", scope: "cases:read", query: [API.parameter("case", JSONParts.id, "办件编号", "Case id")] + API.paging,
          responses: API.ok("一页消息，新的在前", "A page of messages, the latest first", JSONParts.page(Self.message))
        ) { api in
          let page = try await cases.messages(case: api.query("case"), before: try api.numberPlace(), limit: api.limit, by: api.actor)
          return api.page(page.items.map(Self.json), next: page.next)
        })
    ]
  }

  private static let message = JSONSchema.named(
    "Message",
    .object([
      .required("seq", JSONParts.version), .required("case", JSONParts.id),
      .required("kind", .oneOf(["account_changed", "draft_closing"])),
      .required("at", JSONParts.moment), .required("actor", JSONParts.id),
      .optional("account_before", JSONParts.text, zh: "原账号，仅末四位可见", en: "The account before, but for its end hidden"),
      .optional("account_after", JSONParts.text, zh: "新账号，仅末四位可见", en: "The account after, but for its end hidden"),
      .optional("usable_from", .date, zh: "自该日起可以拨付", en: "The first day it can be paid to"),
      .optional("call", JSONParts.id, zh: "申报通知编号", en: "The call"),
      .optional("closes", .date, zh: "申报最后一日", en: "The last day of the call"),
    ]))

  private static func json(_ told: CaseService.ToldMessage) -> JSONText {
    let details: [(String, JSONText?)] =
      switch told.message.content {
      case .accountChanged(let before, let after, let usableFrom):
        [
          ("account_before", before.map { .string($0) }), ("account_after", .string(after)), ("usable_from", .day(usableFrom)),
        ]
      case .draftClosing(let call, let closes): [("call", .string(call)), ("closes", .day(closes))]
      }
    let kind = if case .accountChanged = told.message.content { "account_changed" } else { "draft_closing" }
    return .present(
      [
        ("seq", .integer(told.seq)), ("case", .string(told.message.caseID)), ("kind", .string(kind)), ("at", .string(told.at)),
        ("actor", .string(told.actor)),
      ] + details)
  }
}
