import Diagnostics
import Foundation
import TestSupport
import Testing
import Values

@testable import Policy

/// The files these tests read.
enum Fixture {
  /// The folder of these tests.
  static let tests = Repository.root.appendingPathComponent("Tests/PolicyTests")
  /// A tiny package without a fault.
  static let good = tests.appendingPathComponent("good")
  /// Packages and files with a fault each, and what is said about it.
  static let bad = tests.appendingPathComponent("bad")
  /// The tiny package, loaded.
  static func goodBook() throws -> PolicyBook { try PolicyBook.load(folder: good.path).get() }

  /// The real packages, loaded once.
  static let book = PolicyBook.load(folder: Repository.policies.path)

  /// A file made of a text, as if it had been read.
  static func data(_ text: String, name: String = "facts.yaml") throws -> DataFile {
    let source = SourceText(name: name, text: text)
    return DataFile(source: source, root: try FileReader.parse(source).get())
  }

  /// Facts stated in a text.
  static func facts(_ text: String, in book: PolicyBook, name: String = "facts.yaml") throws -> StatedFacts {
    try FactsReader(book).read(data(text, name: name)).get()
  }

  /// A day.
  static func day(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }

  /// Diagnostics as a person sees them on a terminal without colours.
  static func text(_ diagnostics: [Diagnostic]) -> String { diagnostics.map { $0.text() }.joined(separator: "\n") }
}
