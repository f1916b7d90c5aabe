/// Times of making.
enum SheetTime {
  /// The seconds since 1970-01-01T00:00:00Z of an RFC 3339 time, or nil if the text isn't one. Fractions are dropped.
  static func seconds(_ text: String) -> Int? {
    var bytes = Array(text.utf8)[...]
    func take(_ count: Int, _ range: ClosedRange<Int>) -> Int? {
      guard bytes.count >= count else { return nil }
      var value = 0
      for byte in bytes.prefix(count) {
        guard byte >= 0x30, byte <= 0x39 else { return nil }
        value = value * 10 + Int(byte - 0x30)
      }
      bytes = bytes.dropFirst(count)
      return range.contains(value) ? value : nil
    }
    func take(_ character: Unicode.Scalar) -> Bool {
      guard let first = bytes.first, UInt32(first) == character.value else { return false }
      bytes = bytes.dropFirst()
      return true
    }
    guard let year = take(4, 0...9999), take("-"), let month = take(2, 1...12), take("-"), let day = take(2, 1...days(year, month)),
      take("T"), let hour = take(2, 0...23), take(":"), let minute = take(2, 0...59), take(":"), let second = take(2, 0...59)
    else { return nil }
    if take(".") {
      let digits = bytes.prefix { $0 >= 0x30 && $0 <= 0x39 }
      guard !digits.isEmpty else { return nil }
      bytes = bytes.dropFirst(digits.count)
    }
    var offset = 0
    if !take("Z") {
      let sign = take("+") ? 1 : take("-") ? -1 : 0
      guard sign != 0, let hours = take(2, 0...23), take(":"), let minutes = take(2, 0...59) else { return nil }
      offset = sign * (hours * 3600 + minutes * 60)
    }
    guard bytes.isEmpty else { return nil }
    return (daysSince1970(year, month, day) * 24 + hour) * 3600 + minute * 60 + second - offset
  }

  /// The days of a month.
  static func days(_ year: Int, _ month: Int) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
  }

  private static func daysSince1970(_ year: Int, _ month: Int, _ day: Int) -> Int {
    // Years that begin in March end with the leap day; 719,468 days lie between 0000-03-01 and 1970-01-01.
    let shifted = month > 2 ? year : year - 1
    let cycle = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfCycle = shifted - cycle * 400
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    return cycle * 146_097 + yearOfCycle * 365 + yearOfCycle / 4 - yearOfCycle / 100 + dayOfYear - 719_468
  }
}
