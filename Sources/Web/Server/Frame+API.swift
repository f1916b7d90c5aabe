import Diagnostics
import HTTPTypes
import Policy
import Service
import Values

extension Frame {
  /// Checks a request of the API by its schemas and runs the code of the endpoint.
  func answerAPI(
    _ exchange: Exchange, _ route: Route, _ parameters: [String: String], _ query: Query, _ body: BodyReader, _ endpoint: Endpoint
  ) async throws -> Reply {
    try Self.check(query, endpoint)
    var bytes: [UInt8] = []
    var checked: JSONObject?
    if let schema = endpoint.body {
      guard Self.isJSON(exchange.request.headers[.contentType]) else { throw Self.notJSON }
      bytes = try await body.all()
      checked = JSONObject(try Self.read(bytes, schema), schema)
    }
    if endpoint.takesFile { bytes = try await body.all() }
    // A page elsewhere can make a browser send its cookies; where they count, the browser has to say where it comes from.
    if endpoint.takesSession, !exchange.caller.isProgram { try checkSource(exchange.request.head) }
    let idempotency = endpoint.effect == .write ? try self.idempotency(exchange, query, bytes) : nil
    let version = try Self.version(exchange, endpoint)
    let request = APIRequest(
      request: webRequest(exchange, route, parameters, query, FormValues()), checkedBody: checked, bytes: bytes, idempotency: idempotency,
      version: version)
    var reply = Self.reply(to: try await endpoint.answer(request))
    if endpoint.effect == .read, route.method == .get { tag(&reply, exchange, version: Self.tagText(reply)) }
    return reply
  }

  /// The version of a tagged reply without its quotes.
  private static func tagText(_ reply: Reply) -> String? { reply.headers[.eTag].map { String($0.dropFirst().dropLast()) } }

  static func reply(to answer: APIAnswer) -> Reply {
    var reply = Reply(answer.status, answer.bytes, contentType: answer.fileType ?? (answer.bytes.isEmpty ? nil : "application/json"))
    if answer.fileType != nil { reply.headers[.contentDisposition] = "attachment" }
    reply.headers[.eTag] = answer.version.map { "\"\($0)\"" }
    reply.headers[.location] = answer.location
    return reply
  }

  private static func isJSON(_ contentType: String?) -> Bool {
    guard let kind = contentType?.split(separator: ";").first else { return false }
    return FieldText.trimmed(String(kind)).lowercased() == "application/json"
  }

  static let notJSON = Failure(
    status: .unsupportedMediaType, code: "body.type", title: Bilingual(zh: "内容格式不符", en: "Wrong kind of content"),
    detail: Bilingual(zh: "请以 application/json 提交。", en: "Send application/json."))

