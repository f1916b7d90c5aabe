import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Values

/// Where a request comes from.
struct RequestOrigin: InitializableFromSource, Sendable {
  let channel: (any Channel)?
  let address: String

  init(source: ApplicationRequestContextSource) {
    channel = source.channel
    address = source.channel.remoteAddress?.ipAddress ?? ""
  }

  /// A request that comes from nowhere: tests.
  init(address: String) {
    channel = nil
    self.address = address
  }
}

/// Answers every request: finds the route, asks who it is, holds to the limits, reads what is needed, and never lets an error out as it is.
struct FrameResponder: HTTPResponder {
  let frame: Frame

  @Sendable
  func respond(to request: Request, context: RequestOrigin) async throws -> Response {
    let start_us = frame.now_us()
    frame.metrics.began()
    var exchange = begin(request, context)
    let isHead = request.method == .head
    let declared_bytes = declaredLength(request)
    var isBodyLeft = declared_bytes != 0
    var reply: Reply
    do {
      reply = try await answer(&exchange, context, declared_bytes, &isBodyLeft)
    } catch  where Failure(from: error) != nil {
      let failure = Failure(from: error) ?? Self.ours
      if failure.status.code >= 500 {
        frame.logger.error(
          "not available",
          metadata: ["request_id": "\(exchange.requestID)", "route": "\(exchange.routeName)", "code": "\(failure.code)"])
      }
      reply = frame.reply(to: failure, exchange)
    } catch {
      // The error's text may hold what somebody typed; its type is enough to find the place.
      frame.logger.error(
        "failed", metadata: ["request_id": "\(exchange.requestID)", "route": "\(exchange.routeName)", "error": "\(type(of: error))"])
      reply = frame.reply(to: Self.ours, exchange)
    }
    frame.secure(&reply, exchange)
    let length = reply.body.count
    reply.headers[.contentLength] = reply.status == .notModified || reply.status == .noContent ? nil : String(length)
    let duration_us = frame.now_us() - start_us
    frame.metrics.ended(
      method: Self.knownMethod(request.method), route: exchange.routeName, status: reply.status.code, duration_us: duration_us)
    frame.logger.info(
      "request",
      metadata: [
        "method": "\(Self.knownMethod(request.method))", "route": "\(exchange.routeName)", "status": "\(reply.status.code)",
        "duration_us": "\(duration_us)", "request_id": "\(exchange.requestID)", "bytes": "\(length)",
      ])
    let sendsBody = !isHead && reply.status != .notModified
    let buffer = sendsBody ? ByteBuffer(bytes: reply.body) : ByteBuffer()
    guard isBodyLeft, let channel = context.channel else {
      var response = Response(status: reply.status, headers: reply.headers, body: ResponseBody(byteBuffer: buffer))
      if isHead { response.headers[.contentLength] = reply.headers[.contentLength] }
      return response
    }
    // What is left of the body is not worth reading: the answer goes out, the client gets a moment to see it, and the connection ends.
    reply.headers[.connection] = "close"
    return Response(
      status: reply.status, headers: reply.headers,
      body: ResponseBody(contentLength: buffer.readableBytes) { writer in
        try await writer.write(buffer)
        try await writer.finish(nil)
        channel.eventLoop.scheduleTask(in: .seconds(1)) { channel.close(promise: nil) }
      })
  }

  /// A made-up method must not make a new line in the metrics.
  private static func knownMethod(_ method: HTTPRequest.Method) -> String {
    [.get, .head, .post, .put, .patch, .delete, .options].contains(method) ? method.rawValue : "other"
  }

  static let ours = Failure(
    status: .internalServerError, code: "internal", title: Bilingual(zh: "系统出错", en: "Something went wrong"),
    detail: Bilingual(
      zh: "系统出错。如果刚才在提交内容，请先查看是否已经办理，再决定是否重新提交；如仍有问题，请联系我们并提供下面的编号。",
      en:
        "Something went wrong on our side. If you were sending something, look first whether it was done. If this stays, tell us the number."
    ))

  private func declaredLength(_ request: Request) -> Int? {
    if request.headers[.transferEncoding] != nil { return nil }
    guard let text = request.headers[.contentLength] else { return 0 }
    return Int(text)
  }

