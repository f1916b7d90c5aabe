extension DaysDuration: CustomStringConvertible {
  /// The duration written as "P1DT2H3M4.5S", any part left out but not all, or with a leading minus; nil for anything else.
  public init?(_ text: String) {
    var scanner = TextScanner(text)
    let isNegative = scanner.take("-")
    guard scanner.take("P"), let total = scanner.daysAndTime(), scanner.isAtEnd else { return nil }
    self.init(totalNanoseconds: isNegative ? -total : total)
  }

  /// The canonical form: "P1DT2H", "-PT0.5S", "PT0S".
  public var description: String {
    if self == .zero { return "PT0S" }
    let fraction = fractionText(nanoseconds: UInt(nanoseconds.magnitude))
    var time = hours == 0 ? "" : "\(hours.magnitude)H"
    if minutes != 0 { time += "\(minutes.magnitude)M" }
    if seconds != 0 || fraction != "" { time += "\(seconds.magnitude)\(fraction)S" }
    return (isNegative ? "-P" : "P") + (days == 0 ? "" : "\(days.magnitude)D") + (time == "" ? "" : "T" + time)
  }
}

extension TextScanner {
  /// The parts of a duration in their order D, T, H, M, S, as nanoseconds; at least one, and at least one after a T.
  fileprivate mutating func daysAndTime() -> Int128? {
    var seconds: Int128 = 0
    if !take("T") {
      guard let days = wholeNumber(), take("D") else { return nil }
      seconds = Int128(days) * 86_400
      if isAtEnd { return seconds * DaysDuration.nanosecondsPerSecond }
      guard take("T") else { return nil }
    }
    var unitsLeft: [(letter: Unicode.Scalar, seconds: Int128)] = [("H", 3600), ("M", 60), ("S", 1)]
    repeat {
      guard let amount = wholeNumber() else { return nil }
      if isAt(".") {
        // Only seconds can have a fraction, and they are the last part.
        guard let nanoseconds = fraction(), take("S") else { return nil }
        return (seconds + Int128(amount)) * DaysDuration.nanosecondsPerSecond + Int128(nanoseconds)
      }
      guard let position = unitsLeft.firstIndex(where: { take($0.letter) }) else { return nil }
      seconds += Int128(amount) * unitsLeft[position].seconds
      unitsLeft.removeFirst(position + 1)
    } while !isAtEnd
    return seconds * DaysDuration.nanosecondsPerSecond
  }
}
