import Casework
import HTTPTypes
import Policy
import Service
import Storage
import Values

/// Notices, and objections to them.
struct NoticeEndpoints: Sendable {
  let desk: Desk

  var routes: [Route] { notices + objections }

  private var notices: [Route] {
    let cases = desk.cases
    return [
      .api(
        .get, "/api/v1/notices", access: .anyone, summary: Bilingual(zh: "公示列表", en: "Notices"),
        .read(
          tag: "notices", scope: nil, query: API.paging,
          responses: API.ok("一页公示，新的在前", "A page of notices, the latest first", JSONParts.page(NoticeJSON.summary))
        ) { api in
          let page = try await cases.notices(after: try api.place(), limit: api.limit)
          return api.page(page.items.map(NoticeJSON.summary), next: page.next)
        }),
      .api(
        .get, "/api/v1/notices/{id}", access: .anyone, summary: Bilingual(zh: "一个公示", en: "One notice"),
        .read(tag: "notices", scope: nil, responses: API.ok("公示，与公开的内容相同", "The notice as the public reads it", NoticeJSON.schema)) { api in
          let (notice, isClosed, disputed) = try await cases.notice(api["id"])
          return .json(NoticeJSON.json(notice, isClosed: isClosed, disputed: disputed))
        }),
      .api(
        .post, "/api/v1/notices", access: API.city, summary: Bilingual(zh: "发布公示", en: "Open a notice"), limit_bytes: 256 << 10,
        .write(
          tag: "notices", scope: "notices:write", body: .object(JSONParts.selection),
          responses: API.ok("公示；发布后不可更改", "The notice, which can't be changed any more", NoticeJSON.schema, .created)
        ) { api in
          let notice = try await cases.openNotice(procedure: api.body.string("procedure"), cases: api.cases, by: api.actor, once: api.once)
          return .json(
            NoticeJSON.json(notice, isClosed: false, disputed: []), status: .created, location: "/api/v1/notices/\(notice.id)")
        }),
    ]
  }

  // MARK: Objections

  private static let body = JSONSchema.object([
    .required("case", JSONParts.id, zh: "办件编号", en: "Case id"), .required("kind", .oneOf(["person", "organisation"])),
    .required("name", .string(minLength: 1, maxLength: 100), zh: "真实姓名或单位名称", en: "Real name"),
    .required("identity", .string(minLength: 1, maxLength: 50), zh: "身份证件号码或统一社会信用代码", en: "Identity number or credit code"),
    .required("contact", .string(minLength: 1, maxLength: 100), zh: "联系方式", en: "Contact"),
    .required("text", .string(minLength: 1, maxLength: 5000), zh: "事实和理由", en: "Facts and reasons"),
    .optional(
      "papers", .array(.string(minLength: 1, maxLength: 2000), maxItems: ObjectionPaper.limit), zh: "上传材料时得到的凭据",
      en: "The notes that were given when the papers were uploaded"),
  ])
  private static let paper = JSONSchema.named(
    "UploadedPaper",
    .object([
      .required("note", .string(maxLength: 2000), zh: "提交异议时填写，一小时内有效", en: "To be named in the objection, within an hour"),
      .required("name", .string(maxLength: 255)), .required("size_bytes", JSONParts.count), .required("sha256", JSONParts.sha256),
    ]))
  private static let finding = JSONSchema.object([
    .required("result", .oneOf(Objection.Finding.Result.allCases.map(\.rawValue))),
    .optional("sum_cny", .cny, zh: "核减后的金额", en: "The lowered sum"), .required("reason", .string(minLength: 1, maxLength: 2000)),
  ])
  private static let code = JSONSchema.string(minLength: 1, maxLength: 40)

