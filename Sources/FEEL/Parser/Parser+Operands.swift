import Diagnostics

extension Parser {
  /// An operand with everything that follows it: `.name`, `[filter]`.
  mutating func operand() throws(Failure) -> Syntax {
    switch token.kind {
    case .word("if"): return try conditional()
    case .word("for"): return try iteration()
    case .word("some"), .word("every"): return try quantified()
    default: return try followed(try primary())
    }
  }

  /// What follows an operand.
  mutating func followed(_ first: Syntax) throws(Failure) -> Syntax {
    var syntax = first
    let start = first.range.lowerBound
    while true {
      if isSign(".") {
        syntax = try path(syntax, start)
      } else if isSign("["), canStartExpression(token(ahead: 1)) {
        syntax = try filter(syntax, start)
      } else if isSign("(") {
        throw fail(unsupported("functions as values are", at: token.range))
      } else {
        return syntax
      }
    }
  }

  private mutating func path(_ operand: Syntax, _ start: Int) throws(Failure) -> Syntax {
    take()
    let part = try part()
    return try node(.path(operand, part), from: start)
  }

  private mutating func filter(_ list: Syntax, _ start: Int) throws(Failure) -> Syntax {
    take()
    let condition = try expression()
    try expectSign("]")
    return try node(.filter(list, condition), from: start)
  }

  /// The name after a dot.
  private mutating func part() throws(Failure) -> Syntax.Label {
    for words in MultiWordNames.parts where matches(words) { return label(words.count) }
    return try identifier()
  }

  /// Whether a `[` before this token opens a filter; otherwise it closes a range such as `[1..5[`.
  func canStartExpression(_ token: Token) -> Bool {
    switch token.kind {
    case .number, .string, .temporal: true
    case .word(let word): !["and", "or", "then", "else", "in", "between", "return", "satisfies", "instance"].contains(word)
    case .sign(let sign): ["(", "[", "{", "-"].contains(sign)
    case .end: false
    }
  }

  // MARK: Primary

  private mutating func primary() throws(Failure) -> Syntax {
    if let count = wordsOfCall() { return try call(count) }
    if isSign("(") { return try bracketed() }
    if isSign("[") || isSign("]") { return try listOrRange() }
    if isSign("{") { return try context() }
    return try leaf()
  }

  /// What has no parts.
  private mutating func leaf() throws(Failure) -> Syntax {
    let start = token.range.lowerBound
    let kind: Syntax.Kind
    switch token.kind {
    case .number(let text): kind = .number(text)
    case .string(let text): kind = .string(text)
    case .temporal(let text): kind = .temporal(text)
    case .word("true"): kind = .boolean(true)
    case .word("false"): kind = .boolean(false)
    case .word("null"): kind = .null
    case .word("function"), .word("external"): throw fail(unsupported("functions as values are", at: token.range))
    case .word(let text) where !Keywords.all.contains(text): kind = .name(text)
    default: throw fail(unexpected("a value"))
    }
    take()
    return try node(kind, from: start)
  }

  // MARK: Calls

  /// How many words name the function that is called here; nil if none is.
  private func wordsOfCall() -> Int? {
    for words in MultiWordNames.functionsWithKeywords where matches(words) && token(ahead: words.count).kind == .sign("(") {
      return words.count
    }
    let count = plainWords()
    return count > 0 && token(ahead: count).kind == .sign("(") ? count : nil
  }

  /// How many words that are no keywords stand in a row; at most as many as the longest name has.
  private func plainWords() -> Int {
    var count = 0
    while count < 5, case .word(let text) = token(ahead: count).kind, !Keywords.all.contains(text) { count += 1 }
    return count
  }

  private func matches(_ words: [String]) -> Bool {
    words.indices.allSatisfy { token(ahead: $0).kind == .word(words[$0]) }
  }

  /// The next words as one name.
  private mutating func label(_ count: Int) -> Syntax.Label {
    let start = token.range.lowerBound
    var words: [String] = []
    for _ in 0..<count { if case .word(let text) = take().kind { words.append(text) } }
    return Syntax.Label(words.joined(separator: " "), at: start..<previousEnd)
  }

  private mutating func call(_ words: Int) throws(Failure) -> Syntax {
    let name = label(words)
    try expectSign("(")
    var arguments: [Syntax.Argument] = []
    while !isSign(")") {
      let label = argumentName()
      arguments.append(Syntax.Argument(name: label, value: try expression()))
      guard takeSign(",") else { break }
      if isSign(")") { throw fail(unexpected("a value")) }
    }
    try expectSign(")")
    return try node(.call(name, arguments), from: name.span.range.lowerBound)
  }

  /// The `x:` before an argument, taken.
  private mutating func argumentName() -> Syntax.Label? {
    let count = plainWords()
    guard count > 0, token(ahead: count).kind == .sign(":") else { return nil }
    let name = label(count)
    take()
    return name
  }
}
