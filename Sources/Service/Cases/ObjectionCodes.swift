public import Casework
import Crypto
import Foundation

/// What objectors keep to see the finding and to go to the next level: a code that only the server can make, so that nobody who reads
/// what they wrote can act as them.
public struct ObjectionCodes: Sendable {
  private let key: SymmetricKey

  /// Codes under the key of a server.
  public init(_ keys: ServerKeys) { key = keys.objectionCodes }

  /// The code of an objection: 80 bits of HMAC-SHA-256 over its id.
  func code(of id: String) -> String { Digest.code(HMAC<SHA256>.authenticationCode(for: Data(id.utf8), using: key)) }
}

extension CaseService {
  /// The code of an objection, to be shown to nobody but whoever made it.
  public func code(of objection: Objection) -> String { objectionCodes.code(of: objection.id) }

  /// Whether what somebody typed is the code of an objection; small letters are forgiven.
  func isCode(_ typed: String, of objection: Objection) -> Bool {
    SecretText.areEqual(Array(typed.uppercased().utf8), Array(code(of: objection).utf8))
  }
}
