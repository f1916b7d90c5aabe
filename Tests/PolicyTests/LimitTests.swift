import Diagnostics
import Foundation
import Policy
import TestSupport
import Testing

/// Sizes and depths that no honest file has are refused, and never followed to the end.
struct LimitTests {
  private func loaded(_ text: String, at path: String) throws -> [Diagnostic] {
    let folder = try TemporaryFolder(copyOf: Fixture.good)
    try folder.write(text, to: path)
    switch PolicyBook.load(folder: folder.path) {
    case .success: return []
    case .failure(let failure): return failure.diagnostics
    }
  }

  private func second(_ requirement: String) -> String {
    """
    measures:
      - measure: demo.2
        requires:
          - \(requirement)
        review: {zh: 审定, en: Reviewed}

    """
  }

  @Test("50 MB of policy") func largePolicy() throws {
    let diagnostics = try loaded(
      String(repeating: "# a comment of some length, again and again\n", count: 1_200_000), at: "demo/paper/measures/second.yaml")
    #expect(diagnostics.map(\.id) == [.fileTooLarge])
    #expect(diagnostics.first?.message.hasSuffix("second.yaml` is larger than 4 MiB") == true)
  }

  @Test("50 MB of facts", arguments: ["facts.yaml", "facts.json"]) func largeFacts(name: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(Data(repeating: UInt8(ascii: "["), count: 50 << 20), to: name)
    switch FileReader.data(at: folder.path + "/" + name, limit_bytes: FileReader.factsLimit_bytes) {
    case .success: Issue.record("50 MB were read")
    case .failure(let diagnostic):
      #expect(diagnostic.id == .fileTooLarge)
      #expect(diagnostic.help == "split it, or check that it is the right one")
    }
  }

  @Test("just as much as may be") func largest() throws {
    let folder = try TemporaryFolder()
    for (size, isRead) in [(1000, true), (1001, false)] {
      try folder.write("a: 1 #" + String(repeating: "x", count: size - 6), to: "facts.yaml")
      let read = FileReader.data(at: folder.path + "/facts.yaml", limit_bytes: 1000)
      #expect(((try? read.get()) != nil) == isRead, "\(size) bytes")
    }
  }

  @Test("10,000 brackets", arguments: ["[", "{a: ", "- ", "? ", "[{a: "]) func deepYAML(open: String) throws {
    let text = "measures: \n  " + String(repeating: open, count: 10_000)
    let diagnostics = try loaded(text, at: "demo/paper/measures/second.yaml")
    #expect(diagnostics.map(\.id) == [.nestedTooDeep])
    #expect(diagnostics.first?.place?.line == 2)
  }

  @Test("10,000 levels of indentation") func deepBlocks() throws {
    var text = "measures:\n"
    for level in 1...2_000 { text += String(repeating: " ", count: level) + "a:\n" }
    #expect(try loaded(text, at: "demo/paper/measures/second.yaml").map(\.id) == [.nestedTooDeep])
  }

  @Test("10,000 brackets in JSON", arguments: [("[", "]"), ("{\"a\":", "}")]) func deepJSON(open: String, close: String) throws {
    let text = String(repeating: open, count: 10_000) + "1" + String(repeating: close, count: 10_000)
    switch FileReader.parse(SourceText(name: "facts.json", text: text)) {
    case .success: Issue.record("10,000 levels were read")
    case .failure(let diagnostic):
      #expect(diagnostic.id == .nestedTooDeep)
      #expect(diagnostic.place?.line == 1)
    }
  }

  @Test("100,000 values of JSON are read, one more is not; keys count") func edgeOfCount() {
    func isRead(_ text: String) -> Bool {
      switch FileReader.parse(SourceText(name: "a.json", text: text)) {
      case .success: return true
      case .failure(let diagnostic):
        #expect(diagnostic.id == .tooManyValues)
        return false
      }
    }
    func list(_ count: Int) -> String { "[" + repeatElement("1", count: count).joined(separator: ",") + "]" }
    func map(_ count: Int) -> String { "{" + (0..<count).map { "\"\($0)\":1" }.joined(separator: ",") + "}" }
    #expect(isRead(list(99_999)))
    #expect(!isRead(list(100_000)))
    #expect(isRead(map(49_999)))
    #expect(!isRead(map(50_000)))
    #expect(!isRead(String(repeating: "[", count: 60) + repeatElement("[]", count: 100_000).joined(separator: ",")))
  }

  @Test("100 levels of JSON are read, 102 are not") func edgeOfDepth() {
    func isRead(_ levels: Int) -> Bool {
      let text = String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
      if case .success = FileReader.parse(SourceText(name: "a.json", text: text)) { return true }
      return false
    }
    #expect(isRead(100))
    #expect(!isRead(102))
  }

  @Test("10,000 brackets in an expression", arguments: [("(", ")"), ("not(", ")"), ("-", ""), ("if true then ", " else true"), ("[", "]")])
  func deepExpression(open: String, close: String) throws {
    let text = String(repeating: open, count: 10_000) + "enterprise_is_exporter" + String(repeating: close, count: 10_000)
    let diagnostics = try loaded(second("'\(text)'"), at: "demo/paper/measures/second.yaml")
    #expect(diagnostics.count == 1)
    #expect(diagnostics.first?.id == .nestedTooDeep || diagnostics.first?.id == .expressionTooLarge)
    #expect(diagnostics.first?.place?.line == 4)
    let said = diagnostics.first?.text() ?? ""
    #expect(said.utf8.count < 2_000, "a message stays readable")
  }

  @Test("a very long expression") func longExpression() throws {
    let text = Array(repeating: "enterprise_is_exporter", count: 20_000).joined(separator: " and ")
    let diagnostics = try loaded(second(text), at: "demo/paper/measures/second.yaml")
    #expect(diagnostics.allSatisfy { $0.text().utf8.count < 2_000 })
    #expect(diagnostics.allSatisfy { [.nestedTooDeep, .expressionTooLarge].contains($0.id) })
  }

  @Test("a very long value is cut in the message") func longValue() throws {
    let digits = String(repeating: "9", count: 100_000)
    let file = try Fixture.data(
      "{\"enterprise_staff\": \(digits),\n\"enterprise_district\": \"\(digits)\",\n\"\(digits)\": 1}", name: "facts.json")
    guard case .failure(let failure) = FactsReader(try Fixture.goodBook()).read(file) else {
      Issue.record("it was read")
      return
    }
    #expect(failure.diagnostics.count == 3)
    for diagnostic in failure.diagnostics { #expect(diagnostic.text().utf8.count < 2_000) }
  }
}
