import HTTPTypes
import Policy
import Values

/// The document of the API (OpenAPI 3.1), made from the routes themselves.
enum OpenAPI {
  /// The document of these routes.
  static func document(_ routes: [Route], version: String) -> JSONText {
    var paths: [(String, [(String, JSONText)])] = []
    var named: [(String, JSONSchema)] = []
    for route in routes {
      guard case .api(let endpoint) = route.action else { continue }
      named += (endpoint.body?.named ?? []) + endpoint.responses.flatMap { $0.schema?.named ?? [] } + endpoint.query.flatMap(\.schema.named)
      let entry = (route.method.rawValue.lowercased(), operation(route, endpoint))
      if let index = paths.firstIndex(where: { $0.0 == route.path.text }) {
        paths[index].1.append(entry)
      } else {
        paths.append((route.path.text, [entry]))
      }
    }
    var seen = Set<String>()
    let schemas = named.filter { seen.insert($0.0).inserted }.map { ($0.0, $0.1.definition) }
    return .object([
      ("openapi", .string("3.1.0")),
      (
        "info",
        .object([
          ("title", .string("惠企 Huiqi")), ("version", .string(version)),
          ("description", .string("惠企政策的计算与办理接口。Computing and handling support for enterprises.")),
        ])
      ),
      ("paths", .object(paths.map { ($0.0, .object($0.1)) })),
      (
        "components",
        .object([
          ("schemas", .object([("Problem", problem.definition)] + schemas)),
          (
            "responses",
            .object([
              (
                "Problem",
                .object([
                  ("description", .string("问题说明 Problem details (RFC 9457)")),
                  ("content", .object([("application/problem+json", .object([("schema", reference("Problem"))]))])),
                ])
              )
            ])
          ),
          (
            "securitySchemes",
            .object([
              ("token", .object([("type", .string("http")), ("scheme", .string("bearer"))])),
              (
                "session",
                .object([("type", .string("apiKey")), ("in", .string("cookie")), ("name", .string(Cookies.Name.session.rawValue))])
              ),
            ])
          ),
        ])
      ),
    ])
  }

  private static func reference(_ name: String) -> JSONText { .object([("$ref", .string("#/components/schemas/\(name)"))]) }

  private static let problem = JSONSchema.object([
    .required("type", .string(maxLength: 200)), .required("title", .string(maxLength: 200)), .required("status", .integer(400...599)),
    .required("detail", .string(maxLength: Failure.detail_characters)), .required("code", .string(maxLength: 100)),
    .required("instance", .string(maxLength: 200)),
    .optional(
      "errors",
      .array(
        .object([
          .required("pointer", .string(maxLength: Failure.pointer_characters)), .required("code", .string(maxLength: 100)),
          .required("detail", .string(maxLength: Failure.detail_characters)),
        ]), maxItems: Failure.mostFields)),
  ])

  /// A name for generated clients: `get_cases_id`.
  static func operationID(_ route: Route) -> String {
    let pieces = route.path.segments.dropFirst(2).map { segment in
      switch segment {
      case .fixed(let text): text.replacing(".", with: "_").replacing("-", with: "_")
      case .named(let name): "by_" + name
      }
    }
    return ([route.method.rawValue.lowercased()] + pieces).joined(separator: "_")
  }

  private static func operation(_ route: Route, _ endpoint: Endpoint) -> JSONText {
    let schemes: [JSONText] =
      endpoint.effect == .write && !endpoint.takesSession
      ? [scheme("token", endpoint)] : [scheme("token", endpoint), scheme("session", endpoint)]
    let security: [JSONText] = route.access == .anyone ? [.object([])] + schemes : schemes
    let file = JSONText.object([
      ("required", .boolean(true)), ("content", .object([("application/octet-stream", .object([("schema", .object([]))]))])),
    ])
    let content: JSONText? =
      endpoint.takesFile
      ? file
      : endpoint.body.map { body in
        .object([
          ("required", .boolean(true)),
          ("content", .object([("application/json", .present([("schema", body.document), ("example", endpoint.bodyExample)]))])),
        ])
      }
    return .present([
      ("operationId", .string(operationID(route))), ("tags", .list([.string(endpoint.tag)])),
      ("summary", .string(route.summary.zh + " / " + route.summary.en)), ("parameters", parameters(route, endpoint)),
      ("requestBody", content),
      ("responses", responses(route, endpoint)), ("security", .list(security)),
    ])
  }

  private static func scheme(_ name: String, _ endpoint: Endpoint) -> JSONText {
    .object([(name, .list(endpoint.scope.map { [.string($0)] } ?? []))])
  }

  private static func parameters(_ route: Route, _ endpoint: Endpoint) -> JSONText? {
    var all = route.path.names.map { parameter($0, in: "path", .string(minLength: 1, maxLength: 500), isRequired: true) }
    all += endpoint.query.map { parameter($0.name, in: "query", $0.schema, isRequired: $0.isRequired, $0.summary) }
    if endpoint.effect == .write {
      all.append(parameter("Idempotency-Key", in: "header", .identifier(maxLength: 255), isRequired: true))
    }
    if endpoint.needsVersion { all.append(parameter("If-Match", in: "header", .string(minLength: 3, maxLength: 100), isRequired: true)) }
    return all.isEmpty ? nil : .list(all)
  }

  private static func parameter(_ name: String, in place: String, _ schema: JSONSchema, isRequired: Bool, _ summary: Bilingual? = nil)
    -> JSONText
  {
    .present([
      ("name", .string(name)), ("in", .string(place)), ("required", .boolean(isRequired)),
      ("description", summary.map { .string($0.zh + " / " + $0.en) }), ("schema", schema.document),
    ])
  }

  private static func responses(_ route: Route, _ endpoint: Endpoint) -> JSONText {
    var all: [(String, JSONText)] = endpoint.responses.map { response in
      (
        String(response.status.code),
        .present([
          ("description", .string(response.summary.zh + " / " + response.summary.en)),
          (
            "content",
            response.isFile
              ? .object([("*/*", .object([("schema", .object([]))]))])
              : response.schema.map { .object([("application/json", .present([("schema", $0.document), ("example", response.example)]))]) }
          ),
        ])
      )
    }
    let problem = JSONText.object([("$ref", .string("#/components/responses/Problem"))])
    if endpoint.effect == .read && route.method == .get {
      all.append(("304", .object([("description", .string("没有变化 / Not modified"))])))
    }
    for code in problemCodes(route, endpoint) where !all.contains(where: { $0.0 == code }) { all.append((code, problem)) }
    return .object(all.sorted { $0.0 < $1.0 })
  }

  /// The statuses of problems that the frame itself may answer.
  private static func problemCodes(_ route: Route, _ endpoint: Endpoint) -> [String] {
    var codes = ["400", "401", "404", "413", "429", "500"]
    if endpoint.body != nil { codes += ["415", "422"] }
    if endpoint.takesFile { codes.append("422") }
    if route.access != .anyone || endpoint.scope != nil { codes.append("403") }
    if endpoint.effect == .write { codes += ["409", "422"] }
    if endpoint.needsVersion { codes += ["412", "428"] }
    return codes
  }
}
