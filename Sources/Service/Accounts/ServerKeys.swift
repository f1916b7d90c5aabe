public import Crypto
import Foundation

/// The keys of the server, each for one purpose, all derived from one key file. Whoever has the file can forge sessions and receipts:
/// it stays on the server, and outside the database and its backups.
///
/// Source of the derivation: HKDF with SHA-256, RFC 5869.
public struct ServerKeys: Sendable {
  /// Signs what leaves the service and comes back: cookies, the tokens of forms, cursors.
  public let cookieSigning: SymmetricKey
  /// Makes the codes by which people who object see what became of it.
  public let objectionCodes: SymmetricKey
  /// Encrypts the secrets of second factors (AES-GCM).
  public let secondFactorEncryption: SymmetricKey
  /// Keyed hashes of short codes: recovery codes, invitations, places of unknown login names.
  let shortCodes: SymmetricKey

  /// The keys that follow from 32 bytes.
  public init(master: [UInt8]) {
    precondition(master.count == ServerKeys.masterLength_bytes, "the master key has 32 bytes")
    let input = SymmetricKey(data: master)
    func key(_ purpose: String) -> SymmetricKey {
      HKDF<SHA256>.deriveKey(
        inputKeyMaterial: input, salt: Array("huiqi keys 1".utf8), info: Array(purpose.utf8), outputByteCount: ServerKeys.masterLength_bytes
      )
    }
    cookieSigning = key("cookies")
    objectionCodes = key("objection codes")
    secondFactorEncryption = key("second factors")
    shortCodes = key("short codes")
  }

  static let masterLength_bytes = 32
}

/// Why the key file can't be used. Whoever starts the server sees the sentences.
public enum KeyFileProblem: Error, Sendable, Hashable {
  /// Others than its owner may read or write it.
  case open(path: String)
  /// It is no file, it can't be read, or it can't be made.
  case unreadable(path: String, reason: String)
  /// It doesn't hold 64 hexadecimal digits.
  case malformed(path: String)
}
