import Crypto
import Storage

/// SHA-256 as hexadecimal digits, and codes that people type.
public enum Digest {
  /// The 64 digits of a text's hash.
  public static func sha256(_ text: String) -> String { sha256(text.utf8) }

  /// The 64 digits of the hash of bytes.
  public static func sha256(_ bytes: some Sequence<UInt8>) -> String { Hex.text(SHA256.hash(data: Array(bytes))) }

  /// A code of 16 letters and digits without those that look alike, in groups of four: 80 bits of the hash.
  ///
  /// It is no secret: whoever knows the parts can work it out. On papers it stands for what they say, and anybody may check it.
  static func code(_ parts: [String]) -> String { code(SHA256.hash(data: Array(parts.joined(separator: "\n").utf8))) }

  /// The first 80 bits of a hash as such a code.
  static func code(_ hash: some Sequence<UInt8>) -> String {
    let characters = Array(Base32.text(Array(hash.prefix(10)), alphabet: Base32.withoutLookAlikes))
    return stride(from: 0, to: characters.count, by: 4).map { String(characters[$0..<$0 + 4]) }.joined(separator: "-")
  }
}
