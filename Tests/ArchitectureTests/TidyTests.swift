import TestSupport
import Testing

/// Small promises that the whole repository keeps.
struct TidyTests {
  static let sources = Repository.files(under: "Sources", endings: [".swift"])

  @Test("no policy figure, city or rule stands in Swift")
  func noPolicyInSwift() throws {
    for file in Self.sources {
      let text = try Repository.text(file)
      for word in ["zhongshan", "jiangmen", "zsbook", "enterprise_", "中山", "江门"] where text.contains(word) {
        // Documentation may name a clause or fact as an example.
        for line in text.split(separator: "\n") where line.contains(word) {
          let trimmed = line.drop { $0 == " " }
          // `enterprise_times` is a unit, `enterprise_name` a column of tables and a word of procedure files.
          let isUnit =
            word == "enterprise_"
            && !line.replacing("enterprise_times", with: "").replacing("enterprise_name", with: "").contains(word)
          let isExample =
            isUnit || trimmed.hasPrefix("//") || line.contains("help: ") || line.contains("Example") || line.contains("such as")
          #expect(isExample, "\(file): \(line)")
        }
      }
    }
  }

  @Test("no binary floating point where figures are")
  func noFloatingPoint() throws {
    // A cell of a workbook holds nothing but binary numbers; the file says up to where that is exact.
    let exempt: Set<String> = ["Sources/Sheets/XLSX+Money.swift"]
    for file in Self.sources where !file.hasPrefix("Sources/CommandLine") && !exempt.contains(file) {
      let code = try Repository.text(file).split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("//") }.joined(separator: "\n")
      let words = Set(code.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init))
      var banned: Set<String> = ["Double", "Float", "Float80", "CGFloat", "NSNumber", "JSONSerialization", "JSONDecoder"]
      // Events and manifests hold texts and whole numbers only: their types have nothing that a decoder could read inexactly.
      if file.hasPrefix("Sources/Storage/") || file.hasPrefix("Sources/Service/") { banned.remove("JSONDecoder") }
      let found = words.intersection(banned)
      #expect(found.isEmpty, "\(file) uses \(found)")
    }
  }

  @Test("nothing is left open")
  func nothingLeftOpen() throws {
    let marks = ["TO" + "DO", "FIX" + "ME", "XX" + "X", "try" + "!", "as" + "!", "fatal" + "Error()"]
    for file in Self.sources {
      let text = try Repository.text(file)
      for mark in marks { #expect(!text.contains(mark), "\(file) has \(mark)") }
    }
  }

  @Test("every diagnostic id is documented")
  func diagnosticsAreDocumented() throws {
    let page = try Repository.text("docs/diagnostics.md")
    let ids = try Repository.text("Sources/Diagnostics/DiagnosticID.swift").split(separator: "\n").compactMap { line -> String? in
      guard let quote = line.split(separator: "\"").dropFirst().first, line.contains("case ") else { return nil }
      return String(quote)
    }
    #expect(ids.count > 20)
    for id in ids { #expect(page.contains("`\(id)`"), "docs/diagnostics.md does not explain `\(id)`") }
  }
}
