import Casework
public import Storage

/// Accounts, enterprises and what enterprises keep for next time, as tables that follow from the log alone.
public struct AccountsProjection: Projection {
  /// Accounts and enterprises.
  public init() {}

  /// Its name.
  public static let name = "accounts"
  /// Raised with every change of the tables.
  public static let version: Int64 = 1
  /// Its tables.
  public static let tables = ["accounts", "companies", "company_profiles"]
  /// What makes them.
  public static let statements: [Migration.Statement] = [
    """
    CREATE TABLE accounts (
      id {text} NOT NULL PRIMARY KEY, login_key {text} NOT NULL UNIQUE, login_name {text} NOT NULL, name {text} NOT NULL,
      role {text} NOT NULL, office {text}, company {text}, member_role {text}, is_active {bigint} NOT NULL,
      has_second_factor {bigint} NOT NULL, must_change_password {bigint} NOT NULL, created_at {text} NOT NULL) {strict}
    """,
    "CREATE INDEX accounts_company ON accounts (company)",
    "CREATE INDEX accounts_role ON accounts (role, office)",
    """
    CREATE TABLE companies (
      credit_code {text} NOT NULL PRIMARY KEY, name {text} NOT NULL, district {text}, registered_at {text} NOT NULL) {strict}
    """,
    """
    CREATE TABLE company_profiles (
      credit_code {text} NOT NULL PRIMARY KEY, facts {text} NOT NULL, revision {bigint} NOT NULL, saved_at {text} NOT NULL,
      saved_by {text} NOT NULL) {strict}
    """,
  ]

  /// Takes in what happened to an account or a team; leaves all other events alone.
  public func apply(_ event: LoggedEvent, in tx: any Transaction) throws {
    if event.stream.hasPrefix("account-") {
      try applyAccount(event, String(event.stream.dropFirst(8)), in: tx)
    } else if event.stream.hasPrefix("company-") {
      try applyCompany(event, String(event.stream.dropFirst(8)), in: tx)
    }
  }

  private func applyAccount(_ event: LoggedEvent, _ id: String, in tx: any Transaction) throws {
    switch event.type {
    case AccountEvent.created: try create(event, id, in: tx)
    case AccountEvent.renamed:
      try set("name = $2", id, [.text(try AccountEvent.body(AccountEvent.Renamed.self, of: event).name)], in: tx)
    case AccountEvent.deactivated: try set("is_active = 0", id, in: tx)
    case AccountEvent.reactivated: try set("is_active = 1", id, in: tx)
    case AccountEvent.roleChanged:
      let body = try AccountEvent.body(AccountEvent.RoleChanged.self, of: event)
      try set("role = $2, office = $3", id, [.text(body.role.rawValue), SQLValue(body.office)], in: tx)
    case AccountEvent.passwordChanged: try set("must_change_password = 0", id, in: tx)
    case AccountEvent.passwordReset: try set("must_change_password = 1", id, in: tx)
    case AccountEvent.secondFactorEnabled: try set("has_second_factor = 1", id, in: tx)
    case AccountEvent.secondFactorDisabled: try set("has_second_factor = 0", id, in: tx)
    default: break
    }
  }

  private func create(_ event: LoggedEvent, _ id: String, in tx: any Transaction) throws {
    let body = try AccountEvent.body(AccountEvent.Created.self, of: event)
    try tx.execute(
      "INSERT INTO accounts VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1, 0, $9, $10)",
      [
        .text(id), .text(body.loginName.lowercased()), .text(body.loginName), .text(body.name), .text(body.role.rawValue),
        SQLValue(body.office), SQLValue(body.company), SQLValue(body.memberRole?.rawValue), .integer(body.mustChangePassword ? 1 : 0),
        .text(event.at),
      ])
  }

  private func applyCompany(_ event: LoggedEvent, _ code: String, in tx: any Transaction) throws {
    switch event.type {
    case AccountEvent.companyRegistered:
      let body = try AccountEvent.body(AccountEvent.CompanyRegistered.self, of: event)
      try tx.execute(
        "INSERT INTO companies VALUES ($1, $2, $3, $4)", [.text(code), .text(body.name), SQLValue(body.district), .text(event.at)])
    case AccountEvent.memberJoined:
      let body = try AccountEvent.body(AccountEvent.MemberJoined.self, of: event)
      try set("company = $2, member_role = $3", body.account, [.text(code), .text(body.memberRole.rawValue)], in: tx)
    case AccountEvent.memberRemoved:
      let body = try AccountEvent.body(AccountEvent.MemberRemoved.self, of: event)
      try set("company = NULL, member_role = NULL", body.account, in: tx)
    case AccountEvent.memberRoleChanged:
      let body = try AccountEvent.body(AccountEvent.MemberRoleChanged.self, of: event)
      try set("member_role = $2", body.account, [.text(body.memberRole.rawValue)], in: tx)
    case AccountEvent.ownerInstalled:
      let body = try AccountEvent.body(AccountEvent.OwnerInstalled.self, of: event)
      for id in body.removed { try set("company = NULL, member_role = NULL", id, in: tx) }
      try set("company = $2, member_role = $3", body.account, [.text(code), .text(MemberRole.owner.rawValue)], in: tx)
    case AccountEvent.profileSaved:
      let body = try AccountEvent.body(AccountEvent.ProfileSaved.self, of: event)
      try tx.execute(
        """
        INSERT INTO company_profiles VALUES ($1, $2, 1, $3, $4)
        ON CONFLICT (credit_code) DO UPDATE SET
          facts = excluded.facts, revision = company_profiles.revision + 1, saved_at = excluded.saved_at, saved_by = excluded.saved_by
        """, [.text(code), .text(body.facts), .text(event.at), .text(event.actor)])
    default: break
    }
  }

  private func set(_ assignments: String, _ id: String, _ values: [SQLValue] = [], in tx: any Transaction) throws {
    try tx.execute("UPDATE accounts SET \(assignments) WHERE id = $1", [.text(id)] + values)
  }
}

extension SQLValue {
  /// A moment in milliseconds after 1970, or null.
  init(_ moment: Moment?) { self = moment.map { .integer($0.unixMilliseconds) } ?? .null }
}
