import HTTPTypes
import Policy
import Values

/// What an endpoint of the API reads and answers, and the code behind it. The OpenAPI document is made from it, and requests are checked by it.
struct Endpoint: Sendable {
  /// Whether it changes anything.
  enum Effect: Sendable {
    /// It changes nothing, whatever its method.
    case read
    /// It changes something: an `Idempotency-Key` is required and kept.
    case write
  }

  /// A name in the query.
  struct Parameter: Sendable {
    let name: String
    let schema: JSONSchema
    let summary: Bilingual
    var isRequired = false
  }

  /// A possible answer. Problems need not be listed.
  struct Response: Sendable {
    let status: HTTPResponse.Status
    let summary: Bilingual
    let schema: JSONSchema?
    /// An example that the schema admits; a test checks it.
    var example: JSONText?
    /// Whether it is a file and not JSON.
    var isFile = false
  }

  /// Its group in the document: `cases`.
  let tag: String
  let effect: Effect
  /// The scope a token needs; nil only where visitors may ask.
  let scope: String?
  /// What the query may hold; anything else is refused.
  let query: [Parameter]
  /// The body.
  let body: JSONSchema?
  /// An example of a body.
  let bodyExample: JSONText?
  let responses: [Response]
  /// Whether a version must be named by `If-Match`.
  let needsVersion: Bool
  let answer: @Sendable (APIRequest) async throws -> APIAnswer
  /// Whether the body is a file as it is, not JSON.
  var takesFile = false
  /// Whether people write with their session: only for what no program may do for them, such as making tokens.
  var takesSession = false

  /// An endpoint that changes nothing.
  static func read(
    tag: String, scope: String?, query: [Parameter] = [], body: JSONSchema? = nil, bodyExample: JSONText? = nil, responses: [Response],
    _ answer: @escaping @Sendable (APIRequest) async throws -> APIAnswer
  ) -> Endpoint {
    Endpoint(
      tag: tag, effect: .read, scope: scope, query: query, body: body, bodyExample: bodyExample, responses: responses, needsVersion: false,
      answer: answer)
  }

  /// An endpoint that changes something.
  static func write(
    tag: String, scope: String?, query: [Parameter] = [], body: JSONSchema?, bodyExample: JSONText? = nil, responses: [Response],
    needsVersion: Bool = false, _ answer: @escaping @Sendable (APIRequest) async throws -> APIAnswer
  ) -> Endpoint {
    Endpoint(
      tag: tag, effect: .write, scope: scope, query: query, body: body, bodyExample: bodyExample, responses: responses,
      needsVersion: needsVersion, answer: answer)
  }
}

extension Endpoint {
  /// An endpoint that takes a file as it is.
  static func upload(
    tag: String, scope: String?, query: [Parameter], responses: [Response],
    _ answer: @escaping @Sendable (APIRequest) async throws -> APIAnswer
  ) -> Endpoint {
    var endpoint = write(tag: tag, scope: scope, query: query, body: nil, responses: responses, answer)
    endpoint.takesFile = true
    return endpoint
  }

  /// The same, for people with their session.
  var forSessions: Endpoint {
    var copy = self
    copy.takesSession = true
    return copy
  }
}

/// A request of the API: checked by its schemas.
struct APIRequest: Sendable {
  /// The request itself.
  let request: WebRequest
  /// The body; traps where the endpoint has none.
  var body: JSONObject {
    guard let checkedBody else { preconditionFailure("\(request.template.text) has no body") }
    return checkedBody
  }
  let checkedBody: JSONObject?
  /// The body as it came, to be parsed by a reader of its own.
  let bytes: [UInt8]
  /// The key of a write.
  let idempotency: IdempotencyContext?
  /// The version named by `If-Match`, without quotes.
  let version: String?

  /// A varying part of the path.
  subscript(_ name: String) -> String { request[name] }
  var caller: Caller { request.caller }
}

/// What an endpoint answers.
struct APIAnswer: Sendable {
  /// The status.
  let status: HTTPResponse.Status
  /// JSON in UTF-8; empty for none.
  let bytes: [UInt8]
  /// The version of what is shown, for `ETag` and `If-Match`; without it, reads are tagged by their bytes.
  var version: String?
  /// Where what was made can be read.
  var location: String?
  /// The type of a file; nil for JSON.
  var fileType: String?

  /// A file as it was handed in: never shown by a browser, whatever is in it.
  static func file(_ bytes: [UInt8], type: String) -> APIAnswer { APIAnswer(status: .ok, bytes: bytes, fileType: type) }

  /// JSON.
  static func json(_ json: JSONText, status: HTTPResponse.Status = .ok, version: String? = nil, location: String? = nil) -> APIAnswer {
    APIAnswer(status: status, bytes: Array(json.compact.utf8), version: version, location: location)
  }

  /// JSON that is bytes already.
  static func bytes(_ bytes: [UInt8], status: HTTPResponse.Status = .ok, version: String? = nil) -> APIAnswer {
    APIAnswer(status: status, bytes: bytes, version: version)
  }
}
