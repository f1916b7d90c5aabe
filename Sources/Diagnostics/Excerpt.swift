/// A piece of text cut out of a source, that still knows where each byte of it came from.
///
/// An expression inside a YAML file is such a piece: quotes are gone, indentation is gone, lines may be folded; an error in it is
/// shown at the line and column of the file.
public struct Excerpt: Sendable {
  /// The file it was cut from.
  public let source: SourceText
  /// The text as the language sees it.
  public let text: String
  /// Runs of bytes that stand in the source as they do in the text: where a run starts in the text, and where in the source. Ascending.
  private let runs: [Run]

  /// A run of bytes, by where it starts.
  public struct Run: Sendable {
    /// Offset in the excerpt's text.
    public let textOffset: Int
    /// Offset in the source.
    public let sourceOffset: Int

    /// A run that starts at `textOffset` in the excerpt and at `sourceOffset` in the source.
    public init(textOffset: Int, sourceOffset: Int) {
      self.textOffset = textOffset
      self.sourceOffset = sourceOffset
    }
  }

  /// An excerpt made of runs; the first must start at text offset 0.
  public init(source: SourceText, text: String, runs: [Run]) {
    self.source = source
    self.text = text
    self.runs = runs.isEmpty ? [Run(textOffset: 0, sourceOffset: 0)] : runs
  }

  /// A whole source as an excerpt of itself.
  public init(_ source: SourceText) {
    self.init(source: source, text: source.text, runs: [Run(textOffset: 0, sourceOffset: 0)])
  }

  /// Where a byte of the text stands in the source.
  public func sourceOffset(of textOffset: Int) -> Int {
    var run = runs[0]
    for candidate in runs where candidate.textOffset <= textOffset { run = candidate }
    return run.sourceOffset + (textOffset - run.textOffset)
  }

  /// The problem, shown in the file.
  public func diagnostic(for problem: Problem) -> Diagnostic {
    let start = sourceOffset(of: problem.range.lowerBound)
    let last = problem.range.isEmpty ? start : sourceOffset(of: problem.range.upperBound - 1) + 1
    return Diagnostic(
      problem.id, problem.message, in: source, at: start..<max(start, last), severity: problem.severity, help: problem.help)
  }
}
