import Foundation
import Testing
import Values

/// Days and amounts as events write them.
@Suite struct CodableTests {
  private func written(_ value: some Encodable) throws -> String { String(decoding: try JSONEncoder().encode([value]), as: UTF8.self) }

  private func read<Value: Decodable>(_ text: String, as type: Value.Type) throws -> [Value] {
    try JSONDecoder().decode([Value].self, from: Data(text.utf8))
  }

  @Test func daysAreISOText() throws {
    for text in ["2026-03-05", "-0044-03-15", "9999-12-31", "-9999-01-01", "2024-02-29"] {
      let day = try #require(CivilDate(text))
      #expect(try written(day) == "[\"\(text)\"]")
      #expect(try read("[\"\(text)\"]", as: CivilDate.self) == [day])
    }
  }

  @Test(arguments: ["[\"2026-02-29\"]", "[\"2026-3-5\"]", "[\"\"]", "[20260305]", "[null]", "[\"2026-03-05T00:00:00\"]"])
  func noDay(text: String) {
    #expect(throws: DecodingError.self) { try read(text, as: CivilDate.self) }
  }

  @Test func amountsAreWholeMinorUnits() throws {
    for minor in [0, 1, -1, 12_345, Money.maximumMinor, -Money.maximumMinor] {
      #expect(try written(Money(minor: minor)) == "[\(minor)]")
      #expect(try read("[\(minor)]", as: Money.self) == [Money(minor: minor)])
    }
  }

  @Test(arguments: ["[100000000000000001]", "[-100000000000000001]", "[9223372036854775808]", "[0.5]", "[\"12\"]", "[null]"])
  func noAmount(text: String) {
    #expect(throws: DecodingError.self) { try read(text, as: Money.self) }
  }
}
