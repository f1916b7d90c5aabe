import HTTPTypes
import Testing

@testable import Web

struct UploadTests {
  static let type = "multipart/form-data; boundary=b"

  static func body(token: String?, name: String = "a.pdf", content: String = "PDF", end: String = "--b--\r\n") -> [UInt8] {
    var text = ""
    if let token { text += "--b\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n\(token)\r\n" }
    text += "--b\r\nContent-Disposition: form-data; name=\"company\"\r\n\r\n演示\r\n"
    text +=
      "--b\r\nContent-Disposition: form-data; name=\"paper\"; filename=\"\(name)\"\r\nContent-Type: application/pdf\r\n\r\n\(content)\r\n"
    return Array((text + end).utf8)
  }

  private func send(_ test: TestFrame, _ body: [UInt8], headers: [HTTPField.Name: String] = [:]) async throws -> TestFrame.Seen {
    let cookie = test.visitor().cookie
    return try await test.send(
      .post, "/upload", headers: [.contentType: Self.type, .cookie: cookie].merging(headers) { $1 }, body: body, chunks: 13)
  }

  @Test("files go to their receiver, fields beside them; only the last part of a name is kept")
  func good() async throws {
    let things = Things()
    let test = try TestFrame(things.site)
    let seen = try await send(test, Self.body(token: test.visitor().token, name: "../x/发票.pdf"))
    #expect(seen.status == 200 && seen.text == "paper 发票.pdf 3 ref|演示")
    #expect(things.received.withLock { $0.last } == "finish")
  }

  @Test("no file is received before the form's token")
  func token() async throws {
    let things = Things()
    let test = try TestFrame(things.site)
    #expect(try await send(test, Self.body(token: nil)).status == 403)
    #expect(try await send(test, Self.body(token: "x")).status == 403)
    #expect(things.received.withLock { $0 } == [])
  }

  @Test("what breaks off or is too large is forgotten")
  func broken() async throws {
    let things = Things()
    let test = try TestFrame(things.site)
    let token = test.visitor().token
    #expect(try await send(test, Self.body(token: token, content: String(repeating: "x", count: 200), end: "")).status == 400)
    #expect(things.received.withLock { $0.last } == "cancel")
    things.received.withLock { $0 = [] }
    // The length isn't declared: the limit is met while reading.
    let large = Self.body(token: token, content: String(repeating: "x", count: 6000))
    #expect(try await send(test, large, headers: [.transferEncoding: "chunked"]).status == 413)
    #expect(things.received.withLock { $0.last } == "cancel")
    things.received.withLock { $0 = [] }
    #expect(try await send(test, large).status == 413)
    #expect(things.received.withLock { $0 } == [])
    let refused = try await send(test, Self.body(token: token, name: "a.exe"))
    #expect(refused.status == 422 && refused.text.contains("不收这种文件"))
    #expect(things.received.withLock { $0.last } == "cancel")
    #expect(try await test.send(.post, "/upload", headers: [.contentType: "text/plain"], body: [1]).status == 415)
  }

  @Test("a file nobody chose is left out, an empty one is not")
  func empty() async throws {
    let test = try TestFrame(Things().site)
    let token = test.visitor().token
    #expect(try await send(test, Self.body(token: token, name: "", content: "")).text == "|演示")
    #expect(try await send(test, Self.body(token: token, name: "e.pdf", content: "")).text == "paper e.pdf 0 ref|演示")
  }
}
