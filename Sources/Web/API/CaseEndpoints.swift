import Casework
import HTTPTypes
import Policy
import Service
import Storage
import Values

/// Claims of the enterprise: begun, filled, handed in, corrected, withdrawn.
struct CaseEndpoints: Sendable {
  let desk: Desk

  private var cases: CaseService { desk.cases }

  var routes: [Route] { own + papers }

  /// A case, with its version as the tag.
  static func answer(_ state: CaseState, _ desk: Desk, _ api: APIRequest, _ status: HTTPResponse.Status = .ok) -> APIAnswer {
    .json(
      CaseJSON(state, desk.book, for: api.actor).json, status: status, version: String(state.version),
      location: status == .created ? "/api/v1/cases/\(state.id)" : nil)
  }

  static let shown = API.ok("办件", "The case", CaseJSON.schema)

  /// An act on a case that answers with the case.
  static func act(
    _ path: PathTemplate, _ access: Access, _ zh: String, _ en: String, scope: String, tag: String = "cases", body: JSONSchema?,
    needsVersion: Bool = false, method: HTTPRequest.Method = .post, _ desk: Desk,
    _ act: @escaping @Sendable (APIRequest) async throws -> CaseState
  ) -> Route {
    .api(
      method, path, access: access, summary: Bilingual(zh: zh, en: en),
      .write(tag: tag, scope: scope, body: body, responses: shown, needsVersion: needsVersion) { api in
        answer(try await withVersion { try await act(api) }, desk, api)
      })
  }

  private var own: [Route] {
    let (cases, desk) = (cases, desk)
    return [
      .api(
        .post, "/api/v1/cases", access: API.enterprise, summary: Bilingual(zh: "开始申报（草稿）", en: "Begin a draft"), limit_bytes: 1 << 20,
        .write(
          tag: "cases", scope: "cases:write", body: CaseBodies.draft,
          responses: API.ok("草稿；已有草稿时为原草稿", "The draft, or the one there was", CaseJSON.schema, .created)
        ) { api in
          let company = try await desk.accounts.company(api.actor.enterprise ?? "")
          let state = try await cases.draft(
            measure: api.body.string("measure"), enterpriseName: company.name, content: try ContentJSON.content(api.body, desk.book),
            by: api.actor, once: api.once, evenIfOneExists: api.body.optionalBoolean("even_if_one_exists") ?? false)
          return Self.answer(state, desk, api, .created)
        }),
      .api(
        .put, "/api/v1/cases/{id}/content", access: API.enterprise, summary: Bilingual(zh: "保存申报内容", en: "Keep what is stated"),
        limit_bytes: 1 << 20,
        .write(tag: "cases", scope: "cases:write", body: CaseBodies.content, responses: Self.shown, needsVersion: true) { api in
          let papers =
            api.body.has("papers")
            ? api.body.objects("papers").map { CaseService.PaperName(kind: $0.string("kind"), sha256: $0.string("sha256")) } : nil
          let content = try ContentJSON.content(api.body, desk.book)
          let version = try api.expectedVersion()
          return Self.answer(
            try await withVersion {
              try await cases.state(content, keeping: papers, case: api["id"], version: version, by: api.actor, once: api.once)
            }, desk, api)
        }),
      Self.act(
        "/api/v1/cases/{id}/submission", API.enterprise, "提交申报或补正", "Hand in the claim or the correction", scope: "cases:write",
        body: CaseBodies.submission, needsVersion: true, desk
      ) { api in
        try await cases.submit(
          case: api["id"], isDeclared: api.body.boolean("is_declared"), insists: api.body.optionalBoolean("insists") ?? false,
          version: try api.expectedVersion(), by: api.actor, once: api.once)
      },
      Self.act(
        "/api/v1/cases/{id}/withdrawal", API.enterprise, "撤回申报", "Take the claim back", scope: "cases:write", body: CaseBodies.withdrawal,
        desk
      ) { api in try await cases.withdraw(case: api["id"], reason: api.body.optionalString("reason"), by: api.actor, once: api.once) },
      Self.act(
        "/api/v1/cases/{id}/account", API.enterprise, "更换收款账户（须再次确认身份，满等待期后方可拨付）",
        "State another account, with a proof of identity; it is paid to after its waiting time", scope: "cases:write",
        body: ContentJSON.changedAccount, method: .put, desk
      ) { api in
        let (accounts, id, proof) = (desk.accounts, api.actor.account, api.body.string("proof"))
        return try await cases.changeAccount(ContentJSON.account(api.body), case: api["id"], by: api.actor, once: api.once) {
          do { return try await accounts.prove(id, with: proof) } catch let refusal as Refusal where refusal.status == .unauthenticated {
            // The token is good: it is the code in the body that is not.
            throw Refusal(code: refusal.code, message: refusal.message, status: .invalid, details: refusal.details)
          }
        }
      },
    ]
  }

