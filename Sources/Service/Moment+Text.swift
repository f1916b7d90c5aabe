import Values

extension Moment {
  /// RFC 3339 in UTC with milliseconds, always as long as this: "2026-03-05T08:00:00.000Z". Texts sort as the moments do.
  public var text: String {
    let (day, rest) = Moment.split(unixMilliseconds)
    return "\(day)T\(Moment.clock(rest)).\(Moment.padded(rest % 1000, 3))Z"
  }

  /// The moment of an RFC 3339 text: "2026-03-05T08:00:00Z", "2026-03-05T16:00:00.5+08:00". What is finer than a millisecond is dropped.
  /// Nil for anything else, for days that don't exist, and for a leap second.
  public init?(_ text: String) {
    var reader = RFC3339Reader(bytes: Array(text.utf8)[...])
    guard let moment = reader.moment() else { return nil }
    self = moment
  }
}

extension Moment: Codable {
  /// From its text.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let moment = Moment(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a moment in RFC 3339")
    }
    self = moment
  }

  /// As its text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}

extension Moment: CustomStringConvertible {
  /// The text.
  public var description: String { text }
}

/// Reads the one form that moments are written in.
private struct RFC3339Reader {
  var bytes: ArraySlice<UInt8>

  mutating func moment() -> Moment? {
    guard let date = date(), take("T"), let time = time(), let fraction = fraction(), let offset = offset(), bytes.isEmpty else {
      return nil
    }
    return Moment(checking: Int64(date.daysSinceEpoch) * Moment.dayMilliseconds + time + fraction - offset)
  }

  private mutating func date() -> CivilDate? {
    guard let year = digits(4), take("-"), let month = digits(2), take("-"), let day = digits(2) else { return nil }
    return CivilDate(year: Int(year), month: Int(month), day: Int(day))
  }

  /// Milliseconds after midnight.
  private mutating func time() -> Int64? {
    guard let hour = digits(2), hour < 24, take(":"), let minute = digits(2), minute < 60, take(":"), let second = digits(2), second < 60
    else { return nil }
    return ((hour * 60 + minute) * 60 + second) * 1000
  }

  /// Milliseconds; 0 if there is no fraction, nil if a point has no digits after it.
  private mutating func fraction() -> Int64? {
    guard take(".") else { return 0 }
    var (value, scale, count) = (Int64(0), Int64(100), 0)
    while let digit = digits(1) {
      value += digit * scale
      scale /= 10
      count += 1
    }
    return count == 0 ? nil : value
  }

  /// Milliseconds east of UTC.
  private mutating func offset() -> Int64? {
    if take("Z") { return 0 }
    let isWest = bytes.first == UInt8(ascii: "-")
    guard take("+") || take("-"), let hour = digits(2), hour < 24, take(":"), let minute = digits(2), minute < 60 else { return nil }
    return (hour * 60 + minute) * (isWest ? -60_000 : 60_000)
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard bytes.first == UInt8(ascii: character) else { return false }
    bytes.removeFirst()
    return true
  }

  private mutating func digits(_ count: Int) -> Int64? {
    guard bytes.count >= count else { return nil }
    var value: Int64 = 0
    for byte in bytes.prefix(count) {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      value = value * 10 + Int64(byte - UInt8(ascii: "0"))
    }
    bytes.removeFirst(count)
    return value
  }
}
