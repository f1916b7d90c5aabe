extension CreditCode {
  /// What is wrong with a text that should be a credit code. Positions are counted from 1.
  public enum Problem: Error, Hashable, Sendable {
    /// Nothing was typed.
    case empty
    /// Too few or too many characters.
    case length(Int)
    /// A letter that credit codes don't use, as it looks like a digit or another letter: I, O, Z, S, V.
    case letterNotUsed(Character, position: Int)
    /// A character that can't stand in any code.
    case character(Character, position: Int)
    /// One of characters 3 to 8, the administrative division, isn't a digit.
    case divisionNotDigits(position: Int)
    /// The last character doesn't fit the others: one of the 18 is mistyped, or two are swapped.
    case checkCharacter

    /// A stable name.
    public var code: String {
      switch self {
      case .empty: "credit_code.empty"
      case .length: "credit_code.length"
      case .letterNotUsed: "credit_code.letter_not_used"
      case .character: "credit_code.character"
      case .divisionNotDigits: "credit_code.division_not_digits"
      case .checkCharacter: "credit_code.check_character"
      }
    }

    /// What is wrong and what would be right.
    public var message: Bilingual {
      switch self {
      case .empty:
        Bilingual(zh: "请填写统一社会信用代码。", en: "Enter the unified social credit code.")
      case .length(let count):
        Bilingual(zh: "统一社会信用代码应为 18 位，现为 \(count) 位。", en: "The credit code has 18 characters; this one has \(count).")
      case .letterNotUsed(let letter, let position):
        if let digit = Self.lookAlikes[letter] {
          Bilingual(
            zh: "第 \(position) 位是字母 \(letter)，统一社会信用代码不使用该字母；是否应为 \(digit)？",
            en: "Character \(position) is the letter \(letter), which credit codes don't use. Is it \(digit)?")
        } else {
          Bilingual(
            zh: "第 \(position) 位是字母 \(letter)，统一社会信用代码不使用该字母。",
            en: "Character \(position) is the letter \(letter), which credit codes don't use.")
        }
      case .character(_, let position):
        Bilingual(
          zh: "统一社会信用代码第 \(position) 位只能是数字或大写字母。", en: "Character \(position) of the credit code must be a digit or a capital letter.")
      case .divisionNotDigits(let position):
        Bilingual(
          zh: "统一社会信用代码第 \(position) 位应为数字：第 3 至 8 位是登记机关行政区划码。",
          en: "Character \(position) of the credit code must be a digit: characters 3 to 8 are the administrative division.")
      case .checkCharacter:
        Bilingual(
          zh: "统一社会信用代码校验不通过，可能有一位填错或两位颠倒。请对照营业执照核对。",
          en: "The credit code doesn't check: a character is wrong or two are swapped. Compare it with the business licence.")
      }
    }

    private static let lookAlikes: [Character: String] = ["I": "1", "O": "0", "Z": "2", "S": "5"]
  }
}
