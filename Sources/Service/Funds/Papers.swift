public import Casework
public import Values

/// What the bank said about a batch.
public struct BankAnswer: Codable, Sendable, Hashable {
  /// The batch.
  public let batch: String
  /// Line by line.
  public let results: [BankResult]
}

/// What was done with the money of a set of cases (使用情况报告).
public struct UseReport: Codable, Sendable, Hashable {
  /// Its id.
  public let id: String
  /// The procedure.
  public let procedure: String
  /// The office that reports.
  public let office: String
  /// The day.
  public let day: CivilDate
  /// The cases.
  public let cases: [String]
  /// What is reported.
  public let text: String
}
