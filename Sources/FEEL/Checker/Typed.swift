import Rules
import Values

/// A checked expression: its type, and where its value comes from.
struct Typed {
  enum Source {
    /// A node of the program.
    case node(NodeID)
    /// A value that isn't a node yet: only its use says whether `"leading"` is text or a value of an enumeration, and `0` of which unit.
    case literal(Value)
  }

  var type: ValueType
  var source: Source
  /// How many nodes a run visits for it.
  var weight = 1
  /// Why it may be null, where it may.
  var cause: NullCause?

  init(_ type: ValueType, _ source: Source, weight: Int = 1, cause: NullCause? = nil) {
    self.type = type
    self.source = source
    self.weight = weight
    self.cause = cause
  }

  static func literal(_ value: Value, _ type: ValueType) -> Typed { Typed(type, .literal(value)) }

  /// The value, where it is known while checking.
  var literal: Value? {
    if case .literal(let value) = source { value } else { nil }
  }

  /// Whether it takes its type from its neighbours: text that may name a value of an enumeration, the number 0 of any unit, and lists of such.
  var isFlexible: Bool { literal.map(Typed.isFlexible) ?? false }

  private static func isFlexible(_ value: Value) -> Bool {
    switch value {
    case .string: true
    case .number(let number): number.isZero
    case .list(let items): items.allSatisfy(isFlexible)
    default: false
    }
  }
}

/// Why an expression may have no value, and what the author can do about it.
struct NullCause {
  let range: Range<Int>
  let message: String
  let help: String
}
