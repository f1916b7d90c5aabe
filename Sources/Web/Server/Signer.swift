import Crypto
import Foundation

/// Signs what leaves the service and must come back unchanged: sessions, form tokens, cursors.
///
/// Every use has its own purpose, so that what was signed for one is worth nothing for another.
struct Signer: Sendable {
  /// What a signature is for.
  enum Purpose: String, Sendable {
    case session, visitor, formToken, notice, cursor, ticket
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

  private func code(_ text: String, _ purpose: Purpose) -> HMAC<SHA256>.MAC {
    HMAC<SHA256>.authenticationCode(for: Self.message(text, purpose), using: key)
  }

  private static func message(_ text: String, _ purpose: Purpose) -> [UInt8] { Array("\(purpose.rawValue)\0\(text)".utf8) }

  /// Reads the key of a data folder, or makes one that only the owner may read.
  static func load(folder: URL) throws(StartupError) -> Signer {
    let path = folder.appendingPathComponent("signing.key").path
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
    if descriptor >= 0 {
      let key = RandomText.bytes(32)
      let written = key.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      let isSynced = fsync(descriptor) == 0
      close(descriptor)
      guard written == key.count, isSynced else {
        unlink(path)
        throw StartupError(["the signing key can't be written to \(path); check the space and the permissions"])
      }
      return Signer(key: key)
    }
    guard let data = FileManager.default.contents(atPath: path), data.count >= 32 else {
      throw StartupError(["the signing key \(path) can't be read or is too short; restore it, or remove it (everybody then signs in again)"]
      )
    }
    let mode = (try? FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int) ?? 0
    guard mode & 0o077 == 0 else { throw StartupError(["others may read the signing key \(path); run: chmod 600 \(path)"]) }
    return Signer(key: Array(data))
  }
}

/// Random ids.
enum RandomText {
  /// So many random bytes from the system.
  static func bytes(_ count: Int) -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
  }

  /// So many random bytes as text for addresses and cookies.
  static func id(_ bytes: Int = 18) -> String { Base64URL.encode(Self.bytes(bytes)) }
}

/// Base 64 with the alphabet of addresses and without padding (RFC 4648, 5).
enum Base64URL {
  /// As text.
  static func encode(_ bytes: [UInt8]) -> String {
    Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }

  /// The bytes; nil if the text is not what `encode` would have written.
  static func decode(_ text: some StringProtocol) -> [UInt8]? {
    guard text.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "=") }) else { return nil }
    let standard = String(text).replacing("-", with: "+").replacing("_", with: "/")
    guard let data = Data(base64Encoded: standard + String(repeating: "=", count: (4 - standard.utf8.count % 4) % 4)) else { return nil }
    let bytes = Array(data)
    return encode(bytes) == text ? bytes : nil
  }
}

/// SHA-256 as text.
enum Digest {
  /// 64 hexadecimal digits.
  static func hex(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var out: [UInt8] = []
    for byte in SHA256.hash(data: Array(bytes)) { out += [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
    return String(decoding: out, as: UTF8.self)
  }
}