  // MARK: Papers

  /// The largest paper.
  static let paper_bytes = 20 << 20

  private var papers: [Route] {
    let (cases, desk) = (cases, desk)
    let query = [
      API.parameter("kind", JSONParts.id, "材料编号", "Which paper of the procedure", isRequired: true),
      API.parameter("name", .string(minLength: 1, maxLength: 255), "文件名", "File name", isRequired: true),
    ]
    return [
      .api(
        .post, "/api/v1/cases/{id}/papers", access: API.enterprise, summary: Bilingual(zh: "上传材料", en: "Hand in a paper"), pace: .uploads,
        limit_bytes: Self.paper_bytes,
        .upload(tag: "cases", scope: "cases:write", query: query, responses: Self.shown) { api in
          let paper = try await Self.store(api, desk, isPromised: false)
          return Self.answer(
            try await cases.add(paper, case: api["id"], version: try api.expectedVersion(), by: api.actor, once: api.once), desk, api)
        }),
      .api(
        .post, "/api/v1/cases/{id}/promised-papers", access: API.enterprise,
        summary: Bilingual(zh: "补交容缺材料", en: "Hand in a promised paper"), pace: .uploads,
        limit_bytes: Self.paper_bytes,
        .upload(tag: "cases", scope: "cases:write", query: query, responses: Self.shown) { api in
          let paper = try await Self.store(api, desk, isPromised: true)
          return Self.answer(try await cases.keepPromise(paper, case: api["id"], by: api.actor, once: api.once), desk, api)
        }),
      .api(
        .get, "/api/v1/cases/{id}/papers/{sha256}", access: API.readers, summary: Bilingual(zh: "下载材料", en: "A paper"),
        .read(
          tag: "cases", scope: "cases:read",
          responses: [.init(status: .ok, summary: Bilingual(zh: "文件", en: "The file"), schema: nil, isFile: true)]
        ) { api in
          let state = try await cases.read(case: api["id"], by: api.actor)
          guard let paper = state.content.papers.first(where: { $0.sha256 == api["sha256"] }) else { throw Failure.notFound }
          return .file(try await cases.files.read(paper.sha256, size_bytes: paper.size_bytes), type: paper.mediaType)
        }),
    ]
  }

  /// Takes the file in once it is known that the case can have it: what is refused leaves nothing behind.
  private static func store(_ api: APIRequest, _ desk: Desk, isPromised: Bool) async throws -> PaperFile {
    try await desk.cases.expectPaper(
      api.query("kind") ?? "", case: api["id"], isPromised: isPromised, version: try api.expectedVersion(), by: api.actor, once: api.once)
    try await desk.cases.requireUploadRoom(by: api.actor)
    let name = MultipartReader.displayName(api.query("name") ?? "")
    let file = try await desk.cases.files.put(api.bytes, limit_bytes: Int64(paper_bytes), named: name)
    try await desk.cases.countUpload(file, by: api.actor)
    return PaperFile(
      kind: api.query("kind") ?? "", name: name, sha256: file.sha256, size_bytes: file.size_bytes, mediaType: file.kind.mediaType)
  }
}
