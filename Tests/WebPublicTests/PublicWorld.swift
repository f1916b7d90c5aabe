import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Policy
import Service
import Synchronization
import TestSupport
import Testing
import Values

@testable import Web

/// The real packages, words and pages, on a day that is fixed.
enum PublicWorld {
  private static let loaded: Result<PublicContent, LoadFailure> = {
    let folder = Repository.policies.path
    return PolicyBook.load(folder: folder).map { book in
      PublicContent(AnswererPool(book), examples: WorkedExamples.load(folder: folder, book: book)) { CivilDate("2025-11-03") ?? .earliest }
    }
  }()
  private static let frame: Result<Frame, any Error> = Result {
    let content = try loaded.get()
    var settings = WebSettings()
    settings.limitsRates = false
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    return try Frame(
      site: Site(routes: PublicRoutes(content: content).routes + PolicyEndpoints(content).routes), settings: settings,
      signer: Signer(key: [UInt8](repeating: 7, count: 32)), logger: logger)
  }

  static func content() throws -> PublicContent { try loaded.get() }
  static func say(_ language: Language = .zh) throws -> Voice { Voice(words: try frame.get().words, language: language) }
  static func query(_ text: String) throws -> Query { try #require(Query(parsing: text)) }
  static func state(_ text: String) throws -> CalculatorState { CalculatorState(try query(text), try content().book) }

  /// An answer as tests look at it.
  struct Seen {
    let status: Int
    let headers: HTTPFields
    let text: String
  }

  /// Sends a request through everything but the socket.
  static func send(
    _ method: HTTPRequest.Method = .get, _ path: String, body: String? = nil, type: String = "application/json", cookie: String? = nil
  ) async throws -> Seen {
    var fields = HTTPFields()
    if let body {
      fields[.contentLength] = String(body.utf8.count)
      fields[.contentType] = type
    }
    fields[.cookie] = cookie
    let head = HTTPRequest(method: method, scheme: "http", authority: "localhost", path: path, headerFields: fields)
    let bytes = ByteBuffer(string: body ?? "")
    let stream = AsyncStream<ByteBuffer> { continuation in
      if body != nil { continuation.yield(bytes) }
      continuation.finish()
    }
    let response = try await FrameResponder(frame: try frame.get()).respond(
      to: Request(head: head, body: RequestBody(asyncSequence: stream)), context: RequestOrigin(address: "192.0.2.1"))
    let collector = Collector()
    try await response.body.write(collector)
    return Seen(
      status: response.status.code, headers: response.headers, text: collector.text.withLock { String(decoding: $0, as: UTF8.self) })
  }

  private final class Collector: ResponseBodyWriter, Sendable {
    let text = Mutex<[UInt8]>([])
    func write(_ buffer: ByteBuffer) async throws { text.withLock { $0 += Array(buffer.readableBytesView) } }
    func finish(_ trailingHeaders: HTTPFields?) async throws {}
  }
}
