import Diagnostics

extension Parser {
  /// `if a then b else c`.
  mutating func conditional() throws(Failure) -> Syntax {
    let start = take().range.lowerBound
    let condition = try expression()
    try expectWord("then")
    let yes = try expression()
    try expectWord("else")
    let no = try expression()
    return try node(.conditional(condition, yes, no), from: start)
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
