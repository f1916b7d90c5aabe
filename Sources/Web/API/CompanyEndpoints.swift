import Casework
import HTTPTypes
import Policy
import Service
import Values

/// Enterprises: registration, the facts they keep for next time, their team.
struct CompanyEndpoints: Sendable {
  let desk: Desk

  var routes: [Route] { company + team + joining }

  private static let login: [JSONSchema.Property] = [
    .required("login_name", .string(minLength: 1, maxLength: 64)),
    .required("name", .string(minLength: 1, maxLength: 60), zh: "姓名", en: "Name"),
    .required("password", .string(minLength: 1, maxLength: 512)),
  ]

  private var joining: [Route] {
    let accounts = desk.accounts
    return [
      .api(
        .post, "/api/v1/companies", access: .anyone, summary: Bilingual(zh: "企业注册", en: "Register an enterprise"), pace: .careful,
        .write(
          tag: "company", scope: nil,
          body: .object([
            .required("credit_code", .string(minLength: 1, maxLength: 64)), .required("name", .string(minLength: 1, maxLength: 120)),
            .optional("district", JSONParts.id, zh: "注册地", en: "Where it is registered"), .required("owner", .object(Self.login)),
          ]), responses: API.ok("企业", "The enterprise", AccountJSON.company, .created)
        ) { api in
          let owner = api.body.object("owner")
          let new = NewCompany(
            creditCode: api.body.string("credit_code"), name: api.body.string("name"), district: api.body.optionalString("district"))
          let (login, name, password) = (owner?.string("login_name") ?? "", owner?.string("name") ?? "", owner?.string("password") ?? "")
          let registered = try await accounts.registerCompany(new, owner: login, name: name, password: password, once: api.once)
          return .json(AccountJSON.company(registered.company), status: .created)
        }),
      .api(
        .post, "/api/v1/invitations/acceptance", access: .anyone,
        summary: Bilingual(zh: "接受邀请并开户", en: "Accept an invitation with a new account"),
        pace: .careful,
        .write(
          tag: "company", scope: nil, body: .object(Self.login + [.required("code", .string(minLength: 1, maxLength: 40))]),
          responses: API.ok("账号", "The account", AccountJSON.member, .created)
        ) { api in
          let member = try await accounts.acceptInvitation(
            api.body.string("code"), loginName: api.body.string("login_name"), name: api.body.string("name"),
            password: api.body.string("password"), once: api.once)
          return .json(AccountJSON.member(member), status: .created)
        }),
    ]
  }

  /// The credit code of whoever asks; those who belong to no team have no enterprise.
  private static func code(_ api: APIRequest) throws(Failure) -> String {
    guard let code = api.actor.enterprise else { throw Failure.notFound }
    return code
  }

  private var company: [Route] {
    let desk = desk
    let accounts = desk.accounts
    return [
      .api(
        .get, "/api/v1/company", access: API.enterprise, summary: Bilingual(zh: "本企业", en: "One's enterprise"),
        .read(tag: "company", scope: "team:read", responses: API.ok("企业", "The enterprise", AccountJSON.company)) { api in
          .json(AccountJSON.company(try await accounts.company(try Self.code(api))))
        }),
      .api(
        .get, "/api/v1/company/profile", access: API.enterprise, summary: Bilingual(zh: "保存的企业资料", en: "Facts kept for next time"),
        .read(tag: "company", scope: "team:read", responses: API.ok("企业资料", "The facts", AccountJSON.profile)) { api in
          let profile = try await accounts.profile(of: try Self.code(api))
          return .json(AccountJSON.profile(profile), version: String(profile?.revision ?? 0))
        }),
      .api(
        .put, "/api/v1/company/profile", access: API.enterprise, summary: Bilingual(zh: "保存企业资料", en: "Keep facts for next time"),
        limit_bytes: 256 << 10,
        .write(
          tag: "company", scope: "team:write", body: .object([.required("facts", .map(.any, maxEntries: 2000))]),
          responses: API.ok("企业资料", "The facts", AccountJSON.profile), needsVersion: true
        ) { api in
          guard let revision = try api.expectedVersion() else { throw Frame.otherVersion }
          _ = try PolicyBody(book: desk.book).facts(api.body.node)
          let code = try Self.code(api)
          let actor = api.actor
          let facts = api.body.node["facts"].map { JSONText($0).compact } ?? "{}"
          return try await withVersion {
            let profile = try await accounts.saveProfile(facts, of: code, revision: revision, by: .person(actor), once: api.once)
            return .json(AccountJSON.profile(profile))
          }
        }),
    ]
  }

