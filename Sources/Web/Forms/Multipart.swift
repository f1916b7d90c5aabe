import Service

/// Reads a multipart/form-data body (RFC 7578) piece by piece, wherever the pieces are cut.
struct MultipartReader: Sendable {
  /// What was found.
  enum Event: Sendable, Equatable {
    /// A part begins.
    case began(Part)
    /// Bytes of it.
    case bytes([UInt8])
    /// It is complete.
    case ended
  }

  /// The head of a part.
  struct Part: Sendable, Equatable {
    let name: String
    /// The display name of a file; nil for a plain field.
    let fileName: String?
    let contentType: String
  }

  static let headLimit_bytes = 8 << 10
  static let partLimit = 300

  private enum Place { case preamble, afterBoundary, head, body, end }

  private let delimiter: [UInt8]
  private var buffer: [UInt8]
  private var place = Place.preamble
  private var parts = 0
  private var preamble_bytes = 0

  /// A reader for the content type of a request; nil if that is no multipart form with a sound boundary.
  init?(contentType: String) {
    let pieces = contentType.split(separator: ";").map { FieldText.trimmed(String($0)) }
    guard pieces.first?.lowercased() == "multipart/form-data" else { return nil }
    guard var boundary = pieces.first(where: { $0.lowercased().hasPrefix("boundary=") })?.dropFirst(9) else { return nil }
    if boundary.hasPrefix("\""), boundary.hasSuffix("\""), boundary.count >= 2 { boundary = boundary.dropFirst().dropLast() }
    guard (1...70).contains(boundary.utf8.count), boundary.utf8.allSatisfy({ (0x21...0x7E).contains($0) || $0 == 0x20 }) else { return nil }
    delimiter = Array("\r\n--".utf8) + Array(boundary.utf8)
    // The first delimiter has no line end before it.
    buffer = Array("\r\n".utf8)
  }

  /// Whether the last delimiter has come.
  var isComplete: Bool { place == .end }

  /// Reads more bytes.
  mutating func read(_ bytes: [UInt8]) throws(Failure) -> [Event] {
    guard place != .end else { return [] }
    buffer += bytes
    var events: [Event] = []
    var start = 0
    loop: while true {
      switch place {
      case .preamble, .body:
        let found = find(delimiter, from: start)
        // What may be the beginning of a delimiter stays for later.
        let safeEnd = found ?? max(start, buffer.count - delimiter.count + 1)
        if place == .body, safeEnd > start { events.append(.bytes(Array(buffer[start..<safeEnd]))) }
        if place == .preamble {
          preamble_bytes += safeEnd - start
          if preamble_bytes > Self.headLimit_bytes { throw Self.malformed }
        }
        start = safeEnd
        guard let found else { break loop }
        if place == .body { events.append(.ended) }
        start = found + delimiter.count
        place = .afterBoundary
      case .afterBoundary:
        guard buffer.count - start >= 2 else { break loop }
        if buffer[start] == UInt8(ascii: "-"), buffer[start + 1] == UInt8(ascii: "-") {
          place = .end
          break loop
        }
        // Space is allowed between the boundary and its line end.
        guard let end = find([13, 10], from: start) else {
          if buffer.count - start > 100 { throw Self.malformed }
          break loop
        }
        guard buffer[start..<end].allSatisfy({ $0 == 0x20 || $0 == 0x09 }) else { throw Self.malformed }
        // Leave the line end: a head without lines ends at once.
        start = end
        place = .head
      case .head:
        guard let end = find([13, 10, 13, 10], from: start) else {
          if buffer.count - start > Self.headLimit_bytes { throw Self.malformed }
          break loop
        }
        guard end - start <= Self.headLimit_bytes, parts < Self.partLimit else { throw Self.malformed }
        parts += 1
        events.append(.began(try Self.part(Array(buffer[start..<end]))))
        start = end + 4
        place = .body
      case .end: break loop
      }
    }
    buffer.removeFirst(min(start, buffer.count))
    return events
  }

  private func find(_ pattern: [UInt8], from start: Int) -> Int? {
    guard buffer.count - start >= pattern.count else { return nil }
    return buffer.withUnsafeBufferPointer { bytes in
      pattern.withUnsafeBufferPointer { pattern in
        var index = start
        let last = bytes.count - pattern.count
        while index <= last {
          if bytes[index] == pattern[0] {
            var length = 1
            while length < pattern.count, bytes[index + length] == pattern[length] { length += 1 }
            if length == pattern.count { return index }
          }
          index += 1
        }
        return nil
      }
    }
  }

  static let malformed = Failure(
    status: .badRequest, code: "form.malformed", title: .init(zh: "表单无法读取", en: "The form can't be read"),
    detail: .init(zh: "表单在传送中损坏。请返回上一页重新提交。", en: "The form was damaged on its way. Go back and send it again."))

  private static func part(_ head: [UInt8]) throws(Failure) -> Part {
    guard let text = String(validating: head, as: UTF8.self) else { throw malformed }
    var name: String?
    var fileName: String?
    var contentType = ""
    for line in text.split(separator: "\r\n") {
      guard let colon = line.firstIndex(of: ":") else { throw malformed }
      let value = FieldText.trimmed(String(line[line.index(after: colon)...]))
      switch line[..<colon].lowercased() {
      case "content-disposition":
        guard value.lowercased().hasPrefix("form-data") else { throw malformed }
        name = parameter("name", value)
        fileName = parameter("filename", value)
        // Not sent by browsers, yet whoever sends it means a file.
        if fileName == nil, value.lowercased().contains("filename*=") { fileName = "" }
      case "content-type": contentType = String(value.prefix(100))
      default: break
      }
    }
    guard let name, !name.isEmpty, name.utf8.count <= 200 else { throw malformed }
    return Part(name: name, fileName: fileName.map(displayName), contentType: contentType)
  }

  /// The value of a parameter, quoted or not. A quoted value ends at the next quote without a backslash.
  private static func parameter(_ name: String, _ text: String) -> String? {
    var rest = text[...]
    while let semicolon = rest.firstIndex(of: ";") {
      rest = rest[rest.index(after: semicolon)...].drop { $0 == " " || $0 == "\t" }
      guard let equals = rest.firstIndex(of: "=") else { return nil }
      let key = rest[..<equals]
      var value = ""
      rest = rest[rest.index(after: equals)...]
      if rest.first == "\"" {
        rest = rest.dropFirst()
        var isClosed = false
        while let character = rest.first {
          rest = rest.dropFirst()
          if character == "\"" {
            isClosed = true
            break
          }
          if character == "\\", rest.first == "\"" {
            value.append("\"")
            rest = rest.dropFirst()
          } else {
            value.append(character)
          }
        }
        guard isClosed else { return nil }
      } else {
        let end = rest.firstIndex(of: ";") ?? rest.endIndex
        value = FieldText.trimmed(String(rest[..<end]))
        rest = rest[end...]
      }
      if key.lowercased() == name { return value }
    }
    return nil
  }

  /// What a file is called on screen: the last part of what was sent, without control characters, cut to 120 characters.
  static func displayName(_ sent: String) -> String {
    let last = sent.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
    let name = FieldText.cleaned(last)
    return name == "." || name == ".."
      ? "" : String(String.UnicodeScalarView(name.unicodeScalars.prefix(ContentLimits.fileName_characters)))
  }
}
