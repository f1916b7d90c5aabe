import Diagnostics

extension Parser {
  /// How strongly an operator binds.
  enum Strength: Int, Comparable {
    case clause, or, and, comparison, sum, product, power, negation, operand

    static func < (a: Strength, b: Strength) -> Bool { a.rawValue < b.rawValue }

    /// The next stronger one.
    var next: Strength { Strength(rawValue: rawValue + 1) ?? .operand }
  }

  /// Operands joined by operators that bind at least as strongly as `minimum`.
  mutating func binary(_ minimum: Strength) throws(Failure) -> Syntax {
    try continued(try unary(), minimum)
  }

  /// The same, where the first operand has been read.
  mutating func continued(_ first: Syntax, _ minimum: Strength) throws(Failure) -> Syntax {
    var left = first
    var last: Strength?
    while let strength = strength(of: token), strength >= minimum {
      if strength == .comparison, last == .comparison { throw fail(chained()) }
      left = strength == .comparison ? try comparison(left) : try joined(left, strength)
      last = strength
    }
    return left
  }

  private func chained() -> Problem {
    Problem(.syntax, "comparisons can't be chained", at: token.range, help: "join them with `and`")
  }

  private mutating func joined(_ left: Syntax, _ strength: Strength) throws(Failure) -> Syntax {
    let sign = take()
    let right = try binary(strength.next)
    let kind: Syntax.Kind =
      switch sign.kind {
      case .word("or"): .or(left, right)
      case .word("and"): .and(left, right)
      case .sign(let text): .arithmetic(Syntax.Arithmetic(rawValue: text) ?? .add, left, right)
      default: .and(left, right)
      }
    return try node(kind, from: left.range.lowerBound)
  }

  private func strength(of token: Token) -> Strength? {
    switch token.kind {
    case .word("or"): .or
    case .word("and"): .and
    case .word("in"), .word("between"), .word("instance"): .comparison
    case .sign(let text): Parser.strengths[text]
    default: nil
    }
  }

  private static let strengths: [String: Strength] = [
    "=": .comparison, "!=": .comparison, "<": .comparison, "<=": .comparison, ">": .comparison, ">=": .comparison,
    "+": .sum, "-": .sum, "*": .product, "/": .product, "**": .power,
  ]

  /// Any number of minus signs before an operand.
  private mutating func unary() throws(Failure) -> Syntax {
    var starts: [Int] = []
    while isSign("-") { starts.append(take().range.lowerBound) }
    var syntax = try operand()
    for start in starts.reversed() { syntax = try node(.negate(syntax), from: start) }
    return syntax
  }

  // MARK: Comparison

  private mutating func comparison(_ left: Syntax) throws(Failure) -> Syntax {
    if isWord("between") { return try between(left) }
    if isWord("in") { return try membership(left) }
    if let sign = comparisonSign() { return try compared(left, sign) }
    throw fail(unsupported("`instance of` is", at: token.range, help: "types are known before anything is computed"))
  }

  private mutating func compared(_ left: Syntax, _ sign: Syntax.Comparison) throws(Failure) -> Syntax {
    let right = try binary(.sum)
    return try node(.comparison(sign, left, right), from: left.range.lowerBound)
  }

  private mutating func between(_ left: Syntax) throws(Failure) -> Syntax {
    take()
    let low = try binary(.sum)
    try expectWord("and")
    let high = try binary(.sum)
    return try node(.between(left, low, high), from: left.range.lowerBound)
  }

  private mutating func membership(_ left: Syntax) throws(Failure) -> Syntax {
    take()
    let tests = isSign("(") ? try bracketedTests() : [try test(.sum)]
    return try node(.membership(left, tests), from: left.range.lowerBound)
  }

  /// The comparison sign that stands next, taken.
  mutating func comparisonSign() -> Syntax.Comparison? {
    guard case .sign(let text) = token.kind, let comparison = Syntax.Comparison(rawValue: text) else { return nil }
    take()
    return comparison
  }

  /// What follows `in`, from an opening bracket: several tests, a range, or one operand that goes on after its bracket: `in (a)[1]`.
  private mutating func bracketedTests() throws(Failure) -> [Syntax.Test] {
    let start = take().range.lowerBound
    var tests = [try test(.clause)]
    if tests[0].comparison == nil, isSign("..") || isSign(")") { return [try goingOn(tests[0].operand, start)] }
    while takeSign(",") { tests.append(try test(.clause)) }
    try expectSign(")")
    return tests
  }

  private mutating func goingOn(_ operand: Syntax, _ start: Int) throws(Failure) -> Syntax.Test {
    var operand = operand
    if isSign("..") {
      operand = try range(from: start, lower: operand, lowerIncluded: false)
    } else {
      take()
    }
    return Syntax.Test(comparison: nil, operand: try continued(try followed(operand), .sum))
  }

  /// `> 5`, or a value, list or range with operators of some strength.
  private mutating func test(_ strength: Strength) throws(Failure) -> Syntax.Test {
    let sign = comparisonSign()
    let operand = sign == nil && strength == .clause ? try expression() : try binary(.sum)
    return Syntax.Test(comparison: sign, operand: operand)
  }
}