  private var objections: [Route] {
    let (cases, desk) = (desk.cases, desk)
    return [
      .api(
        .post, "/api/v1/notices/{id}/objections", access: .anyone, summary: Bilingual(zh: "提出异议", en: "Object to a line"), pace: .careful,
        .write(
          tag: "objections", scope: nil, body: Self.body,
          responses: API.ok("异议和查询码；查询码请妥善保存", "The objection, and the code that proves whose it is", ObjectionJSON.own, .created)
        ) { api in
          let now = cases.time.now()
          let papers = try api.body.strings("papers").map {
            try ObjectionPaper.read($0, notice: api["id"], at: now, api.request.signer)
          }
          let objector = Objection.Objector(
            kind: api.body.string("kind") == "person" ? .person : .organisation, name: api.body.string("name"),
            identity: api.body.string("identity"), contact: api.body.string("contact"))
          let objection = try await cases.object(
            notice: api["id"], caseID: api.body.string("case"), objector: objector, text: api.body.string("text"), papers: papers,
            once: api.once)
          return .json(
            try await ObjectionJSON.own(objection, desk), status: .created, version: String(objection.version),
            location: "/api/v1/objections/\(objection.id)")
        }),
      .api(
        .post, "/api/v1/notices/{id}/objection-papers", access: .anyone,
        summary: Bilingual(zh: "上传异议材料", en: "Hand in a paper of an objection"),
        pace: .careful, limit_bytes: ObjectionForm.limit_bytes,
        .upload(
          tag: "objections", scope: nil,
          query: [API.parameter("name", .string(minLength: 1, maxLength: 255), "文件名", "File name", isRequired: true)],
          responses: API.ok("材料凭据", "The note of the paper", Self.paper, .created)
        ) { api in .json(try await Self.store(api, desk), status: .created) }),
      .api(
        .get, "/api/v1/objections/{id}", access: .anyone, summary: Bilingual(zh: "凭查询码查看异议", en: "An objection, to whoever has its code"),
        pace: .careful,
        .read(
          tag: "objections", scope: nil, query: [API.parameter("code", Self.code, "查询码", "The code", isRequired: true)],
          responses: API.ok("异议和处理意见", "The objection and its findings", ObjectionJSON.own)
        ) { api in
          .json(try await ObjectionJSON.own(try await cases.objection(api["id"], code: api.query("code") ?? ""), desk))
        }),
      .api(
        .post, "/api/v1/objections/{id}/escalation", access: .anyone, summary: Bilingual(zh: "不服处理意见，提请上一级处理", en: "Ask the next level"),
        pace: .careful,
        .write(
          tag: "objections", scope: nil, body: .object([.required("code", Self.code)]),
          responses: API.ok("异议", "The objection", ObjectionJSON.own)
        ) { api in
          .json(
            try await ObjectionJSON.own(try await cases.escalate(objection: api["id"], code: api.body.string("code"), once: api.once), desk)
          )
        }),
      .api(
        .get, "/api/v1/objections", access: .roles([.districtReviewer, .cityReviewer, .supervisor, .auditor]),
        summary: Bilingual(zh: "异议列表", en: "Objections"),
        .read(
          tag: "objections", scope: "notices:read", query: [API.parameter("case", JSONParts.id, "办件编号", "Case id")] + API.paging,
          responses: API.ok("一页异议，未办结的在前", "A page of objections, open ones first", JSONParts.page(ObjectionJSON.schema))
        ) { api in
          let page = try await cases.objections(
            .init(caseID: api.query("case")), after: try api.place(), limit: api.limit, by: api.actor)
          return api.page(
            page.items.map { ObjectionJSON.json($0.objection, desk.book, showsObjector: $0.knowsObjector) }, next: page.next)
        }),
      .api(
        .post, "/api/v1/objections/{id}/finding", access: API.reviewers, summary: Bilingual(zh: "处理异议", en: "Settle an objection"),
        .write(
          tag: "objections", scope: "review:write", body: Self.finding, responses: API.ok("异议", "The objection", ObjectionJSON.schema)
        ) { api in
          guard let result = Objection.Finding.Result(rawValue: api.body.string("result")) else { throw Failure.notFound }
          let objection = try await cases.find(
            objection: api["id"], result: result, sum: api.body.optionalMoney("sum_cny"), reason: api.body.string("reason"), by: api.actor,
            once: api.once)
          // Whoever has just settled it knows who objects.
          return .json(ObjectionJSON.json(objection, desk.book, showsObjector: true), version: String(objection.version))
        }),
    ]
  }

  /// Takes a paper in; nothing is stored for a notice that is not there or not open.
  private static func store(_ api: APIRequest, _ desk: Desk) async throws -> JSONText {
    let notice = try await desk.cases.notice(api["id"]).notice
    guard notice.isOpen(on: desk.today, desk.book.calendar) else {
      let closed = ObjectionRefusal.noticeClosed
      throw Failure.refused(closed.rawValue, zh: closed.message.zh, en: closed.message.en, status: .conflict)
    }
    let name = MultipartReader.displayName(api.query("name") ?? "")
    let file = try await desk.cases.files.put(
      api.bytes, limit_bytes: Int64(ObjectionForm.limit_bytes), accepting: ObjectionForm.kinds, named: name)
    let note = ObjectionPaper.note(file, named: name, notice: notice.id, at: desk.cases.time.now(), api.request.signer)
    return .object([
      ("note", .string(note)), ("name", .string(name)), ("size_bytes", .integer(file.size_bytes)), ("sha256", .string(file.sha256)),
    ])
  }
}
