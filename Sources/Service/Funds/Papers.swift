public import Casework
public import Values

/// What the bank said about a batch.
public struct BankAnswer: Codable, Sendable, Hashable {
  /// The batch.
  public let batch: String
  /// Line by line.
  public let results: [BankResult]
}

/// What the bank sent back after it had called it paid (支付后退汇).
public struct LateReturn: Codable, Sendable, Hashable {
  /// The batch.
  public let batch: String
  /// The number of the line, from 1.
  public let line: Int
  /// The case.
  public let caseID: String
  /// The sum.
  public let amount: Money
  /// Why, as the bank says.
  public let reason: String
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
