/// How serious a problem is.
public enum Severity: String, Sendable, Comparable {
  /// The work can't be done.
  case error
  /// The work was done; somebody should look.
  case warning

  /// Errors stand above warnings.
  public static func < (a: Severity, b: Severity) -> Bool { a == .warning && b == .error }
}

/// What is wrong in one text, before anybody knows which file the text stands in.
///
/// A language front end (the expression parser, the checker) reports problems; whoever cut the text out of a file
/// turns them into diagnostics with `Excerpt.diagnostic(for:)`.
public struct Problem: Error, Hashable, Sendable {
  /// The stable name of the kind of problem.
  public let id: DiagnosticID
  /// How serious it is.
  public let severity: Severity
  /// One lower-case sentence; names of the user stand in backticks.
  public let message: String
  /// What to do about it, where something can be said.
  public let help: String?
  /// UTF-8 byte offsets in the text.
  public let range: Range<Int>

  /// A problem at a place in a text.
  public init(_ id: DiagnosticID, _ message: String, at range: Range<Int>, severity: Severity = .error, help: String? = nil) {
    self.id = id
    self.severity = severity
    self.message = message
    self.help = help
    self.range = range
  }
}
