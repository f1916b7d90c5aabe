/// Writes an expression with no more brackets than it needs; `Parser.parse` reads back the same tree.
public enum Printer {
  /// The expression as text, on one line.
  public static func print(_ syntax: Syntax) -> String {
    // Only a jump, so that the frames stay small along a deep tree.
    switch syntax.kind {
    case .number, .string, .boolean, .null, .temporal, .name: leaf(syntax)
    case .list, .context, .range, .halfRange, .call: enclosed(syntax)
    case .negate, .arithmetic, .and, .or: operation(syntax)
    case .comparison, .between, .membership: test(syntax)
    case .conditional, .iteration, .quantified: clause(syntax)
    case .filter, .path: followed(syntax)
    }
  }

  private static func leaf(_ syntax: Syntax) -> String {
    switch syntax.kind {
    case .number(let text): text
    case .string(let text): quoted(text)
    case .boolean(let value): value ? "true" : "false"
    case .temporal(let text): "@" + quoted(text)
    case .name(let name): name
    default: "null"
    }
  }

  private static func enclosed(_ syntax: Syntax) -> String {
    switch syntax.kind {
    case .list(let items): "[" + items.map(print).joined(separator: ", ") + "]"
    case .context(let entries): "{" + entries.map(entry).joined(separator: ", ") + "}"
    case .range(let lower, let lowerIncluded, let upper, let upperIncluded):
      (lowerIncluded ? "[" : "(") + print(lower) + ".." + print(upper) + (upperIncluded ? "]" : ")")
    case .halfRange(let sign, let bound): "(\(sign.rawValue) " + bracketed(bound, .sum) + ")"
    case .call(let name, let arguments): name.text + "(" + arguments.map(argument).joined(separator: ", ") + ")"
    default: ""
    }
  }

  private static func operation(_ syntax: Syntax) -> String {
    switch syntax.kind {
    case .negate(let operand): "-" + bracketed(operand, .negation)
    case .arithmetic(let sign, let a, let b): join(a, " \(sign.rawValue) ", b, sign.strength)
    case .and(let a, let b): join(a, " and ", b, .and)
    case .or(let a, let b): join(a, " or ", b, .or)
    default: ""
    }
  }

  private static func test(_ syntax: Syntax) -> String {
    switch syntax.kind {
    case .comparison(let sign, let a, let b): bracketed(a, .sum) + " \(sign.rawValue) " + bracketed(b, .sum)
    case .between(let a, let low, let high): bracketed(a, .sum) + " between " + bracketed(low, .sum) + " and " + bracketed(high, .sum)
    case .membership(let value, let tests): bracketed(value, .sum) + " in " + printTests(tests)
    default: ""
    }
  }

  private static func clause(_ syntax: Syntax) -> String {
    switch syntax.kind {
    case .conditional(let condition, let yes, let no): "if " + print(condition) + " then " + print(yes) + " else " + print(no)
    case .iteration(let iterators, let body): "for " + printIterators(iterators) + " return " + print(body)
    case .quantified(let quantifier, let iterators, let body):
      quantifier.rawValue + " " + printIterators(iterators) + " satisfies " + print(body)
    default: ""
    }
  }

  private static func followed(_ syntax: Syntax) -> String {
    switch syntax.kind {
    case .filter(let list, let condition): bracketed(list, .operand) + "[" + print(condition) + "]"
    case .path(let operand, let part): bracketed(operand, .operand) + "." + part.text
    default: ""
    }
  }

  /// Left operators group to the left, so the right side needs brackets at the same strength.
  private static func join(_ a: Syntax, _ sign: String, _ b: Syntax, _ strength: Parser.Strength) -> String {
    bracketed(a, strength) + sign + bracketed(b, strength.next)
  }

  /// The expression, in brackets if it binds weaker than `minimum`.
  private static func bracketed(_ syntax: Syntax, _ minimum: Parser.Strength) -> String {
    syntax.kind.strength < minimum ? "(" + print(syntax) + ")" : print(syntax)
  }

  private static func printIterators(_ iterators: [Syntax.Iterator]) -> String {
    iterators.map { iterator in
      iterator.name.text + " in " + print(iterator.source) + (iterator.upper.map { ".." + print($0) } ?? "")
    }.joined(separator: ", ")
  }

  private static func argument(_ argument: Syntax.Argument) -> String {
    (argument.name.map { $0.text + ": " } ?? "") + print(argument.value)
  }

  private static func printTests(_ tests: [Syntax.Test]) -> String {
    if tests.count == 1, let test = tests.first {
      let text = printTest(test, .sum)
      // `in (< 5)` is a test; the range `(< 5)`, or an operand that starts with it, needs brackets of its own.
      let startsLikeTest = ["(<", "(>", "(=", "(!"].contains { text.hasPrefix($0) }
      return startsLikeTest ? "(" + text + ")" : text
    }
    return "(" + tests.map { printTest($0, .clause) }.joined(separator: ", ") + ")"
  }

  private static func printTest(_ test: Syntax.Test, _ strength: Parser.Strength) -> String {
    guard let sign = test.comparison else { return bracketed(test.operand, strength) }
    return sign.rawValue + " " + bracketed(test.operand, .sum)
  }

  private static func entry(_ entry: Syntax.Entry) -> String { key(entry.key.text) + ": " + print(entry.value) }

  private static func key(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    let isName = !scalars.isEmpty && scalars.indices.allSatisfy { Lexer.isNamePart(scalars[$0], first: $0 == 0) }
    return isName && !Keywords.all.contains(text) ? text : quoted(text)
  }

  /// A string literal. Control characters and what could hide in a line are written as escapes.
  private static func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || [0x2028, 0x2029, 0xFEFF].contains(scalar.value):
        let digits = String(scalar.value, radix: 16, uppercase: true)
        out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }
}

extension Syntax.Kind {
  /// How strongly the outermost operator binds; clauses such as `if` bind weaker than everything, so that they stand in brackets
  /// wherever they are an operand.
  fileprivate var strength: Parser.Strength {
    switch self {
    case .or: .or
    case .and: .and
    case .comparison, .between, .membership: .comparison
    case .arithmetic(let sign, _, _): sign.strength
    case .negate: .negation
    case .conditional, .iteration, .quantified: .clause
    default: .operand
    }
  }
}

extension Syntax.Arithmetic {
  fileprivate var strength: Parser.Strength {
    switch self {
    case .add, .subtract: .sum
    case .multiply, .divide: .product
    case .power: .power
    }
  }
}
