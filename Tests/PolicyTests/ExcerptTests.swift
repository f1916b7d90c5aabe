import Diagnostics
import Testing

@testable import Policy

/// An error inside an expression is shown where it stands in the file, however the file writes the expression.
struct ExcerptTests {
  static let styles = [
    "a: 企业名称 + BAD",
    "a: 企业名称 +\n   甲 +\n   BAD + 乙",
    "a: '企业''名''称 + BAD'",
    "a: '企业\n   名称\n\n   BAD'",
    #"a: "企业\"名\" \u4E2D\x41\U0001F600 \t BAD""#,
    "a: \"企业 \\\n   名\\n称\n   BAD\"",
    #"{"a": "\u4e2d\ud83d\ude00\/\b BAD"}"#,
    "a: |\n  企业\n    名称\n\n  BAD\n",
    "a: |2-\n   企业\n  BAD",
    "a: >-\n  企业\n  名称 'x'\n\n  又一段 BAD\n",
    "a: >  # 注释 BA\n  BAD\n",
    "a:\r\n  企业 +\r\n  BAD\r\n",
    "a: |\r\n  企业\r\n  BAD\r\n",
    "- x\n- {a: [1, 企业 BAD, 2]}",
    "# 😀\na: 😀 'e\u{301}' BAD",
  ]

  private func scalars(_ node: DataNode) -> [DataNode] {
    switch node.content {
    case .scalar: [node]
    case .list(let items): items.flatMap(scalars)
    case .map(let entries): entries.flatMap { scalars($0.value) }
    }
  }

  @Test("a word is found again", arguments: styles) func found(text: String) throws {
    let file = try Fixture.data(text, name: "a.yaml")
    let node = try #require(scalars(file.root).first { $0.text?.contains("BAD") == true })
    let meant = try #require(node.text)
    let inText = try #require(meant.range(of: "BAD"))
    let start = meant.utf8.distance(from: meant.utf8.startIndex, to: inText.lowerBound)
    let shown = node.excerpt(in: file.source).diagnostic(for: Problem(.syntax, "here", at: start..<start + 3))
    let inFile = try #require(text.range(of: "BAD"))
    let place = file.source.position(at: text.utf8.distance(from: text.utf8.startIndex, to: inFile.lowerBound))
    #expect((shown.place?.line, shown.place?.column, shown.place?.length) == (place.line, place.column, 3))
  }

  @Test("every letter of a quoted text is found again") func everyLetter() throws {
    let pool: [Character] = ["a", " ", "中", "\"", "'", "\\", "😀", "\n", "\t", "/", "u", "4", "é"]
    var seed: UInt64 = 88
    for _ in 0..<300 {
      var text = "x"
      for _ in 0..<20 {
        seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text.append(pool[Int((seed >> 33) % UInt64(pool.count))])
      }
      let file = try Fixture.data("[" + JSONText.string(text).compact + "]", name: "a.json")
      let node = try #require(file.root.items?.first)
      #expect(node.text == text)
      let excerpt = node.excerpt(in: file.source)
      var offset = 0
      for scalar in text.unicodeScalars {
        let place = excerpt.sourceOffset(of: offset)
        let there = String(decoding: file.source.text.utf8.dropFirst(place).prefix(scalar.utf8.count), as: UTF8.self)
        #expect(there == String(scalar) || there.hasPrefix("\\"), "\(text.debugDescription) at \(offset)")
        offset += scalar.utf8.count
      }
    }
  }
}
