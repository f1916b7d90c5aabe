import HTTPTypes
import Hummingbird
import NIOCore
import Values

/// One request on its way through the frame, and what its answer must carry.
struct Exchange: Sendable {
  let request: Request
  let requestID: String
  let remoteAddress: String
  /// The address as limits count it.
  let addressKey: String
  /// The path without its query, as it came.
  let rawPath: String
  let query: Query?
  var caller: Caller
  /// The visitor's id, if a sound cookie came.
  var visitorID: String?
  /// The route once it is found.
  var route: Route?

  /// Whether problems are answered as JSON.
  var isAPI: Bool { rawPath.hasPrefix("/api/") }

  /// What the route is called in logs and metrics; the path itself may name a person's case.
  var routeName: String { route?.path.text ?? "unknown" }
}

/// An answer before it becomes a response.
struct Reply: Sendable {
  var status: HTTPResponse.Status
  var headers = HTTPFields()
  var body: [UInt8] = []

  init(_ status: HTTPResponse.Status, _ body: [UInt8] = [], contentType: String? = nil) {
    self.status = status
    self.body = body
    headers[.contentType] = contentType
  }
}
