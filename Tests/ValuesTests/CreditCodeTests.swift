import TestSupport
import Testing
import Values

struct CreditCodeTests {
  /// Codes that stand in public registers and in examples of the standard.
  @Test(
    "codes of the public registers", arguments: ["91350100M000100Y43", "91110000802100433B", "9144030071526726XG", "91110108551385082Q"])
  func known(text: String) {
    #expect(CreditCode(text)?.text == text)
    #expect(CreditCode.problem(of: text) == nil)
    #expect(CreditCode(completing: String(text.prefix(17)))?.text == text)
  }

  @Test(
    "what is wrong is named, with its place",
    arguments: [
      ("", .empty), ("91350100M000100Y4", .length(17)), ("91350100M000100Y433", .length(19)),
      ("91350100M000100Y42", .checkCharacter), ("91350100M000010Y43", .checkCharacter),
      ("9I350100M000100Y43", .letterNotUsed("I", position: 2)), ("91350100M0001O0Y43", .letterNotUsed("O", position: 14)),
      ("91350100M000100V43", .letterNotUsed("V", position: 16)), ("O", .letterNotUsed("O", position: 1)),
      ("9135A100M000100Y43", .divisionNotDigits(position: 5)), ("91350100m000100Y43", .character("m", position: 9)),
      ("91350100M000100Y4 3", .character(" ", position: 18)), ("９1350100M000100Y43", .character("９", position: 1)),
      ("91350100M000100Y4é", .character("é", position: 18)), ("统一社会信用代码", .character("统", position: 1)),
    ] as [(String, CreditCode.Problem)])
  func problems(text: String, problem: CreditCode.Problem) {
    #expect(CreditCode.problem(of: text) == problem)
    #expect(CreditCode(text) == nil)
    #expect(!problem.message.zh.isEmpty && !problem.message.en.isEmpty && problem.code.hasPrefix("credit_code."))
  }

  @Test(
    "a tolerant reading forgives width, case, spaces and hyphens",
    arguments: [
      "91350100m000100y43", " 9135 0100 M000 100Y 43\n", "９１３５０１００Ｍ０００１００Ｙ４３", "9135-0100-M000-100Y-43", "9135–0100—M000100Y43",
      "\u{FEFF}91350100M0\u{200B}00100Y43", "９１３５０１００　ｍ０００１００ｙ４３",
    ])
  func tolerant(text: String) {
    #expect(CreditCode(text, tolerant: true)?.text == "91350100M000100Y43")
    #expect(CreditCode(text) == nil)
  }

  @Test("a tolerant reading guesses no letter", arguments: ["91350100M000100Y4O", "9135O100M000100Y43", "91350100M000100Y4E"])
  func tolerantGuessesNothing(text: String) { #expect(CreditCode(text, tolerant: true) == nil) }

  @Test("the look-alike is named") func lookAlike() {
    #expect(CreditCode.problem(of: "O")?.message.zh == "第 1 位是字母 O，统一社会信用代码不使用该字母；是否应为 0？")
    #expect(CreditCode.problem(of: "V")?.message.zh == "第 1 位是字母 V，统一社会信用代码不使用该字母。")
  }

  @Test("every wrong character and every swap of neighbours is found") func everyMistake() throws {
    var generator = SeededGenerator(seed: 32_100)
    let letters = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")
    for _ in 0..<60 {
      let beginning = String(
        (0..<17).map {
          (2..<8).contains($0) ? letters[Int.random(in: 0..<10, using: &generator)] : letters.randomElement(using: &generator) ?? "0"
        })
      let code = try #require(CreditCode(completing: beginning))
      #expect(CreditCode(code.text) == code && code.text.hasPrefix(beginning))
      let characters = Array(code.text)
      for index in characters.indices {
        for letter in letters where letter != characters[index] {
          var wrong = characters
          wrong[index] = letter
          #expect(CreditCode(String(wrong)) == nil, "\(String(wrong))")
        }
        guard index > 0, characters[index] != characters[index - 1] else { continue }
        var swapped = characters
        swapped.swapAt(index, index - 1)
        #expect(CreditCode(String(swapped)) == nil, "\(String(swapped))")
      }
    }
  }

  @Test("a beginning that can't begin a code has none") func completing() {
    #expect(CreditCode(completing: "91350100M000100Y") == nil)
    #expect(CreditCode(completing: "9135010OM000100Y4") == nil)
    #expect(CreditCode(completing: "91350100M000100Y43") == nil)
  }
}
