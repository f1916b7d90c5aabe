import Crypto
import Service

/// Signs what leaves the service and must come back unchanged: sessions, form tokens, cursors.
///
/// Every use has its own purpose, so that what was signed for one is worth nothing for another.
struct Signer: Sendable {
  /// What a signature is for.
  enum Purpose: String, Sendable {
    case session, visitor, formToken, notice, cursor, ticket, request, paper, resume
  }

  private let key: SymmetricKey

  /// A signer with a key of at least 32 bytes.
  init(key: [UInt8]) {
    precondition(key.count >= 32, "a signing key has at least 32 bytes")
    self.key = SymmetricKey(data: key)
  }

  /// The text with its signature behind a dot.
  func sign(_ text: String, for purpose: Purpose) -> String { text + "." + mac(text, purpose) }

  /// The text of `sign`, or nil if the signature doesn't fit.
  func verify(_ signed: some StringProtocol, for purpose: Purpose) -> String? {
    guard let dot = signed.lastIndex(of: ".") else { return nil }
    let text = String(signed[..<dot])
    return isMAC(signed[signed.index(after: dot)...], of: text, purpose) ? text : nil
  }

  /// The signature alone.
  func mac(_ text: String, _ purpose: Purpose) -> String { Base64URL.encode(Array(code(text, purpose))) }

  /// Whether this is the signature; takes the same time wherever they differ.
  func isMAC(_ mac: some StringProtocol, of text: String, _ purpose: Purpose) -> Bool {
    guard let bytes = Base64URL.decode(mac) else { return false }
    return HMAC<SHA256>.isValidAuthenticationCode(bytes, authenticating: Self.message(text, purpose), using: key)
  }

  /// What stands for a request under its key: who has the database alone can't find out from it what was typed, such as a password.
  func requestCode(_ text: String) -> String { mac(text, .request) }

  private func code(_ text: String, _ purpose: Purpose) -> HMAC<SHA256>.MAC {
    HMAC<SHA256>.authenticationCode(for: Self.message(text, purpose), using: key)
  }

  private static func message(_ text: String, _ purpose: Purpose) -> [UInt8] { Array("\(purpose.rawValue)\0\(text)".utf8) }
}

/// Random ids.
enum RandomText {
  /// So many random bytes from the system, as text for addresses and cookies.
  static func id(_ length_bytes: Int = 18) -> String { Base64URL.encode(SystemRandom().bytes(count: length_bytes)) }
}
