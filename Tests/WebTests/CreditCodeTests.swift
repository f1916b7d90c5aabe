import Testing

@testable import Web

struct CreditCodeTests {
  static func code(_ typed: String) -> String {
    switch CreditCode.read(typed) {
    case .success(let code): code.text
    case .failure(let wrong): wrong.code + (wrong.places["n"].map { " " + $0 } ?? "")
    }
  }

  @Test(
    "the published example of the standard's users holds",
    arguments: ["91350100M000100Y43", "91350100m000100y43", "９１３５０１００Ｍ０００１００Ｙ４３", " 9135 0100-M000100Y43 "])
  func valid(typed: String) { #expect(Self.code(typed) == "91350100M000100Y43") }

  @Test(
    "it says what is wrong",
    arguments: [
      ("91350100M000100Y44", "credit_code.check"), ("91350100M000100Y4", "credit_code.length 17"),
      ("91350100M000100Y433", "credit_code.length 19"),
      ("91350100I000100Y43", "credit_code.character 9"), ("91350100M00O100Y43", "credit_code.character 12"),
      ("91350100M000100Z43", "credit_code.character 16"),
      ("9135A100M000100Y43", "credit_code.region 5"), ("91350100M000100Y4é", "credit_code.character 18"),
      ("91350100M000100Y4中", "credit_code.character 18"),
    ])
  func wrong(typed: String, code: String) { #expect(Self.code(typed) == code) }

  @Test("one wrong character and two exchanged neighbours are always found")
  func detection() {
    var generator = SeededNumbers(state: 5)
    for _ in 0..<500 {
      var characters = (0..<17).map { index in
        (2..<8).contains(index)
          ? Character(String(Int.random(in: 0...9, using: &generator))) : CreditCode.alphabet.randomElement(using: &generator) ?? "0"
      }
      characters.append(CreditCode.checkCharacter(of: characters))
      #expect(Self.code(String(characters)) == String(characters))
      let place = Int.random(in: 0..<18, using: &generator)
      var changed = characters
      changed[place] =
        CreditCode.alphabet.filter { $0 != characters[place] && (!(2..<8).contains(place) || $0.isWholeNumber) }
        .randomElement(using: &generator) ?? "0"
      #expect(Self.code(String(changed)) == "credit_code.check")
      let left = Int.random(in: 8..<16, using: &generator)
      if characters[left] != characters[left + 1] {
        var exchanged = characters
        exchanged.swapAt(left, left + 1)
        #expect(Self.code(String(exchanged)) == "credit_code.check")
      }
    }
  }

  /// The check of the standard written another way: the sum of value × 3^(place - 1), each power taken anew.
  @Test("the check character agrees with a second reckoning")
  func secondReckoning() {
    var generator = SeededNumbers(state: 6)
    for _ in 0..<500 {
      let characters = (0..<17).map { _ in CreditCode.alphabet.randomElement(using: &generator) ?? "0" }
      var remainder = 0
      for character in characters.reversed() { remainder = (remainder * 3 + (CreditCode.alphabet.firstIndex(of: character) ?? 0)) % 31 }
      let check = CreditCode.alphabet.firstIndex(of: CreditCode.checkCharacter(of: characters)) ?? 0
      #expect((remainder + check) % 31 == 0)
    }
  }
}
