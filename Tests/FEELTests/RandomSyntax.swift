import FEEL
import TestSupport

/// Trees of every form, with names, keys and texts that are hard to write.
struct RandomSyntax {
  var random: SeededGenerator

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  mutating func tree(_ depth: Int) -> Syntax { Syntax(kind(depth), at: 0..<0) }

  private mutating func pick<T>(_ items: [T]) -> T { items[Int.random(in: items.indices, using: &random)] }

  private mutating func many(_ range: ClosedRange<Int>, _ depth: Int) -> [Syntax] {
    (0..<Int.random(in: range, using: &random)).map { _ in tree(depth - 1) }
  }

  private mutating func leaf() -> Syntax.Kind {
    switch Int.random(in: 0..<7, using: &random) {
    case 0: .number(pick(["0", "1", ".5", "12.50", "1e3", "1.2E-7", "999999999999999999999999999999999999"]))
    case 1: .string(pick(Self.texts))
    case 2: .boolean(pick([true, false]))
    case 3: .null
    case 4: .temporal(pick(["2025-08-01", "P1Y", "PT2H", "10:30:00", "绝无", "\\\""]))
    default: .name(pick(Self.names))
    }
  }

  private static let texts = [
    "", "a", "\"", "\\", "\n\r\t", "企业", "\u{0}\u{1F}\u{7F}\u{85}\u{2028}\u{FEFF}", "🐎", "e\u{301}", "\\u0041", "//", "/*",
  ]
  private static let names = ["a", "b_1", "企业", "date", "year", "not", "item", "start", "included", "string", "length", "x", "_"]
  private static let functions = ["f", "date and time", "years and months duration", "string length", "not", "list contains", "a b c d"]
  private static let keys = ["a", "企业", "if", "", "a b", "{", "\"", "1", "x:", "included"]

  private mutating func label(_ items: [String]) -> Syntax.Label { Syntax.Label(pick(items), at: 0..<0) }

  private mutating func iterators(_ depth: Int) -> [Syntax.Iterator] {
    (0..<Int.random(in: 1...3, using: &random)).map { _ in
      Syntax.Iterator(name: label(Self.names), source: tree(depth - 1), upper: Bool.random(using: &random) ? tree(depth - 1) : nil)
    }
  }

  private mutating func entries(_ depth: Int) -> [Syntax.Entry] {
    Self.keys.shuffled(using: &random).prefix(Int.random(in: 0...3, using: &random)).map { key in
      Syntax.Entry(key: Syntax.Label(key, at: 0..<0), value: tree(depth - 1))
    }
  }

  private mutating func tests(_ depth: Int) -> [Syntax.Test] {
    (0..<Int.random(in: 1...3, using: &random)).map { _ in
      Syntax.Test(comparison: Bool.random(using: &random) ? pick(Syntax.Comparison.allCases) : nil, operand: tree(depth - 1))
    }
  }

  private mutating func arguments(_ depth: Int) -> [Syntax.Argument] {
    (0..<Int.random(in: 0...3, using: &random)).map { _ in
      let name: Syntax.Label? = Bool.random(using: &random) ? label(["x", "start position", "year"]) : nil
      return Syntax.Argument(name: name, value: tree(depth - 1))
    }
  }

  private mutating func kind(_ depth: Int) -> Syntax.Kind {
    guard depth > 0 else { return leaf() }
    let next = depth - 1
    switch Int.random(in: 0..<20, using: &random) {
    case 0: return .list(many(0...3, depth))
    case 1: return .context(entries(depth))
    case 2: return .range(lower: tree(next), lowerIncluded: pick([true, false]), upper: tree(next), upperIncluded: pick([true, false]))
    case 3: return .halfRange(pick(Syntax.Comparison.allCases), tree(next))
    case 4: return .negate(tree(next))
    case 5, 6: return .arithmetic(pick(Syntax.Arithmetic.allCases), tree(next), tree(next))
    case 7, 8: return .comparison(pick(Syntax.Comparison.allCases), tree(next), tree(next))
    case 9: return .and(tree(next), tree(next))
    case 10: return .or(tree(next), tree(next))
    case 11: return .between(tree(next), tree(next), tree(next))
    case 12: return .membership(tree(next), tests(depth))
    case 13: return .conditional(tree(next), tree(next), tree(next))
    case 14: return .iteration(iterators(depth), tree(next))
    case 15: return .quantified(pick(Syntax.Quantifier.allCases), iterators(depth), tree(next))
    case 16: return .filter(tree(next), tree(next))
    case 17: return .path(tree(next), label(["year", "start included", "time offset", "end included", "a", "start"]))
    case 18: return .call(label(Self.functions), arguments(depth))
    default: return leaf()
    }
  }
}
