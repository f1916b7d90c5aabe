import Diagnostics
import Testing

/// A piece of text that was cut out of a file still knows its places.
struct ExcerptTests {
  // The file says `a: 'x ''y'' z'`; the language sees `x 'y' z`.
  private let source = SourceText(name: "f", text: "a: 'x ''y'' z'")
  private var excerpt: Excerpt {
    Excerpt(
      source: source, text: "x 'y' z",
      runs: [
        Excerpt.Run(textOffset: 0, sourceOffset: 4), Excerpt.Run(textOffset: 3, sourceOffset: 8),
        Excerpt.Run(textOffset: 5, sourceOffset: 11),
      ])
  }

  @Test("offsets go through the runs") func offsets() {
    #expect((0...7).map { excerpt.sourceOffset(of: $0) } == [4, 5, 6, 8, 9, 11, 12, 13])
  }

  @Test("a problem is shown in the file, over what was stepped over") func problem() {
    func place(_ range: Range<Int>) -> [Int] {
      let place = excerpt.diagnostic(for: Problem(.syntax, "here", at: range)).place
      return [place?.column ?? 0, place?.length ?? 0]
    }
    #expect(place(0..<1) == [5, 1])
    #expect(place(2..<5) == [7, 4])
    #expect(place(6..<7) == [13, 1])
    #expect(place(3..<3) == [9, 1])
    #expect(place(7..<7) == [14, 1])
  }

  @Test("message, severity and help are kept") func kept() {
    let diagnostic = excerpt.diagnostic(for: Problem(.unknownName, "m", at: 0..<1, severity: .warning, help: "h"))
    #expect((diagnostic.id, diagnostic.severity, diagnostic.message, diagnostic.help) == (.unknownName, .warning, "m", "h"))
  }

  @Test("a whole source is an excerpt of itself, and one without runs begins at the start") func whole() {
    #expect(Excerpt(source).sourceOffset(of: 9) == 9)
    #expect(Excerpt(source: source, text: "a", runs: []).sourceOffset(of: 1) == 1)
  }
}
