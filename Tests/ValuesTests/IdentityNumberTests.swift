import Testing

@testable import Values

/// Citizen identification numbers: what can be one and what can't.
struct IdentityNumberTests {
  @Test("the example of the standard, and its day of birth")
  func example() throws {
    let number = try #require(IdentityNumber("11010519491231002X"))
    #expect(number.text == "11010519491231002X" && number.born == CivilDate("1949-12-31"))
    #expect(IdentityNumber(" 110105-19491231-002x ")?.text == number.text)
    #expect(IdentityNumber("１１０１０５１９４９１２３１００２Ｘ")?.text == number.text)
  }

  @Test("only one last character of the eleven is right")
  func check() {
    let right = "0123456789X".filter { IdentityNumber("44079919000101001" + String($0)) != nil }
    #expect(right == "9")
  }

  @Test(
    "what can't be one",
    arguments: [
      "", "110105491231002", "11010519491231002", "11010519491231002X1", "1101051949123100X2", "110105194902290023", "011010519491231002",
      "11010519491331002X", "11010500001231002X", "11010519491231002\u{0301}X", "一一0105194912310028", "11010519491231002Ⅹ",
    ])
  func wrong(text: String) { #expect(IdentityNumber(text) == nil) }

  @Test("every digit counts: a wrong one and two swapped are noticed")
  func mistakes() {
    let digits = Array("11010519491231002X")
    for place in 0..<17 {
      for digit in "0123456789" where digit != digits[place] {
        var other = digits
        other[place] = digit
        #expect(IdentityNumber(String(other)) == nil)
      }
    }
    for place in 0..<16 where digits[place] != digits[place + 1] {
      var other = digits
      other.swapAt(place, place + 1)
      #expect(IdentityNumber(String(other)) == nil)
    }
  }
}
