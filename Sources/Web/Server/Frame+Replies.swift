import HTTPTypes
import Policy
import Values

extension Frame {
  /// A page in its layout.
  func draw(_ page: Page, _ exchange: Exchange) -> Reply {
    let caller = exchange.caller
    let language = caller.language
    // A visitor gets an id only where a form is drawn.
    let newVisitor = caller.sessionID == nil && exchange.visitorID == nil ? RandomText.id() : nil
    let token = FormToken(formToken(session: caller.sessionID, visitor: exchange.visitorID ?? newVisitor) ?? "")
    let main = templates.render(page.template, page.view, language: language, token: token)
    let noticeText = cookies.value(.notice, in: exchange.request.headers).flatMap { signer.verify($0, for: .notice) }
    let notice = noticeText.flatMap(Answer.Notice.init(text:))?.message(words, language)
    let html = templates.renderLayout(layoutView(page, exchange, notice), main: main, language: language, token: token)
    var reply = Reply(page.status, Array(html.utf8), contentType: "text/html; charset=utf-8")
    reply.headers[.contentLanguage] = language == .zh ? "zh-CN" : "en"
    if noticeText != nil { addCookie(&reply, cookies.clearing(.notice)) }
    if token.isUsed, let newVisitor { addCookie(&reply, cookies.setting(.visitor, signer.sign(newVisitor, for: .visitor))) }
    let isOpen = caller.account == nil && !token.isUsed && notice == nil && page.isCacheable && page.status == .ok
    if isOpen {
      reply.headers[.vary] = "Cookie"
      tag(&reply, exchange)
    }
    return reply
  }

  private func layoutView(_ page: Page, _ exchange: Exchange, _ notice: String?) -> View {
    let caller = exchange.caller
    let language = caller.language
    let other: Language = language == .zh ? .en : .zh
    // The answer to a form has no address of its own in the other language.
    let path =
      exchange.request.method == .get || exchange.request.method == .head
      ? exchange.rawPath : (exchange.route?.path.text.contains("{") == true ? "/" : exchange.rawPath)
    let query = exchange.request.method == .get ? exchange.query ?? Query() : Query()
    let prefix = page.problems.isEmpty ? "" : words.text("frame.error_prefix", language)
    func entries(_ all: [Site.Entry]) -> View {
      let current = all.filter { exchange.rawPath == $0.path || ($0.path != "/" && exchange.rawPath.hasPrefix($0.path + "/")) }.last?.path
      return .list(
        all.filter { navigation[$0.path]?.admits(caller.role) == true }.map {
          ["title": .text(words.text($0.key, language)), "path": .text($0.path), "is_current": .flag($0.path == current)]
        })
    }
    let account: View =
      caller.account.map { ["name": .text($0.name), "role": .text($0.role.label[language])] } ?? .absent
    return [
      "lang_tag": .text(language == .zh ? "zh-CN" : "en"), "other_lang_tag": .text(other == .zh ? "zh-CN" : "en"),
      "other_language_path": .text(query.setting("lang", other.rawValue).address(path)),
      "head_title": .text(prefix + page.title + " - " + (language == .zh ? "惠企" : "Huiqi")),
      "title": .text(page.title), "style_path": .text(assets.path("huiqi.css")), "icon_path": .text(assets.path("huiqi.svg")),
      "services": entries(site.services), "footer": entries(site.footer), "account": account, "sign_in_path": .optional(site.signInPath),
      "is_wide": .flag(page.isWide), "has_crumbs": .flag(!page.crumbs.isEmpty),
      "crumbs": .list(page.crumbs.map { ["title": .text($0.title), "path": .text($0.path)] }), "flash": .optional(notice),
      "has_problems": .flag(!page.problems.isEmpty),
      "problems": .list(page.problems.map { ["field": .text($0.field), "message": .text($0.message)] }),
      "version_line": .text(words.text("frame.version_line", language, ["version": site.version])),
    ]
  }

  /// A refusal: a page for people, problem details for programs.
  func reply(to failure: Failure, _ exchange: Exchange) -> Reply {
    let language = exchange.caller.language
    var reply: Reply
    if exchange.isAPI {
      reply = Reply(
        failure.status, Array(Self.problem(failure, exchange.requestID, language).compact.utf8), contentType: "application/problem+json")
      reply.headers[.contentLanguage] = language == .zh ? "zh-CN" : "en"
    } else {
      let page = Page(
        failure.title[language], template: "frame/error",
        [
          "error_title": .text(failure.title[language]), "detail": .text(failure.detail[language]),
          "fields": .list(failure.fields.map { .text($0.detail[language]) }), "request_id": .text(exchange.requestID),
        ], status: failure.status, isCacheable: false)
      reply = draw(page, exchange)
    }
    if !failure.allowed.isEmpty { reply.headers[.allow] = failure.allowed.map(\.rawValue).joined(separator: ", ") }
    if let seconds = failure.retryAfter_seconds { reply.headers[.retryAfter] = String(seconds) }
    if failure.status == .unauthorized { reply.headers[.wwwAuthenticate] = "Bearer" }
    reply.headers[.cacheControl] = "no-store"
    return reply
  }

  /// Problem details (RFC 9457).
  static func problem(_ failure: Failure, _ requestID: String, _ language: Language) -> JSONText {
    .present([
      ("type", .string("about:blank")), ("title", .string(failure.title[language])), ("status", .number(String(failure.status.code))),
      ("detail", .string(failure.detail[language].echoed(Failure.detail_characters))), ("code", .string(failure.code)),
      ("instance", .string("urn:request:" + requestID)),
      (
        "errors",
        failure.fields.isEmpty
          ? nil
          : .list(
            failure.fields.prefix(Failure.mostFields).map { field in
              .object([
                ("pointer", .string(field.pointer.echoed(Failure.pointer_characters))), ("code", .string(field.code)),
                ("detail", .string(field.detail[language].echoed(Failure.detail_characters))),
              ])
            })
      ),
    ])
  }

  /// Puts the headers on that every answer carries.
  func secure(_ reply: inout Reply, _ exchange: Exchange) {
    reply.headers[WebHeader.requestID] = exchange.requestID
    let policy =
      "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; script-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    if reply.headers[WebHeader.policy] == nil { reply.headers[WebHeader.policy] = policy }
    reply.headers[WebHeader.contentTypeOptions] = "nosniff"
    reply.headers[WebHeader.referrerPolicy] = "same-origin"
    reply.headers[WebHeader.openerPolicy] = "same-origin"
    reply.headers[WebHeader.resourcePolicy] = "same-origin"
    reply.headers[WebHeader.frameOptions] = "DENY"
    reply.headers[WebHeader.permissionsPolicy] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
    if settings.isSecure { reply.headers[WebHeader.strictTransport] = "max-age=31536000" }
    if reply.headers[.cacheControl] == nil { reply.headers[.cacheControl] = "no-store" }
  }
}

extension String {
  /// A text in which what was sent may stand, as an answer carries it: not longer than this, and without NUL, which no text of the API has.
  fileprivate func echoed(_ limit_characters: Int) -> String {
    if unicodeScalars.count <= limit_characters, !utf8.contains(0) { return self }
    return String(String.UnicodeScalarView(unicodeScalars.prefix(limit_characters).map { $0 == "\0" ? "\u{FFFD}" : $0 }))
  }
}
