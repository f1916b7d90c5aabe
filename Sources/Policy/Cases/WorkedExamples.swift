public import Rules
public import Values

/// A worked case that comes out as its author worked it, as an example for people.
public struct WorkedExample: Sendable {
  /// The case's id.
  public let id: String
  /// What the case is called, in Chinese.
  public let name: String
  /// How the author worked it, in Chinese.
  public let why: String
  /// The day of decision.
  public let asOf: CivilDate
  /// What was stated, in the order of the vocabulary.
  public let facts: [(fact: FactIndex, value: Value)]
  /// What came out.
  public let decision: Decision
}

/// The worked cases beside the rules, run once.
public struct WorkedExamples: Sendable {
  private let byMeasure: [String: [WorkedExample]]

  /// Examples by measure id.
  public init(_ byMeasure: [String: [WorkedExample]]) { self.byMeasure = byMeasure }

  /// The examples of a measure, in the order of the files.
  public func of(_ measure: String) -> [WorkedExample] { byMeasure[measure] ?? [] }

  /// Runs every worked case under a folder of policy packages.
  ///
  /// A case that fails or can't be read is left out: an example for people must be right. `huiqi test` tells about it.
  public static func load(folder: String, book: PolicyBook) -> WorkedExamples {
    let runner = CaseRunner(book)
    var byMeasure: [String: [WorkedExample]] = [:]
    for path in CaseFiles.list(folder, all: false) {
      guard case .success(let file) = FileReader.data(at: path, limit_bytes: FileReader.policyLimit_bytes) else { continue }
      for result in runner.run(file).results where result.passed {
        guard let answer = result.answer else { continue }
        let facts = answer.stated.enumerated().dropFirst().compactMap { index, value in value.map { (fact: index, value: $0) } }
        byMeasure[result.measure, default: []].append(
          WorkedExample(
            id: result.id, name: result.name, why: result.why, asOf: answer.asOf, facts: facts, decision: answer.decision))
      }
    }
    return WorkedExamples(byMeasure)
  }
}
