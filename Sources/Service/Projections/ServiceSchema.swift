import Policy
public import Storage

/// The tables of the service that do not follow from the log: numbers given out, decision records kept under their hash,
/// and what was uploaded.
public enum ServiceSchema {
  /// In the order of their history.
  public static let migrations = [
    Migration(
      name: "service-1-numbers-and-records",
      statements: [
        "CREATE TABLE numbers (series {text} NOT NULL PRIMARY KEY, last {bigint} NOT NULL) {strict}",
        "CREATE TABLE decision_records (sha256 {text} NOT NULL PRIMARY KEY, record {text} NOT NULL) {strict}",
      ]),
    // What each enterprise has uploaded, each content once, whether a claim names it or not.
    Migration(
      name: "service-2-uploads",
      statements: [
        """
        CREATE TABLE uploads (
          enterprise {text} NOT NULL, sha256 {text} NOT NULL, size_bytes {bigint} NOT NULL, day {text} NOT NULL,
          PRIMARY KEY (enterprise, sha256)) {strict}
        """
      ]),
  ]
}
