extension CivilDate {
  /// The day written as YYYY-MM-DD, all digits present, with a leading minus for years before 0000. Nil for anything else and for days
  /// that do not exist: "2025-1-1", "2025-02-30", " 2025-01-01".
  public init?(_ text: String) {
    var scanner = TextScanner(text)
    guard let date = scanner.date(), scanner.isAtEnd else { return nil }
    self = date
  }
}

extension CivilDate: CustomStringConvertible {
  /// ISO 8601: "2025-08-01", "-0044-03-15".
  public var description: String {
    let (year, month, day) = components
    return "\(year < 0 ? "-" : "")\(padded(year.magnitude, 4))-\(padded(month.magnitude, 2))-\(padded(day.magnitude, 2))"
  }
}

extension TextScanner {
  mutating func date() -> CivilDate? {
    let isNegative = take("-")
    guard let year = digits(4), take("-"), let month = digits(2), take("-"), let day = digits(2) else { return nil }
    // The year 0 has one spelling.
    if isNegative && year == 0 { return nil }
    return CivilDate(year: isNegative ? -year : year, month: month, day: day)
  }
}
