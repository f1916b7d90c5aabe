/// One value of an enumeration, by position. The names are kept by whoever declares the enumeration.
public struct Symbol: Hashable, Sendable {
  /// The number of the enumeration in its program.
  public let enumeration: UInt16
  /// The position of the value among those of the enumeration.
  public let index: UInt16

  /// The value at `index` of enumeration `enumeration`.
  @inlinable
  public init(enumeration: UInt16, index: UInt16) {
    self.enumeration = enumeration
    self.index = index
  }
}
