import Diagnostics
import Testing

/// Messages as a person reads them.
struct DiagnosticTextTests {
  private func shown(_ text: String, _ word: String, line: Int = 1) throws -> [String] {
    let source = SourceText(name: "f.yaml", text: text)
    let start = try #require(
      text.utf8.indices.map { text.utf8.distance(from: text.utf8.startIndex, to: $0) }.first {
        text.utf8.dropFirst($0).starts(with: word.utf8)
      })
    let diagnostic = Diagnostic(.syntax, "here", in: source, at: start..<start + word.utf8.count)
    #expect(diagnostic.place?.line == line)
    return diagnostic.text().split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// The columns the carets stand under.
  private func underlined(_ lines: [String]) -> String {
    let carets = lines[4]
    let from = carets.prefix { $0 != "^" }.reduce(0) { $0 + $1.terminalWidth }
    let width = carets.count { $0 == "^" }
    var column = 0
    return String(
      lines[3].filter { character in
        defer { column += character.terminalWidth }
        return column >= from && column < from + width
      })
  }

  @Test("the whole message") func whole() {
    let source = SourceText(name: "p/f.yaml", text: "a: 1\nb: 企业 wrong\n")
    let other = SourceText(name: "p/g.yaml", text: "c: right\n")
    let diagnostic = Diagnostic(
      .unknownName, "unknown name `wrong`", in: source, at: 15..<20, severity: .warning, help: "did you mean `right`?"
    )
    .noting("the right one stands here", in: other, at: 3..<8)
    #expect(
      diagnostic.text() == """
        warning: unknown name `wrong` [unknown-name]
         --> p/f.yaml:2:7
          |
        2 | b: 企业 wrong
          |         ^^^^^
           = help: did you mean `right`?
           = note: the right one stands here
         --> p/g.yaml:1:4
          |
        1 | c: right
          |    ^^^^^

        """)
  }

  @Test("without a place") func withoutPlace() {
    #expect(
      Diagnostic(.unreadableFile, "there is no file `x`", help: "check it").text()
        == "error: there is no file `x` [unreadable-file]\n   = help: check it\n")
  }

  @Test("colours only when asked for") func colours() {
    let source = SourceText(name: "f", text: "abc")
    let diagnostic = Diagnostic(.syntax, "here", in: source, at: 0..<3)
    #expect(!diagnostic.text().contains("\u{1B}"))
    #expect(diagnostic.text(colours: true).contains("\u{1B}[31merror\u{1B}[0m"))
    #expect(diagnostic.text(colours: true).contains("\u{1B}[31m^^^\u{1B}[0m"))
  }

  @Test(
    "the caret stands under the word, with wide characters before and in it",
    arguments: [
      ("key: word end", "word"), ("企业名称 = word", "word"), ("企业 = 名称, end", "名称"), ("（全角）word", "word"), ("ｆｕｌｌ word", "word"),
      ("한국어 word", "word"),
      ("e\u{301}e\u{301} word", "word"), ("😀😀 word", "word"), ("word", "word"), ("x word", "word"),
    ])
  func caret(text: String, word: String) throws {
    #expect(underlined(try shown(text, word)) == word)
  }

  @Test("a long line is cut around the place", arguments: [0, 39, 99, 100, 101, 5_000])
  func longLine(before: Int) throws {
    let lines = try shown(String(repeating: "名", count: before) + "word" + String(repeating: "x", count: 5_000), "word")
    #expect(lines[3].count < 180)
    #expect(underlined(lines) == "word")
    #expect(lines[1].hasSuffix(":1:\(before + 1)"))
  }

  @Test("a place that runs over the line is underlined to the end of the line") func severalLines() throws {
    let lines = try shown("a\nlong value\nb", "value\nb", line: 2)
    #expect(underlined(lines) == "value")
  }

  @Test("a place at the end, and an empty text") func ends() throws {
    let source = SourceText(name: "f", text: "ab")
    #expect(Diagnostic(.syntax, "here", in: source, at: 2..<2).text().contains("1 | ab\n  |   ^\n"))
    #expect(Diagnostic(.syntax, "here", in: SourceText(name: "f", text: ""), at: 0..<0).text().contains("1 | \n  | ^\n"))
  }

  @Test("control characters never reach the terminal, in no part of the message") func controls() {
    let evil = "a\u{1B}[2Jb\u{7}\u{9B}\u{7F}\tc"
    let source = SourceText(name: evil, text: evil)
    let text = Diagnostic(.syntax, "the name `\(evil)`", in: source, at: 1..<2, help: evil).noting(evil, in: source, at: 0..<1).text()
    for scalar in text.unicodeScalars where scalar != "\n" {
      #expect(scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value), "U+\(String(scalar.value, radix: 16))")
    }
    #expect(text.contains("1 | a·[2Jb····c"))
  }

  @Test("CRLF leaves no trace") func carriageReturn() throws {
    let lines = try shown("a\r\nb word\r\n", "word", line: 2)
    #expect(lines[3] == "2 | b word")
    #expect(underlined(lines) == "word")
  }

  @Test("the margin grows with the number of the line") func margin() throws {
    let lines = try shown(String(repeating: "\n", count: 99) + "word", "word", line: 100)
    #expect(lines[1...4] == ["   --> f.yaml:100:1", "    |", "100 | word", "    | ^^^^"])
  }

  @Test("errors are told from warnings") func severity() {
    let warning = Diagnostic(.unusedName, "w", severity: .warning)
    #expect(![warning].hasErrors)
    #expect([warning, Diagnostic(.syntax, "e")].hasErrors)
    #expect(Severity.warning < .error)
  }

  @Test("ids are words with hyphens, and no two are alike") func ids() {
    let ids = DiagnosticID.allCases.map(\.rawValue)
    #expect(Set(ids).count == ids.count)
    for id in ids { #expect(id.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x2D || (0x30...0x39).contains($0) }, "\(id)") }
  }
}
