public import Casework
import Values

/// What an account is made from.
public struct NewAccount: Sendable, Hashable {
  /// What will be typed to sign in: 2 to 64 letters, digits, Chinese characters and `.` `_` `-` `@`.
  public var loginName: String
  /// The person's name.
  public var name: String
  /// Their role.
  public var role: Role
  /// The office of an officer of a district; other roles may have none.
  public var office: String?

  /// What an account is made from.
  public init(loginName: String, name: String, role: Role, office: String? = nil) {
    self.loginName = loginName
    self.name = name
    self.role = role
    self.office = office
  }

  /// The checked parts.
  struct Checked: Sendable {
    let loginName: LoginName
    let name: String
    let role: Role
    let office: String?
  }

  /// The parts as they are kept, or nil; and what is wrong with them.
  var parts: (checked: Checked?, problems: [Refusal.Detail]) {
    var problems: [Refusal.Detail] = []
    let login = LoginName(loginName)
    let person = TypedText.line(name, limit_characters: 60)
    let place = office.flatMap { TypedText.line($0, limit_characters: 64) }
    if login == nil { problems.append(.loginName) }
    if person == nil { problems.append(.personName) }
    let needsOffice = [.districtReviewer, .districtFinance].contains(role)
    if needsOffice ? place == nil : (office != nil && (place == nil || role == .enterprise)) { problems.append(.office) }
    guard problems.isEmpty, let login, let person else { return (nil, problems) }
    return (Checked(loginName: login, name: person, role: role, office: place), [])
  }

  /// The parts as they are kept; a refusal that names all problems at once, those of the password among them.
  func checked(password: [Refusal.Detail] = []) throws -> Checked {
    let (checked, problems) = parts
    guard let checked, password.isEmpty else { throw Refusal.invalid(problems + password) }
    return checked
  }
}

extension NewAccount.Checked {
  func event(company: String?, memberRole: MemberRole?, mustChangePassword: Bool) -> AccountEvent.Created {
    AccountEvent.Created(
      loginName: loginName.text, name: name, role: role, office: office, company: company, memberRole: memberRole,
      mustChangePassword: mustChangePassword)
  }
}
