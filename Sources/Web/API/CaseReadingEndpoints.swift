import Casework
import HTTPTypes
import Policy
import Service
import Values

/// Cases as they are read: one, lists, what happened, who looked, what stands against them.
struct CaseReadingEndpoints: Sendable {
  let desk: Desk

  private var cases: CaseService { desk.cases }

  var routes: [Route] { lists + one }

  private var lists: [Route] {
    let cases = cases
    return [
      .api(
        .get, "/api/v1/cases", access: API.readers, summary: Bilingual(zh: "办件列表", en: "Cases"),
        .read(
          tag: "cases", scope: "cases:read",
          query: [
            API.parameter("place", .string(maxLength: 500), "所在环节，多个用逗号分开", "Where they stand; several with commas between"),
            API.parameter("measure", JSONParts.id, "事项编号", "Measure id"), API.parameter("office", JSONParts.id, "受理单位编号", "Office id"),
            API.parameter("notice", JSONParts.id, "公示编号", "Notice id"), API.parameter("plan", JSONParts.id, "计划编号", "Plan id"),
            API.parameter("payment", JSONParts.id, "拨付批次编号", "Payment batch id"),
            API.parameter("budget_year", JSONParts.year, "预算年度", "Budget year"),
            API.parameter("due_by", .date, "时限不晚于该日", "Due on or before this day"),
            API.parameter(
              "text", .string(maxLength: 100), "办件、回执或企业的编号开头，或名称中的文字", "Beginning of an id, receipt or credit code, or part of a name"),
            API.parameter("order", .oneOf(["id", "due"]), "排序：编号（新的在前）或时限", "By id, the newest first, or by the day due"),
          ] + API.paging, responses: API.ok("一页办件", "A page of cases", JSONParts.page(SummaryJSON.schema))
        ) { api in
          let page = try await cases.list(Self.filter(api), after: try api.place(), limit: api.limit, by: api.actor)
          return api.page(page.items.map(SummaryJSON.json), next: page.next)
        }),
      .api(
        .get, "/api/v1/case-counts", access: API.readers, summary: Bilingual(zh: "各环节办件数", en: "How many cases stand where"),
        .read(
          tag: "cases", scope: "cases:read",
          responses: API.ok("按所在环节的办件数", "Cases by place", .object([.required("places", .map(JSONParts.count, maxEntries: 1000))]))
        ) { api in
          let places = try await cases.places(by: api.actor)
          return .json(.object([("places", .object(places.sorted { $0.key < $1.key }.map { ($0.key, .integer($0.value)) }))]))
        }),
    ]
  }

  private static func filter(_ api: APIRequest) -> CaseService.Filter {
    var filter = CaseService.Filter()
    filter.places = api.query("place")?.split(separator: ",").map(String.init) ?? []
    filter.measure = api.query("measure")
    filter.office = api.query("office")
    filter.notice = api.query("notice")
    filter.plan = api.query("plan")
    filter.batch = api.query("payment")
    filter.budgetYear = api.query("budget_year").flatMap { Int($0) }
    filter.dueBy = api.query("due_by").flatMap { CivilDate($0) }
    filter.text = api.query("text")
    filter.isByDueDay = api.query("order") == "due"
    return filter
  }

  private var one: [Route] {
    let (cases, desk) = (cases, desk)
    return [
      .api(
        .get, "/api/v1/cases/{id}", access: API.readers, summary: Bilingual(zh: "一个办件；查看会留痕", en: "One case; looking is logged"),
        .read(tag: "cases", scope: "cases:read", responses: CaseEndpoints.shown) { api in
          CaseEndpoints.answer(try await cases.read(case: api["id"], by: api.actor), desk, api)
        }),
      .api(
        .get, "/api/v1/cases/{id}/timeline", access: API.readers, summary: Bilingual(zh: "办理过程", en: "What happened to it"),
        .read(
          tag: "cases", scope: "cases:read", responses: API.ok("全部事件，由早到晚", "All events, first to last", Self.items(TimelineJSON.schema))
        ) {
          api in
          .json(Self.items(try await cases.timeline(case: api["id"], by: api.actor).map(TimelineJSON.json)))
        }),
      .api(
        .get, "/api/v1/cases/{id}/readings", access: .roles([.enterprise, .supervisor, .auditor]),
        summary: Bilingual(zh: "谁看过", en: "Who looked into it"),
        .read(tag: "cases", scope: "cases:read", responses: API.ok("查看记录，新的在前", "Looks, the latest first", Self.items(Self.reading))) {
          api in
          .json(
            Self.items(
              try await cases.readings(case: api["id"], by: api.actor).map {
                .object([("account", .string($0.account)), ("role", .string($0.role)), ("at", .string($0.at))])
              }))
        }),
      .api(
        .get, "/api/v1/cases/{id}/concerns",
        access: .roles([.districtReviewer, .cityReviewer, .finance, .districtFinance, .supervisor, .auditor]),
        summary: Bilingual(
          zh: "需核对的疑点：重复票据、同一展会、已获补贴", en: "What stands against it: vouchers used twice, the same subject, money received elsewhere"),
        .read(tag: "cases", scope: "cases:read", responses: API.ok("疑点", "Concerns", Self.items(Self.concern))) { api in
          let language = api.request.language
          return .json(Self.items(try await cases.concerns(case: api["id"], by: api.actor).map { Self.concern($0, language) }))
        }),
      .api(
        .get, "/api/v1/cases/{id}/decisions/{sha256}", access: API.readers, summary: Bilingual(zh: "认定记录", en: "A decision record"),
        .read(tag: "cases", scope: "cases:read", responses: API.ok("认定记录，与存档逐字节相同", "The record, byte for byte", .any)) { api in
          guard let record = try await cases.record(api["sha256"], case: api["id"], by: api.actor) else { throw Failure.notFound }
          return .bytes(Array(record.utf8))
        }),
      .api(
        .get, "/api/v1/cases/{id}/entries", access: API.readers, summary: Bilingual(zh: "资金台账中的分录", en: "Its entries in the fund book"),
        .read(
          tag: "cases", scope: "cases:read", query: API.paging,
          responses: API.ok("一页分录，新的在前", "A page of entries, the latest first", JSONParts.page(FundJSON.entry))
        ) { api in
          let page = try await cases.entries(case: api["id"], before: try api.numberPlace(), limit: api.limit, by: api.actor)
          return api.page(page.items.map(FundJSON.entry), next: page.next)
        }),
    ]
  }

  static func items(_ schema: JSONSchema) -> JSONSchema { .object([.required("items", JSONParts.list(schema))]) }
  static func items(_ items: [JSONText]) -> JSONText { .object([("items", .list(items))]) }

  private static let reading = JSONSchema.object([
    .required("account", JSONParts.id), .required("role", .oneOf(Role.allCases.map(\.rawValue))), .required("at", JSONParts.moment),
  ])
  private static let concern = JSONSchema.object([
    .required("kind", .oneOf(["voucher_used_twice", "same_subject", "paid_elsewhere"])), .optional("other_case", JSONParts.id),
    .optional("other_enterprise", JSONParts.text), .optional("amount_cny", .cny), .required("what", JSONParts.text),
  ])

  private static func concern(_ concern: CaseService.Concern, _ language: Language) -> JSONText {
    .present([
      ("kind", .string(concern.kind.rawValue)), ("other_case", concern.otherCase.map { .string($0) }),
      ("other_enterprise", concern.otherEnterprise.map { .string($0) }), ("amount_cny", concern.amount.map { .cny($0) }),
      ("what", .string(concern.what[language])),
    ])
  }
}
