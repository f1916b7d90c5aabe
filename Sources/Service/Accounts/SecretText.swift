import Crypto

/// Secrets that people and programs carry: how they are written, kept and compared.
enum SecretText {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  /// base64url without padding: safe in cookies, headers and addresses. Source: RFC 4648, section 5.
  static func text(_ bytes: [UInt8]) -> String {
    var out: [UInt8] = []
    var (buffer, bits) = (UInt32(0), 0)
    for byte in bytes {
      buffer = buffer << 8 | UInt32(byte)
      bits += 8
      while bits >= 6 {
        bits -= 6
        out.append(alphabet[Int(buffer >> UInt32(bits) & 63)])
      }
      buffer &= (1 << UInt32(bits)) - 1
    }
    if bits > 0 { out.append(alphabet[Int(buffer << UInt32(6 - bits) & 63)]) }
    return String(decoding: out, as: UTF8.self)
  }

  /// What a table keeps of a secret with 256 random bits. No salt: nobody can try them all.
  static func kept(_ secret: String) -> [UInt8] { Array(SHA256.hash(data: Array(secret.utf8))) }

  /// What a table keeps of a code short enough to be tried out: without the server's key the table alone gives nothing away.
  static func kept(_ code: String, of owner: String, key: SymmetricKey) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: Array((owner + "\u{1F}" + code).utf8), using: key))
  }

  /// Whether two byte strings are equal, in a time that doesn't say where they differ.
  static func areEqual(_ a: [UInt8], _ b: [UInt8]) -> Bool {
    guard a.count == b.count else { return false }
    return zip(a, b).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
