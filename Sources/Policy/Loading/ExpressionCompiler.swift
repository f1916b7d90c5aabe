import Diagnostics
import FEEL
import Rules
import Values

/// Turns the text of an expression into nodes, with every problem shown in the file.
struct ExpressionCompiler {
  let findings: Findings

  /// Names an expression may use.
  struct Names {
    /// What a name stands for.
    let binding: (String) -> Binding?
    /// All names, for suggestions.
    let all: () -> [String]
    /// Names that were written down with a fault, which is said there and not again wherever the name is used.
    let faulty: (String) -> Bool
  }

  /// The figures a formula may contain; every other is a parameter, with a name, a unit and an article.
  private static let allowedFigures: Set<String> = ["0", "1"]
  /// Functions that make a value out of a literal text: a figure by another name.
  private static let literalFunctions: Set<String> = ["date", "time", "date and time", "duration", "number"]

  /// The node of an expression, or nil after reporting what is wrong.
  func compile(_ node: DataNode, in source: SourceText, expecting type: ValueType?, _ builder: inout ProgramBuilder, _ names: Names)
    -> NodeID?
  {
    guard let text = node.text, !text.isEmpty else {
      findings.error(.wrongShape, "an expression is needed", node, source)
      return nil
    }
    switch Parser.parse(text) {
    case .failure(let problems):
      report(problems.all, node, source, names)
      return nil
    case .success(let syntax):
      let figures = bareFigures(syntax)
      report(figures, node, source, names)
      switch Checker.check(syntax, expecting: type, into: &builder, names: names.binding, knownNames: names.all) {
      case .failure(let problems):
        report(problems.all, node, source, names)
        return nil
      case .success(let root): return figures.isEmpty ? root : nil
      }
    }
  }

  private func report(_ problems: [Problem], _ node: DataNode, _ source: SourceText, _ names: Names) {
    if problems.isEmpty { return }
    let excerpt = node.excerpt(in: source)
    for problem in problems {
      let word = String(decoding: excerpt.text.utf8.dropFirst(problem.range.lowerBound).prefix(problem.range.count), as: UTF8.self)
      if problem.id == .unknownName, names.faulty(word) { continue }
      findings.add(excerpt.diagnostic(for: problem))
    }
  }

  private func bareFigures(_ syntax: Syntax) -> [Problem] {
    var problems: [Problem] = []
    func refuse(_ text: String, _ range: Range<Int>) {
      problems.append(
        Problem(
          .bareFigure, "the figure `\(text)` stands bare in a formula", at: range,
          help: "give it a name under `parameters`, with its unit; only 0 and 1 may stand in formulas"))
    }
    syntax.forEach { part in
      switch part.kind {
      case .number(let text): if !ExpressionCompiler.allowedFigures.contains(text) { refuse(text, part.range) }
      case .temporal(let text): refuse(text, part.range)
      case .call(let name, let arguments) where ExpressionCompiler.literalFunctions.contains(name.text):
        if arguments.count == 1, case .string(let text) = arguments[0].value.kind { refuse(text, part.range) }
      default: break
      }
    }
    return problems
  }
}
