import HTTPTypes
import Values

/// One address of the service with all that the frame must know about it. The router, the document of the API and the test of every
/// route with every role are made from the list of these values, and from nothing else.
struct Route: Sendable {
  /// How a body is read, and how large it may be.
  enum Body: Sendable, Equatable {
    /// No body is read.
    case none
    /// A form, urlencoded or multipart without files.
    case form(limit_bytes: Int = 1 << 20)
    /// A multipart form with files, read as it comes.
    case upload(limit_bytes: Int = 20 << 20)
    /// JSON.
    case json(limit_bytes: Int = 64 << 10)

    /// The most bytes that are read.
    var limit_bytes: Int {
      switch self {
      case .none: 0
      case .form(let limit), .upload(let limit), .json(let limit): limit
      }
    }
  }

  /// How often one caller may come.
  enum Pace: String, Sendable, CaseIterable {
    /// Pages and reads.
    case ordinary
    /// Signing in, objections, anything worth guessing at or flooding: for an address, which an office of many people may share.
    case careful
    /// The same for one login name from an address, or one account: what a person does.
    case personal
    /// Files that are made for the asking: PDF, Excel, CSV.
    case files
    /// Files that are handed in.
    case uploads
  }

  /// What answers.
  enum Action: Sendable {
    /// A page, a form, a download.
    case page(@Sendable (WebRequest) async throws -> Answer)
    /// A form with files, read as it comes.
    case upload(@Sendable (WebRequest, Upload) async throws -> Answer)
    /// An endpoint of the API.
    case api(Endpoint)
  }

  /// The method.
  let method: HTTPRequest.Method
  /// The path, with names for what varies: `/cases/{id}`.
  let path: PathTemplate
  /// Who may.
  let access: Access
  /// What it is for, in a few words.
  let summary: Bilingual
  /// The body it reads.
  let body: Body
  /// How often.
  let pace: Pace
  /// What answers.
  let action: Action

  /// A page or download to look at.
  static func page(
    _ path: PathTemplate, access: Access, summary: Bilingual, pace: Pace = .ordinary,
    _ answer: @escaping @Sendable (WebRequest) async throws -> Answer
  ) -> Route {
    Route(method: .get, path: path, access: access, summary: summary, body: .none, pace: pace, action: .page(answer))
  }

  /// What a form is sent to. The token of the form and where it came from have been checked when `answer` runs.
  static func form(
    _ path: PathTemplate, access: Access, summary: Bilingual, pace: Pace = .ordinary, limit_bytes: Int = 1 << 20,
    _ answer: @escaping @Sendable (WebRequest) async throws -> Answer
  ) -> Route {
    Route(
      method: .post, path: path, access: access, summary: summary, body: .form(limit_bytes: limit_bytes), pace: pace, action: .page(answer))
  }

  /// What a form with files is sent to. Nothing of the body has been read when `answer` runs; `Upload.read` checks the form's token.
  static func upload(
    _ path: PathTemplate, access: Access, summary: Bilingual, pace: Pace = .ordinary, limit_bytes: Int = 20 << 20,
    _ answer: @escaping @Sendable (WebRequest, Upload) async throws -> Answer
  ) -> Route {
    Route(
      method: .post, path: path, access: access, summary: summary, body: .upload(limit_bytes: limit_bytes), pace: pace,
      action: .upload(answer))
  }

  /// An endpoint of the API.
  static func api(
    _ method: HTTPRequest.Method, _ path: PathTemplate, access: Access, summary: Bilingual, pace: Pace = .ordinary,
    limit_bytes: Int = 64 << 10, _ endpoint: Endpoint
  ) -> Route {
    precondition(path.text.hasPrefix("/api/"), "an endpoint of the API lives under /api/")
    return Route(
      method: method, path: path, access: access, summary: summary,
      body: endpoint.takesFile ? .upload(limit_bytes: limit_bytes) : endpoint.body == nil ? .none : .json(limit_bytes: limit_bytes),
      pace: pace, action: .api(endpoint))
  }

  /// Whether it is part of the API.
  var isAPI: Bool { path.text.hasPrefix("/api/") }
}
