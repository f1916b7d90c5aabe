import Casework
import Policy
import Service
import Values
import WorkingDays

/// How claims are handled: procedures, calls, periods in working days, statistics, codes on papers. For everybody.
struct ProcedureEndpoints: Sendable {
  let desk: Desk

  var routes: [Route] { procedures + open }

  private var procedures: [Route] {
    let (cases, desk) = (desk.cases, desk)
    return [
      .api(
        .get, "/api/v1/procedures", access: .anyone, summary: Bilingual(zh: "办理流程", en: "Procedures"),
        .read(
          tag: "procedures", scope: nil, responses: API.ok("全部流程", "All procedures", CaseReadingEndpoints.items(ProcedureJSON.schema))
        ) { _ in .json(CaseReadingEndpoints.items(desk.book.procedures.map(ProcedureJSON.json))) }),
      .api(
        .get, "/api/v1/procedures/{id}", access: .anyone,
        summary: Bilingual(zh: "一个流程：环节、材料、理由代码", en: "One procedure: steps, papers, reasons"),
        .read(tag: "procedures", scope: nil, responses: API.ok("流程", "The procedure", ProcedureJSON.schema)) { api in
          guard let procedure = desk.book.procedure(api["id"]) else { throw Failure.notFound }
          return .json(ProcedureJSON.json(procedure))
        }),
      .api(
        .get, "/api/v1/calls", access: .anyone, summary: Bilingual(zh: "申报通知", en: "Calls for applications"),
        .read(
          tag: "procedures", scope: nil, query: [API.parameter("procedure", JSONParts.id, "流程编号", "Procedure id", isRequired: true)],
          responses: API.ok("申报通知", "Calls", CaseReadingEndpoints.items(ProcedureJSON.call))
        ) { api in
          .json(CaseReadingEndpoints.items(try await cases.calls(of: api.query("procedure") ?? "").map(ProcedureJSON.call)))
        }),
      .api(
        .post, "/api/v1/calls", access: API.city, summary: Bilingual(zh: "发布申报通知", en: "Announce a call"),
        .write(
          tag: "procedures", scope: "review:write",
          body: .object([
            .required("procedure", JSONParts.id), .required("title", .string(minLength: 1, maxLength: 200)), .required("opens", .date),
            .required("closes", .date, zh: "最后一日（含）", en: "The last day, included"),
            .optional("measures", .array(JSONParts.id, maxItems: 200), zh: "限于这些事项", en: "Only these measures"),
          ]), responses: API.ok("申报通知", "The call", ProcedureJSON.call, .created)
        ) { api in
          let call = try await cases.announceCall(
            procedure: api.body.string("procedure"), title: api.body.string("title"), opens: api.body.date("opens"),
            closes: api.body.date("closes"), measures: api.body.strings("measures"), by: api.actor, once: api.once)
          return .json(ProcedureJSON.call(call), status: .created)
        }),
    ]
  }

  private var open: [Route] {
    let (cases, desk) = (desk.cases, desk)
    return [
      .api(
        .post, "/api/v1/working-days", access: .anyone, summary: Bilingual(zh: "逐日计算时限", en: "A period counted day by day"),
        .read(
          tag: "procedures", scope: nil, body: WorkingDaysJSON.body,
          bodyExample: .object([("start", .string("2026-02-12")), ("length", .number("5"))]),
          responses: API.ok("最后一日和逐日计数", "The last day, and the count day by day", WorkingDaysJSON.schema)
        ) { api in .json(try WorkingDaysJSON.answer(api.body, desk.book)) }),
      .api(
        .get, "/api/v1/statistics", access: .anyone, summary: Bilingual(zh: "统计", en: "Statistics"),
        .read(
          tag: "procedures", scope: nil,
          responses: API.ok(
            "按年度、事项和单位的件数与金额；金额自公示起计入，少于 \(PublicFigures.least) 件的不列事项和单位，按年度合并",
            "Claims and sums by year, measure and office; sums count from the notice on, and rows of fewer than \(PublicFigures.least) claims stand together by year",
            CaseReadingEndpoints.items(
              .object([
                .required("year", JSONParts.year), .optional("measure", JSONParts.id), .optional("office", JSONParts.id),
                .required("cases", JSONParts.count), .required("granted_cny", .cny), .required("paid_cny", .cny),
              ])))
        ) { _ in
          .json(
            CaseReadingEndpoints.items(
              PublicFigures(try await cases.statistics(), desk.book).lines.map { line in
                .present([
                  ("year", .integer(line.year)), ("measure", line.subject.map { .string($0.measure) }),
                  ("office", line.subject.map { .string($0.office) }), ("cases", .integer(line.claims)),
                  ("granted_cny", .cny(line.granted)),
                  ("paid_cny", .cny(line.paid)),
                ])
              }))
        }),
      .api(
        .get, "/api/v1/verify/{code}", access: .anyone, summary: Bilingual(zh: "核验文书上的编码", en: "What a code on a paper says it is"),
        pace: .careful,
        .read(
          tag: "procedures", scope: nil,
          responses: API.ok(
            "文书种类、时间、哈希和是否仍然有效；不含个人信息", "The kind of paper, when, its hash and whether it still holds; nothing personal",
            .object([
              .required("kind", .oneOf(Verification.Kind.allCases.map(\.rawValue))),
              .required("case", JSONParts.id, zh: "办件、公示或拨付批次的编号", en: "Id of the case, notice or payment batch"),
              .required("sha256", JSONParts.sha256), .required("at", JSONParts.moment), .required("holds", .boolean),
              .optional("superseded_at", JSONParts.moment),
            ]))
        ) { api in
          guard let issued = try await cases.verify(api["code"]) else { throw Failure.notFound }
          return .json(
            .present([
              ("kind", .string(issued.paper.kind.rawValue)), ("case", .string(issued.paper.caseID)),
              ("sha256", .string(issued.paper.sha256)), ("at", .string(issued.at)), ("holds", .boolean(issued.supersededAt == nil)),
              ("superseded_at", issued.supersededAt.map { .string($0) }),
            ]))
        }),
    ]
  }
}
