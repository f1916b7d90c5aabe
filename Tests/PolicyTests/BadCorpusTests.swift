import Foundation
import Testing

/// Every fault is noticed, and said as it stands in `bad/*/expected.txt`: message, file, line, column, caret, help.
struct BadCorpusTests {
  @Test("a fault is said in full", arguments: BadCorpus.names)
  func fault(name: String) throws {
    let report = try BadCorpus.run(name)
    #expect(report.isNoticed, "nothing was said about it")
    let file = Fixture.bad.appendingPathComponent(name).appendingPathComponent("expected.txt")
    if ProcessInfo.processInfo.environment["HUIQI_REGENERATE"] == "1" {
      try report.text.write(to: file, atomically: true, encoding: .utf8)
    } else {
      #expect(report.text == (try String(contentsOf: file, encoding: .utf8)))
    }
  }

  @Test("the corpus is there, and the package under it has no fault")
  func ground() throws {
    #expect(BadCorpus.names.count >= 190)
    let book = try Fixture.goodBook()
    #expect(book.warnings.isEmpty)
    #expect(book.clauses.map(\.id) == ["demo.1", "demo.2", "demo.3"])
    #expect(book.measures.map(\.id) == ["demo.1", "demo.2"])
  }
}
