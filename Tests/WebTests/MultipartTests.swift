import Synchronization
import Testing

@testable import Web

struct MultipartTests {
  static let type = "multipart/form-data; boundary=--line"
  static let body = [
    "----line\r\nContent-Disposition: form-data; name=\"company\"\r\n\r\n演示公司\r\n",
    "----line\r\ncontent-disposition: form-data; name=\"paper\"; filename=\"发票.pdf\"\r\nContent-Type: application/pdf\r\n\r\n%PDF\r\n--\r\n----lin\r\nend\r\n",
    "----line--\r\n",
  ].joined()

  /// Reads a body in pieces of a size; parts as `name|file|bytes`.
  static func read(_ body: String, type: String = type, size: Int) throws -> (parts: [String], isComplete: Bool) {
    guard var reader = MultipartReader(contentType: type) else { throw MultipartReader.malformed }
    var parts: [String] = []
    let bytes = Array(body.utf8)
    var content: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: size) {
      for event in try reader.read(Array(bytes[start..<min(start + size, bytes.count)])) {
        switch event {
        case .began(let part):
          parts.append(part.name + "|" + (part.fileName ?? "-") + "|")
          content = []
        case .bytes(let more): content += more
        case .ended: parts[parts.count - 1] += String(decoding: content, as: UTF8.self)
        }
      }
    }
    return (parts, reader.isComplete)
  }

  @Test("a body reads alike wherever it is cut")
  func everyCut() throws {
    for size in 1...Self.body.utf8.count {
      let (parts, isComplete) = try Self.read(Self.body, size: size)
      #expect(parts == ["company|-|演示公司", "paper|发票.pdf|%PDF\r\n--\r\n----lin\r\nend"], "pieces of \(size)")
      #expect(isComplete)
    }
  }

  @Test("a body without its end is not complete")
  func missingEnd() throws {
    #expect(try !Self.read(String(Self.body.dropLast(4)), size: 7).isComplete)
    #expect(try !Self.read("", size: 1).isComplete)
  }

  @Test(
    "broken bodies are refused",
    arguments: [
      "----line\r\n\r\n\r\nx", "----line\r\nContent-Disposition: form-data\r\n\r\nx",
      "----line\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nx",
      "----line\r\nno colon\r\n\r\nx", "----lineX\r\n\r\n", "----line\r\nContent-Disposition: form-data; name=\"\"\r\n\r\nx",
      "----line\r\nContent-Disposition: form-data; name=\"open\r\n\r\nx",
    ])
  func broken(body: String) { #expect(throws: Failure.self) { _ = try Self.read(body, size: 5) } }

  @Test("a head without end, a preamble without end and too many parts are refused")
  func bounded() {
    let hugeHead = "----line\r\nContent-Disposition: form-data; name=\"" + String(repeating: "a", count: 9000)
    #expect(throws: Failure.self) { _ = try Self.read(hugeHead, size: 1000) }
    #expect(throws: Failure.self) { _ = try Self.read(String(repeating: "x", count: 20_000), size: 1000) }
    let part = "----line\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\r\n"
    #expect(throws: Failure.self) { _ = try Self.read(String(repeating: part, count: 301), size: 4096) }
  }

  @Test(
    "content types without a sound boundary are refused",
    arguments: [
      "multipart/form-data", "multipart/form-data; boundary=", "multipart/mixed; boundary=a",
      "multipart/form-data; boundary=" + String(repeating: "a", count: 71),
      "text/plain; boundary=a", "multipart/form-data; boundary=ä", "",
    ])
  func badTypes(type: String) { #expect(MultipartReader(contentType: type) == nil) }

  @Test(
    "of a file's name the last part is shown, and nothing that can't be seen",
    arguments: [
      ("../../etc/passwd", "passwd"), ("C:\\Users\\张\\发票.pdf", "发票.pdf"), ("a\u{0}b\u{7}\u{202E}fdp.exe", "abfdp.exe"), ("", ""),
      ("..", ""),
      ("dir/", "dir"), ("发票 1.pdf", "发票 1.pdf"), (String(repeating: "长", count: 300), String(repeating: "长", count: 120)),
    ])
  func names(sent: String, shown: String) { #expect(MultipartReader.displayName(sent) == shown) }

  @Test("quoted names with escaped quotes and semicolons")
  func quoting() throws {
    let body = "----line\r\nContent-Disposition: form-data; filename=\"a;\\\"b\\\".pdf\"; name=\"x\"\r\n\r\n1\r\n----line--"
    #expect(try Self.read(body, size: 3).parts == ["x|a;\"b\".pdf|1"])
  }
}
