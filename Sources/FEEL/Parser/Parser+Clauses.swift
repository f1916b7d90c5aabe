import Diagnostics

extension Parser {
  /// `if a then b else c`, and further `else if` in one go.
  mutating func conditional() throws(Failure) -> Syntax {
    var cases: [(start: Int, condition: Syntax, yes: Syntax)] = []
    repeat {
      let start = take().range.lowerBound
      let condition = try expression()
      try expectWord("then")
      cases.append((start, condition, try expression()))
      try expectWord("else")
    } while isWord("if")
    var result = try expression()
    for (start, condition, yes) in cases.reversed() { result = try node(.conditional(condition, yes, result), from: start) }
    return result
  }

  /// `for a in b, c in d return e`.
  mutating func iteration() throws(Failure) -> Syntax {
    let start = take().range.lowerBound
    let iterators = try iterators()
    try expectWord("return")
    let body = try expression()
    return try node(.iteration(iterators, body), from: start)
  }

  /// `some a in b satisfies c`, `every …`.
  mutating func quantified() throws(Failure) -> Syntax {
    let opening = take()
    let iterators = try iterators()
    try expectWord("satisfies")
    let body = try expression()
    let quantifier: Syntax.Quantifier = opening.kind == .word("every") ? .every : .some
    return try node(.quantified(quantifier, iterators, body), from: opening.range.lowerBound)
  }

  private mutating func iterators() throws(Failure) -> [Syntax.Iterator] {
    var iterators: [Syntax.Iterator] = []
    repeat {
      let name = try identifier()
      try expectWord("in")
      let source = try expression()
      let upper: Syntax? = takeSign("..") ? try expression() : nil
      iterators.append(Syntax.Iterator(name: name, source: source, upper: upper))
    } while takeSign(",")
    return iterators
  }
}
