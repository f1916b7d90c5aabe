/// A day is written as ISO 8601 text, as people read it: "2026-03-05".
extension CivilDate: Codable {
  /// Reads YYYY-MM-DD; fails on anything else and on days that do not exist.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let date = CivilDate(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a day that exists, written as YYYY-MM-DD")
    }
    self = date
  }

  /// Writes YYYY-MM-DD.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
