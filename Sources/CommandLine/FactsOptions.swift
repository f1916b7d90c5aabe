import ArgumentParser
import Diagnostics
import Foundation
import Policy
import Values

/// Options of commands that answer for an enterprise: its facts and the day.
struct FactsOptions: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("事实文件，- 为标准输入 (facts file, YAML or JSON; - is standard input)", valueName: "file"))
  var facts: String?

  @Option(
    name: .long, help: ArgumentHelp("认定日，默认今天 (day of decision; today unless the file or this says otherwise)", valueName: "YYYY-MM-DD"))
  var asOf: String?

  /// The stated facts and the day of decision; on errors prints them all and exits with 2.
  func read(_ book: PolicyBook, json: Bool) throws -> (values: [Value?], asOf: CivilDate) {
    var stated = StatedFacts(values: Array(repeating: nil, count: book.facts.count), asOf: nil)
    if let facts {
      let file = try Terminal.unwrap(FileReader.data(at: facts, limit_bytes: FileReader.factsLimit_bytes), json: json)
      switch FactsReader(book).read(file) {
      case .success(let read): stated = read
      case .failure(let failure):
        Terminal.report(failure.diagnostics, json: json)
        throw ExitCode(2)
      }
    }
    return (stated.values, try day(json: json) ?? stated.asOf ?? FactsOptions.today())
  }

  private func day(json: Bool) throws -> CivilDate? {
    guard let asOf else { return nil }
    if let day = CivilDate(asOf) { return day }
    let source = SourceText(name: "--as-of", text: asOf)
    let diagnostic = Diagnostic(
      .invalidValue, "`\(asOf)` is not a date", in: source, at: 0..<asOf.utf8.count, help: "write a day that exists as YYYY-MM-DD")
    Terminal.report([diagnostic], json: json)
    throw ExitCode(2)
  }

  /// Today in China, where the policies hold.
  static func today() -> CivilDate {
    let seconds = Int(Date().timeIntervalSince1970.rounded(.down)) + 8 * 3600
    return CivilDate(daysSinceEpoch: seconds / 86400) ?? .earliest
  }
}
