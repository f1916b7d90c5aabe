import Casework
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Synchronization
import TestSupport
import Testing
import Values

@testable import Web

/// People of the tests: sessions and tokens are named after roles.
struct TestIdentities: IdentitySource {
  static func account(_ role: Role) -> Identity {
    Identity(id: "a-" + role.rawValue, name: "演示用户", role: role, office: nil, enterprise: nil)
  }

  /// The id of a role's session.
  static func session(_ role: Role) -> String { "session-0123456789-" + role.rawValue }

  func account(session id: String) async throws -> Identity? { Role.allCases.first { Self.session($0) == id }.map(Self.account) }

  func account(token: String) async throws -> (account: Identity, scopes: Set<String>)? {
    if token == "program" { return (Self.account(.enterprise), ["things:read", "things:write"]) }
    return token == "reader" ? (Self.account(.enterprise), ["things:read"]) : nil
  }
}

/// A frame without sockets.
struct TestFrame {
  let frame: Frame
  let clock: Clock
  let logged: Lines

  final class Clock: Sendable {
    private let value = Mutex<Int64>(0)
    var now_us: Int64 { value.withLock { $0 } }
    func advance(seconds: Int64) { value.withLock { $0 += seconds * 1_000_000 } }
  }

  final class Lines: Sendable {
    private let value = Mutex<[String]>([])
    var all: [String] { value.withLock { $0 } }
    func add(_ line: String) { value.withLock { $0.append(line) } }
  }

  static let key = [UInt8](repeating: 7, count: 32)

  /// Templates of the tests beside those of the service.
  static func templates(_ words: Words) throws -> Templates {
    let folder = try TemporaryFolder(copyOf: Resources.folder("Templates"))
    let own = Repository.root.appendingPathComponent("Tests/WebTests/Templates")
    try FileManager.default.copyItem(at: own, to: folder.url.appendingPathComponent("test"))
    return try Templates(folder: folder.url, words: words)
  }

  init(
    _ site: Site, rates: [Route.Pace: RateLimiter.Rate] = Frame.rates, change: (inout WebSettings) -> Void = { _ in }
  ) throws {
    var settings = WebSettings()
    change(&settings)
    let clock = Clock()
    let lines = Lines()
    let words = try Words(folder: Resources.folder("Words"))
    frame = try Frame(
      site: site, settings: settings, signer: Signer(key: Self.key),
      logger: Logger(label: "test") { _ in JSONLog { lines.add($0) } }, rates: rates, words: words, templates: Self.templates(words),
      now_us: { clock.now_us })
    self.clock = clock
    logged = lines
  }

  /// An answer as tests look at it.
  struct Seen {
    let status: Int
    let headers: HTTPFields
    let bytes: [UInt8]
    var text: String { String(decoding: bytes, as: UTF8.self) }
    func cookie(_ name: Web.Cookies.Name) -> String? {
      let prefix = name.rawValue + "="
      guard let cookie = headers[values: .setCookie].first(where: { $0.hasPrefix(prefix) }) else { return nil }
      return String(cookie.dropFirst(prefix.count).prefix { $0 != ";" })
    }
  }

  /// Sends a request through everything but the socket.
  func send(
    _ method: HTTPRequest.Method = .get, _ path: String, headers: [HTTPField.Name: String] = [:], body: [UInt8]? = nil,
    chunks: Int? = nil, session: Role? = nil, address: String = "192.0.2.1"
  ) async throws -> Seen {
    var fields = HTTPFields()
    for (name, value) in headers { fields[name] = value }
    if let body, fields[.contentLength] == nil, fields[.transferEncoding] == nil { fields[.contentLength] = String(body.count) }
    if let session {
      let cookie = frame.cookies.written(.session) + "=" + frame.signer.sign(TestIdentities.session(session), for: .session)
      fields[.cookie] = [fields[.cookie], cookie].compactMap(\.self).joined(separator: "; ")
    }
    let head = HTTPRequest(method: method, scheme: "http", authority: "localhost", path: path, headerFields: fields)
    let size = chunks ?? max(body?.count ?? 1, 1)
    let bytes = body ?? []
    let pieces = stride(from: 0, to: bytes.count, by: size).map { ByteBuffer(bytes: Array(bytes[$0..<min($0 + size, bytes.count)])) }
    let stream = AsyncStream<ByteBuffer> { continuation in
      for piece in pieces { continuation.yield(piece) }
      continuation.finish()
    }
    let request = Request(head: head, body: RequestBody(asyncSequence: stream))
    let response = try await FrameResponder(frame: frame).respond(to: request, context: RequestOrigin(address: address))
    let collector = Collector()
    try await response.body.write(collector)
    return Seen(status: response.status.code, headers: response.headers, bytes: collector.bytes.withLock { $0 })
  }

  private final class Collector: ResponseBodyWriter, Sendable {
    let bytes = Mutex<[UInt8]>([])
    func write(_ buffer: ByteBuffer) async throws { bytes.withLock { $0 += Array(buffer.readableBytesView) } }
    func finish(_ trailingHeaders: HTTPFields?) async throws {}
  }

  /// A form's token and the cookie that goes with it, for a visitor.
  func visitor() -> (cookie: String, token: String) {
    let id = "visitor-1234567890"
    return ("huiqi_visitor=" + frame.signer.sign(id, for: .visitor), frame.formToken(session: nil, visitor: id) ?? "")
  }

  /// A form's token for a role.
  func token(_ role: Role) -> String { frame.formToken(session: TestIdentities.session(role), visitor: nil) ?? "" }
}
