import Diagnostics

/// Collects everything that is wrong, so that one run shows it all.
final class Findings {
  private(set) var all: [Diagnostic] = []
  private var seen = Set<Diagnostic>()

  /// Keeps a finding, once: what measures share is compiled for each of them, but a person reads it once.
  func add(_ diagnostic: Diagnostic) {
    if seen.insert(diagnostic).inserted { all.append(diagnostic) }
  }

  /// Whether anything is wrong with a file.
  func hasErrors(in source: SourceText) -> Bool { all.contains { $0.severity == .error && $0.place?.file == source.name } }

  func error(_ id: DiagnosticID, _ message: String, _ node: DataNode, _ source: SourceText, help: String? = nil) {
    add(Diagnostic(id, message, in: source, at: node.range(in: source), help: help))
  }

  func warning(_ id: DiagnosticID, _ message: String, _ node: DataNode, _ source: SourceText, help: String? = nil) {
    add(Diagnostic(id, message, in: source, at: node.range(in: source), severity: .warning, help: help))
  }
}
