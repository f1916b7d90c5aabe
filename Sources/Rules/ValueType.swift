public import Values

/// The type of an expression: what its value can be, and in which unit.
///
/// Types exist for the checker; nothing looks at them while a rule runs.
public indirect enum ValueType: Hashable, Sendable {
  /// The type of the literal `null`, and of what can have no value at all.
  case null
  /// True or false.
  case boolean
  /// A decimal number in a unit.
  case number(Unit)
  /// Text.
  case string
  /// One of the values of a declared enumeration.
  case enumeration(EnumerationID)
  /// A civil date.
  case date
  /// A time of day without a zone.
  case time
  /// A date with a time of day, without a zone.
  case dateTime
  /// A duration in years and months.
  case months
  /// A duration in days and time.
  case duration
  /// A list of values of one type.
  case list(ValueType)
  /// A record with named fields, in order.
  case record([Field])
  /// A range of values of one ordered type.
  case range(ValueType)
  /// A value of the type, or null. Never nested, never `optional(null)`.
  case optional(ValueType)
  /// Any value at all: the element type of an empty list. Fits everywhere.
  case anything

  /// A named part of a record.
  public struct Field: Hashable, Sendable {
    /// The name.
    public let name: String
    /// The type of its value.
    public let type: ValueType
    /// A field.
    public init(name: String, type: ValueType) {
      self.name = name
      self.type = type
    }
  }

  /// Whether null is among the values.
  public var isOptional: Bool {
    switch self {
    case .null, .optional, .anything: true
    default: false
    }
  }

  /// The type without null.
  public var wrapped: ValueType {
    if case .optional(let type) = self { type } else { self }
  }

  /// The type with null among its values.
  public var orNull: ValueType { isOptional ? self : .optional(self) }
}

/// Which enumeration, by its position in `Schema.enumerations`.
public typealias EnumerationID = UInt16

/// A closed list of values with names, such as the districts of a city.
public struct Enumeration: Hashable, Sendable {
  /// What the enumeration belongs to: a fact, or a table that several facts share.
  public let name: String
  /// The values in their declared order. At most `SymbolSet.capacity`.
  public let values: [String]

  /// An enumeration.
  public init(name: String, values: [String]) {
    self.name = name
    self.values = values
  }
}
