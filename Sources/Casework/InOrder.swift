/// A set of names that is written in their order: the same case has the same bytes, whenever and wherever its row is made.
@propertyWrapper
public struct InOrder: Sendable, Codable, Hashable {
  /// The names.
  public var wrappedValue: Set<String>

  /// These names.
  public init(wrappedValue: Set<String>) { self.wrappedValue = wrappedValue }

  /// Reads a list of names.
  public init(from decoder: any Decoder) throws {
    wrappedValue = try decoder.singleValueContainer().decode(Set<String>.self)
  }

  /// Writes the names in order.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(wrappedValue.sorted())
  }
}
