import Diagnostics
import Testing

@testable import Policy

/// The JSON reader gives what stands there, and where; the writer gives what the reader reads.
struct JSONReaderTests {
  private func read(_ text: String) throws -> DataFile { try Fixture.data(text, name: "a.json") }

  @Test("numbers stay text", arguments: ["0", "-0", "10", "1.50", "1e5", "-1.25E-3", "123456789012345678901234567890.12"])
  func numbers(text: String) throws {
    #expect(try read("[\(text)]").root.items?.first?.text == text)
  }

  @Test("words and quotes") func words() throws {
    let items = try #require(try read(#"[true, false, null, "true", "", "null"]"#).root.items)
    #expect(items.map(\.text) == ["true", "false", "null", "true", "", "null"])
    #expect(items.map(\.isNothing) == [false, false, true, false, false, false])
  }

  @Test("escapes") func escapes() throws {
    let node = try read(#"["\"\\\/\b\f\n\r\t\u4e2d\u00e9\ud83d\ude00中"]"#).root.items?.first
    #expect(node?.text == "\"\\/\u{8}\u{C}\n\r\t中é😀中")
  }

  @Test("places hold with Chinese and both line ends", arguments: ["\n", "\r\n"]) func places(end: String) throws {
    let file = try read("{\(end)  \"名称\": \"惠企\",\(end)  \"深\": {\"值\": [1, 22]}\(end)}")
    let node = try #require(file.root["深"]?["值"]?.items?.last)
    #expect(node.text == "22")
    let range = node.range(in: file.source)
    #expect(file.source.position(at: range.lowerBound) == (3, 18))
    #expect(range.count == 2)
    let key = try #require(file.root.entries?.last?.key)
    #expect(file.source.position(at: key.range(in: file.source).lowerBound) == (3, 3))
  }

  @Test("space around and empty things") func space() throws {
    #expect(try read(" \t\r\n {} \n").root.entries?.isEmpty == true)
    #expect(try read("[ ]").root.items?.isEmpty == true)
  }

  @Test("what begins like JSON is read as JSON, whatever its name") func byContent() throws {
    #expect(try Fixture.data("  {\"a\": 1}", name: "-").root["a"]?.text == "1")
    guard case .failure(let diagnostic) = FileReader.parse(SourceText(name: "-", text: "{a: 1}")) else {
      Issue.record("flow YAML was read as JSON")
      return
    }
    #expect(diagnostic.id == .malformedJSON)
  }

  @Test("what is written is read again", arguments: ["", "中文 😀", "\"\\/\n\r\t\u{0}\u{1F}\u{7F}", "\u{2028}\u{2029}", "e\u{301}", "𝄞"])
  func roundTrip(text: String) throws {
    let json = JSONText.object([(text, .list([.string(text), .number("1.50"), .boolean(true), .null]))])
    for written in [json.compact, json.pretty] {
      let entry = try #require(try read(written).root.entries?.first)
      #expect(entry.name.unicodeScalars.elementsEqual(text.unicodeScalars))
      #expect(entry.value.items?.first?.text?.unicodeScalars.elementsEqual(text.unicodeScalars) == true)
      #expect(entry.value.items?.map(\.text).dropFirst() == ["1.50", "true", "null"])
    }
  }

  @Test("the layout of the writer") func layout() {
    let json = JSONText.object([
      ("b", .list([.number("1"), .string("二")])), ("a", .object([])), ("c", .list([])), ("d", .null), ("e", .boolean(false)),
    ])
    #expect(json.compact == #"{"b":[1,"二"],"a":{},"c":[],"d":null,"e":false}"#)
    #expect(json.pretty == "{\n  \"b\": [\n    1,\n    \"二\"\n  ],\n  \"a\": {},\n  \"c\": [],\n  \"d\": null,\n  \"e\": false\n}\n")
    #expect(JSONText.string("\u{7F}\u{1}\"\\").compact == #""\u007f\u0001\"\\""#)
    #expect(JSONText.present([("a", nil), ("b", .null)]).compact == #"{"b":null}"#)
    #expect(JSONText.number("1") != JSONText.string("1"))
  }
}
