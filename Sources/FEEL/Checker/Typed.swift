import Rules
import Values

/// A checked expression: its type, and where its value comes from.
///
/// A reference, so that the frames of the checker, which follows the nesting of expressions, stay small.
final class Typed {
  enum Source {
    /// A node of the program.
    case node(NodeID)
    /// A value that isn't a node yet: only its use says whether `"leading"` is text or a value of an enumeration, and `0` of which unit.
    case literal(Value)
  }

  let type: ValueType
  let source: Source
  /// How many nodes a run visits for it.
  let weight: Int
  /// Why it may be null, where it may.
  let cause: NullCause?

  init(_ type: ValueType, _ source: Source, weight: Int = 1, cause: NullCause? = nil) {
    self.type = type
    self.source = source
    self.weight = weight
    self.cause = cause
  }

  /// The same value with another type.
  func with(type: ValueType) -> Typed { Typed(type, source, weight: weight, cause: type.isOptional ? cause : nil) }

  /// The same value, visited so often.
  func with(weight: Int) -> Typed { Typed(type, source, weight: weight, cause: cause) }

  /// The same value, null for a reason.
  func with(cause: NullCause?) -> Typed { Typed(type, source, weight: weight, cause: cause) }

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
final class NullCause: Sendable {
  let range: Range<Int>
  let message: String
  let help: String

  init(range: Range<Int>, message: String, help: String) {
    self.range = range
    self.message = message
    self.help = help
  }
}
