import Crypto

/// Time-based one-time codes: SHA-1, steps of 30 seconds, six digits. Sources: RFC 6238; RFC 4226, section 5.3.
enum TOTP {
  static let stepLength_seconds: Int64 = 30
  static let secretLength_bytes = 20
  /// How many steps the clock of a telephone may be early or late.
  static let tolerance: Int64 = 1

  /// What a typed code is worth.
  enum Verdict: Equatable {
    /// It is the code of this step, which must be refused from now on.
    case accepted(step: Int64)
    /// It is right, but this step or a later one was used before: somebody may have looked over a shoulder.
    case used
    /// It is no code of this time.
    case wrong
  }

  /// The number of the step that a moment lies in.
  static func step(at moment: Moment) -> Int64 { moment.unixMilliseconds / (stepLength_seconds * 1000) }

  /// The code of a step.
  static func code(secret: [UInt8], step: Int64, digits: Int = 6) -> String {
    let counter = withUnsafeBytes(of: step.bigEndian) { Array($0) }
    let hash = Array(HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: SymmetricKey(data: secret)))
    let offset = Int(hash[hash.count - 1] & 0x0F)
    let number = hash[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
    let modulus = (0..<digits).reduce(UInt32(1)) { product, _ in product * 10 }
    let text = String(number % modulus)
    return String(repeating: "0", count: digits - text.utf8.count) + text
  }

  /// Checks a code against the steps around a moment. `after` is the last step that was used, nil if none was.
  static func check(_ code: String, secret: [UInt8], at moment: Moment, after last: Int64?) -> Verdict {
    let present = step(at: moment)
    var found: Int64?
    // All steps are compared, always: the time says nothing about which one fits.
    for candidate in (present - tolerance)...(present + tolerance) {
      if SecretText.areEqual(Array(code.utf8), Array(self.code(secret: secret, step: candidate).utf8)) { found = candidate }
    }
    guard let found else { return .wrong }
    if let last, found <= last { return .used }
    return .accepted(step: found)
  }

  /// The six digits of what somebody typed: full-width digits and spaces are forgiven. Nil if it can't be a code.
  static func digits(_ typed: String) -> String? {
    let folded = TypedText.folded(typed).filter { !$0.isWhitespace }
    return folded.utf8.count == 6 && folded.utf8.allSatisfy { (48...57).contains($0) } ? folded : nil
  }

  /// The address that an authenticator app reads from a picture or a link. Source: the key URI format of the apps.
  static func address(secret: [UInt8], account: String, issuer: String) -> String {
    "otpauth://totp/\(escaped(issuer)):\(escaped(account))?secret=\(Base32.text(secret))&issuer=\(escaped(issuer))&algorithm=SHA1&digits=6&period=30"
  }

  private static func escaped(_ text: String) -> String {
    let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)
    let hex = Array("0123456789ABCDEF")
    return text.utf8.map { byte in
      plain.contains(byte) ? String(UnicodeScalar(byte)) : "%\(hex[Int(byte >> 4)])\(hex[Int(byte & 15)])"
    }.joined()
  }
}
