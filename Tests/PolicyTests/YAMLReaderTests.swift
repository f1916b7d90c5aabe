import Diagnostics
import TestSupport
import Testing

@testable import Policy

/// The YAML reader gives what stands there, and where.
struct YAMLReaderTests {
  private func read(_ text: String) throws -> DataFile { try Fixture.data(text, name: "a.yaml") }

  private func slice(_ node: DataNode, _ file: DataFile) -> String {
    let range = node.range(in: file.source)
    return String(decoding: file.source.text.utf8.dropFirst(range.lowerBound).prefix(range.count), as: UTF8.self)
  }

  @Test("scalars stay text, and know whether they were quoted") func scalars() throws {
    let file = try read("a: 010\nb: '010'\nc: no\nd: \"no\"\ne: 1.10\nf: |\n  x\n  y\ng: >-\n  x\n  y\nh: 2025-01-01\n")
    let all = try #require(file.root.entries)
    #expect(all.map(\.name) == ["a", "b", "c", "d", "e", "f", "g", "h"])
    #expect(all.map { $0.value.text } == ["010", "010", "no", "no", "1.10", "x\ny\n", "x y", "2025-01-01"])
    let quoted = all.map { entry -> Bool in if case .scalar(_, let isQuoted) = entry.value.content { isQuoted } else { false } }
    #expect(quoted == [false, true, false, true, false, true, true, false])
  }

  @Test("nothing is nothing only when it is not quoted") func nothing() throws {
    let file = try read("a:\nb: ~\nc: null\nd: 'null'\ne: ''\nf: Null\n")
    #expect(file.root.entries?.map { $0.value.isNothing } == [true, true, true, false, false, false])
  }

  @Test("order of keys is kept, and keys are found") func maps() throws {
    let file = try read("z: {b: 1, a: [x, {y: 2}]}\na: 3\n")
    #expect(file.root.entries?.map(\.name) == ["z", "a"])
    #expect(file.root["z"]?.entries?.map(\.name) == ["b", "a"])
    #expect(file.root["z"]?["a"]?.items?.last?["y"]?.text == "2")
    #expect(file.root["nothing"] == nil)
  }

  @Test("places hold with Chinese, emoji and both line ends", arguments: ["\n", "\r\n"]) func places(end: String) throws {
    let lines = ["# 注释 😀", "名称: 惠企", "列表: [甲, '乙丙', \"丁\\u4E00\", 😀戊]", "深: {里: {面: 值}}", "last: end"]
    let file = try read(lines.joined(separator: end) + end)
    let list = try #require(file.root["列表"]?.items)
    #expect(list.map { slice($0, file) } == ["甲", "'乙丙'", "\"丁\\u4E00\"", "😀戊"])
    #expect(list.map { $0.text } == ["甲", "乙丙", "丁一", "😀戊"])
    let deep = try #require(file.root["深"]?["里"]?["面"])
    #expect(slice(deep, file) == "值")
    #expect(file.source.position(at: deep.range(in: file.source).lowerBound) == (4, 12))
    let last = try #require(file.root.entries?.last)
    #expect(file.source.position(at: last.key.range(in: file.source).lowerBound) == (5, 1))
    #expect(last.value.text == "end")
  }

  @Test("a byte order mark is no part of the text") func byteOrderMark() throws {
    let folder = try TemporaryFolder()
    for name in ["a.yaml", "a.json"] {
      try folder.write("\u{FEFF}{\"a\": x_y_z}".replacing("x_y_z", with: "1"), to: name)
      let file = try FileReader.data(at: folder.path + "/" + name, limit_bytes: 1000).get()
      #expect(file.root["a"]?.text == "1")
      #expect(file.source.position(at: try #require(file.root["a"]).range(in: file.source).lowerBound) == (1, 7))
    }
  }

  @Test("comments and empty lines are nothing, a version line is allowed") func comments() throws {
    #expect(try read("%YAML 1.1\n---\n# a\n\na: 1 # one\n\n...\n").root["a"]?.text == "1")
  }

  @Test("a file that is not there, and a folder") func noFile() throws {
    let folder = try TemporaryFolder()
    for path in [folder.path, folder.path + "/none.yaml"] {
      guard case .failure(let diagnostic) = FileReader.text(at: path, limit_bytes: 10) else {
        Issue.record("\(path) was read")
        continue
      }
      #expect(diagnostic.id == .unreadableFile)
      #expect(diagnostic.message.contains(path))
    }
  }
}
