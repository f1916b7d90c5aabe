import Casework
import HTTPTypes
import Policy
import Service
import Values

/// One's own account and its tokens. Signing in is for people with a browser: programs have tokens.
struct AccountEndpoints: Sendable {
  let desk: Desk

  var routes: [Route] {
    let accounts = desk.accounts
    return [
      .api(
        .get, "/api/v1/me", access: .signedIn, summary: Bilingual(zh: "当前账号", en: "Who asks"),
        .read(tag: "accounts", scope: nil, responses: API.ok("账号和令牌权限", "The account, and what the token is good for", AccountJSON.me)) {
          api in
          let account = try await accounts.account(api.request.account.id)
          let scopes = api.caller.scopes.map { AccountJSON.scopes(Set($0.compactMap { Scope(rawValue: $0) })) }
          return .json(.present([("account", AccountJSON.json(account)), ("scopes", scopes)]))
        }),
      .api(
        .get, "/api/v1/tokens", access: .signedIn, summary: Bilingual(zh: "本人的令牌", en: "One's tokens"),
        .read(
          tag: "accounts", scope: nil,
          responses: API.ok("令牌，新的在前", "Tokens, the newest first", CaseReadingEndpoints.items(AccountJSON.token))
        ) {
          api in
          .json(CaseReadingEndpoints.items(try await accounts.tokens(of: api.request.account.id).map { AccountJSON.token($0) }))
        }),
      .api(
        .post, "/api/v1/tokens", access: .signedIn, summary: Bilingual(zh: "生成令牌（须登录）", en: "Make a token, with a session"), pace: .careful,
        Endpoint.write(
          tag: "accounts", scope: nil,
          body: .object([
            .required("label", .string(minLength: 1, maxLength: 60)), .required("scopes", .array(AccountJSON.scope, maxItems: 50)),
            .required("life_days", .integer(1...366), zh: "有效天数", en: "For how many days"),
          ]), responses: API.ok("令牌；密文仅显示这一次", "The token; its secret is shown this once", AccountJSON.token, .created)
        ) { api in
          guard let id = api.caller.sessionID else { throw Self.sessionNeeded }
          let session = try await accounts.session(id)
          let scopes = Set(api.body.strings("scopes").compactMap { Scope(rawValue: $0) })
          let made = try await accounts.createToken(
            session, label: api.body.string("label"), scopes: scopes, life_days: api.body.integer("life_days"), once: api.once)
          return .json(AccountJSON.token(made.token, secret: made.secret.isEmpty ? nil : made.secret), status: .created)
        }.forSessions),
      .api(
        .delete, "/api/v1/tokens/{id}", access: .signedIn, summary: Bilingual(zh: "撤销令牌", en: "Revoke a token"),
        Endpoint.write(tag: "accounts", scope: nil, body: nil, responses: Self.done("已撤销", "It is revoked")) { api in
          let actor = api.actor
          do {
            try await accounts.revokeToken(api["id"], of: actor.account, by: .person(actor), once: api.once)
          } catch let refusal as Refusal where refusal.status == .unauthenticated {
            // Whoever asks is known: it is the token in the address that is not there.
            throw Failure.refused(refusal.code, zh: "没有这个令牌，或已撤销。", en: "There is no such token, or it is revoked.", status: .notFound)
          }
          return .bytes([], status: .noContent)
        }.forSessions),
    ]
  }

  static func done(_ zh: String, _ en: String) -> [Endpoint.Response] {
    [Endpoint.Response(status: .noContent, summary: Bilingual(zh: zh, en: en), schema: nil)]
  }

  static let sessionNeeded = Failure(
    status: .forbidden, code: "session.needed", title: Failure.forbidden.title,
    detail: Bilingual(zh: "令牌不能再生成令牌，请登录后办理。", en: "A token makes no tokens: sign in to do this."))
}