  private func begin(_ request: Request, _ context: RequestOrigin) -> Exchange {
    let target = request.head.path ?? "/"
    let question = target.firstIndex(of: "?")
    let rawPath = String(target[..<(question ?? target.endIndex)])
    let query = question.map { Query(parsing: target[target.index(after: $0)...]) } ?? Query()
    var address = context.address
    if frame.settings.isBehindProxy, let last = request.headers[values: WebHeader.forwardedFor].last?.split(separator: ",").last {
      address = String(FieldText.trimmed(String(last)).prefix(64))
    }
    let cookieLanguage = frame.cookies.value(.language, in: request.headers).flatMap { Language(rawValue: $0) }
    let isAPI = rawPath.hasPrefix("/api/")
    let wanted: Language? = isAPI ? (request.headers[.acceptLanguage]?.lowercased().hasPrefix("en") == true ? .en : nil) : cookieLanguage
    return Exchange(
      request: request, requestID: Self.requestID(request), remoteAddress: address, addressKey: CallerAddress.key(address),
      rawPath: rawPath, query: query,
      caller: .visitor(wanted ?? .zh),
      visitorID: frame.cookies.value(.visitor, in: request.headers).flatMap { frame.signer.verify($0, for: .visitor) })
  }

  private static func requestID(_ request: Request) -> String {
    if let given = request.headers[WebHeader.requestID], (8...64).contains(given.utf8.count), JSONSchema.isIdentifier(given) {
      return given
    }
    return RandomText.id(12)
  }

  private func answer(
    _ exchange: inout Exchange, _ context: RequestOrigin, _ declared_bytes: Int?, _ isBodyLeft: inout Bool
  ) async throws -> Reply {
    // Before anything is looked up: who asks for what isn't there is counted like everybody else.
    try frame.limit("address " + exchange.addressKey, .ordinary)
    guard let segments = RouteTable.segments(exchange.rawPath) else { throw Failure.badAddress }
    let route: Route
    let parameters: [String: String]
    switch frame.table.match(exchange.request.method, segments) {
    case .route(let found, let values): (route, parameters) = (found, values)
    case .otherMethods(let methods): throw Failure.otherMethods(methods)
    case .nothing: throw Failure.notFound
    }
    exchange.route = route
    guard let query = exchange.query else { throw Failure.badAddress }
    // A length that can't be read is worse than none.
    if exchange.request.headers[.transferEncoding] == nil, declared_bytes == nil { throw Failure.badAddress }
    if route.body == .none ? declared_bytes != 0 && declared_bytes ?? .max > 0 : declared_bytes ?? 0 > route.body.limit_bytes {
      throw BodyReader.tooLarge(route.body.limit_bytes)
    }
    // A file has the route of its page; making it costs far more.
    let isFile = route.pace == .ordinary && segments.last.map { ["pdf", "xlsx", "csv"].contains(FileName($0).ending) } ?? false
    let pace = isFile ? .files : route.pace
    if pace != .ordinary { try frame.limit("address " + exchange.addressKey, pace) }
    exchange.caller = try await frame.identify(exchange, route)
    if let account = exchange.caller.account { try frame.limit("account " + account.id, pace == .careful ? .personal : pace) }
    var gate: String?
    if case .upload = route.body, route.access == .anyone {
      try frame.openUploads.enter(exchange.addressKey)
      gate = exchange.addressKey
    }
    defer { if let gate { frame.openUploads.leave(gate) } }
    let body = BodyReader(
      exchange.request.body, declared_bytes: declared_bytes, limit_bytes: route.body.limit_bytes, channel: context.channel,
      grace_seconds: frame.settings.bodyGrace_seconds, rate_bytes: frame.settings.bodyRate_bytes, now_us: frame.now_us)
    defer {
      isBodyLeft = !body.isFinished
      body.close()
    }
    if let reply = frame.refuseAccess(exchange, route) { return try await frame.expired(&exchange, route, body) ?? reply }
    if let reply = frame.languageSwitch(exchange, query) { return reply }
    switch route.action {
    case .page(let handler): return try await frame.answerPage(exchange, route, parameters, query, body, handler)
    case .upload(let handler): return try await frame.answerUpload(exchange, route, parameters, query, body, handler)
    case .api(let endpoint): return try await frame.answerAPI(exchange, route, parameters, query, body, endpoint)
    }
  }
}

extension Failure {
  static let badAddress = Failure(
    status: .badRequest, code: "bad_request", title: Bilingual(zh: "请求无法识别", en: "The request can't be read"),
    detail: Bilingual(
      zh: "网址或请求有误。请检查网址，或从首页重新查找。", en: "The address or the request is damaged. Check the address, or start again from the home page."))

  static func otherMethods(_ methods: [HTTPRequest.Method]) -> Failure {
    Failure(
      status: .methodNotAllowed, code: "method_not_allowed", title: Bilingual(zh: "不支持这种操作", en: "Not done this way"),
      detail: Bilingual(
        zh: "这个地址不支持这种请求方式。请从首页重新进入。", en: "This address doesn't take this kind of request. Start again from the home page."),
      allowed: methods)
  }
}
