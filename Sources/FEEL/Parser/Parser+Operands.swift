import Diagnostics

extension Parser {
  /// An operand with everything that follows it: `.name`, `[filter]`.
  mutating func operand() throws(Problem) -> Syntax {
    switch token.kind {
    case .word("if"): return try conditional()
    case .word("for"): return try iteration()
    case .word("some"), .word("every"): return try quantified()
    default: return try followed(try primary())
    }
  }

  /// What follows an operand.
  mutating func followed(_ first: Syntax) throws(Problem) -> Syntax {
    var syntax = first
    let start = first.range.lowerBound
    while true {
      if isSign(".") {
        take()
        let part = try part()
        syntax = try node(.path(syntax, part), from: start)
      } else if isSign("["), canStartExpression(token(ahead: 1)) {
        take()
        let condition = try expression()
        try expectSign("]")
        syntax = try node(.filter(syntax, condition), from: start)
      } else if isSign("(") {
        throw unsupported("functions as values are", at: token.range)
      } else {
        return syntax
      }
    }
  }

  /// The name after a dot.
  private mutating func part() throws(Problem) -> Syntax.Label {
    for words in MultiWordNames.parts where matches(words) { return label(words.count) }
    return try identifier()
  }

  /// Whether a `[` before this token opens a filter; otherwise it closes a range such as `[1..5[`.
  private func canStartExpression(_ token: Token) -> Bool {
    switch token.kind {
    case .number, .string, .temporal: true
    case .word(let word): !["and", "or", "then", "else", "in", "between", "return", "satisfies", "instance"].contains(word)
    case .sign(let sign): ["(", "[", "{", "-"].contains(sign)
    case .end: false
    }
  }

  // MARK: Primary

  private mutating func primary() throws(Problem) -> Syntax {
    let start = token.range.lowerBound
    switch token.kind {
    case .number(let text):
      take()
      return try node(.number(text), from: start)
    case .string(let text):
      take()
      return try node(.string(text), from: start)
    case .temporal(let text):
      take()
      return try node(.temporal(text), from: start)
    case .word(let text): return try word(text)
    case .sign("("): return try bracketed()
    case .sign("["), .sign("]"): return try listOrRange()
    case .sign("{"): return try context()
    case .sign, .end: throw unexpected("a value")
    }
  }

  private mutating func word(_ text: String) throws(Problem) -> Syntax {
    let start = token.range.lowerBound
    switch text {
    case "true", "false":
      take()
      return try node(.boolean(text == "true"), from: start)
    case "null":
      take()
      return try node(.null, from: start)
    case "function", "external": throw unsupported("functions as values are", at: token.range)
    default: break
    }
    if let count = wordsOfCall() { return try call(label(count)) }
    let name = try identifier()
    return try node(.name(name.text), from: start)
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

  private mutating func call(_ name: Syntax.Label) throws(Problem) -> Syntax {
    try expectSign("(")
    var arguments: [Syntax.Argument] = []
    while !isSign(")") {
      let count = plainWords()
      if count > 0, token(ahead: count).kind == .sign(":") {
        let name = label(count)
        take()
        arguments.append(Syntax.Argument(name: name, value: try expression()))
      } else {
        arguments.append(Syntax.Argument(value: try expression()))
      }
      guard takeSign(",") else { break }
      if isSign(")") { throw unexpected("a value") }
    }
    try expectSign(")")
    return try node(.call(name, arguments), from: name.span.range.lowerBound)
  }
}
