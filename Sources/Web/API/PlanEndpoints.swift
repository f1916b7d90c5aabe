import Casework
import Policy
import Service
import Values

/// Plans of the districts, the budget and the reports on use.
struct PlanEndpoints: Sendable {
  let desk: Desk

  private static let scope = "review:write"
  private static let district = Access.roles([.districtReviewer])
  private static let readers = Access.roles([.districtReviewer, .cityReviewer, .supervisor, .auditor])

  var routes: [Route] { plans + later }

  private var plans: [Route] {
    let cases = desk.cases
    return [
      .api(
        .post, "/api/v1/plans/preview", access: Self.district, summary: Bilingual(zh: "预览计划", en: "What a plan would do"),
        limit_bytes: 256 << 10,
        .read(
          tag: "plans", scope: Self.scope, body: .object(JSONParts.selection),
          responses: API.ok(
            "金额、资金余额和每项能否列入；不作任何改动", "Sums, what is left of the fund, and what stands against each line; nothing is changed",
            PlanJSON.preview)
        ) { api in
          .json(PlanJSON.preview(try await cases.previewPlan(procedure: api.body.string("procedure"), cases: api.cases, by: api.actor)))
        }),
      .api(
        .post, "/api/v1/plans", access: Self.district, summary: Bilingual(zh: "报送项目计划", en: "Propose a plan"), limit_bytes: 256 << 10,
        .write(
          tag: "plans", scope: Self.scope, body: .object(JSONParts.selection),
          responses: API.ok("计划；资金已预留，限额已占用", "The plan: money is held, limits are taken", PlanJSON.schema, .created)
        ) { api in
          let plan = try await cases.proposePlan(procedure: api.body.string("procedure"), cases: api.cases, by: api.actor, once: api.once)
          return .json(PlanJSON.json(plan), status: .created, location: "/api/v1/plans/\(plan.id)")
        }),
      .api(
        .get, "/api/v1/plans", access: Self.readers, summary: Bilingual(zh: "项目计划列表", en: "Plans"),
        .read(
          tag: "plans", scope: "cases:read", query: API.paging,
          responses: API.ok("一页计划", "A page of plans", JSONParts.page(PlanJSON.summary))
        ) {
          api in
          let page = try await cases.plans(after: try api.place(), limit: api.limit, by: api.actor)
          return api.page(page.items.map(PlanJSON.summary), next: page.next)
        }),
      .api(
        .get, "/api/v1/plans/{id}", access: Self.readers, summary: Bilingual(zh: "一个项目计划", en: "One plan"),
        .read(tag: "plans", scope: "cases:read", responses: API.ok("计划", "The plan", PlanJSON.schema)) { api in
          .json(PlanJSON.json(try await cases.plan(api["id"], by: api.actor).plan))
        }),
    ]
  }

  private var later: [Route] {
    let cases = desk.cases
    return [
      .api(
        .post, "/api/v1/budget", access: API.city, summary: Bilingual(zh: "编入次年预算", en: "Put sums into the next year's budget"),
        limit_bytes: 256 << 10,
        .write(
          tag: "plans", scope: Self.scope, body: .object(JSONParts.selection),
          responses: API.ok("已编入的办件", "The cases that were put in", .object([.required("cases", JSONParts.list(JSONParts.id))]))
        ) { api in
          let ids = try await cases.budget(procedure: api.body.string("procedure"), cases: api.cases, by: api.actor, once: api.once)
          return .json(.object([("cases", .list(ids.map { .string($0) }))]))
        }),
      .api(
        .post, "/api/v1/reports", access: Self.district, summary: Bilingual(zh: "报送使用情况", en: "Report on use"), limit_bytes: 256 << 10,
        .write(
          tag: "plans", scope: Self.scope,
          body: .object(
            JSONParts.selection + [.required("text", .string(minLength: 1, maxLength: 10_000), zh: "使用情况", en: "What was done")]),
          responses: API.ok("报告", "The report", PlanJSON.report, .created)
        ) { api in
          let report = try await cases.report(
            procedure: api.body.string("procedure"), cases: api.cases, text: api.body.string("text"), by: api.actor, once: api.once)
          return .json(PlanJSON.report(report), status: .created)
        }),
      .api(
        .get, "/api/v1/reports", access: Self.readers, summary: Bilingual(zh: "使用情况报告", en: "Reports on use"),
        .read(
          tag: "plans", scope: "cases:read", query: API.paging,
          responses: API.ok("一页报告", "A page of reports", JSONParts.page(PlanJSON.report))
        ) {
          api in
          let page = try await cases.reports(after: try api.place(), limit: api.limit, by: api.actor)
          return api.page(page.items.map(PlanJSON.report), next: page.next)
        }),
    ]
  }
}
