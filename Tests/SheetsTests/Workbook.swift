import Foundation
import TestSupport

/// Reads a workbook: the archive with Python's zipfile, the parts by looking for their elements.
struct Workbook {
  struct Cell: Equatable {
    /// What the cell shows: text as it is, numbers as they stand in the file, dates as ISO 8601.
    var text: String
    /// s, inlineStr or n.
    var type: String
    /// The number format.
    var format: String
  }
  struct Failure: Error {}

  let names: [String]
  let cells: [[[Cell]]]
  /// The parts of the archive, by name.
  let parts: [String: String]
  /// The times that the archive gives its parts.
  let times: Set<String>

  init(_ bytes: [UInt8]) throws {
    let folder = try TemporaryFolder()
    try folder.write(Data(bytes), to: "book.xlsx")
    let file = folder.url.appendingPathComponent("book.xlsx")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    let script = """
      import sys, zipfile
      z = zipfile.ZipFile(sys.argv[1])
      assert z.testzip() is None
      for i in z.infolist():
          d = z.read(i)
          sys.stdout.buffer.write(("%s\\t%s\\t%d\\n" % (i.filename, i.date_time, len(d))).encode()); sys.stdout.buffer.write(d)
      """
    process.arguments = ["python3", "-c", script, file.path]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    var data = pipe.fileHandleForReading.readDataToEndOfFile()[...]
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failure() }
    var parts: [String: String] = [:]
    var times: Set<String> = []
    while let end = data.firstIndex(of: 0x0A) {
      let fields = String(decoding: data[..<end], as: UTF8.self).split(separator: "\t")
      guard fields.count == 3, let count = Int(fields[2]) else { throw Failure() }
      times.insert(String(fields[1]))
      parts[String(fields[0])] = String(decoding: data[(end + 1)...].prefix(count), as: UTF8.self)
      data = data[(end + 1 + count)...]
    }
    self.parts = parts
    self.times = times
    names = Self.elements("sheet", in: parts["xl/workbook.xml"] ?? "").map { Self.unescaped($0.attributes["name"] ?? "") }
    let strings = Self.elements("si", in: parts["xl/sharedStrings.xml"] ?? "").map { Self.text($0.content) }
    let formats = Self.formats(parts["xl/styles.xml"] ?? "")
    cells = try names.indices.map { index in
      guard let sheet = parts["xl/worksheets/sheet\(index + 1).xml"] else { throw Failure() }
      return Self.elements("row", in: sheet).map { row in
        Self.elements("c", in: row.content).map { cell in
          let type = cell.attributes["t"] ?? "n"
          let format = formats[Int(cell.attributes["s"] ?? "0") ?? 0]
          let value = Self.elements("v", in: cell.content).first?.content ?? ""
          switch type {
          case "s": return Cell(text: strings[Int(value) ?? 0], type: type, format: format)
          case "inlineStr": return Cell(text: Self.text(cell.content), type: type, format: format)
          default: return Cell(text: format == "yyyy-mm-dd" ? Self.day(value) : value, type: type, format: format)
          }
        }
      }
    }
  }

  struct Element {
    var attributes: [String: String]
    var content: String
  }

  /// The elements of a name, which don't contain one another.
  static func elements(_ name: String, in text: String) -> [Element] {
    let bytes = Array(text.utf8)
    let opening = Array("<\(name)".utf8)
    let closing = Array("</\(name)>".utf8)
    func find(_ wanted: [UInt8], from start: Int) -> Int? {
      var index = start
      while index + wanted.count <= bytes.count {
        if bytes[index] == wanted[0], bytes[index..<(index + wanted.count)].elementsEqual(wanted) { return index }
        index += 1
      }
      return nil
    }
    var found: [Element] = []
    var place = 0
    while let start = find(opening, from: place) {
      place = start + opening.count
      guard place < bytes.count, [0x20, 0x2F, 0x3E].contains(bytes[place]), let close = find([0x3E], from: place) else { continue }
      let head = String(decoding: bytes[place..<close], as: UTF8.self)
      var attributes: [String: String] = [:]
      let pieces = head.split(separator: "\"", omittingEmptySubsequences: false)
      for index in stride(from: 0, to: pieces.count - 1, by: 2) {
        attributes[String(pieces[index].filter { $0 != " " && $0 != "=" && $0 != "/" })] = String(pieces[index + 1])
      }
      if head.hasSuffix("/") {
        found.append(Element(attributes: attributes, content: ""))
        place = close + 1
      } else if let end = find(closing, from: close + 1) {
        found.append(Element(attributes: attributes, content: String(decoding: bytes[(close + 1)..<end], as: UTF8.self)))
        place = end + closing.count
      } else {
        break
      }
    }
    return found
  }

  private static func text(_ content: String) -> String { elements("t", in: content).map { unescaped($0.content) }.joined() }

  private static func unescaped(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == UInt8(ascii: "&") || $0 == UInt8(ascii: "_") }) else { return text }
    var text = text
    for (name, character) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")] {
      text = text.replacingOccurrences(of: name, with: character)
    }
    // _xHHHH_ is a character by its number.
    return text.replacing(#/_x([0-9A-Fa-f]{4})_/#) { match in
      UInt32(match.output.1, radix: 16).flatMap(Unicode.Scalar.init).map { String(Character($0)) } ?? ""
    }
  }

  private static func formats(_ styles: String) -> [String] {
    var names = ["0": "General", "1": "0", "4": "#,##0.00", "49": "@"]
    for format in elements("numFmt", in: styles) { names[format.attributes["numFmtId"] ?? ""] = format.attributes["formatCode"] }
    let section = elements("cellXfs", in: styles).first?.content ?? ""
    return elements("xf", in: section).map { names[$0.attributes["numFmtId"] ?? ""] ?? "?" }
  }

  /// A day from Excel's count, by Foundation's calendar.
  private static func day(_ serial: String) -> String {
    guard let days = Int(serial) else { return "not whole: \(serial)" }
    // 1970-01-01 is day 25,569.
    return Date(timeIntervalSince1970: Double(days - 25_569) * 86_400).formatted(
      Date.ISO8601FormatStyle(timeZone: .gmt).year().month().day())
  }
}
