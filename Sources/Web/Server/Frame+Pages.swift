import HTTPTypes
import Service
import Values

extension Frame {
  /// Runs the code of a page or a form.
  func answerPage(
    _ exchange: Exchange, _ route: Route, _ parameters: [String: String], _ query: Query, _ body: BodyReader,
    _ handler: @Sendable (WebRequest) async throws -> Answer
  ) async throws -> Reply {
    var form = FormValues()
    if case .form = route.body {
      try checkSource(exchange.request.head)
      form = try await readForm(exchange, body)
      guard isFormToken(form["csrf"], exchange) || isResumed(form, exchange) else { throw Self.staleForm }
      // Many people share an address; who guesses at one name is slowed down without them.
      if route.pace == .careful, let name = form["login_name"], !name.isEmpty {
        try limit("name " + exchange.addressKey + " " + String(FieldText.narrow(name).lowercased().prefix(64)), .personal)
      }
    }
    let answer = try await handler(webRequest(exchange, route, parameters, query, form))
    return reply(to: answer, exchange)
  }

  /// Runs the code of a form with files.
  func answerUpload(
    _ exchange: Exchange, _ route: Route, _ parameters: [String: String], _ query: Query, _ body: BodyReader,
    _ handler: @Sendable (WebRequest, Upload) async throws -> Answer
  ) async throws -> Reply {
    try checkSource(exchange.request.head)
    guard let reader = MultipartReader(contentType: exchange.request.headers[.contentType] ?? "") else { throw Self.wrongType }
    let upload = Upload { opening in
      try await UploadReading.read(reader, body, opening) { self.isFormToken($0, exchange) }
    }
    let answer = try await handler(webRequest(exchange, route, parameters, query, FormValues()), upload)
    return reply(to: answer, exchange)
  }

  /// A request as the code of a route sees it.
  func webRequest(_ exchange: Exchange, _ route: Route, _ parameters: [String: String], _ query: Query, _ form: FormValues) -> WebRequest {
    WebRequest(
      method: route.method, template: route.path, path: exchange.rawPath, parameters: parameters, query: query,
      headers: exchange.request.headers,
      caller: exchange.caller, id: exchange.requestID, remoteAddress: exchange.remoteAddress, form: form, words: words,
      signer: signer)
  }

  static let wrongType = Failure(
    status: .unsupportedMediaType, code: "body.type", title: Bilingual(zh: "内容格式不符", en: "Wrong kind of content"),
    detail: Bilingual(zh: "提交内容的格式不符，没有办理。请从本系统的页面提交。", en: "The content is of a kind that isn't taken here, and nothing was done."))

  func readForm(_ exchange: Exchange, _ body: BodyReader) async throws -> FormValues {
    let contentType = exchange.request.headers[.contentType] ?? ""
    if contentType.lowercased().hasPrefix("application/x-www-form-urlencoded") {
      guard let fields = Query(parsing: String(decoding: try await body.all(), as: UTF8.self)) else { throw MultipartReader.malformed }
      return FormValues(fields)
    }
    guard let reader = MultipartReader(contentType: contentType) else { throw Self.wrongType }
    // No file belongs here; the token is checked by the caller.
    return try await UploadReading.read(reader, body, { _ in throw MultipartReader.malformed }) { _ in true }
  }

  /// An answer of a page's code as it is sent.
  func reply(to answer: Answer, _ exchange: Exchange) -> Reply {
    var reply: Reply
    switch answer.content {
    case .page(let page): reply = draw(page, exchange)
    case .seeOther(let path):
      reply = Reply(.seeOther)
      reply.headers[.location] = path
    case .download(let file):
      reply = Reply(.ok, file.bytes, contentType: file.contentType)
      reply.headers[.contentDisposition] = Self.disposition(file)
      // Browsers draw a picture with a style of their own. Their viewer of PDF doesn't start in a sandbox; it has one of its own.
      if file.isForeign {
        reply.headers[WebHeader.policy] =
          "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
          + (file.contentType == "application/pdf" ? "" : "; sandbox")
      }
    case .text(let text, let contentType): reply = Reply(.ok, Array(text.utf8), contentType: contentType)
    case .bytes(let bytes, let contentType):
      reply = Reply(.ok, bytes, contentType: contentType)
      tag(&reply, exchange)
    case .asset(let file):
      reply = Reply(.ok, file.bytes, contentType: file.contentType)
      reply.headers[.cacheControl] = "public, max-age=31536000, immutable"
    }
    if let id = answer.startsSession {
      precondition(
        (16...128).contains(id.utf8.count) && JSONSchema.isIdentifier("a" + id), "a session's id is a random text of letters and digits")
      addCookie(&reply, cookies.setting(.session, signer.sign(id, for: .session)))
    }
    if answer.endsSession { addCookie(&reply, cookies.clearing(.session)) }
    if let notice = answer.notice {
      precondition(notice.message(words, .zh) != nil, "there are no words `\(notice.text)`")
      addCookie(&reply, cookies.setting(.notice, signer.sign(notice.text, for: .notice)))
    }
    return reply
  }

  func addCookie(_ reply: inout Reply, _ cookie: String) { reply.headers.append(HTTPField(name: .setCookie, value: cookie)) }

  /// A name in ASCII for old programs, and the name itself (RFC 6266).
  static func disposition(_ file: Download) -> String {
    let plain = String(
      String.UnicodeScalarView(
        file.fileName.unicodeScalars.map {
          $0.isASCII && $0.value > 0x1F && !"\"\\%;/".unicodeScalars.contains($0) && $0.value != 0x7F ? $0 : "_"
        }))
    return (file.isShown ? "inline" : "attachment") + "; filename=\"\(plain)\"; filename*=UTF-8''" + PercentCoding.encode(file.fileName)
  }

  /// Gives what anybody may keep a tag, and answers 304 where the client has it.
  func tag(_ reply: inout Reply, _ exchange: Exchange, version: String? = nil) {
    let tag = "\"" + (version ?? String(Digest.sha256(reply.body).prefix(32))) + "\""
    reply.headers[.eTag] = tag
    if reply.headers[.cacheControl] == nil { reply.headers[.cacheControl] = "private, no-cache" }
    guard exchange.request.method == .get || exchange.request.method == .head, let known = exchange.request.headers[.ifNoneMatch] else {
      return
    }
    let tags = known.split(separator: ",").map { FieldText.trimmed(String($0)) }
    if tags.contains("*") || tags.contains(tag) || tags.contains("W/" + tag) {
      reply.status = .notModified
      reply.body = []
      reply.headers[.contentType] = nil
    }
  }
}
