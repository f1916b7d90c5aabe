import Casework
import Foundation
import Storage

/// What happens to accounts and teams, as the log keeps it. No event holds a secret, an address or a number of a person.
enum AccountEvent {
  static let created = "account.created"
  static let renamed = "account.renamed"
  static let deactivated = "account.deactivated"
  static let reactivated = "account.reactivated"
  static let roleChanged = "account.role_changed"
  static let passwordChanged = "account.password_changed"
  static let passwordReset = "account.password_reset"
  static let unlocked = "account.unlocked"
  static let signedIn = "account.signed_in"
  static let signInFailed = "account.sign_in_failed"
  static let elevated = "account.elevated"
  static let signedOutEverywhere = "account.signed_out_everywhere"
  static let secondFactorEnabled = "account.second_factor_enabled"
  static let secondFactorDisabled = "account.second_factor_disabled"
  static let recoveryCodesRenewed = "account.recovery_codes_renewed"
  static let tokenCreated = "account.token_created"
  static let tokenRevoked = "account.token_revoked"
  static let companyRegistered = "company.registered"
  static let memberInvited = "company.member_invited"
  static let invitationWithdrawn = "company.invitation_withdrawn"
  static let memberJoined = "company.member_joined"
  static let memberRemoved = "company.member_removed"
  static let memberRoleChanged = "company.member_role_changed"
  static let ownerInstalled = "company.owner_installed"
  static let profileSaved = "company.profile_saved"

  struct Created: Codable {
    let loginName: String
    let name: String
    let role: Role
    let office: String?
    let company: String?
    let memberRole: MemberRole?
    let mustChangePassword: Bool
  }

  struct Renamed: Codable { let name: String }
  struct RoleChanged: Codable {
    let role: Role
    let office: String?
  }
  struct SignedIn: Codable { let means: String }
  struct SignInFailed: Codable {
    let reason: String
    let failures: Int64
    let lockedUntil: String?
  }
  struct TokenCreated: Codable {
    let token: String
    let scopes: [String]
    let expires: String
  }
  struct TokenRevoked: Codable { let token: String }
  struct CompanyRegistered: Codable {
    let name: String
    let district: String?
    let owner: String
  }
  struct MemberInvited: Codable {
    let invitation: String
    let memberRole: MemberRole
  }
  struct InvitationWithdrawn: Codable { let invitation: String }
  struct MemberJoined: Codable {
    let account: String
    let memberRole: MemberRole
    let invitation: String
  }
  struct MemberRemoved: Codable { let account: String }
  struct MemberRoleChanged: Codable {
    let account: String
    let memberRole: MemberRole
  }
  /// An administrator has put somebody in as the one owner; whoever was in the team before is out of it.
  struct OwnerInstalled: Codable {
    let account: String
    let removed: [String]
    let reason: String
  }
  /// The facts are a JSON text of their own, so that not a byte of a figure changes on the way.
  struct ProfileSaved: Codable { let facts: String }
  struct Nothing: Codable {}

  /// An event with a body whose keys are written in one order and in small letters with underscores.
  static func new(_ stream: String, _ type: String, _ body: some Encodable = Nothing()) throws -> NewEvent {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return NewEvent(stream: stream, type: type, body: String(decoding: try encoder.encode(body), as: UTF8.self))
  }

  /// The body of an event.
  static func body<Body: Decodable>(_ type: Body.Type, of event: LoggedEvent) throws -> Body {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Body.self, from: Data(event.body.utf8))
  }
}
