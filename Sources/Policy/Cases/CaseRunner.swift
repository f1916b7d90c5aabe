public import Diagnostics
import Rules
import Values

/// How one worked case came out.
public struct CaseResult: Sendable {
  /// The case's id.
  public let id: String
  /// The measure it is about.
  public let measure: String
  /// What the case is called.
  public let name: String
  /// How the author worked it.
  public let why: String
  /// File and line.
  public let place: String
  /// What differs from the expectation; empty where the case passes.
  public let differences: [Difference]
  /// The decision and its explanation, where there is one.
  public let answer: Answer?

  /// One difference.
  public struct Difference: Sendable {
    /// What was compared.
    public let what: String
    /// What the case expects.
    public let expected: String
    /// What came out.
    public let got: String
  }

  /// Whether the case passes.
  public var passed: Bool { differences.isEmpty }
}

/// Runs worked cases against a book.
public final class CaseRunner {
  private let book: PolicyBook
  private let reader: FactsReader
  private let answerer: Answerer

  /// A runner for a book.
  public init(_ book: PolicyBook) {
    self.book = book
    reader = FactsReader(book)
    answerer = Answerer(book)
  }

  /// The results of all cases in a file, and what is wrong with the file itself.
  public func run(_ file: DataFile) -> (results: [CaseResult], problems: [Diagnostic]) {
    let findings = Findings()
    let cases = WorkedCase.read(file, findings)
    var seen = Set<String>()
    for item in cases where !seen.insert(item.id).inserted {
      findings.error(.duplicateID, "the case `\(item.id)` stands twice", item.node, item.source)
    }
    return (cases.map { run($0, findings) }, findings.all)
  }

  private func run(_ item: WorkedCase, _ findings: Findings) -> CaseResult {
    let (line, _) = item.source.position(at: item.node.range(in: item.source).lowerBound)
    func result(_ differences: [CaseResult.Difference], _ answer: Answer? = nil) -> CaseResult {
      CaseResult(
        id: item.id, measure: item.measure, name: item.name, why: item.why, place: "\(item.source.name):\(line)",
        differences: differences, answer: answer)
    }
    func broken(_ diagnostics: [Diagnostic]) -> CaseResult {
      for diagnostic in diagnostics { findings.add(diagnostic) }
      return result(diagnostics.map { CaseResult.Difference(what: "case", expected: "a case that can be run", got: $0.message) })
    }
    let measure: Measure
    switch book.find(item.measure) {
    case .failure(let diagnostic):
      let place = item.measureNode.range(in: item.source)
      return broken([Diagnostic(diagnostic.id, diagnostic.message, in: item.source, at: place, help: diagnostic.help)])
    case .success(let found): measure = found
    }
    switch reader.read(item.facts, in: item.source) {
    case .failure(let failure): return broken(failure.diagnostics)
    case .success(let stated):
      guard let asOf = stated.asOf else { return broken([]) }
      let strangers = (item.expect.missing ?? []).filter { book.program.schema.fact(named: $0.text ?? "") == nil }
      if !strangers.isEmpty { return broken(strangers.map { FactsReader.unknown($0, book, item.source) }) }
      let answer = answerer.answer(measure, stated: stated.values, asOf: asOf)
      return result(compare(item, answer), answer)
    }
  }

  private func compare(_ item: WorkedCase, _ answer: Answer) -> [CaseResult.Difference] {
    var differences: [CaseResult.Difference] = []
    func check(_ what: String, _ expected: String, _ got: String, _ same: Bool) {
      if !same { differences.append(CaseResult.Difference(what: what, expected: expected, got: got)) }
    }
    let expect = item.expect
    let decision = answer.decision
    let amount = decision.amount
    if let outcome = expect.outcome { check("outcome", outcome, decision.outcome.rawValue, outcome == decision.outcome.rawValue) }
    if let kind = expect.amountKind { check("amount_kind", kind, amount?.kind.rawValue ?? "none", kind == amount?.kind.rawValue) }
    if let sum = expect.amount {
      check("amount", "\(sum)", amount.map(CaseRunner.text) ?? "none", amount?.exact?.number == sum)
    }
    if let range = expect.range {
      let same = range.low.map { amount?.lower.number == $0 } ?? true
      let upper = amount.map { $0.upper?.number }
      let sameUpper = range.high.map { upper == $0 } ?? (upper == .some(nil) || upper == nil)
      check(
        "amount_range", "[\(range.low.map { "\($0)" } ?? "null"), \(range.high.map { "\($0)" } ?? "null")]",
        amount.map(CaseRunner.text) ?? "none", same && sameUpper && amount != nil)
    }
    for (name, node) in expect.outputs { compareOutput(name, node, item, answer, check) }
    if let missing = expect.missing?.compactMap(\.text) {
      let got = decision.missing.map { book.facts[$0].name }
      check("missing", missing.sorted().joined(separator: ", "), got.sorted().joined(separator: ", "), Set(missing) == Set(got))
    }
    return differences
  }

  private func compareOutput(
    _ name: String, _ node: DataNode, _ item: WorkedCase, _ answer: Answer, _ check: (String, String, String, Bool) -> Void
  ) {
    let got = answer.decision.outputs.first { $0.name == name }.map { answer.text(of: $0.value) } ?? "none"
    var expected = node.text ?? "?"
    if node.isNothing { expected = "none" }
    if let number = Number(expected), let other = Number(got) {
      // Figures of outputs are compared to the 分: a division may not end.
      let same = number == other || number.rounded(scale: 2, .halfUp) == other.rounded(scale: 2, .halfUp)
      check("outputs.\(name)", expected, got, same)
    } else {
      check("outputs.\(name)", expected, got, expected == got)
    }
  }

  private static func text(_ amount: AmountBounds) -> String {
    amount.exact.map { "\($0)" } ?? "[\(amount.lower), \(amount.upper.map { "\($0)" } ?? "null")]"
  }
}
