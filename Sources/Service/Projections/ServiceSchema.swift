import Policy
public import Storage

/// The tables of the service that do not follow from the log: numbers given out, and decision records kept under their hash.
public enum ServiceSchema {
  /// In the order of their history.
  public static let migrations = [
    Migration(
      name: "service-1-numbers-and-records",
      statements: [
        "CREATE TABLE numbers (series {text} NOT NULL PRIMARY KEY, last {bigint} NOT NULL) {strict}",
        "CREATE TABLE decision_records (sha256 {text} NOT NULL PRIMARY KEY, record {text} NOT NULL) {strict}",
      ])
  ]
}
