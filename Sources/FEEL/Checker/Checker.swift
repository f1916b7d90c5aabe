import Diagnostics
public import Rules

/// Finds the type of an expression and writes it as nodes of a program.
///
/// The contract: an expression that checks has exactly the value that FEEL gives it; every other is refused, by name. So there are no
/// implicit conversions, types are compared with their units, and what may be null is known (`docs/feel.md`).
public enum Checker {
  /// How many nodes one expression may make a run visit, loops over facts counted once.
  static let weightLimit = 20_000

  /// Checks an expression and adds it to a program.
  ///
  /// - Parameters:
  ///   - expected: the type the value must have; nil for any. An optional type admits null.
  ///   - names: what a name stands for; nil if nothing.
  ///   - knownNames: all names, for the suggestion in a message.
  /// - Returns: the node of the expression, or all that is wrong with it.
  public static func check(
    _ syntax: Syntax, expecting expected: ValueType?, into builder: inout ProgramBuilder, names: (String) -> Binding?,
    knownNames: () -> [String]
  ) -> Result<NodeID, Problems> {
    withoutActuallyEscaping(names) { names in
      withoutActuallyEscaping(knownNames) { knownNames in
        // The builder moves into the pass and back, so that its arrays are never copied.
        var pass = CheckerPass(builder: ProgramBuilder(schema: Schema()), names: names, knownNames: knownNames)
        swap(&pass.builder, &builder)
        let node = pass.whole(syntax, expected)
        swap(&pass.builder, &builder)
        guard let node, pass.problems.isEmpty else { return .failure(Problems(pass.problems)) }
        return .success(node)
      }
    }
  }
}
