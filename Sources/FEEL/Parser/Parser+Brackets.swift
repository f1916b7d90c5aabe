import Diagnostics

extension Parser {
  /// `(a)`, `(a..b]`, `(< a)`.
  mutating func bracketed() throws(Failure) -> Syntax {
    let start = take().range.lowerBound
    if let sign = comparisonSign() {
      let bound = try nested(.sum)
      try expectSign(")")
      return try node(.halfRange(sign, bound), from: start)
    }
    let inner = try expression()
    if isSign("..") { return try range(from: start, lower: inner, lowerIncluded: false) }
    try expectSign(")")
    return inner
  }

  /// `[a, b]`, `[a..b)`, `]a..b]`.
  mutating func listOrRange() throws(Failure) -> Syntax {
    let opening = take()
    let start = opening.range.lowerBound
    if opening.kind == .sign("]") {
      let lower = try expression()
      return try range(from: start, lower: lower, lowerIncluded: false)
    }
    if takeSign("]") { return try node(.list([]), from: start) }
    let first = try expression()
    if isSign("..") { return try range(from: start, lower: first, lowerIncluded: true) }
    var items = [first]
    while takeSign(",") {
      // `[1, ]` lacks a value; `[1, ]2..3]]` holds a range.
      if isSign("]"), !canStartExpression(token(ahead: 1)) { throw fail(unexpected("a value")) }
      items.append(try expression())
    }
    try expectSign("]")
    return try node(.list(items), from: start)
  }

  /// The rest of a range, from its two dots.
  mutating func range(from start: Int, lower: Syntax, lowerIncluded: Bool) throws(Failure) -> Syntax {
    try expectSign("..")
    let upper = try expression()
    guard isSign("]") || isSign(")") || isSign("[") else { throw fail(unexpected("`]` or `)`")) }
    let included = take().kind == .sign("]")
    return try node(.range(lower: lower, lowerIncluded: lowerIncluded, upper: upper, upperIncluded: included), from: start)
  }

  /// `{a: 1, "b": 2}`.
  mutating func context() throws(Failure) -> Syntax {
    let start = take().range.lowerBound
    var entries: [Syntax.Entry] = []
    while !isSign("}") {
      let key = try key()
      try expectSign(":")
      if entries.contains(where: { $0.key.text == key.text }) {
        throw fail(Problem(.syntax, "`\(key.text)` is given twice", at: key.span.range))
      }
      entries.append(Syntax.Entry(key: key, value: try expression()))
      guard takeSign(",") else { break }
      if isSign("}") { throw fail(unexpected("a name")) }
    }
    try expectSign("}")
    return try node(.context(entries), from: start)
  }

  private mutating func key() throws(Failure) -> Syntax.Label {
    if case .string(let text) = token.kind { return Syntax.Label(text, at: take().range) }
    return try identifier()
  }
}
