/// Adds the language of the text to a PDF file, which the drawing library can't: readers that speak need it to choose a voice.
///
/// The file stays as it is; a new version of its catalogue, an entry for it and a trailer are appended (ISO 32000-1, 7.5.6).
enum PDFLanguage {
  /// The file with its language, and with its title shown in the window's bar; nil if the file isn't of the shape it is known to have.
  static func add(_ tag: String, to file: [UInt8]) -> [UInt8]? {
    guard let trailer = lastRange(of: "trailer", in: file), let start = lastRange(of: "startxref", in: file),
      let size = number(after: "/Size ", in: file, from: trailer), let root = number(after: "/Root ", in: file, from: trailer),
      let table = number(after: "startxref\n", in: file, from: start),
      let catalogue = lastRange(of: "\n\(root) 0 obj\n<<", in: file),
      let end = firstRange(of: "endobj", in: file, from: catalogue),
      let information = number(after: "/Info ", in: file, from: trailer)
    else { return nil }
    let opening = "\n\(root) 0 obj\n<<".utf8.count
    var out = file
    if out.last != 0x0A { out.append(0x0A) }
    let place = out.count
    out += Array("\(root) 0 obj\n<< /Lang (\(tag)) /ViewerPreferences << /DisplayDocTitle true >>".utf8)
    out += file[(catalogue + opening)..<end]
    out += Array("endobj\n".utf8)
    let references = out.count
    let digits = String(place)
    let offset = String(repeating: "0", count: max(0, 10 - digits.utf8.count)) + digits
    out += Array("xref\n\(root) 1\n\(offset) 00000 n \n".utf8)
    out += Array("trailer\n<< /Size \(size) /Root \(root) 0 R /Info \(information) 0 R /Prev \(table) >>\n".utf8)
    out += Array("startxref\n\(references)\n%%EOF\n".utf8)
    return out
  }

  private static func matches(_ text: [UInt8], in file: [UInt8], at index: Int) -> Bool {
    index + text.count <= file.count && file[index] == text[0] && file[index..<(index + text.count)].elementsEqual(text)
  }

  private static func lastRange(of text: String, in file: [UInt8]) -> Int? {
    let text = Array(text.utf8)
    return stride(from: file.count - text.count, through: 0, by: -1).first { matches(text, in: file, at: $0) }
  }

  private static func firstRange(of text: String, in file: [UInt8], from start: Int) -> Int? {
    let text = Array(text.utf8)
    return (start..<file.count).first { matches(text, in: file, at: $0) }
  }

  private static func number(after text: String, in file: [UInt8], from start: Int) -> Int? {
    guard let found = firstRange(of: text, in: file, from: start) else { return nil }
    let digits = file[(found + text.utf8.count)...].prefix(12).prefix { $0 >= 0x30 && $0 <= 0x39 }
    return Int(String(decoding: digits, as: UTF8.self))
  }
}
