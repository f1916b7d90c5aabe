/// Reads the fixed forms of dates, times and durations, byte by byte.
struct TextScanner {
  private var rest: Substring.UTF8View

  init(_ text: String) {
    rest = text[...].utf8
  }

  var isAtEnd: Bool { rest.isEmpty }

  /// Whether this ASCII character is next.
  func isAt(_ character: Unicode.Scalar) -> Bool { rest.first == UInt8(ascii: character) }

  /// Takes this ASCII character, if it is next.
  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard isAt(character) else { return false }
    rest.removeFirst()
    return true
  }

  /// Takes exactly `count` digits.
  mutating func digits(_ count: Int) -> Int? {
    let run = rest.prefix(count)
    guard run.count == count, run.allSatisfy(Self.isDigit) else { return nil }
    rest.removeFirst(count)
    return run.reduce(0) { $0 * 10 + Int($1 - 48) }
  }

  /// Takes one digit or more, as many as there are; nil if there is none or the number is beyond 10^18.
  mutating func wholeNumber() -> Int64? {
    let run = rest.prefix(while: Self.isDigit)
    let significant = run.drop { $0 == 48 }
    guard !run.isEmpty, significant.count <= 18 else { return nil }
    rest.removeFirst(run.count)
    return significant.reduce(0) { $0 * 10 + Int64($1 - 48) }
  }

  /// Takes ".", then one to nine digits, as nanoseconds. Zero if no point is next; nil if its digits are none or too many.
  mutating func fraction() -> Int32? {
    guard take(".") else { return 0 }
    let run = rest.prefix(while: Self.isDigit)
    guard (1...9).contains(run.count) else { return nil }
    rest.removeFirst(run.count)
    let value = run.reduce(Int32(0)) { $0 * 10 + Int32($1 - 48) }
    return (run.count..<9).reduce(value) { value, _ in value * 10 }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }
}

/// The number with zeros in front up to `width` digits.
func padded(_ value: UInt, _ width: Int) -> String {
  let digits = String(value)
  return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}

/// A fraction of a second after its point, with no trailing zeros: 500,000,000 is ".5", 0 is "".
func fractionText(nanoseconds: UInt) -> String {
  if nanoseconds == 0 { return "" }
  var digits = padded(nanoseconds, 9)
  while digits.last == "0" { digits.removeLast() }
  return "." + digits
}
