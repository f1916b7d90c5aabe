/// A message to a person about a place in a file: what happened, where, and what to do.
public struct Diagnostic: Error, Hashable, Sendable {
  /// Where something stands, and the line it stands on.
  public struct Place: Hashable, Sendable {
    /// Name of the file.
    public let file: String
    /// Line, from 1.
    public let line: Int
    /// Column in characters, from 1.
    public let column: Int
    /// Characters to underline on this line, at least 1.
    public let length: Int
    /// The line itself.
    public let text: String
  }

  /// A second place that belongs to the message.
  public struct Note: Hashable, Sendable {
    /// What stands there.
    public let message: String
    /// Where.
    public let place: Place?
  }

  /// The stable name of the kind of problem.
  public let id: DiagnosticID
  /// How serious it is.
  public let severity: Severity
  /// One lower-case sentence; names of the user stand in backticks.
  public let message: String
  /// What to do, where something can be said.
  public let help: String?
  /// Where, if it is about a place.
  public let place: Place?
  /// Other places that belong to it.
  public private(set) var notes: [Note]

  /// A message about a range of bytes in a source.
  public init(
    _ id: DiagnosticID, _ message: String, in source: SourceText, at range: Range<Int>, severity: Severity = .error, help: String? = nil
  ) {
    self.id = id
    self.severity = severity
    self.message = message
    self.help = help
    self.place = Diagnostic.place(in: source, at: range)
    self.notes = []
  }

  /// A message about a whole file or about no place at all.
  public init(_ id: DiagnosticID, _ message: String, severity: Severity = .error, help: String? = nil) {
    self.id = id
    self.severity = severity
    self.message = message
    self.help = help
    self.place = nil
    self.notes = []
  }

  /// The same message with one more place.
  public func noting(_ message: String, in source: SourceText, at range: Range<Int>) -> Diagnostic {
    var copy = self
    copy.notes.append(Note(message: message, place: Diagnostic.place(in: source, at: range)))
    return copy
  }

  private static func place(in source: SourceText, at range: Range<Int>) -> Place {
    let (line, column) = source.position(at: range.lowerBound)
    let end = source.position(at: range.upperBound)
    let text = String(source.line(line))
    let endColumn = end.line == line ? end.column : text.count + 1
    return Place(file: source.name, line: line, column: column, length: max(1, endColumn - column), text: text)
  }
}

extension [Diagnostic] {
  /// Whether any of them is an error.
  public var hasErrors: Bool { contains { $0.severity == .error } }
}
