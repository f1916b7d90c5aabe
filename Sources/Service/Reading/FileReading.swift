import Casework

/// Somebody looked into the file of a case: an act like any other (谁看过).
struct FileReading: Codable, Sendable {
  /// The case.
  let caseID: String
}
