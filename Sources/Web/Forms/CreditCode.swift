/// A unified social credit code (GB 32100-2015): 18 characters, the last of which checks the others.
struct CreditCode: Sendable, Hashable, CustomStringConvertible {
  /// The code in capital letters.
  let text: String

  /// As written.
  var description: String { text }

  /// The standard's characters: no I, O, Z, S, V.
  static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")

  /// Reads a code; spaces, hyphens, small letters and full-width characters are forgiven. Says what is wrong: the length, which character, or the
  /// check.
  static func read(_ typed: String) -> Result<CreditCode, FieldText.Wrong> {
    let text = FieldText.narrow(typed).uppercased().filter { $0 != " " && $0 != "-" }
    let characters = Array(text)
    for (index, character) in characters.enumerated() where !alphabet.contains(character) {
      return .failure(
        FieldText.Wrong("credit_code.character", "frame.credit_code_character", ["n": String(index + 1), "c": String(character)]))
    }
    guard characters.count == 18 else {
      return .failure(FieldText.Wrong("credit_code.length", "frame.credit_code_length", ["n": String(characters.count)]))
    }
    // Places 3 to 8 are the region, in digits.
    for index in 2..<8 where !characters[index].isWholeNumber {
      return .failure(
        FieldText.Wrong("credit_code.region", "frame.credit_code_region", ["n": String(index + 1), "c": String(characters[index])]))
    }
    guard characters[17] == checkCharacter(of: characters[..<17]) else {
      return .failure(FieldText.Wrong("credit_code.check", "frame.credit_code_check"))
    }
    return .success(CreditCode(text: text))
  }

  /// The 18th character for 17 of the alphabet: weights are the powers of 3 modulo 31 (GB 32100-2015, 附录 A).
  static func checkCharacter(of characters: some Sequence<Character>) -> Character {
    var sum = 0
    var weight = 1
    for character in characters {
      sum += (alphabet.firstIndex(of: character) ?? 0) * weight
      weight = weight * 3 % 31
    }
    return alphabet[(31 - sum % 31) % 31]
  }
}
