public import Casework

/// Somebody who can sign in: what everybody in the service may know of them. Secrets live elsewhere.
public struct Account: Sendable, Hashable, Codable {
  /// Its name for ever: 16 small letters and digits that say nothing.
  public let id: String
  /// What is typed to sign in.
  public let loginName: String
  /// The person's name, as others see it beside their acts.
  public let name: String
  /// What they may do.
  public let role: Role
  /// The office of an officer; nil for enterprises and city-wide roles.
  public let office: String?
  /// The credit code of the enterprise that a person of an enterprise belongs to; nil for officers, and after leaving a team.
  public let enterprise: String?
  /// What they may do in that team.
  public let memberRole: MemberRole?
  /// False after an administrator closed the account.
  public let isActive: Bool
  /// Whether signing in takes a code besides the password.
  public let hasSecondFactor: Bool
  /// Whether the password was set by somebody else and must be changed before anything else.
  public let mustChangePassword: Bool

  /// An account.
  public init(
    id: String, loginName: String, name: String, role: Role, office: String? = nil, enterprise: String? = nil,
    memberRole: MemberRole? = nil,
    isActive: Bool = true, hasSecondFactor: Bool = false, mustChangePassword: Bool = false
  ) {
    self.id = id
    self.loginName = loginName
    self.name = name
    self.role = role
    self.office = office
    self.enterprise = enterprise
    self.memberRole = memberRole
    self.isActive = isActive
    self.hasSecondFactor = hasSecondFactor
    self.mustChangePassword = mustChangePassword
  }

  /// The account as the author of acts.
  public var actor: Actor { Actor(account: id, role: role, office: office, enterprise: enterprise) }

  /// The stream of an account's events.
  static func stream(_ id: String) -> String { "account-" + id }
}

/// Who asks for something to be done to accounts and teams.
public enum Principal: Sendable, Hashable {
  /// The program itself: set-up, demonstration data, the command line on the server.
  case program
  /// Nobody who is signed in: registration, and signing in itself.
  case nobody
  /// Somebody who is signed in.
  case person(Actor)

  /// The actor that the log shows.
  var actorText: String {
    switch self {
    case .program: "system"
    case .nobody: "anonymous"
    case .person(let actor): actor.account
    }
  }

  /// The role that the log shows; empty if there is none.
  var roleText: String {
    if case .person(let actor) = self { actor.role.rawValue } else { "" }
  }

  /// The account, if there is one.
  var account: String? {
    if case .person(let actor) = self { actor.account } else { nil }
  }

  /// Whether accounts of others may be made, changed and closed.
  var mayAdminister: Bool {
    switch self {
    case .program: true
    case .nobody: false
    case .person(let actor): actor.role == .administrator
    }
  }
}
