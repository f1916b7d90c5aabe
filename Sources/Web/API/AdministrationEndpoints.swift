import Casework
import HTTPTypes
import Policy
import Service
import Values

/// Accounts of officers, for administrators.
struct AdministrationEndpoints: Sendable {
  let desk: Desk

  private static let access = Access.roles([.administrator])
  private static let made = JSONSchema.object([
    .required("account", AccountJSON.schema),
    .optional(
      "temporary_password", .string(maxLength: 100), zh: "仅显示这一次，首次登录须更改", en: "Shown this once; to be changed at the first sign-in"),
  ])

  var routes: [Route] { accounts + acts + owners }

  private var accounts: [Route] {
    let desk = desk
    return [
      .api(
        .get, "/api/v1/accounts", access: Self.access, summary: Bilingual(zh: "账号列表", en: "Accounts"),
        .read(
          tag: "administration", scope: "admin:read", query: [API.parameter("role", AccountJSON.role, "角色", "Role")] + API.paging,
          responses: API.ok("一页账号，按登录名", "A page of accounts by login name", JSONParts.page(AccountJSON.schema))
        ) { api in
          let role = api.query("role").flatMap { Role(rawValue: $0) }
          let found = try await desk.accounts.accounts(role: role, after: try api.place() ?? "", limit: api.limit + 1)
          let shown = found.prefix(api.limit)
          return api.page(shown.map(AccountJSON.json), next: found.count > api.limit ? shown.last?.loginName : nil)
        }),
      .api(
        .post, "/api/v1/accounts", access: Self.access, summary: Bilingual(zh: "开设账号", en: "Make an account of an officer"),
        .write(
          tag: "administration", scope: "admin:write",
          body: .object([
            .required("login_name", .string(minLength: 1, maxLength: 64)), .required("name", .string(minLength: 1, maxLength: 60)),
            .required("role", AccountJSON.role), .optional("office", JSONParts.id),
          ]), responses: API.ok("账号和临时密码", "The account and a temporary password", Self.made, .created)
        ) { api in
          guard let role = Role(rawValue: api.body.string("role")) else { throw Failure.notFound }
          let new = NewAccount(
            loginName: api.body.string("login_name"), name: api.body.string("name"), role: role, office: api.body.optionalString("office"))
          let made = try await desk.accounts.create(new, by: .person(api.actor), once: api.once)
          return .json(
            .present([
              ("account", AccountJSON.json(made.account)), ("temporary_password", made.temporaryPassword.map { .string($0) }),
            ]), status: .created)
        }),
    ]
  }

  private static let newOwner = JSONSchema.object([
    .required("login_name", .string(minLength: 1, maxLength: 64)),
    .optional("name", .string(minLength: 1, maxLength: 60), zh: "姓名，仅建立新账号时填写", en: "Name, for a new account"),
    .optional("company_name", .string(minLength: 1, maxLength: 120), zh: "企业名称，仅尚未注册时填写", en: "Name, if it isn't registered yet"),
    .required("reason", .string(minLength: 1, maxLength: 200), zh: "办理依据", en: "On what grounds"),
  ])

  private var owners: [Route] {
    let desk = desk
    return [
      .api(
        .put, "/api/v1/companies/{code}/owner", access: Self.access,
        summary: Bilingual(zh: "开通企业、更换负责人", en: "Put somebody in as the one owner of an enterprise"),
        .write(
          tag: "administration", scope: "admin:write", body: Self.newOwner,
          responses: API.ok("账号；新建的有临时密码", "The account; with a temporary password if it is new", Self.made)
        ) { api in
          let new = NewOwner(
            creditCode: api["code"], companyName: api.body.optionalString("company_name"), loginName: api.body.string("login_name"),
            name: api.body.optionalString("name"), reason: api.body.string("reason"))
          let made = try await desk.accounts.installOwner(new, by: .person(api.actor), once: api.once)
          return .json(
            .present([
              ("account", AccountJSON.json(made.owner)), ("temporary_password", made.temporaryPassword.map { .string($0) }),
            ]))
        })
    ]
  }

  private var acts: [Route] {
    let desk = desk
    func act(
      _ path: PathTemplate, _ zh: String, _ en: String, body: JSONSchema? = nil, method: HTTPRequest.Method = .post,
      _ run: @escaping @Sendable (APIRequest, Principal) async throws -> Service.Account
    ) -> Route {
      .api(
        method, path, access: Self.access, summary: Bilingual(zh: zh, en: en),
        .write(tag: "administration", scope: "admin:write", body: body, responses: API.ok("账号", "The account", AccountJSON.schema)) { api in
          .json(AccountJSON.json(try await run(api, .person(api.actor))))
        })
    }
    return [
      act("/api/v1/accounts/{id}/deactivation", "停用账号", "Close an account") {
        try await desk.accounts.deactivate($0["id"], by: $1, once: $0.once)
      },
      act("/api/v1/accounts/{id}/reactivation", "恢复账号", "Open a closed account again") {
        try await desk.accounts.reactivate($0["id"], by: $1, once: $0.once)
      },
      act("/api/v1/accounts/{id}/unlock", "解除锁定", "Lift a lock") { try await desk.accounts.unlock($0["id"], by: $1, once: $0.once) },
      act("/api/v1/accounts/{id}/second-factor-reset", "取消第二重验证", "Take the second factor from somebody who lost it") {
        try await desk.accounts.resetSecondFactor($0["id"], by: $1, once: $0.once)
      },
      act(
        "/api/v1/accounts/{id}/name", "更正姓名", "Correct a name", body: .object([.required("name", .string(minLength: 1, maxLength: 60))]),
        method: .put
      ) { api, principal in try await desk.accounts.rename(api["id"], to: api.body.string("name"), by: principal, once: api.once) },
      act(
        "/api/v1/accounts/{id}/role", "变更角色", "Change role or office",
        body: .object([.required("role", AccountJSON.role), .optional("office", JSONParts.id)]), method: .put
      ) { api, principal in
        guard let role = Role(rawValue: api.body.string("role")) else { throw Failure.notFound }
        return try await desk.accounts.changeRole(
          api["id"], to: role, office: api.body.optionalString("office"), by: principal, once: api.once)
      },
      .api(
        .post, "/api/v1/accounts/{id}/password-reset", access: Self.access, summary: Bilingual(zh: "重置密码", en: "Give a temporary password"),
        .write(
          tag: "administration", scope: "admin:write", body: nil,
          responses: API.ok("账号和临时密码", "The account and a temporary password", Self.made)
        ) {
          api in
          let password = try await desk.accounts.resetPassword(api["id"], by: .person(api.actor), once: api.once)
          let account = AccountJSON.json(try await desk.accounts.account(api["id"]))
          return .json(.present([("account", account), ("temporary_password", password.isEmpty ? nil : .string(password))]))
        }),
    ]
  }
}
