import Casework
import Foundation
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

  /// The largest paper of an objection, and how many there may be.
  static let paper_bytes: Int64 = 2 << 20
  private static let mostPapers = 3

  private static let body = JSONSchema.object([
    .required("case", JSONParts.id, zh: "办件编号", en: "Case id"), .required("kind", .oneOf(["person", "organisation"])),
    .required("name", .string(minLength: 1, maxLength: 100), zh: "真实姓名或单位名称", en: "Real name"),
    .required("identity", .string(minLength: 1, maxLength: 50), zh: "身份证件号码或统一社会信用代码", en: "Identity number or credit code"),
    .required("contact", .string(minLength: 1, maxLength: 100), zh: "联系方式", en: "Contact"),
    .required("text", .string(minLength: 1, maxLength: 5000), zh: "事实和理由", en: "Facts and reasons"),
    .optional(
      "papers",
      .array(
        .object([
          .required("name", .string(minLength: 1, maxLength: 255)), .required("base64", .string(minLength: 4, maxLength: 3 << 20)),
        ]), maxItems: mostPapers), zh: "材料，每份不超过 2 MB", en: "Papers, each of at most 2 MB"),
  ])
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
        limit_bytes: 10 << 20,
        .write(
          tag: "objections", scope: nil, body: Self.body,
          responses: API.ok("异议和查询码；查询码请妥善保存", "The objection, and the code that proves whose it is", ObjectionJSON.own, .created)
        ) { api in
          let objector = Objection.Objector(
            kind: api.body.string("kind") == "person" ? .person : .organisation, name: api.body.string("name"),
            identity: api.body.string("identity"), contact: api.body.string("contact"))
          let sent = api.body.objects("papers")
          // The rules are asked first, so that nothing is stored for an objection that they refuse.
          try await cases.expectObjection(
            notice: api["id"], caseID: api.body.string("case"), objector: objector, text: api.body.string("text"), papers: sent.count,
            once: api.once)
          var papers: [PaperFile] = []
          for paper in sent { papers.append(try await Self.store(paper, cases.files)) }
          let objection = try await cases.object(
            notice: api["id"], caseID: api.body.string("case"), objector: objector, text: api.body.string("text"), papers: papers,
            once: api.once)
          return .json(
            try await ObjectionJSON.own(objection, desk), status: .created, version: String(objection.version),
            location: "/api/v1/objections/\(objection.id)")
        }),
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

  private static func store(_ paper: JSONObject, _ files: FileStore) async throws -> PaperFile {
    guard let data = Data(base64Encoded: paper.string("base64")) else {
      throw Failure.refused("file.base64", zh: "文件内容不是有效的 Base64。", en: "The content of a paper is not Base64.")
    }
    let name = paper.string("name")
    let file = try await files.put(Array(data), limit_bytes: paper_bytes, named: name)
    return PaperFile(kind: "objection", name: name, sha256: file.sha256, size_bytes: file.size_bytes, mediaType: file.kind.mediaType)
  }
}
