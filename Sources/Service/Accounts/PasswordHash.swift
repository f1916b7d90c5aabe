import Crypto
import CryptoExtras
import Foundation

/// How dear a guess at a password is. Source of scrypt: RFC 7914.
public struct ScryptParameters: Sendable, Hashable {
  /// N: a power of two. Memory is 128 · N · r bytes.
  public let rounds: Int
  /// r.
  public let blockSize: Int
  /// p.
  public let parallelism: Int

  /// N = 2^15, r = 8, p = 1: 32 MiB and about a tenth of a second for one guess.
  public static let standard = ScryptParameters(rounds: 1 << 15, blockSize: 8, parallelism: 1)

  /// Parameters that scrypt takes; anything else is an error of the program. 64 MiB is the most that the library grants.
  public init(rounds: Int, blockSize: Int, parallelism: Int) {
    precondition(ScryptParameters.areSound(rounds, blockSize, parallelism), "scrypt doesn't take these parameters")
    self.rounds = rounds
    self.blockSize = blockSize
    self.parallelism = parallelism
  }

  /// As they are kept beside every hash: "scrypt:32768:8:1".
  var text: String { "scrypt:\(rounds):\(blockSize):\(parallelism)" }

  /// Parameters as they were kept, or nil.
  init?(_ text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 4, parts[0] == "scrypt", let rounds = Int(parts[1]), let size = Int(parts[2]), let ways = Int(parts[3]),
      ScryptParameters.areSound(rounds, size, ways)
    else { return nil }
    self.init(rounds: rounds, blockSize: size, parallelism: ways)
  }

  private static func areSound(_ rounds: Int, _ size: Int, _ ways: Int) -> Bool {
    guard (2...(1 << 20)).contains(rounds), rounds.nonzeroBitCount == 1, (1...32).contains(size), (1...16).contains(ways) else {
      return false
    }
    return 128 * rounds * size <= 64 << 20
  }
}

/// What is kept of a password: enough to know it again, not enough to find it.
struct PasswordHash: Sendable, Hashable {
  static let saltLength_bytes = 16
  static let hashLength_bytes = 32

  let salt: [UInt8]
  let hash: [UInt8]
  let parameters: ScryptParameters

  /// Computes the hash of a password: slow on purpose, so never on a thread that others wait for.
  static func derive(_ password: String, salt: [UInt8], parameters: ScryptParameters) throws -> PasswordHash {
    let key = try KDF.Scrypt.deriveKey(
      from: Array(normalised(password).utf8), salt: salt, outputByteCount: hashLength_bytes, rounds: parameters.rounds,
      blockSize: parameters.blockSize, parallelism: parameters.parallelism)
    return PasswordHash(salt: salt, hash: key.withUnsafeBytes { Array($0) }, parameters: parameters)
  }

  /// Whether this is the hash of a password: as slow as making one.
  func matches(_ password: String) throws -> Bool {
    try SecretText.areEqual(hash, PasswordHash.derive(password, salt: salt, parameters: parameters).hash)
  }

  /// One spelling for what looks the same: an input method may give full-width characters on one machine and plain ones on another.
  /// Source: NIST SP 800-63B, 5.1.1.2 (normalisation to NFKC before hashing).
  static func normalised(_ password: String) -> String { password.precomposedStringWithCompatibilityMapping }
}
