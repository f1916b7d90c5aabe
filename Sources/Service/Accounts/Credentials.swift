import Crypto
import Foundation
import Storage

/// The secrets of an account, as the table keeps them.
struct Credentials: Sendable {
  let account: String
  let password: PasswordHash
  /// Encrypted; nil without a second factor.
  let totpSecret: [UInt8]?
  /// Encrypted; waits for its first code.
  let totpPending: [UInt8]?
  let totpLastStep: Int64?
  let failures: Int64
  let lockedUntil: Moment?

  private static let columns = "account, salt, hash, parameters, totp_secret, totp_pending, totp_last_step, failures, locked_until"

  /// The secrets of an account, or nil if it has none.
  static func find(_ account: String, in tx: any Transaction) throws -> Credentials? {
    try tx.first("SELECT \(columns) FROM credentials WHERE account = $1", [.text(account)]).map { Credentials($0) }
  }

  private init(_ row: Row) {
    guard let parameters = ScryptParameters(row.text(3)) else { preconditionFailure("the table holds parameters that scrypt doesn't take") }
    account = row.text(0)
    password = PasswordHash(salt: row.blob(1), hash: row.blob(2), parameters: parameters)
    totpSecret = row.optionalBlob(4)
    totpPending = row.optionalBlob(5)
    totpLastStep = row.optionalInteger(6)
    failures = row.integer(7)
    lockedUntil = row.optionalInteger(8).map { Moment(unixMilliseconds: $0) }
  }

  /// The secrets of a new account.
  static func insert(_ account: String, _ password: PasswordHash, in tx: any Transaction) throws {
    try tx.execute(
      "INSERT INTO credentials VALUES ($1, $2, $3, $4, NULL, NULL, NULL, 0, NULL)",
      [.text(account), .blob(password.salt), .blob(password.hash), .text(password.parameters.text)])
  }

  /// A new password; the lock that the old one brought about ends with it.
  static func replacePassword(of account: String, with password: PasswordHash, in tx: any Transaction) throws {
    try tx.execute(
      "UPDATE credentials SET salt = $2, hash = $3, parameters = $4, failures = 0, locked_until = NULL WHERE account = $1",
      [.text(account), .blob(password.salt), .blob(password.hash), .text(password.parameters.text)])
  }

  /// Seconds until somebody may try again, or nil if they may now.
  static func wait_seconds(_ lockedUntil: Moment?, at now: Moment) -> Int64? {
    guard let lockedUntil, lockedUntil > now else { return nil }
    return lockedUntil.secondsUp(since: now)
  }
}

extension ServerKeys {
  /// A secret as it may lie in a table: AES-GCM, bound to its account, so that no row can be put in another's place.
  func sealed(_ secret: [UInt8], of account: String) throws -> [UInt8] {
    let box = try AES.GCM.seal(secret, using: secondFactorEncryption, authenticating: Array(account.utf8))
    guard let combined = box.combined else { preconditionFailure("a box with the standard nonce has a combined form") }
    return Array(combined)
  }

  /// The secret in a sealed box. Throws if the key is another one, or the box was changed or moved.
  func opened(_ box: [UInt8], of account: String) throws -> [UInt8] {
    Array(try AES.GCM.open(AES.GCM.SealedBox(combined: box), using: secondFactorEncryption, authenticating: Array(account.utf8)))
  }
}
