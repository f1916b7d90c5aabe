public import Values

/// The library of built-in functions: each a plain function of its values (DMN 1.5, 10.3.4).
///
/// The checker has seen to the kinds of the arguments; what remains to be decided here is what FEEL answers with null (a position outside
/// a list, a root of a negative number, an argument that is null where a value is needed).
public enum BuiltIns {
  /// The value of a library operation on its arguments, none of them unknown; null where FEEL gives null.
  public static func apply(_ operation: Operation, _ arguments: [Value]) -> Value {
    if let result = temporal(operation, arguments) { return result }
    if let result = numeric(operation, arguments) { return result }
    if let result = text(operation, arguments) { return result }
    if let result = list(operation, arguments) { return result }
    if let result = part(operation, arguments) { return result }
    return relation(operation, arguments) ?? .null
  }
}

/// Arguments by position; a missing one is null.
extension [Value] {
  func at(_ index: Int) -> Value { index < count ? self[index] : .null }

  func number(_ index: Int) -> Number? {
    if case .number(let number) = at(index) { number } else { nil }
  }

  /// A position: fractions are cut off, as FEEL does with 3.8.
  func position(_ index: Int) -> Int? { number(index)?.rounded(scale: 0, .down)?.int }

  func string(_ index: Int) -> String? {
    if case .string(let string) = at(index) { string } else { nil }
  }

  func list(_ index: Int) -> [Value]? {
    if case .list(let list) = at(index) { list } else { nil }
  }

  func date(_ index: Int) -> CivilDate? {
    switch at(index) {
    case .date(let date): date
    case .dateTime(let dateTime): dateTime.date
    default: nil
    }
  }
}

/// Values from results that may be missing.
extension Value {
  init(_ number: Number?) { self = number.map { .number($0) } ?? .null }
  init(_ string: String?) { self = string.map { .string($0) } ?? .null }
  init(_ truth: Bool?) { self = truth.map { .boolean($0) } ?? .null }
  init(_ list: [Value]?) { self = list.map { .list($0) } ?? .null }
  init(_ count: Int) { self = .number(Number(count)) }
}