  private var team: [Route] {
    let accounts = desk.accounts
    return [
      .api(
        .get, "/api/v1/company/members", access: API.enterprise, summary: Bilingual(zh: "团队成员", en: "The team"),
        .read(tag: "company", scope: "team:read", responses: API.ok("成员", "Members", CaseReadingEndpoints.items(AccountJSON.member))) {
          api in
          .json(CaseReadingEndpoints.items(try await accounts.members(of: try Self.code(api)).map(AccountJSON.member)))
        }),
      .api(
        .put, "/api/v1/company/members/{id}", access: API.enterprise,
        summary: Bilingual(zh: "变更成员身份", en: "Make a member an owner or a filler"),
        .write(
          tag: "company", scope: "team:manage", body: .object([.required("member_role", AccountJSON.memberRole)]),
          responses: AccountEndpoints.done("已变更", "It is changed")
        ) { api in
          let (code, actor) = (try Self.code(api), api.actor)
          guard let role = MemberRole(rawValue: api.body.string("member_role")) else { throw Failure.notFound }
          try await accounts.changeMemberRole(api["id"], of: code, to: role, by: .person(actor), once: api.once)
          return .bytes([], status: .noContent)
        }),
      .api(
        .delete, "/api/v1/company/members/{id}", access: API.enterprise,
        summary: Bilingual(zh: "移除成员", en: "Take somebody out of the team"),
        .write(tag: "company", scope: "team:manage", body: nil, responses: AccountEndpoints.done("已移除", "They are out of the team")) {
          api in
          let (code, actor) = (try Self.code(api), api.actor)
          try await accounts.removeMember(api["id"], of: code, by: .person(actor), once: api.once)
          return .bytes([], status: .noContent)
        }),
      .api(
        .get, "/api/v1/company/invitations", access: API.enterprise, summary: Bilingual(zh: "未接受的邀请", en: "Open invitations"),
        .read(
          tag: "company", scope: "team:read", responses: API.ok("邀请", "Invitations", CaseReadingEndpoints.items(AccountJSON.invitation))
        ) { api in
          let all = try await accounts.invitations(of: try Self.code(api), by: .person(api.actor))
          return .json(CaseReadingEndpoints.items(all.map { AccountJSON.invitation($0) }))
        }),
      .api(
        .post, "/api/v1/company/invitations", access: API.enterprise, summary: Bilingual(zh: "邀请成员", en: "Invite somebody"),
        .write(
          tag: "company", scope: "team:manage",
          body: .object([
            .required("label", .string(minLength: 1, maxLength: 60), zh: "邀请谁", en: "Who is meant"),
            .required("member_role", AccountJSON.memberRole),
          ]), responses: API.ok("邀请；邀请码仅显示这一次", "The invitation; its code is shown this once", AccountJSON.invitation, .created)
        ) { api in
          let (code, actor) = (try Self.code(api), api.actor)
          guard let role = MemberRole(rawValue: api.body.string("member_role")) else { throw Failure.notFound }
          let made = try await accounts.invite(api.body.string("label"), as: role, to: code, by: .person(actor), once: api.once)
          return .json(AccountJSON.invitation(made.invitation, code: made.code.isEmpty ? nil : made.code), status: .created)
        }),
      .api(
        .delete, "/api/v1/company/invitations/{id}", access: API.enterprise, summary: Bilingual(zh: "收回邀请", en: "Take an invitation back"),
        .write(tag: "company", scope: "team:manage", body: nil, responses: AccountEndpoints.done("已收回", "It is withdrawn")) { api in
          let (code, actor) = (try Self.code(api), api.actor)
          try await accounts.withdrawInvitation(api["id"], of: code, by: .person(actor), once: api.once)
          return .bytes([], status: .noContent)
        }),
    ]
  }
}
