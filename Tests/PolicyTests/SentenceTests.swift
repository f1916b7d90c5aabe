import Foundation
import Policy
import TestSupport
import Testing

/// Conditions and formulas as people read them. `sentences/expected.txt` holds every kind; `HUIQI_REGENERATE=1 swift test` writes it anew.
struct SentenceTests {
  @Test("every kind of condition and formula, in both languages") func all() throws {
    let folder = try TemporaryFolder(copyOf: Fixture.good)
    let here = Fixture.tests.appendingPathComponent("sentences")
    try folder.write(Data(contentsOf: here.appendingPathComponent("second.yaml")), to: "demo/paper/measures/second.yaml")
    let book: PolicyBook
    switch PolicyBook.load(folder: folder.path) {
    case .success(let loaded): book = loaded
    case .failure(let failure):
      Issue.record("\(Fixture.text(failure.diagnostics))")
      return
    }
    let measure = try book.find("demo.2").get()
    let (zh, en) = (Sentences(book, .zh), Sentences(book, .en))
    var text = ""
    for requirement in measure.rule.requirements { text += "\(zh.condition(requirement.node))\n  \(en.condition(requirement.node))\n" }
    for node in [measure.rule.award?.node].compactMap({ $0 }) + measure.rule.outputs.map(\.node) {
      text += "\(zh.formula(node))\n  \(en.formula(node))\n"
    }
    let file = here.appendingPathComponent("expected.txt")
    if ProcessInfo.processInfo.environment["HUIQI_REGENERATE"] == "1" { try text.write(to: file, atomically: true, encoding: .utf8) }
    #expect(text == (try String(contentsOf: file, encoding: .utf8)))
    #expect(text.split(separator: "\n").count >= 2 * 45)
  }
}
