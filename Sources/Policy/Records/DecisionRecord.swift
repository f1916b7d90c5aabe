import Diagnostics
import Values

/// A decision as it is kept: what was asked, by which packages, and what came out. Running it again anywhere gives the same bytes.
public struct DecisionRecord: Sendable {
  /// The kind and version of the format.
  public static let format = "huiqi-decision-1"

  /// The record as it is written.
  public let text: String

  /// The record of an answer.
  public init(_ answer: Answer) {
    let texts = ValueText(schema: answer.book.program.schema)
    let facts = answer.stated.enumerated().dropFirst().compactMap { index, value in
      value.map { (answer.book.facts[index].name, texts.json($0)) }
    }
    text =
      JSONText.object([
        ("format", .string(DecisionRecord.format)),
        ("packages_sha256", .string(answer.book.contentHash)),
        ("measure", .string(answer.measure.id)),
        ("as_of", .string(answer.asOf.description)),
        ("facts", .object(facts.sorted { $0.0 < $1.0 })),
        ("decision", answer.json()),
      ]).pretty
  }

  /// What running a record again shows.
  public enum Replay: Sendable {
    /// The same bytes.
    case same
    /// The first line that differs, and whether the packages are other ones.
    case differs(line: Int, recorded: String, now: String, otherPackages: Bool)
  }

  /// Runs a recorded decision again with the book of an answerer and compares the bytes.
  ///
  /// - Errors: what is wrong with the record itself.
  public static func replay(_ file: DataFile, with answerer: Answerer) -> Result<Replay, LoadFailure> {
    let book = answerer.book
    let findings = Findings()
    var map = MapReader(file.root, "a decision record", file.source, findings)
    let format = map.required("format")
    let hash = map.text("packages_sha256")
    let id = map.text("measure")
    let asOf = map.required("as_of")
    let facts = map.required("facts")
    _ = map.required("decision")
    map.finish()
    if let format, format.text != DecisionRecord.format {
      findings.error(.wrongShape, "this is not a record of the format `\(DecisionRecord.format)`", format, file.source)
    }
    guard let hash, let id, let asOf, let facts, !findings.all.hasErrors else { return .failure(LoadFailure(diagnostics: findings.all)) }
    guard let day = CivilDate(asOf.text ?? "") else {
      findings.error(.invalidValue, "`\(asOf.text ?? "")` is not a date", asOf, file.source)
      return .failure(LoadFailure(diagnostics: findings.all))
    }
    switch (book.find(id), FactsReader(book).read(facts, in: file.source)) {
    case (.failure(let diagnostic), _): return .failure(LoadFailure(diagnostics: [diagnostic]))
    case (_, .failure(let failure)): return .failure(failure)
    case (.success(let measure), .success(let stated)):
      let now = DecisionRecord(answerer.answer(measure, stated: stated.values, asOf: day)).text
      return .success(compare(file.source.text, now, otherPackages: hash != book.contentHash))
    }
  }

  private static func compare(_ recorded: String, _ now: String, otherPackages: Bool) -> Replay {
    if recorded == now, recorded.utf8.elementsEqual(now.utf8) { return .same }
    let a = recorded.split(separator: "\n", omittingEmptySubsequences: false)
    let b = now.split(separator: "\n", omittingEmptySubsequences: false)
    let line = zip(a, b).enumerated().first { !$1.0.utf8.elementsEqual($1.1.utf8) }?.offset ?? min(a.count, b.count)
    return .differs(
      line: line + 1, recorded: line < a.count ? String(a[line]) : "", now: line < b.count ? String(b[line]) : "",
      otherPackages: otherPackages)
  }
}
