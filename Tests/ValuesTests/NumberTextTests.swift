import TestSupport
import Testing

@testable import Values

@Suite struct NumberTextTests {
  static let printed: [(text: String, expected: String)] = [
    ("1.10", "1.1"), ("-0", "0"), ("-0.00", "0"), ("0e99999", "0"), ("1e3", "1000"), ("1E+3", "1000"), ("1e-3", "0.001"), (".5", "0.5"),
    ("-.5", "-0.5"), ("007", "7"), ("100", "100"), ("-100.0100", "-100.01"),
    ("123456789012345678901234567890.1234", "123456789012345678901234567890.1234"),
    ("0.00000000000000000000000000000000000001", "0.00000000000000000000000000000000000001"),
    ("99999999999999999999999999999999995", "100000000000000000000000000000000000"),
    ("10000000000000000000000000000000005", "10000000000000000000000000000000000"),
    ("10000000000000000000000000000000015", "10000000000000000000000000000000020"),
    ("100000000000000000000000000000000050000000000000000000000000001", "100000000000000000000000000000000100000000000000000000000000000"),
    ("0.1000000000000000000000000000000000500000000000000000000000000000", "0.1"),
    ("0.1000000000000000000000000000000000500000000000000000000000000001", "0.1000000000000000000000000000000001"),
  ]

  @Test(arguments: printed) func prints(text: String, expected: String) {
    #expect(Number(text)?.description == expected)
  }

  @Test(arguments: [
    "", "-", "+1", "1e", "1e+", "e5", ".", "1.", "1.e5", "-.", "0x10", " 1", "1 ", "1,000", "1_000", "--1", "1.2.3", "1e5.0", "NaN",
    "Infinity", "inf",
    "１", "一", "1e6145", "9e999999999999999999999999", "1\u{0}", "¼",
  ]) func refuses(text: String) {
    #expect(Number(text) == nil)
    #expect(Number(utf8: Array(text.utf8)) == nil)
  }

  @Test func printedNumbersReadBack() {
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<3000 {
      let number = generator.number()
      #expect(Number(number.description) == number)
      #expect(Number(utf8: Array(number.description.utf8)) == number)
      #expect(!number.description.contains("e"))
    }
  }

  /// Long inputs against exact integers: up to 60 digits, a point anywhere, an exponent.
  @Test func longInputsAreRoundedOnce() {
    var generator = SeededGenerator(seed: 12)
    for _ in 0..<10_000 {
      let length = Int.random(in: 1...60, using: &generator)
      var digits = (0..<length).map { _ in UInt8.random(in: 0...9, using: &generator) }
      if length > 36 && generator.next() % 2 == 0 {
        digits.replaceSubrange(34..., with: [5] + Array(repeating: UInt8(0), count: length - 35))
      }
      let fraction = Int.random(in: 0..<length, using: &generator)
      let exponent = Int.random(in: -50...50, using: &generator)
      let whole = digits.map(String.init).joined()
      let text = whole.dropLast(fraction) + (fraction > 0 ? "." + whole.suffix(fraction) : "") + "e\(exponent)"
      let expected = DecimalOracle.rounded(.init(whole) ?? 0, exponent - fraction)
      #expect(Number(String(text)).map(DecimalOracle.init) == expected, "\(text)")
    }
  }

  @Test func plainFigures() throws {
    #expect(Number(30_000).plain(scale: 2) == "30000.00")
    #expect(Number(-5).plain(scale: 0) == "-5")
    #expect(try #require(Number("-0.05")).plain(scale: 2) == "-0.05")
    #expect(Number.zero.plain(scale: 2) == "0.00")
    #expect(Number.zero.plain(scale: 0) == "0")
    #expect(try #require(Number("1e3")).plain(scale: 1) == "1000.0")
    #expect(try #require(Number("1.500")).plain(scale: 1) == "1.5")
  }

  @Test func printingNeverRounds() async {
    await #expect(processExitsWith: .failure) {
      _ = Number(1).divided(by: 8)?.plain(scale: 2)
    }
  }
}
