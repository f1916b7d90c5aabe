import Foundation
import TestSupport
import Testing
import Values

@testable import Web

struct WordsTests {
  @Test("every template is sound: its words and parts exist, its forms have a token, nothing is printed unescaped")
  func templates() throws {
    let words = try Words(folder: Resources.folder("Words"))
    let templates = try Templates(folder: Resources.folder("Templates"), words: words)
    #expect(templates.names.contains("frame/layout"))
    #expect(words.keys.count > 50)
  }

  @Test("every key that Swift names exists")
  func keysInSwift() throws {
    let words = try Words(folder: Resources.folder("Words"))
    let sources = Repository.root.appendingPathComponent("Sources/Web")
    var found = 0
    for file in ResourceFolder.files(sources, ending: ".swift") {
      let lines = try String(contentsOf: file.url, encoding: .utf8).split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("//") }
      let text = lines.joined(separator: "\n")
      for call in [".t(\"", "words.text(\"", "key: \"", ".noticing(\"", "Entry(\"", "Wrong(\""] {
        for piece in text.split(separator: call, omittingEmptySubsequences: false).dropFirst() {
          // The second text of `Wrong` is the key; the first is the code.
          let texts = piece.split(separator: "\"", omittingEmptySubsequences: false)
          let key = call == "Wrong(\"" ? (texts.count > 2 ? String(texts[2]) : "") : String(texts[0])
          // A key that is put together has its own test.
          if key.contains("\\(") || !key.contains(".") || piece.dropFirst(key.count).hasPrefix("\" +") { continue }
          #expect(words.keys.contains(key), "\(file.name) names `\(key)`")
          found += 1
        }
      }
    }
    #expect(found > 20)
  }

  @Test("every template that a page names exists")
  func templatesInSwift() throws {
    let words = try Words(folder: Resources.folder("Words"))
    let templates = try Templates(folder: Resources.folder("Templates"), words: words)
    let sources = Repository.root.appendingPathComponent("Sources/Web")
    var found = 0
    for file in ResourceFolder.files(sources, ending: ".swift") {
      let lines = try String(contentsOf: file.url, encoding: .utf8).split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("//") }
      let text = lines.joined(separator: "\n")
      for call in ["template: \"", ".part(\"", ".part(\n      \"", "field(\n      \"", "choices(\""] {
        for piece in text.split(separator: call, omittingEmptySubsequences: false).dropFirst() {
          let name = String(piece.prefix { $0 != "\"" })
          #expect(templates.contains(name), "\(file.name) names the template `\(name)`")
          found += 1
        }
      }
    }
    #expect(found > 15)
  }

  @Test("places are filled once, and text put in is never filled again")
  func filling() {
    #expect(Words.fill("{a} und {b}", ["a": "{b}", "b": "2"]) == "{b} und 2")
    #expect(Words.fill("{c} {", ["a": "1"]) == "{c} {")
    #expect(Words.places("{a}{b} {a}") == ["a", "b"])
  }

  @Test("what is wrong with words and templates keeps the service from starting")
  func refusals() throws {
    let folder = try TemporaryFolder()
    try folder.write("x: {zh: 甲, en: A}\ny: {zh: 乙}\nz: {zh: '{n} 天', en: days}\n", to: "a.yaml")
    let problem = try #require(throws: StartupError.self) { _ = try Words(folder: folder.url) }
    #expect(problem.problems == ["a.y: needs `zh` and `en`, and nothing else", "a.z: the places differ in zh and en"])
    try folder.write("x: {zh: 甲, en: A}\n", to: "a.yaml")
    let words = try Words(folder: folder.url)
    try folder.write("{{t.a.x}}{{t.a.no}}{{>gone}}{{{raw}}}<form method=\"post\">", to: "p.mustache")
    let second = try #require(throws: StartupError.self) { _ = try Templates(folder: folder.url, words: words) }
    #expect(
      second.problems == [
        "p: there are no words `a.no`", "p: there is no template `gone`", "p: prints something unescaped",
        "p: a form that posts needs {{>frame/csrf}}",
      ])
  }

  @Test("what is printed is escaped, a part shows nothing of its page, an empty text opens no section")
  func rendering() throws {
    let words = Words(["a": ["x": Bilingual(zh: "甲", en: "A")]])
    let folder = try TemporaryFolder()
    try folder.write(
      "{{x}}|{{#part}}{{>*partial}}{{/part}}|{{#empty}}no{{/empty}}{{^empty}}yes{{/empty}}|{{#rows}}{{x}}{{n}},{{/rows}}",
      to: "p.mustache")
    try folder.write("[{{x}}{{own}}{{t.a.x}}{{#x}}wrong{{/x}}]", to: "q.mustache")
    let templates = try Templates(folder: folder.url, words: words)
    let view: View = [
      "x": "<b>&\"'", "part": .part("q", ["own": "o"]), "empty": "", "rows": [["n": "1"], ["n": "2", "x": "y"]],
    ]
    let token = FormToken("secret")
    #expect(templates.render("p", view, language: .zh, token: token) == "&lt;b&gt;&amp;&quot;&#39;|[o甲]|yes|&lt;b&gt;&amp;&quot;&#39;1,y2,")
    #expect(!token.isUsed)
  }
}
