import Casework
import Policy
import Service
import Values

/// Accounts, tokens, enterprises and teams as the API shows them. Secrets are shown once, in the answer that made them.
enum AccountJSON {
  static let role = JSONSchema.oneOf(Role.allCases.map(\.rawValue))
  static let memberRole = JSONSchema.oneOf(MemberRole.allCases.map(\.rawValue))
  static let scope = JSONSchema.oneOf(Scope.allCases.map(\.rawValue))

  static let schema = JSONSchema.named(
    "Account",
    .object([
      .required("id", JSONParts.id), .required("login_name", JSONParts.text), .required("name", JSONParts.text), .required("role", role),
      .optional("office", JSONParts.id), .optional("enterprise", JSONParts.id), .optional("member_role", memberRole),
      .required("is_active", .boolean),
      .required("has_second_factor", .boolean), .required("must_change_password", .boolean),
    ]))
  /// Who asks: the account, and what the token may be used for.
  static let me = JSONSchema.object([.required("account", schema), .optional("scopes", JSONParts.list(scope))])
  /// A colleague: without the name that is typed to sign in.
  static let member = JSONSchema.named(
    "Member",
    .object([
      .required("id", JSONParts.id), .required("name", JSONParts.text), .optional("member_role", memberRole),
      .required("is_active", .boolean),
    ]))
  static let token = JSONSchema.named(
    "Token",
    .object([
      .required("id", JSONParts.id), .required("label", JSONParts.text), .required("scopes", JSONParts.list(scope)),
      .required("created_at", JSONParts.moment),
      .required("expires_at", JSONParts.moment), .optional("revoked_at", JSONParts.moment), .optional("last_used_at", JSONParts.moment),
      .optional("secret", .string(maxLength: 100), zh: "仅在生成时显示一次", en: "Shown once, when it is made"),
    ]))
  static let company = JSONSchema.named(
    "Company",
    .object([
      .required("credit_code", JSONParts.id), .required("name", JSONParts.text), .optional("district", JSONParts.id),
      .required("registered_at", JSONParts.moment),
    ]))
  static let profile = JSONSchema.named(
    "Profile",
    .object([
      .required("facts", .map(.any, maxEntries: 2000)), .required("revision", JSONParts.count), .optional("saved_at", JSONParts.moment),
      .optional("saved_by", JSONParts.id),
    ]))
  static let invitation = JSONSchema.named(
    "Invitation",
    .object([
      .required("id", JSONParts.id), .required("label", JSONParts.text), .required("member_role", memberRole),
      .required("expires_at", JSONParts.moment),
      .optional("code", .string(maxLength: 40), zh: "仅在生成时显示一次", en: "Shown once, when it is made"),
    ]))

  static func json(_ account: Account) -> JSONText {
    .present([
      ("id", .string(account.id)), ("login_name", .string(account.loginName)), ("name", .string(account.name)),
      ("role", .string(account.role.rawValue)), ("office", account.office.map { .string($0) }),
      ("enterprise", account.enterprise.map { .string($0) }), ("member_role", account.memberRole.map { .string($0.rawValue) }),
      ("is_active", .boolean(account.isActive)), ("has_second_factor", .boolean(account.hasSecondFactor)),
      ("must_change_password", .boolean(account.mustChangePassword)),
    ])
  }

  static func member(_ account: Account) -> JSONText {
    .present([
      ("id", .string(account.id)), ("name", .string(account.name)), ("member_role", account.memberRole.map { .string($0.rawValue) }),
      ("is_active", .boolean(account.isActive)),
    ])
  }

  static func scopes(_ scopes: Set<Scope>) -> JSONText { .list(scopes.sorted().map { .string($0.rawValue) }) }

  static func token(_ token: APIToken, secret: String? = nil) -> JSONText {
    .present([
      ("id", .string(token.id)), ("label", .string(token.label)), ("scopes", scopes(token.scopes)),
      ("created_at", .string(token.createdAt.text)), ("expires_at", .string(token.expiresAt.text)),
      ("revoked_at", token.revokedAt.map { .string($0.text) }), ("last_used_at", token.lastUsed.map { .string($0.text) }),
      ("secret", secret.map { .string($0) }),
    ])
  }

  static func company(_ company: Company) -> JSONText {
    .present([
      ("credit_code", .string(company.creditCode)), ("name", .string(company.name)), ("district", company.district.map { .string($0) }),
      ("registered_at", .string(company.registeredAt)),
    ])
  }

  static func profile(_ profile: CompanyProfile?) -> JSONText {
    .present([
      ("facts", profile.map { .kept($0.facts) } ?? .object([])), ("revision", .integer(profile?.revision ?? 0)),
      ("saved_at", profile.map { .string($0.savedAt) }), ("saved_by", profile.map { .string($0.savedBy) }),
    ])
  }

  static func invitation(_ invitation: Invitation, code: String? = nil) -> JSONText {
    .present([
      ("id", .string(invitation.id)), ("label", .string(invitation.label)), ("member_role", .string(invitation.memberRole.rawValue)),
      ("expires_at", .string(invitation.expiresAt.text)), ("code", code.map { .string($0) }),
    ])
  }
}
