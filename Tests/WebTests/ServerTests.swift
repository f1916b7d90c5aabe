import Foundation
import Glibc
import HTTPTypes
import Logging
import ServiceLifecycle
import Synchronization
import Testing
import Values

@testable import Web

/// The real server on a free port, spoken to through plain sockets.
struct ServerTests {
  /// Sends bytes and reads until the server closes or the text appears.
  static func talk(_ port: Int, _ text: String, until: String? = nil) -> String {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var wait = timeval(tv_sec: 120, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
    let connected = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
    }
    guard connected == 0 else { return "refused" }
    let bytes = Array(text.utf8)
    _ = bytes.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
    var out = ""
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      if count <= 0 { return out + (count == 0 ? "<closed>" : "<timeout>") }
      out += String(decoding: buffer[..<count], as: UTF8.self)
      if let until, out.contains(until) { return out }
    }
  }

  final class Port: Sendable {
    let value = Mutex(0)
  }

  final class Gate: Sendable {
    private let isOpen = Mutex(false)
    private let waiting = Mutex<[CheckedContinuation<Void, Never>]>([])
    func open() {
      isOpen.withLock { $0 = true }
      for continuation in waiting.withLock({ all in
        defer { all = [] }; return all
      }) { continuation.resume() }
    }
    func wait() async {
      await withCheckedContinuation { continuation in
        let isReady = isOpen.withLock { open in
          if !open { waiting.withLock { $0.append(continuation) } }
          return open
        }
        if isReady { continuation.resume() }
      }
    }
  }

  /// Runs a server while `body` talks to it.
  static func serve(
    _ site: Site, silence_seconds: Int64 = 90, _ body: @escaping @Sendable (Int, ServiceGroup) async throws -> Void
  ) async throws {
    let test = try TestFrame(site) {
      $0.silence_seconds = silence_seconds
      $0.port = 0
      $0.limitsRates = false
    }
    let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
    let server = WebServer(test.frame) { continuation.yield($0) }
    let group = ServiceGroup(configuration: .init(services: [.init(service: server.service)], logger: test.frame.logger))
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { try await group.run() }
      tasks.addTask {
        for await port in ports {
          try await body(port, group)
          break
        }
        await group.triggerGracefulShutdown()
      }
      try await tasks.waitForAll()
    }
  }

  static func onThread<T: Sendable>(_ work: @escaping @Sendable () -> T) async -> T {
    await withCheckedContinuation { continuation in Thread.detachNewThread { continuation.resume(returning: work()) } }
  }

  @Test("pages come over the socket, several on one connection")
  func pages() async throws {
    try await Self.serve(Things().site) { port, _ in
      let text = await Self.onThread {
        Self.talk(port, "GET / HTTP/1.1\r\nHost: x\r\n\r\nGET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
      }
      #expect(text.hasPrefix("HTTP/1.1 200 OK\r\n") && text.contains("<h1>&lt;hello&gt;</h1>") && text.contains("\r\n\r\nok\n<closed>"))
      let head = await Self.onThread { Self.talk(port, "HEAD / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n") }
      #expect(head.contains("Content-Length: ") && !head.contains("Content-Length: 0") && head.hasSuffix("\r\n\r\n<closed>"))
    }
  }

  @Test("a huge body is refused at once and its connection closed, however it is sent")
  func hugeBody() async throws {
    try await Self.serve(Things().site) { port, _ in
      for head in [
        "POST /upload HTTP/1.1\r\nHost: x\r\nContent-Length: 1073741824\r\nContent-Type: multipart/form-data; boundary=b\r\n\r\n--b\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
      ] {
        let text = await Self.onThread { Self.talk(port, head) }
        #expect(text.hasPrefix("HTTP/1.1 413 "), "\(text.prefix(100))")
        #expect(text.contains("Connection: close") && text.hasSuffix("<closed>"))
      }
    }
  }

  @Test("what isn't HTTP is refused, and so are heads without end")
  func notHTTP() async throws {
    try await Self.serve(Things().site) { port, _ in
      let noise = await Self.onThread { Self.talk(port, "\u{16}\u{3}\u{1}hello\r\n\r\n") }
      #expect(noise.hasPrefix("HTTP/1.1 400 ") || noise == "<closed>")
      let head = "GET / HTTP/1.1\r\nHost: x\r\nX: " + String(repeating: "a", count: 40_000) + "\r\n\r\n"
      let huge = await Self.onThread { Self.talk(port, head) }
      #expect(!huge.contains(" 200 ") && huge.hasSuffix("<closed>"))
    }
  }

  @Test("a head that never ends holds no connection; an answer that takes longer is waited for")
  func silence() async throws {
    let port = Port()
    var site = Things().site
    site.routes.append(
      .page("/slow", access: .anyone, summary: Bilingual(zh: "慢", en: "slow")) { _ in
        // The connection of the unfinished head is ended while this one is answered.
        _ = await Self.onThread { Self.talk(port.value.withLock { $0 }, "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ") }
        return .text("finished", contentType: "text/plain")
      })
    try await Self.serve(site, silence_seconds: 1) { number, _ in
      port.value.withLock { $0 = number }
      let head = await Self.onThread { Self.talk(number, "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ") }
      #expect(head == "<closed>")
      let slow = await Self.onThread { Self.talk(number, "GET /slow HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n") }
      #expect(slow.hasSuffix("finished<closed>"))
    }
  }

  @Test("told to stop, it finishes what runs and takes nothing new")
  func gracefulStop() async throws {
    let entered = Gate()
    let leave = Gate()
    var site = Things().site
    site.routes.append(
      .page("/slow", access: .anyone, summary: Bilingual(zh: "慢", en: "slow")) { _ in
        entered.open()
        await leave.wait()
        return .text("finished", contentType: "text/plain")
      })
    try await Self.serve(site) { port, group in
      async let slow = Self.onThread { Self.talk(port, "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n") }
      await entered.wait()
      await group.triggerGracefulShutdown()
      // The listening socket is closed before anything else; ask until it is.
      var answer = ""
      for _ in 0..<1000 {
        answer = await Self.onThread { Self.talk(port, "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n") }
        if answer == "refused" || !answer.contains("200 OK") { break }
      }
      #expect(!answer.contains("200 OK"))
      leave.open()
      let text = await slow
      #expect(text.hasPrefix("HTTP/1.1 200 OK\r\n") && text.contains("finished") && text.hasSuffix("<closed>"))
    }
  }
}