  /// JSON that a schema admits.
  static func read(_ bytes: [UInt8], _ schema: JSONSchema) throws(Failure) -> DataNode {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Failure(
        status: .badRequest, code: "json.malformed", title: Bilingual(zh: "JSON 无法读取", en: "The JSON can't be read"),
        detail: Bilingual(zh: "内容不是 UTF-8 文本。", en: "The body is not UTF-8."))
    }
    switch FileReader.parse(SourceText(name: "body.json", text: text)) {
    case .failure(let problem):
      let place = problem.place.map { "\($0.line):\($0.column)" } ?? "1:1"
      throw Failure(
        status: .badRequest, code: "json.malformed", title: Bilingual(zh: "JSON 无法读取", en: "The JSON can't be read"),
        detail: Bilingual(zh: "JSON 有误（\(place)）：\(problem.factSentence.zh)。", en: "At \(place): \(problem.message)"))
    case .success(let node):
      let problems = schema.problems(node)
      guard problems.isEmpty else {
        throw Failure(
          status: .unprocessableContent, code: "body.invalid", title: Bilingual(zh: "内容有误", en: "The content is wrong"),
          detail: Bilingual(zh: "内容有 \(problems.count) 处不符，请按 errors 逐项修改。", en: "\(problems.count) things are wrong; see errors."),
          fields: problems)
      }
      return node
    }
  }

  private static func check(_ query: Query, _ endpoint: Endpoint) throws(Failure) {
    var problems: [Failure.Field] = []
    func add(_ name: String, _ code: String, _ zh: String, _ en: String) {
      problems.append(Failure.Field(pointer: name, code: code, detail: Bilingual(zh: zh, en: en)))
    }
    for (name, value) in query.pairs {
      guard let parameter = endpoint.query.first(where: { $0.name == name }) else {
        add(name, "unknown_parameter", "没有这个参数，请删除", "there is no such parameter; leave it out")
        continue
      }
      if query.all(name).count > 1 { add(name, "repeated_parameter", "参数重复，只能出现一次", "it stands more than once") }
      problems += parameter.schema.problems(text: value, at: name)
    }
    for parameter in endpoint.query where parameter.isRequired && query[parameter.name] == nil {
      add(parameter.name, "missing_parameter", "缺少这个参数", "it is missing")
    }
    guard problems.isEmpty else {
      throw Failure(
        status: .badRequest, code: "query.invalid", title: Bilingual(zh: "参数有误", en: "A parameter is wrong"),
        detail: Bilingual(zh: "查询参数不符，请按 errors 逐项修改。", en: "Parameters of the query are wrong; see errors."), fields: problems)
    }
  }

  private func idempotency(_ exchange: Exchange, _ query: Query, _ bytes: [UInt8]) throws(Failure) -> IdempotencyContext {
    guard let key = exchange.request.headers[WebHeader.idempotencyKey] else {
      throw Failure(
        status: .badRequest, code: "idempotency.missing", title: Bilingual(zh: "缺少 Idempotency-Key", en: "Idempotency-Key is missing"),
        detail: Bilingual(
          zh: "请为每次办理生成一个不重复的 Idempotency-Key；重试时沿用原值。", en: "Give every act an Idempotency-Key of its own, and repeat it when you retry."))
    }
    guard (1...255).contains(key.utf8.count), key.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw Failure(
        status: .badRequest, code: "idempotency.malformed", title: Bilingual(zh: "Idempotency-Key 有误", en: "Idempotency-Key is wrong"),
        detail: Bilingual(zh: "Idempotency-Key 应为 1 至 255 个可见 ASCII 字符。", en: "An Idempotency-Key has 1 to 255 visible ASCII characters."))
    }
    let text = exchange.request.method.rawValue + " " + query.address(exchange.rawPath) + "\n" + Digest.sha256(bytes)
    return IdempotencyContext(
      key: key, requestCode: signer.requestCode(text), owner: exchange.caller.account?.id ?? "visitor")
  }

  private static func version(_ exchange: Exchange, _ endpoint: Endpoint) throws(Failure) -> String? {
    guard let header = exchange.request.headers[.ifMatch] else {
      guard endpoint.needsVersion else { return nil }
      throw Failure(
        status: .preconditionRequired, code: "version.missing", title: Bilingual(zh: "缺少 If-Match", en: "If-Match is missing"),
        detail: Bilingual(zh: "请先读取最新内容，再以其 ETag 作为 If-Match 提交。", en: "Read what is there first, and send its ETag as If-Match."))
    }
    let tag = FieldText.trimmed(header)
    guard tag.hasPrefix("\""), tag.hasSuffix("\""), tag.utf8.count > 2, !tag.contains(",") else {
      throw Failure(
        status: .badRequest, code: "version.malformed", title: Bilingual(zh: "If-Match 有误", en: "If-Match is wrong"),
        detail: Bilingual(zh: "If-Match 应为一个 ETag，如 \"3\"。", en: "If-Match is one ETag, such as \"3\"."))
    }
    return String(tag.dropFirst().dropLast())
  }

  /// What a use case throws where the version has moved on (412).
  static let otherVersion = Failure(
    status: .preconditionFailed, code: "version.other", title: Bilingual(zh: "内容已更新", en: "It has changed"),
    detail: Bilingual(zh: "内容已被他人更新。请重新读取后再提交。", en: "Somebody has changed it. Read it again, then send your change."))
}
