import Diagnostics
import Foundation
import Testing
import Values

@testable import Policy

/// The files these tests read.
enum Fixture {
  /// The folder of these tests.
  static let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  /// A tiny package without a fault.
  static let good = tests.appendingPathComponent("good")
  /// Packages and files with a fault each, and what is said about it.
  static let bad = tests.appendingPathComponent("bad")
  /// The real packages.
  static let policies = tests.deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("policies")

  /// The tiny package, loaded.
  static func goodBook() throws -> PolicyBook { try PolicyBook.load(folder: good.path).get() }

  /// The real packages, loaded once.
  static let book = PolicyBook.load(folder: policies.path)

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

/// A folder that goes away with the test.
final class TemporaryFolder {
  let url: URL
  var path: String { url.path }

  /// An empty folder, or a copy of one.
  init(copyOf original: URL? = nil) throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("huiqi-test-\(UUID().uuidString)")
    if let original {
      try FileManager.default.copyItem(at: original, to: url)
    } else {
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// Writes a file, with the folders above it.
  func write(_ data: Data, to path: String) throws {
    let file = url.appendingPathComponent(path)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: file)
  }

  /// Writes a text.
  func write(_ text: String, to path: String) throws { try write(Data(text.utf8), to: path) }

  /// Takes a file away.
  func remove(_ path: String) throws { try FileManager.default.removeItem(at: url.appendingPathComponent(path)) }
}
