import Diagnostics

/// Reads an expression (DMN 1.5, 10.3.1.2, grammar rules 1 to 70, in the profile of `docs/feel.md`).
///
/// Recursive descent with precedence climbing. From weak to strong: `or`, `and`, comparison (with `between` and `in`), `+ -`, `* /`,
/// `**`, unary minus, and what follows an operand: `.name`, `[filter]`. As in FEEL, minus binds stronger than `**`: `-2 ** 2` is 4.
public struct Parser {
  /// How deep brackets, conditions and loops may be nested. The costliest form takes 9 KB of stack a level in a debug build, and secondary
  /// threads have 512 KB. A chain of `else if` is not nested, however long.
  static let nestingLimit = 48

  var tokens: [Token]
  var index = 0
  var nesting = 0
  var problem: Problem?

  /// The expression in a text, or what is wrong with it.
  ///
  /// ```swift
  /// let syntax = try Parser.parse("min(cost, cap)").get()
  /// ```
  public static func parse(_ text: String) -> Result<Syntax, Problems> {
    let tokens: [Token]
    do throws(Problem) {
      tokens = try Lexer.tokens(text)
    } catch {
      return .failure(Problems([error]))
    }
    var parser = Parser(tokens: tokens)
    do throws(Failure) {
      return .success(try parser.whole())
    } catch {
      return .failure(Problems([parser.problem].compactMap { $0 }))
    }
  }

  /// The sign that `problem` has been set. Thrown in its place, because an error of the size of a problem would make every frame of the
  /// descent larger.
  struct Failure: Error {}

  mutating func fail(_ problem: Problem) -> Failure {
    self.problem = problem
    return Failure()
  }

  private init(tokens: [Token]) { self.tokens = tokens }

  private mutating func whole() throws(Failure) -> Syntax {
    if token.kind == .end { throw fail(Problem(.syntax, "expression is empty", at: token.range)) }
    let syntax = try expression()
    guard token.kind == .end else { throw fail(unexpected("an operator or the end")) }
    return syntax
  }

  /// Any expression, at its weakest operator.
  mutating func expression() throws(Failure) -> Syntax { try nested(.or) }

  /// An expression inside another, with operators that bind at least so strongly. All recursion goes through here.
  mutating func nested(_ minimum: Strength) throws(Failure) -> Syntax {
    nesting += 1
    defer { nesting -= 1 }
    guard nesting <= Parser.nestingLimit else { throw fail(tooDeep(token.range)) }
    return try binary(minimum)
  }

  // MARK: Tokens

  /// The token that stands next.
  var token: Token { tokens[index] }

  /// A token further on; past the end it is the end.
  func token(ahead count: Int) -> Token { tokens[min(index + count, tokens.count - 1)] }

  /// Takes the next token.
  @discardableResult
  mutating func take() -> Token {
    let token = tokens[index]
    if index < tokens.count - 1 { index += 1 }
    return token
  }

  func isSign(_ sign: String) -> Bool { token.kind == .sign(sign) }

  func isWord(_ word: String) -> Bool { token.kind == .word(word) }

  /// Takes the sign if it stands next.
  mutating func takeSign(_ sign: String) -> Bool {
    guard isSign(sign) else { return false }
    take()
    return true
  }

  /// Takes the sign, which must stand next.
  mutating func expectSign(_ sign: String) throws(Failure) {
    guard takeSign(sign) else { throw fail(unexpected("`\(sign)`")) }
  }

  /// Takes the keyword, which must stand next.
  mutating func expectWord(_ word: String) throws(Failure) {
    guard isWord(word) else { throw fail(unexpected("`\(word)`")) }
    take()
  }

  /// Where the token before the next one ends.
  var previousEnd: Int { index > 0 ? tokens[index - 1].range.upperBound : 0 }

  /// A name that isn't a keyword.
  mutating func identifier() throws(Failure) -> Syntax.Label {
    guard case .word(let text) = token.kind, !Keywords.all.contains(text) else { throw fail(unexpected("a name")) }
    return Syntax.Label(text, at: take().range)
  }

  // MARK: Nodes and problems

  /// A node from `start` to the last token taken.
  mutating func node(_ kind: Syntax.Kind, from start: Int) throws(Failure) -> Syntax {
    let syntax = Syntax(kind, at: start..<max(start, previousEnd))
    guard syntax.depth <= Syntax.maximumDepth else { throw fail(tooDeep(syntax.range)) }
    return syntax
  }

  func unexpected(_ wanted: String) -> Problem {
    if case .word(let text) = token.kind, !Keywords.all.contains(text), index > 0, case .word(let before) = tokens[index - 1].kind,
      !Keywords.all.contains(before)
    {
      let range = tokens[index - 1].range.lowerBound..<token.range.upperBound
      return Problem(.unsupportedFeature, "names with spaces are not supported", at: range, help: "write `\(before)_\(text)`")
    }
    return Problem(.syntax, "expected \(wanted), found \(token.description)", at: token.range)
  }

  func unsupported(_ feature: String, at range: Range<Int>, help: String? = nil) -> Problem {
    Problem(.unsupportedFeature, "\(feature) not supported", at: range, help: help)
  }

  private func tooDeep(_ range: Range<Int>) -> Problem {
    Problem(.nestedTooDeep, "expression is nested too deep", at: range, help: "name a part of it with `define`")
  }
}
