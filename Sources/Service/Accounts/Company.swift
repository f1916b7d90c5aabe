/// An enterprise that uses the service.
public struct Company: Sendable, Hashable, Codable {
  /// Its unified social credit code.
  public let creditCode: String
  /// Its name.
  public let name: String
  /// Where it is registered, as the policy packages name districts; nil if it wasn't asked.
  public let district: String?
  /// When it was registered here, RFC 3339.
  public let registeredAt: String

  static func stream(_ creditCode: String) -> String { "company-" + creditCode }
}

/// What an enterprise registers with.
public struct NewCompany: Sendable, Hashable {
  /// Its unified social credit code, as typed.
  public var creditCode: String
  /// Its name.
  public var name: String
  /// Where it is registered.
  public var district: String?

  /// What an enterprise registers with.
  public init(creditCode: String, name: String, district: String? = nil) {
    self.creditCode = creditCode
    self.name = name
    self.district = district
  }
}

/// An open invitation to a team.
public struct Invitation: Sendable, Hashable, Codable {
  /// Its name; no secret.
  public let id: String
  /// Who is meant, in the owner's words.
  public let label: String
  /// What they will be.
  public let memberRole: MemberRole
  /// When it ends.
  public let expiresAt: Moment
}

/// What an enterprise keeps for next time, so that nothing is asked twice.
public struct CompanyProfile: Sendable, Hashable, Codable {
  /// Facts as a JSON object, in the form that fact files have.
  public let facts: String
  /// How often it was saved; the next one must name it.
  public let revision: Int64
  /// When it was saved, RFC 3339.
  public let savedAt: String
  /// The account that saved it.
  public let savedBy: String
}
