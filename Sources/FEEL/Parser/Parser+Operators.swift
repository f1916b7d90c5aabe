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
  mutating func binary(_ minimum: Strength) throws(Problem) -> Syntax {
    try continued(try unary(), minimum)
  }

  /// The same, where the first operand has been read.
  mutating func continued(_ first: Syntax, _ minimum: Strength) throws(Problem) -> Syntax {
    var left = first
    while let strength = strength(of: token), strength >= minimum {
      if strength == .comparison {
        left = try comparison(left)
        if self.strength(of: token) == .comparison {
          throw Problem(.syntax, "comparisons can't be chained", at: token.range, help: "join them with `and`")
        }
      } else {
        left = try joined(left, strength)
      }
    }
    return left
  }

  private mutating func joined(_ left: Syntax, _ strength: Strength) throws(Problem) -> Syntax {
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
  private mutating func unary() throws(Problem) -> Syntax {
    var starts: [Int] = []
    while isSign("-") { starts.append(take().range.lowerBound) }
    var syntax = try operand()
    for start in starts.reversed() { syntax = try node(.negate(syntax), from: start) }
    return syntax
  }

  // MARK: Comparison

  private mutating func comparison(_ left: Syntax) throws(Problem) -> Syntax {
    let start = left.range.lowerBound
    let sign = take()
    switch sign.kind {
    case .word("between"):
      let low = try binary(.sum)
      try expectWord("and")
      return try node(.between(left, low, try binary(.sum)), from: start)
    case .word("in"):
      let tests = try tests()
      return try node(.membership(left, tests), from: start)
    case .sign(let text):
      let right = try binary(.sum)
      return try node(.comparison(Syntax.Comparison(rawValue: text) ?? .equal, left, right), from: start)
    default:
      throw unsupported("`instance of` is", at: sign.range, help: "types are known before anything is computed")
    }
  }

  /// The comparison sign that stands next, taken.
  mutating func comparisonSign() -> Syntax.Comparison? {
    guard case .sign(let text) = token.kind, let comparison = Syntax.Comparison(rawValue: text) else { return nil }
    take()
    return comparison
  }

  /// What follows `in`: one test, or several in round brackets.
  private mutating func tests() throws(Problem) -> [Syntax.Test] {
    if let sign = comparisonSign() { return [Syntax.Test(comparison: sign, operand: try binary(.sum))] }
    guard isSign("(") else { return [Syntax.Test(comparison: nil, operand: try binary(.sum))] }
    let start = take().range.lowerBound
    var tests = [try test()]
    if tests[0].comparison == nil {
      // `(a..b]` is a range, `(a)` an operand in brackets that may go on: `in (a)[1]`.
      if isSign("..") {
        let range = try range(from: start, lower: tests[0].operand, lowerIncluded: false)
        return [Syntax.Test(comparison: nil, operand: try continued(try followed(range), .sum))]
      }
      if takeSign(")") { return [Syntax.Test(comparison: nil, operand: try continued(try followed(tests[0].operand), .sum))] }
    }
    while takeSign(",") { tests.append(try test()) }
    try expectSign(")")
    return tests
  }

  private mutating func test() throws(Problem) -> Syntax.Test {
    if let sign = comparisonSign() { return Syntax.Test(comparison: sign, operand: try binary(.sum)) }
    return Syntax.Test(comparison: nil, operand: try expression())
  }
}
