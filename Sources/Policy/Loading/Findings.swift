import Diagnostics

/// Collects everything that is wrong, so that one run shows it all.
final class Findings {
  private(set) var all: [Diagnostic] = []

  func add(_ diagnostic: Diagnostic) { all.append(diagnostic) }

  func error(_ id: DiagnosticID, _ message: String, _ node: DataNode, _ source: SourceText, help: String? = nil) {
    all.append(Diagnostic(id, message, in: source, at: node.range(in: source), help: help))
  }

  func warning(_ id: DiagnosticID, _ message: String, _ node: DataNode, _ source: SourceText, help: String? = nil) {
    all.append(Diagnostic(id, message, in: source, at: node.range(in: source), severity: .warning, help: help))
  }
}
