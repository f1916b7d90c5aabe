import HTTPTypes
import Values

extension Frame {
  /// Takes one request of a caller, or refuses it with 429.
  func limit(_ key: String, _ pace: Route.Pace) throws(Failure) {
    guard let wait = limiters[pace]?.take(key, now_us: now_us()) else { return }
    throw Failure(
      status: .tooManyRequests, code: "too_many_requests", title: Bilingual(zh: "操作太频繁", en: "Too many requests"),
      detail: Bilingual(zh: "操作太频繁，请在 \(wait) 秒后重试。", en: "Too many requests. Try again in \(wait) seconds."), retryAfter_seconds: wait)
  }

  /// Who asks. A token counts for the API only, a session everywhere.
  func identify(_ exchange: Exchange, _ route: Route) async throws -> Caller {
    let language = exchange.caller.language
    if route.isAPI, let header = exchange.request.headers[.authorization] {
      guard header.lowercased().hasPrefix("bearer "), let found = try await site.identities.account(token: String(header.dropFirst(7)))
      else {
        throw Self.unauthorised("token.invalid", zh: "令牌无效或已过期，请换用有效的令牌。", en: "The token is not valid or has expired. Use a valid one.")
      }
      return Caller(account: found.account, scopes: found.scopes, language: language, sessionID: nil)
    }
    guard let signed = cookies.value(.session, in: exchange.request.headers), let id = signer.verify(signed, for: .session),
      let account = try await site.identities.account(session: id)
    else { return .visitor(language) }
    return Caller(account: account, scopes: nil, language: language, sessionID: id)
  }

  static func unauthorised(_ code: String, zh: String, en: String) -> Failure {
    Failure(status: .unauthorized, code: code, title: Bilingual(zh: "请先登录", en: "Sign in first"), detail: Bilingual(zh: zh, en: en))
  }

  /// The refusal of a caller who may not use a route, or nil.
  func refuseAccess(_ exchange: Exchange, _ route: Route) -> Reply? {
    let caller = exchange.caller
    if case .api(let endpoint) = route.action, caller.account != nil, endpoint.effect == .write, !caller.isProgram, !endpoint.takesSession {
      // A page elsewhere can make a browser send its cookies; it can't make it send a token.
      return reply(
        to: Self.unauthorised("token.required", zh: "通过接口办理须使用令牌。", en: "Writing through the API takes a token."), exchange)
    }
    if route.access.admits(caller.role) {
      guard case .api(let endpoint) = route.action, let scopes = caller.scopes, let scope = endpoint.scope, !scopes.contains(scope) else {
        return nil
      }
      return reply(
        to: Failure(
          status: .forbidden, code: "token.scope", title: Failure.forbidden.title,
          detail: Bilingual(zh: "令牌没有“\(scope)”权限，请换用有此权限的令牌。", en: "The token lacks the scope “\(scope)”. Use one that has it.")),
        exchange)
    }
    guard caller.role == nil else { return reply(to: .forbidden, exchange) }
    if !route.isAPI, let path = site.signInPath {
      var next = ""
      if exchange.request.method == .get {
        next = "?next=" + PercentCoding.encode(exchange.query.map { $0.address(exchange.rawPath) } ?? "/")
      }
      var reply = Reply(.seeOther)
      reply.headers[.location] = path + next
      return reply
    }
    return reply(
      to: Self.unauthorised("sign_in_required", zh: "办理此事项须先登录。", en: "This takes signing in first."), exchange)
  }

  /// `?lang=en` keeps the language in a cookie and goes on to the same page.
  func languageSwitch(_ exchange: Exchange, _ query: Query) -> Reply? {
    guard !exchange.isAPI, exchange.request.method == .get, let wanted = query["lang"], let language = Language(rawValue: wanted) else {
      return nil
    }
    var reply = Reply(.seeOther)
    reply.headers[.location] = query.setting("lang", nil).address(exchange.rawPath)
    reply.headers.append(HTTPField(name: .setCookie, value: cookies.setting(.language, language.rawValue)))
    return reply
  }

  /// The token of the forms of a caller: bound to the session, or to the visitor's cookie.
  func formToken(session: String?, visitor: String?) -> String? {
    if let session { return signer.mac("session " + session, .formToken) }
    return visitor.map { signer.mac("visitor " + $0, .formToken) }
  }

  /// Whether a form's token fits its caller.
  func isFormToken(_ text: String?, _ exchange: Exchange) -> Bool {
    guard let text else { return false }
    if let session = exchange.caller.sessionID { return signer.isMAC(text, of: "session " + session, .formToken) }
    return exchange.visitorID.map { signer.isMAC(text, of: "visitor " + $0, .formToken) } ?? false
  }

  /// Refuses a form that another site sent: browsers say where it comes from.
  func checkSource(_ request: HTTPRequest) throws(Failure) {
    let headers = request.headerFields
    if let site = headers[WebHeader.fetchSite], site != "same-origin", site != "none" { throw Self.foreignForm }
    guard let origin = headers[.origin] else { return }
    let host = request.authority
    let isOurs = origin == settings.publicAddress || host.map { origin == "http://" + $0 || origin == "https://" + $0 } ?? true
    if !isOurs { throw Self.foreignForm }
  }

  static let foreignForm = Failure(
    status: .forbidden, code: "form.foreign", title: Bilingual(zh: "表单来源不符", en: "The form comes from elsewhere"),
    detail: Bilingual(
      zh: "表单不是从本系统提交的，没有办理。请从本系统打开页面后重新提交。",
      en: "The form was sent from another site and nothing was done. Open the page here and send it again."))

  static let staleForm = Failure(
    status: .forbidden, code: "form.token", title: Bilingual(zh: "页面已过期", en: "The page has expired"),
    detail: Bilingual(
      zh: "页面打开太久，或登录已失效，没有办理。请返回上一页，刷新后重新提交。",
      en: "The page was open too long, or the session has ended, and nothing was done. Go back, reload the page and send it again."))
}
