/// A checked time of making.
struct PaperTime {
  /// The time as the drawing library takes it: RFC 3339 without a fraction of a second.
  let text: String

  /// The time, or nil if the text isn't RFC 3339.
  init?(_ text: String) {
    let bytes = Array(text.utf8)
    func number(_ range: Range<Int>) -> Int? {
      guard range.upperBound <= bytes.count else { return nil }
      var value = 0
      for byte in bytes[range] {
        guard byte >= 0x30, byte <= 0x39 else { return nil }
        value = value * 10 + Int(byte - 0x30)
      }
      return value
    }
    func has(_ character: Unicode.Scalar, _ index: Int) -> Bool { index < bytes.count && UInt32(bytes[index]) == character.value }
    guard let year = number(0..<4), has("-", 4), let month = number(5..<7), has("-", 7), let day = number(8..<10), has("T", 10),
      let hour = number(11..<13), has(":", 13), let minute = number(14..<16), has(":", 16), let second = number(17..<19),
      (1...12).contains(month), (1...Self.days(year, month)).contains(day), hour < 24, minute < 60, second < 60
    else { return nil }
    var index = 19
    if has(".", index) {
      let first = index + 1
      index = first
      while index < bytes.count, bytes[index] >= 0x30, bytes[index] <= 0x39 { index += 1 }
      guard index > first else { return nil }
    }
    let zone = String(decoding: bytes[index...], as: UTF8.self)
    if zone != "Z" {
      guard has("+", index) || has("-", index), let hours = number((index + 1)..<(index + 3)), has(":", index + 3),
        let minutes = number((index + 4)..<(index + 6)), index + 6 == bytes.count, hours < 24, minutes < 60
      else { return nil }
    }
    self.text = String(decoding: bytes[..<19], as: UTF8.self) + zone
  }

  private static func days(_ year: Int, _ month: Int) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
  }
}
