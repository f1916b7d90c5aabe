import Crypto
import Foundation

/// SHA-256 as hexadecimal digits, and codes that people type.
enum Digest {
  static func sha256(_ text: String) -> String {
    SHA256.hash(data: Data(text.utf8)).map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
  }

  /// A code of 16 letters and digits without those that look alike, in groups of four: 80 bits of the hash.
  static func code(_ parts: [String]) -> String {
    let letters = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    let bytes = Array(SHA256.hash(data: Data(parts.joined(separator: "\n").utf8)).prefix(10))
    var bits = 0
    var count = 0
    var out = ""
    for byte in bytes {
      bits = bits << 8 | Int(byte)
      count += 8
      while count >= 5 {
        count -= 5
        if !out.isEmpty, out.count % 5 == 4 { out.append("-") }
        out.append(letters[bits >> count & 31])
      }
    }
    return out
  }
}
