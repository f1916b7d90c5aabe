import Rules
import Values

extension ValueType {
  /// A number without a unit.
  static let ratio = ValueType.number(.none)

  /// The type that holds the values of both; nil if there is none, since types are never converted.
  func common(with other: ValueType) -> ValueType? {
    if self == other { return self }
    switch (self, other) {
    case (.anything, let type), (let type, .anything): return type
    case (.null, let type), (let type, .null): return type.orNull
    case (.optional(let a), let b), (let b, .optional(let a)): return a.common(with: b.wrapped)?.orNull
    case (.list(let a), .list(let b)): return a.common(with: b).map { .list($0) }
    case (.range(let a), .range(let b)): return a.common(with: b).map { .range($0) }
    case (.record(let a), .record(let b)): return ValueType.common(a, b)
    default: return nil
    }
  }

  /// Records have a common type if they have the same names; order doesn't count.
  private static func common(_ a: [Field], _ b: [Field]) -> ValueType? {
    guard a.count == b.count else { return nil }
    var fields: [Field] = []
    for field in a {
      guard let other = b.first(where: { $0.name == field.name }), let type = field.type.common(with: other.type) else { return nil }
      fields.append(Field(name: field.name, type: type))
    }
    return .record(fields)
  }

  /// Whether every value of this type is one of the other.
  func fits(_ other: ValueType) -> Bool { self == other || common(with: other) == other }

  /// Whether FEEL orders the values: `<`, `min`, ranges.
  var isOrdered: Bool {
    switch self {
    case .number, .string, .date, .time, .dateTime, .months, .duration: true
    default: false
    }
  }

  /// Whether it is a number, in whatever unit.
  var unit: Unit? {
    if case .number(let unit) = self { unit } else { nil }
  }

  /// The type of the items of a list.
  var item: ValueType? {
    if case .list(let item) = self { item } else { nil }
  }

  /// The type of the ends of a range.
  var bound: ValueType? {
    if case .range(let bound) = self { bound } else { nil }
  }
}

extension CheckerPass {
  /// A type in words.
  func describe(_ type: ValueType) -> String {
    switch type {
    case .null: "null"
    case .boolean: "a boolean"
    case .number(let unit): unit == .none ? "a number" : "a number in `\(unit)`"
    case .string: "a string"
    case .enumeration(let id): "a value of `\(schema.enumerations[Int(id)].name)`"
    case .date: "a date"
    case .time: "a time"
    case .dateTime: "a date and time"
    case .months: "a years and months duration"
    case .duration: "a days and time duration"
    case .list(let item): "a list (\(describe(item)))"
    case .record(let fields): "a context (" + fields.map { "`\($0.name)`" }.joined(separator: ", ") + ")"
    case .range(let bound): "a range (\(describe(bound)))"
    case .optional(let type): describe(type) + " or null"
    case .anything: "anything"
    }
  }
}
