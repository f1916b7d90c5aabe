import Diagnostics
import Foundation
import Policy
import Rules
import Values

/// A copy of the small package of the tests in a temporary folder, where one file at a time is replaced by fuzzed bytes.
final class SmallPackage {
  nonisolated(unsafe) static let shared = SmallPackage()

  private let folder: URL
  private let cases: DataFile
  /// The package as it is.
  let book: PolicyBook

  private init() {
    let repository = (0..<4).reduce(URL(fileURLWithPath: #filePath)) { url, _ in url.deletingLastPathComponent() }
    let good = repository.appendingPathComponent("Tests/PolicyTests/good")
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("huiqi-fuzz-\(ProcessInfo.processInfo.processIdentifier)")
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try FileManager.default.copyItem(at: good, to: folder.appendingPathComponent("package"))
      let path = folder.appendingPathComponent("package/demo/paper/cases/first.yaml").path
      cases = try FileReader.data(at: path, limit_bytes: FileReader.policyLimit_bytes).get()
      book = try PolicyBook.load(folder: folder.appendingPathComponent("package").path).get()
    } catch { fatalError("the small package can't be set up: \(error)") }
    atexit { try? FileManager.default.removeItem(at: SmallPackage.shared.folder) }
  }

  /// Bytes that are no text are refused, with a place.
  func refuses(_ bytes: Data) {
    let path = folder.appendingPathComponent("input.yaml").path
    write(bytes, to: path)
    guard case .failure(let diagnostic) = FileReader.text(at: path, limit_bytes: FileReader.policyLimit_bytes) else {
      fatalError("bytes that are no text were read")
    }
    if diagnostic.text().isEmpty || diagnostic.id != .invalidUTF8 { fatalError("\(diagnostic)") }
  }

  /// Loads the package with the file in the place that its keys say, and answers with what loads.
  func load(_ file: DataFile, _ bytes: Data) {
    guard let place = SmallPackage.places.first(where: { file.root[$0.key] != nil })?.path else { return }
    let path = folder.appendingPathComponent("package/" + place).path
    guard let original = FileManager.default.contents(atPath: path) else { fatalError("there is no \(place)") }
    write(bytes, to: path)
    defer { write(original, to: path) }
    switch PolicyBook.load(folder: folder.appendingPathComponent("package").path) {
    case .failure(let failure): Reading.hold(failure.diagnostics, SourceText(name: path, text: file.source.text))
    case .success(let book):
      _ = CaseRunner(book).run(cases)
      let answerer = Answerer(book)
      let nothing = [Value?](repeating: nil, count: book.facts.count)
      for measure in book.measures {
        let answer = answerer.answer(measure, stated: nothing, asOf: CivilDate.earliest)
        for language in [Language.zh, .en] { _ = AnswerText(answer, language).full() }
      }
    }
  }

  /// By a key of a file: where in the package it belongs.
  private static let places = [
    (key: "measures", path: "demo/paper/measures/second.yaml"), (key: "clauses", path: "demo/paper/clauses.yaml"),
    (key: "document", path: "demo/paper/document.yaml"), (key: "facts", path: "facts/fair.yaml"),
    (key: "table", path: "tables/countries.yaml"),
    (key: "calendar", path: "calendar/cn.yaml"), (key: "organisations", path: "organisations.yaml"),
  ]

  private func write(_ bytes: Data, to path: String) {
    do { try bytes.write(to: URL(fileURLWithPath: path)) } catch { fatalError("\(path) can't be written: \(error)") }
  }
}
