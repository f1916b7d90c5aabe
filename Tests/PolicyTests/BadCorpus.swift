import Diagnostics
import Foundation
import Policy
import TestSupport

/// The corpus of faults under `bad/`: a folder each.
///
/// The files of a folder are laid over a copy of the tiny package in `good/` (`name.delete` takes the file `name` away). Then
/// - with a `facts.yaml` or `facts.json`, the facts are read, and if nothing is wrong with them the first measure is decided;
/// - with a `cases.yaml`, its worked cases are run;
/// - with a `record.json`, the record is run again;
/// - otherwise the package is loaded.
///
/// What is said must equal `expected.txt`. `HUIQI_REGENERATE=1 swift test` writes these files anew; read the difference before it is kept.
enum BadCorpus {
  /// The folders, in order.
  static let names: [String] = ((try? FileManager.default.contentsOfDirectory(atPath: Fixture.bad.path)) ?? []).sorted()

  /// What a fault led to.
  struct Report {
    /// Everything that is said.
    var text: String
    /// Whether something was refused or warned of.
    var isNoticed: Bool
  }

  private static let inputs = ["facts.yaml", "facts.json", "cases.yaml", "record.json"]

  /// Runs one folder.
  static func run(_ name: String) throws -> Report {
    let folder = try TemporaryFolder(copyOf: Fixture.good)
    let given = Fixture.bad.appendingPathComponent(name)
    var input: String?
    let walker = FileManager.default.enumerator(atPath: given.path)
    while let path = walker?.nextObject() as? String {
      var isFolder: ObjCBool = false
      let file = given.appendingPathComponent(path)
      guard path != "expected.txt", FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder), !isFolder.boolValue else {
        continue
      }
      if inputs.contains(path) {
        input = path
      } else if path.hasSuffix(".delete") {
        try folder.remove(String(path.dropLast(".delete".count)))
      } else {
        try folder.write(Data(contentsOf: file), to: path)
      }
    }
    var report: Report
    switch (PolicyBook.load(folder: folder.path), input) {
    case (.failure(let failure), _): report = said(failure.diagnostics)
    case (.success(let book), nil): report = said(book.warnings)
    case (.success(let book), let input?): report = try run(given.appendingPathComponent(input), book)
    }
    report.text = report.text.replacing(folder.path, with: "policies").replacing(given.path + "/", with: "")
    return report
  }

  private static func said(_ diagnostics: [Diagnostic]) -> Report {
    Report(text: Fixture.text(diagnostics), isNoticed: !diagnostics.isEmpty)
  }

  private static func run(_ input: URL, _ book: PolicyBook) throws -> Report {
    switch FileReader.data(at: input.path, limit_bytes: FileReader.factsLimit_bytes) {
    case .failure(let diagnostic): return said([diagnostic])
    case .success(let file):
      switch input.lastPathComponent {
      case "cases.yaml": return cases(file, book)
      case "record.json":
        switch DecisionRecord.replay(file, with: Answerer(book)) {
        case .failure(let failure): return said(failure.diagnostics)
        case .success(let replay): return Report(text: "\(replay)\n", isNoticed: true)
        }
      default: return facts(file, book)
      }
    }
  }

  private static func cases(_ file: DataFile, _ book: PolicyBook) -> Report {
    let (results, problems) = CaseRunner(book).run(file)
    var report = said(problems)
    for result in results where !result.passed {
      report.isNoticed = true
      report.text += "✗ \(result.id)  \(result.place)\n"
      for difference in result.differences {
        report.text += "  \(difference.what): expected \(difference.expected), got \(difference.got)\n"
      }
    }
    return report
  }

  private static func facts(_ file: DataFile, _ book: PolicyBook) -> Report {
    switch FactsReader(book).read(file) {
    case .failure(let failure): return said(failure.diagnostics)
    case .success(let stated):
      guard let measure = book.measures.first, let asOf = stated.asOf else {
        return Report(text: "read without a word\n", isNoticed: false)
      }
      let answer = Answerer(book).answer(measure, stated: stated.values, asOf: asOf)
      var report = said(book.cautions(for: measure, on: asOf))
      report.text = AnswerText(answer, .zh).full() + "\n" + report.text
      return report
    }
  }
}
