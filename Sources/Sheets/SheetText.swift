/// How cells read as text.
enum SheetText {
  /// Numbers with more digits than this lose their last ones in spreadsheets, which compute with 15: they are written as text.
  static let greatestNumber: UInt64 = 999_999_999_999_999

  /// Text without the control characters that no screen shows and no workbook can hold. Line ends become line feeds.
  static func clean(_ text: String) -> String {
    // Nearly every text is clean already: C2 begins the control characters beyond ASCII, EF the two that are no characters.
    guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F || $0 == 0xC2 || $0 == 0xEF }) else { return text }
    var out = String.UnicodeScalarView()
    var afterReturn = false
    for scalar in text.unicodeScalars {
      defer { afterReturn = scalar == "\r" }
      switch scalar.value {
      case 0x0A where afterReturn: continue
      case 0x0D: out.append("\n")
      case 0x09, 0x0A: out.append(scalar)
      case 0x00...0x1F, 0x7F...0x9F: continue
      case 0xFFFE, 0xFFFF: out.append("\u{FFFD}")
      default: out.append(scalar)
      }
    }
    return String(out)
  }

  /// An amount in 元 with both places: 1234567 is "12345.67".
  static func money(minor: Int64) -> String {
    let places = String(minor.magnitude % 100)
    return (minor < 0 ? "-" : "") + String(minor.magnitude / 100) + (places.count == 1 ? ".0" : ".") + places
  }

  /// A day as ISO 8601: "2026-03-05".
  static func date(year: Int, month: Int, day: Int) -> String { padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day, 2) }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number.magnitude)
    return (number < 0 ? "-" : "") + String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
