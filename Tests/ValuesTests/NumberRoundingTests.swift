import Testing
import Values

/// The rounding modes as a table: what each makes of a value at scale 2.
@Suite struct NumberRoundingTests {
  static let table: [(text: String, expected: [RoundingMode: String])] = [
    ("2.345", [.halfUp: "2.35", .halfEven: "2.34", .halfDown: "2.34", .up: "2.35", .down: "2.34", .floor: "2.34", .ceiling: "2.35"]),
    (
      "-2.345",
      [.halfUp: "-2.35", .halfEven: "-2.34", .halfDown: "-2.34", .up: "-2.35", .down: "-2.34", .floor: "-2.35", .ceiling: "-2.34"]
    ),
    ("2.355", [.halfUp: "2.36", .halfEven: "2.36", .halfDown: "2.35", .up: "2.36", .down: "2.35", .floor: "2.35", .ceiling: "2.36"]),
    (
      "-2.355",
      [.halfUp: "-2.36", .halfEven: "-2.36", .halfDown: "-2.35", .up: "-2.36", .down: "-2.35", .floor: "-2.36", .ceiling: "-2.35"]
    ),
    ("2.3450001", [.halfUp: "2.35", .halfEven: "2.35", .halfDown: "2.35", .up: "2.35", .down: "2.34", .floor: "2.34", .ceiling: "2.35"]),
    ("2.3449999", [.halfUp: "2.34", .halfEven: "2.34", .halfDown: "2.34", .up: "2.35", .down: "2.34", .floor: "2.34", .ceiling: "2.35"]),
    (
      "-2.3410000",
      [.halfUp: "-2.34", .halfEven: "-2.34", .halfDown: "-2.34", .up: "-2.35", .down: "-2.34", .floor: "-2.35", .ceiling: "-2.34"]
    ),
    ("0.005", [.halfUp: "0.01", .halfEven: "0.00", .halfDown: "0.00", .up: "0.01", .down: "0.00", .floor: "0.00", .ceiling: "0.01"]),
    ("-0.005", [.halfUp: "-0.01", .halfEven: "0.00", .halfDown: "0.00", .up: "-0.01", .down: "0.00", .floor: "-0.01", .ceiling: "0.00"]),
    ("0.0001", [.halfUp: "0.00", .halfEven: "0.00", .halfDown: "0.00", .up: "0.01", .down: "0.00", .floor: "0.00", .ceiling: "0.01"]),
    ("9.995", [.halfUp: "10.00", .halfEven: "10.00", .halfDown: "9.99", .up: "10.00", .down: "9.99", .floor: "9.99", .ceiling: "10.00"]),
    ("2.34", [.halfUp: "2.34", .halfEven: "2.34", .halfDown: "2.34", .up: "2.34", .down: "2.34", .floor: "2.34", .ceiling: "2.34"]),
  ]

  @Test(arguments: table) func atScaleTwo(text: String, expected: [RoundingMode: String]) throws {
    let number = try #require(Number(text))
    #expect(expected.count == RoundingMode.allCases.count)
    for (mode, figure) in expected {
      #expect(number.rounded(scale: 2, mode)?.plain(scale: 2) == figure, "\(text), \(mode)")
    }
  }

  @Test func negativeScales() {
    #expect(Number(15_000).rounded(scale: -4, .halfEven) == 20_000)
    #expect(Number(25_000).rounded(scale: -4, .halfEven) == 20_000)
    #expect(Number(25_000).rounded(scale: -4, .halfUp) == 30_000)
    #expect(Number(4999).rounded(scale: -4, .halfUp) == 0)
    #expect(Number(1).rounded(scale: -4, .up) == 10_000)
    #expect(Number(-1).rounded(scale: -40, .floor)?.description == "-1" + String(repeating: "0", count: 40))
  }

  @Test func wordsOfPolicyPackages() {
    #expect(RoundingMode(rawValue: "half_up") == .halfUp)
    #expect(RoundingMode(rawValue: "halfUp") == nil)
  }
}
