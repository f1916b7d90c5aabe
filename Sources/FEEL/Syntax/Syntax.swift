/// An expression as it was written, without brackets and comments, with the place of every part.
///
/// Trees are equal if they say the same; places don't count. The parser makes none that is deeper than `Syntax.maximumDepth`, so that
/// walking it needs a bounded stack.
public struct Syntax: Sendable {
  /// How deep a tree may be. A chain such as `a + b + c` is as deep as it has operators.
  public static let maximumDepth = 100

  /// What it is.
  public let kind: Kind
  /// Where it stands.
  public let span: Span
  /// How many levels there are, with this one.
  let depth: Int
  /// A hash of what the tree says, made once.
  private let fingerprint: Int

  /// UTF-8 byte offsets in the text.
  public var range: Range<Int> { span.range }

  /// An expression at a place.
  public init(_ kind: Kind, at range: Range<Int>) {
    self.kind = kind
    self.span = Span(range)
    var depth = 0
    var hasher = Hasher()
    hasher.combine(kind.words)
    for child in kind.children {
      depth = max(depth, child.depth)
      hasher.combine(child.fingerprint)
    }
    self.depth = depth + 1
    self.fingerprint = hasher.finalize()
  }

  /// The forms of expressions.
  public indirect enum Kind: Sendable {
    /// `12.50`: the digits as written
    case number(String)
    /// `"text"`, escapes resolved
    case string(String)
    /// `true`, `false`
    case boolean(Bool)
    /// `null`
    case null
    /// `@"2025-08-01"`
    case temporal(String)
    /// `enterprise_district`
    case name(String)
    /// `[a, b]`
    case list([Syntax])
    /// `{a: 1, b: a + 1}`
    case context([Entry])
    /// `[a..b]`, `(a..b]`, …
    case range(lower: Syntax, lowerIncluded: Bool, upper: Syntax, upperIncluded: Bool)
    /// `(< 10)`: everything below, as a range
    case halfRange(Comparison, Syntax)
    /// `-a`
    case negate(Syntax)
    /// `a + b`
    case arithmetic(Arithmetic, Syntax, Syntax)
    /// `a < b`
    case comparison(Comparison, Syntax, Syntax)
    /// `a and b`
    case and(Syntax, Syntax)
    /// `a or b`
    case or(Syntax, Syntax)
    /// `a between b and c`
    case between(Syntax, Syntax, Syntax)
    /// `a in [1..5]`, `a in (1, > 5)`
    case membership(Syntax, [Test])
    /// `if a then b else c`
    case conditional(Syntax, Syntax, Syntax)
    /// `for a in b, c in d return e`
    case iteration([Iterator], Syntax)
    /// `some a in b satisfies c`, `every …`
    case quantified(Quantifier, [Iterator], Syntax)
    /// `a[b]`
    case filter(Syntax, Syntax)
    /// `a.b`
    case path(Syntax, Label)
    /// `f(a, b)`, `f(x: a, y: b)`
    case call(Label, [Argument])
  }

  /// `+ - * / **`
  public enum Arithmetic: String, Hashable, Sendable, CaseIterable {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case power = "**"
  }

  /// `= != < <= > >=`
  public enum Comparison: String, Hashable, Sendable, CaseIterable {
    case equal = "="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
  }

  /// `some`, `every`
  public enum Quantifier: String, Hashable, Sendable, CaseIterable {
    case some
    case every
  }

  /// A name with its place: of a field, a function, an argument.
  public struct Label: Sendable {
    /// The name; words of a name of several words are joined by one space.
    public let text: String
    /// Where it stands.
    public let span: Span

    /// A name at a place.
    public init(_ text: String, at range: Range<Int>) {
      self.text = text
      self.span = Span(range)
    }
  }

  /// A named part of a context.
  public struct Entry: Sendable {
    /// Its name.
    public let key: Label
    /// Its value.
    public let value: Syntax

    /// A named part.
    public init(key: Label, value: Syntax) {
      self.key = key
      self.value = value
    }
  }

  /// A variable that runs through a list, or through the whole numbers from `source` to `upper`.
  public struct Iterator: Sendable {
    /// The variable.
    public let name: Label
    /// The list, or the first number.
    public let source: Syntax
    /// The last number of `1..5`; nil for a list.
    public let upper: Syntax?

    /// A variable over a list or over whole numbers.
    public init(name: Label, source: Syntax, upper: Syntax? = nil) {
      self.name = name
      self.source = source
      self.upper = upper
    }
  }

  /// What follows `in`: a comparison such as `> 5`, or a value, list or range.
  public struct Test: Sendable {
    /// The operator of `> 5`; nil for a value, list or range.
    public let comparison: Comparison?
    /// The operand.
    public let operand: Syntax

    /// A test.
    public init(comparison: Comparison?, operand: Syntax) {
      self.comparison = comparison
      self.operand = operand
    }
  }

  /// An argument of a function, with its name where one is given.
  public struct Argument: Sendable {
    /// The name of `x: 1`.
    public let name: Label?
    /// The value.
    public let value: Syntax

    /// An argument.
    public init(name: Label? = nil, value: Syntax) {
      self.name = name
      self.value = value
    }
  }
}

// Written by hand: what the compiler derives for an enumeration of this size takes 4 KB of stack for every level of a tree.
extension Syntax: Hashable {
  /// Whether both say the same.
  public static func == (a: Syntax, b: Syntax) -> Bool {
    guard a.fingerprint == b.fingerprint, a.kind.words == b.kind.words else { return false }
    let left = a.children
    let right = b.children
    return left.count == right.count && left.indices.allSatisfy { left[$0] == right[$0] }
  }

  /// Feeds what the tree says.
  public func hash(into hasher: inout Hasher) { hasher.combine(fingerprint) }
}
