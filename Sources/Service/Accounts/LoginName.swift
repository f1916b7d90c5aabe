/// The name somebody signs in with. It is compared without regard to the case of letters, so that nobody can be impersonated by one.
///
/// 2 to 64 characters: letters a to z, digits, Chinese characters, and `.` `_` `-` `@` between them.
struct LoginName: Hashable, Sendable {
  /// As it is shown.
  let text: String
  /// As it is compared: small letters.
  let key: String

  /// The name in a text; full-width characters and spaces around it are forgiven. Nil if it can't be one.
  init?(_ typed: String) {
    let text = TypedText.trimmed(TypedText.folded(typed))
    let scalars = text.unicodeScalars
    guard (2...64).contains(scalars.count), scalars.allSatisfy(LoginName.isAllowed) else { return nil }
    guard let first = scalars.first, let last = scalars.last, !LoginName.isSign(first), !LoginName.isSign(last) else { return nil }
    self.text = text
    key = text.lowercased()
  }

  private static func isSign(_ scalar: Unicode.Scalar) -> Bool { [".", "_", "-", "@"].contains(scalar) }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x4E00...0x9FFF, 0x3400...0x4DBF: true
    default: isSign(scalar)
    }
  }
}
