import Crypto

/// Secrets that people and programs carry: how they are kept and compared.
enum SecretText {
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
