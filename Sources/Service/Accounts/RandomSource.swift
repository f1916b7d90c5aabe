/// Where chance comes from: secrets, salts and names of things. Tests hand in a seeded one.
public protocol RandomSource: Sendable {
  /// This many random bytes.
  func bytes(count: Int) -> [UInt8]
}

/// The random generator of the operating system.
public struct SystemRandom: RandomSource {
  /// The random generator of the operating system.
  public init() {}

  /// This many bytes that nobody can foresee.
  public func bytes(count: Int) -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
  }
}

extension RandomSource {
  /// A new name for a thing: 80 random bits as 16 small characters. It says nothing about the thing and is no secret.
  func identifier() -> String { Base32.text(bytes(count: 10)).lowercased() }

  /// A new secret of 256 bits, fit for cookies and headers.
  func secret() -> String { Base64URL.encode(bytes(count: 32)) }
}
