/// The citizen identification number (公民身份号码): 17 digits and a check character.
///
///     IdentityNumber("11010519491231002X") != nil
///
/// Six digits for the division, eight for the day of birth, three for the order, one check character, which may be X. The residence permits
/// of people from Hong Kong, Macao and Taiwan and the permanent residence cards of foreigners have numbers of the same make.
///
/// Source: GB 11643-1999 (check character: GB/T 17710, MOD 11-2). That a number is sound says nothing of whether it is anybody's.
public struct IdentityNumber: Hashable, Sendable {
  /// The 18 characters, X large.
  public let text: String

  /// A number with a right check character and a day of birth that there was, or nil. Full-width characters, small letters, spaces and
  /// hyphens are forgiven.
  public init?(_ typed: String) {
    var bytes: [UInt8] = []
    for scalar in typed.unicodeScalars {
      let value = (0xFF01...0xFF5E).contains(scalar.value) ? scalar.value - 0xFEE0 : scalar.value
      if scalar.properties.isWhitespace || value == 0x2D { continue }
      guard bytes.count < 18, let byte = UInt8(exactly: value) else { return nil }
      bytes.append(byte == UInt8(ascii: "x") ? UInt8(ascii: "X") : byte)
    }
    guard bytes.count == 18, bytes.prefix(17).allSatisfy({ (0x30...0x39).contains($0) }), bytes[0] != 0x30,
      bytes[17] == IdentityNumber.checkCharacter(of: bytes.prefix(17))
    else { return nil }
    func number(_ range: Range<Int>) -> Int { bytes[range].reduce(0) { $0 * 10 + Int($1 - 0x30) } }
    guard (1800...2999).contains(number(6..<10)), let day = CivilDate(year: number(6..<10), month: number(10..<12), day: number(12..<14))
    else { return nil }
    text = String(decoding: bytes, as: UTF8.self)
    born = day
  }

  /// The day of birth.
  public let born: CivilDate

  /// The 18th character for 17 digits: weights are 2^(18-i) modulo 11.
  static func checkCharacter(of digits: some Sequence<UInt8>) -> UInt8 {
    var sum = 0
    for digit in digits { sum = (sum + Int(digit - 0x30)) * 2 % 11 }
    let check = (12 - sum) % 11
    return check == 10 ? UInt8(ascii: "X") : UInt8(0x30 + check)
  }
}
