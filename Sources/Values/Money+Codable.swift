/// An amount is written as the whole number of its 分: 12345 for 123.45. A key that holds one ends in `_minor`.
extension Money: Codable {
  /// Reads a whole number of 分; fails on fractions and on amounts beyond 10^15 CNY.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let amount = Money(checking: try container.decode(Int64.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "an amount of money is beyond 10^15")
    }
    self = amount
  }

  /// Writes the whole number of 分.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(minor)
  }
}
