import Policy
import Service
import Values

/// The lists that supervisors and auditors keep an eye on, besides those of cases and objections: what stands still, what was promised and
/// has not come, what several claims have in common.
struct OversightEndpoints: Sendable {
  let desk: Desk

  private static let overseers = Access.roles([.supervisor, .auditor])

  var routes: [Route] {
    let (cases, desk) = (desk.cases, desk)
    return [
      list(
        "paused", Bilingual(zh: "时限中止的办件，中止最久的在前", en: "Cases whose clocks stand still, the longest first"), Self.paused
      ) { place, limit, api in
        let page = try await cases.pausedCases(after: place, limit: limit, by: api.actor)
        return (page.items.map { .present([("case", SummaryJSON.json($0.summary)), ("since", $0.since.map { .day($0) })]) }, page.next)
      },
      list(
        "late-promises", Bilingual(zh: "承诺材料逾期未交", en: "Papers that were promised and have not come"), Self.promise
      ) { place, limit, api in
        let page = try await cases.latePromises(before: desk.today, after: place, limit: limit, by: api.actor)
        let items = page.items.map { item in
          JSONText.present([
            ("case", .string(item.caseID)), ("enterprise_name", .string(item.enterpriseName)), ("procedure", .string(item.procedure)),
            ("paper", .string(item.paper)), ("due_day", item.due.map { .day($0) }),
          ])
        }
        return (items, page.next)
      },
      list(
        "shared-vouchers", Bilingual(zh: "同一票据用于多个申报", en: "One voucher in several claims"), Self.outlier
      ) { place, limit, api in
        Self.outliers(try await cases.sharedVouchers(after: place, limit: limit, by: api.actor))
      },
      list(
        "shared-accounts", Bilingual(zh: "多家企业使用同一收款账户；账号部分隐去", en: "One bank account of several enterprises; the number is masked"),
        Self.outlier
      ) { place, limit, api in
        Self.outliers(try await cases.sharedAccounts(after: place, limit: limit, by: api.actor))
      },
      list(
        "exact-limits", Bilingual(zh: "恰好用满的限额，金额大的在前", en: "Limits used to the last fen, the largest first"), Self.outlier
      ) { place, limit, api in
        Self.outliers(try await cases.exactLimits(after: place, limit: limit, by: api.actor))
      },
    ]
  }

  private func list(
    _ name: String, _ summary: Bilingual, _ item: JSONSchema,
    _ page: @escaping @Sendable (String?, Int, APIRequest) async throws -> ([JSONText], next: String?)
  ) -> Route {
    .api(
      .get, PathTemplate("/api/v1/oversight/" + name), access: Self.overseers, summary: summary,
      .read(
        tag: "oversight", scope: "cases:read", query: API.paging, responses: API.ok("一页", "A page", JSONParts.page(item))
      ) { api in
        let (items, next) = try await page(try api.place(), api.limit, api)
        return api.page(items, next: next)
      })
  }

  private static let paused = JSONSchema.object([
    .required("case", SummaryJSON.schema), .optional("since", .date, zh: "中止之日", en: "The day the pause was ordered"),
  ])

  private static let promise = JSONSchema.object([
    .required("case", JSONParts.id), .required("enterprise_name", JSONParts.text), .required("procedure", JSONParts.id),
    .required("paper", JSONParts.id), .optional("due_day", .date),
  ])

  private static let outlier = JSONSchema.named(
    "Outlier",
    .object([
      .required("what", JSONParts.text, zh: "相同之处：票据号码、账号或限额所属事项", en: "What is the same: a voucher, an account, what a limit is of"),
      .optional("amount_cny", .cny), .required("count", JSONParts.count, zh: "共几件", en: "How many claims in all"),
      .required(
        "cases",
        JSONParts.list(.object([.required("case", JSONParts.id), .required("enterprise_name", JSONParts.text)])),
        zh: "前 \(CaseService.members) 件", en: "The first \(CaseService.members)"),
    ]))

  private static func outliers(_ page: CaseService.Page<CaseService.Outlier>) -> ([JSONText], next: String?) {
    let items = page.items.map { item in
      JSONText.present([
        ("what", .string(item.what)), ("amount_cny", item.amount.map { .cny($0) }), ("count", .integer(item.count)),
        (
          "cases",
          .list(item.cases.map { .object([("case", .string($0.caseID)), ("enterprise_name", .string($0.enterpriseName))]) })
        ),
      ])
    }
    return (items, page.next)
  }
}
