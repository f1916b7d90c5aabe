/// The unified social credit code (统一社会信用代码) of an enterprise or organisation: 18 characters, the last one a check character.
///
///     CreditCode("91350100M000100Y43") != nil
///     CreditCode.problem(of: "91350100M000100Y4O") == .letterNotUsed("O", position: 18)
///
/// Source: GB 32100-2015. One character for the registering authority, one for the kind, six digits for the administrative division, nine
/// characters for the body, one check character (5.4: weights 3^(i-1) mod 31). The letters I, O, Z, S and V are not used.
public struct CreditCode: Hashable, Sendable {
  /// The 18 characters, letters large.
  public let text: String

  /// A code with a right check character, or nil. A tolerant reading forgives what people type: full-width characters, small letters,
  /// spaces and hyphens.
  public init?(_ text: String, tolerant: Bool = false) {
    guard case .success(let code) = CreditCode.read(text, tolerant: tolerant) else { return nil }
    self = code
  }

  /// What is wrong with a text, or nil if it is a code.
  public static func problem(of text: String, tolerant: Bool = false) -> Problem? {
    switch read(text, tolerant: tolerant) {
    case .success: nil
    case .failure(let problem): problem
    }
  }

  /// The code that begins with these 17 characters, or nil if they can't begin one.
  public init?(completing beginning: String) {
    guard case .success(let values) = CreditCode.values(Array(beginning), count: 17) else { return nil }
    self.init(unchecked: values + [CreditCode.checkValue(values)])
  }

  private init(unchecked values: [Int]) { text = String(values.map { CreditCode.alphabet[$0] }) }

  static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")
  private static let valueOf = Dictionary(uniqueKeysWithValues: alphabet.enumerated().map { ($1, $0) })

  private static func read(_ text: String, tolerant: Bool) -> Result<CreditCode, Problem> {
    let characters = tolerant ? forgiving(text) : Array(text)
    return values(characters, count: 18).flatMap { values in
      values[17] == checkValue(Array(values.prefix(17))) ? .success(CreditCode(unchecked: values)) : .failure(.checkCharacter)
    }
  }

  /// The values of the characters, or the first thing that is wrong with them. Characters come before the length: somebody who typed the
  /// letter O must hear about the O.
  private static func values(_ characters: [Character], count: Int) -> Result<[Int], Problem> {
    if characters.isEmpty { return .failure(.empty) }
    var values: [Int] = []
    for (index, character) in characters.prefix(count).enumerated() {
      guard let value = valueOf[character] else {
        return .failure(
          "IOZSV".contains(character) ? .letterNotUsed(character, position: index + 1) : .character(character, position: index + 1))
      }
      if (2..<8).contains(index) && value > 9 { return .failure(.divisionNotDigits(position: index + 1)) }
      values.append(value)
    }
    return characters.count == count ? .success(values) : .failure(.length(characters.count))
  }

  private static func checkValue(_ values: [Int]) -> Int {
    var (sum, weight) = (0, 1)
    for value in values {
      sum += value * weight
      weight = weight * 3 % 31
    }
    return (31 - sum % 31) % 31
  }

  private static func forgiving(_ text: String) -> [Character] {
    text.unicodeScalars.compactMap { scalar -> Character? in
      var value = scalar.value
      if (0xFF01...0xFF5E).contains(value) { value -= 0xFEE0 }
      // Spaces, hyphens and the invisible characters that come along when something is copied from a page or a PDF.
      if scalar.properties.isWhitespace || [0x2D, 0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF].contains(value) { return nil }
      if (0x2010...0x2015).contains(value) || value == 0x2212 { return nil }
      if (0x61...0x7A).contains(value) { value -= 0x20 }
      return Unicode.Scalar(value).map { Character($0) }
    }
  }
}

extension CreditCode: CustomStringConvertible {
  /// The 18 characters.
  public var description: String { text }
}

extension CreditCode: Comparable {
  /// By the order of the characters.
  public static func < (left: CreditCode, right: CreditCode) -> Bool { left.text.compareCodePoints(right.text) < 0 }
}
