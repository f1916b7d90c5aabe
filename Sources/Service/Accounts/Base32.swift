/// Base32 without padding. Source: RFC 4648, section 6.
enum Base32 {
  /// The alphabet of the standard, which authenticator apps read.
  static let standard = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)
  /// Digits and letters without I, L, O and U, for codes that people copy from paper.
  static let withoutLookAlikes = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

  /// Large letters and digits, eight for every five bytes.
  static func text(_ bytes: [UInt8], alphabet: [UInt8] = standard) -> String {
    var out: [UInt8] = []
    var (buffer, bits) = (UInt32(0), 0)
    for byte in bytes {
      buffer = buffer << 8 | UInt32(byte)
      bits += 8
      while bits >= 5 {
        bits -= 5
        out.append(alphabet[Int(buffer >> UInt32(bits) & 31)])
      }
      buffer &= (1 << UInt32(bits)) - 1
    }
    if bits > 0 { out.append(alphabet[Int(buffer << UInt32(5 - bits) & 31)]) }
    return String(decoding: out, as: UTF8.self)
  }

  /// The bytes of a text in the alphabet of the standard, or nil for other characters or bits left over. Small letters are taken as large ones.
  static func bytes(_ text: String) -> [UInt8]? {
    var out: [UInt8] = []
    var (buffer, bits) = (UInt32(0), 0)
    for character in text.uppercased().utf8 {
      guard let value = standard.firstIndex(of: character) else { return nil }
      buffer = buffer << 5 | UInt32(value)
      bits += 5
      if bits >= 8 {
        bits -= 8
        out.append(UInt8(buffer >> UInt32(bits) & 255))
      }
      buffer &= (1 << UInt32(bits)) - 1
    }
    return bits < 5 && buffer == 0 ? out : nil
  }
}
