import Diagnostics
import Testing

/// Lines and columns are those an editor shows.
struct SourceTextTests {
  private func place(_ source: SourceText, _ offset: Int) -> [Int] {
    let (line, column) = source.position(at: offset)
    return [line, column]
  }

  @Test("ASCII") func ascii() {
    let source = SourceText(name: "a", text: "ab\n\ncd")
    #expect((0...6).map { place(source, $0) } == [[1, 1], [1, 2], [1, 3], [2, 1], [3, 1], [3, 2], [3, 3]])
    #expect(source.lineCount == 3)
    #expect((1...4).map { String(source.line($0)) } == ["ab", "", "cd", ""])
  }

  @Test("characters of several bytes and of several scalars are one column each") func wide() {
    // 中 has 3 bytes, 😀 4, é here 2 scalars with 3 bytes, the flag 2 scalars with 8 bytes.
    let text = "中😀e\u{301}🇨🇳x\ny"
    let source = SourceText(name: "a", text: text)
    #expect(place(source, 0) == [1, 1])
    #expect(place(source, 3) == [1, 2])
    #expect(place(source, 7) == [1, 3])
    #expect(place(source, 10) == [1, 4])
    #expect(place(source, 18) == [1, 5])
    #expect(place(source, 19) == [1, 6])
    #expect(place(source, 20) == [2, 1])
  }

  @Test("both line ends") func lineEnds() {
    let source = SourceText(name: "a", text: "一\r\n二三\r\n\r\n四\n五\r六")
    #expect(source.lineCount == 5)
    #expect((1...5).map { String(source.line($0)) } == ["一", "二三", "", "四", "五\r六"])
    #expect(place(source, 5) == [2, 1])
    #expect(place(source, 8) == [2, 2])
    #expect(place(source, 13) == [3, 1])
    #expect(place(source, 15) == [4, 1])
  }

  @Test("offsets outside count as the nearest end") func outside() {
    let source = SourceText(name: "a", text: "ab\ncd\n")
    #expect(place(source, -5) == [1, 1])
    #expect(place(source, 99) == [3, 1])
    #expect(source.lineCount == 3)
    #expect(source.line(0) == "")
    #expect(source.line(9) == "")
    let empty = SourceText(name: "a", text: "")
    #expect(place(empty, 0) == [1, 1])
    #expect(empty.lineCount == 1)
  }

  @Test("a line and a column in scalars give the byte") func offsets() {
    let source = SourceText(name: "a", text: "x\n中e\u{301}😀y\r\nz")
    #expect(source.offset(line: 1, scalarColumn: 1) == 0)
    #expect(source.offset(line: 2, scalarColumn: 1) == 2)
    #expect(source.offset(line: 2, scalarColumn: 2) == 5)
    #expect(source.offset(line: 2, scalarColumn: 4) == 8)
    #expect(source.offset(line: 2, scalarColumn: 5) == 12)
    #expect(source.offset(line: 2, scalarColumn: 99) == 13)
    #expect(source.offset(line: 3, scalarColumn: 1) == 15)
    #expect(source.offset(line: 9, scalarColumn: 1) == 16)
    #expect(source.offset(line: 0, scalarColumn: 1) == 16)
  }

  @Test("every offset of every scalar is found again") func roundTrip() {
    let text = "a中\r\n😀é\n\n惠企🇨🇳\n"
    let source = SourceText(name: "a", text: text)
    var offset = 0
    var (line, column) = (1, 1)
    for scalar in text.unicodeScalars {
      #expect(source.position(at: offset).line == line)
      if scalar != "\n", scalar != "\r" { #expect(source.offset(line: line, scalarColumn: column) == offset) }
      offset += scalar.utf8.count
      (line, column) = scalar == "\n" ? (line + 1, 1) : (line, column + 1)
    }
  }
}
