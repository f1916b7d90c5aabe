public import Casework
import Storage

extension Accounts {
  /// Makes an account of an officer. Without a password one is made up and given back, to be handed over once (again under its key it is not
  /// told); then it must be changed at the first sign-in. People of enterprises come by registration or invitation.
  ///
  /// Throws `account.not_administrator`, `account.login_name_taken`, `account.role_not_changeable` for the role of enterprises, or
  /// `input.invalid` with details.
  public func create(
    _ new: NewAccount, password: String? = nil, by principal: Principal, once: Once? = nil
  ) async throws -> (account: Account, temporaryPassword: String?) {
    guard principal.mayAdminister else { throw Refusal.notAdministrator }
    if let known = try await known(once, Made<Account>.self) { return (known.thing, nil) }
    guard new.role != .enterprise else { throw Refusal.roleNotChangeable }
    let temporary = password == nil ? temporaryPassword() : nil
    let problems = password.map { PasswordRules.problems($0, loginName: new.loginName, pointer: "/password") } ?? []
    let checked = try new.checked(password: problems)
    try await requireFree(checked.loginName)
    let hash = try await newHash(password ?? temporary ?? "")
    let made = try await write(once, kept: \.told) { tx in
      try self.requireAdministrator(principal, in: tx)
      let account = try self.insert(checked, hash, mustChangePassword: temporary != nil, by: principal, in: tx)
      return Made(thing: account, secret: temporary ?? "")
    }
    return (made.thing, made.secret.isEmpty ? nil : made.secret)
  }

  /// An account. Throws `account.unknown`.
  public func account(_ id: String) async throws -> Account { try await database.read { tx in try self.existing(id, in: tx) } }

  /// The account with a login name, or nil.
  public func account(loginName: String) async throws -> Account? {
    guard let name = LoginName(loginName) else { return nil }
    return try await database.read { tx in
      try tx.first("SELECT \(Account.columns) FROM accounts a WHERE a.login_key = $1", [.text(name.key)]).map { Account($0) }
    }
  }

  /// Accounts by login name, those after a name, at most `limit`; of one role if it is given.
  public func accounts(role: Role? = nil, after loginName: String = "", limit: Int = 100) async throws -> [Account] {
    try await database.read { tx in
      try tx.query(
        """
        SELECT \(Account.columns) FROM accounts a WHERE a.login_key > $1 AND (a.role = $2 OR $2 = '') ORDER BY a.login_key LIMIT $3
        """, [.text(loginName.lowercased()), .text(role?.rawValue ?? ""), .integer(Int64(max(0, min(limit, 1000))))]
      ).map { Account($0) }
    }
  }

  /// Corrects a person's name.
  @discardableResult
  public func rename(_ id: String, to name: String, by principal: Principal, once: Once? = nil) async throws -> Account {
    guard let line = TypedText.line(name, limit_characters: 60) else { throw Refusal.invalid([.personName]) }
    return try await administer(id, by: principal, once) { account, now, tx in
      if account.name == line { throw Refusal.alreadySo }
      try self.append(AccountEvent.renamed, AccountEvent.Renamed(name: line), account: id, by: principal, at: now, in: tx)
    }
  }

  /// Closes an account: its sessions end, its tokens are revoked. Throws `account.last_administrator` for the last of them.
  @discardableResult
  public func deactivate(_ id: String, by principal: Principal, once: Once? = nil) async throws -> Account {
    try await administer(id, by: principal, once) { account, now, tx in
      guard account.isActive else { throw Refusal.alreadySo }
      try self.keepAdministrator(account, in: tx)
      try self.append(AccountEvent.deactivated, account: id, by: principal, at: now, in: tx)
      try self.expel(id, by: principal, at: now, in: tx)
    }
  }

  /// Opens a closed account again; its failures are forgotten.
  @discardableResult
  public func reactivate(_ id: String, by principal: Principal, once: Once? = nil) async throws -> Account {
    try await administer(id, by: principal, once) { account, now, tx in
      if account.isActive { throw Refusal.alreadySo }
      try self.forgive(id, in: tx)
      try self.append(AccountEvent.reactivated, account: id, by: principal, at: now, in: tx)
    }
  }

  /// Gives an officer another role or office: sessions end and tokens are revoked, so that no right of the old one lives on.
  @discardableResult
  public func changeRole(_ id: String, to role: Role, office: String? = nil, by principal: Principal, once: Once? = nil) async throws
    -> Account
  {
    try await administer(id, by: principal, once) { account, now, tx in
      guard account.role != .enterprise, role != .enterprise else { throw Refusal.roleNotChangeable }
      let checked = try NewAccount(loginName: account.loginName, name: account.name, role: role, office: office).checked()
      if account.role == role && account.office == checked.office { throw Refusal.alreadySo }
      if role != .administrator { try self.keepAdministrator(account, in: tx) }
      try self.append(
        AccountEvent.roleChanged, AccountEvent.RoleChanged(role: role, office: checked.office), account: id, by: principal, at: now, in: tx)
      try self.expel(id, by: principal, at: now, in: tx)
    }
  }

  /// Gives somebody who forgot theirs a temporary password, which they must change. Sessions end, tokens are revoked, a lock is lifted.
  /// Again under its key the password is not told: it is empty.
  public func resetPassword(_ id: String, by principal: Principal, once: Once? = nil) async throws -> String {
    guard principal.mayAdminister else { throw Refusal.notAdministrator }
    if let known = try await known(once, Made<Account>.self) { return known.secret }
    let temporary = temporaryPassword()
    let hash = try await newHash(temporary)
    return try await write(once, kept: \.told) { tx in
      try self.requireAdministrator(principal, in: tx)
      let now = self.time.now()
      let account = try self.existing(id, in: tx)
      try Credentials.replacePassword(of: id, with: hash, in: tx)
      try self.append(AccountEvent.passwordReset, account: id, by: principal, at: now, in: tx)
      try self.expel(id, by: principal, at: now, in: tx)
      return Made(thing: account, secret: temporary)
    }.secret
  }

  /// Lifts the lock of an account before its time.
  @discardableResult
  public func unlock(_ id: String, by principal: Principal, once: Once? = nil) async throws -> Account {
    try await administer(id, by: principal, once) { _, now, tx in
      guard let credentials = try Credentials.find(id, in: tx), credentials.failures > 0 else { throw Refusal.alreadySo }
      try self.forgive(id, in: tx)
      try self.append(AccountEvent.unlocked, account: id, by: principal, at: now, in: tx)
    }
  }

  /// Takes the second factor from somebody who lost it. Sessions end. Throws `account.second_factor_absent`.
  @discardableResult
  public func resetSecondFactor(_ id: String, by principal: Principal, once: Once? = nil) async throws -> Account {
    try await administer(id, by: principal, once) { _, _, tx in
      try self.removeSecondFactor(of: id, by: principal, in: tx)
      try self.endSessions(of: id, in: tx)
    }
  }
}

extension Accounts {
  /// Changes an account once for its key, and gives it as it is then.
  private func administer(
    _ id: String, by principal: Principal, _ once: Once?, _ body: @Sendable @escaping (Account, Moment, any Transaction) throws -> Void
  ) async throws -> Account {
    guard principal.mayAdminister else { throw Refusal.notAdministrator }
    return try await write(once) { tx in
      try self.requireAdministrator(principal, in: tx)
      try body(try self.existing(id, in: tx), self.time.now(), tx)
      return try self.existing(id, in: tx)
    }
  }

  /// Whoever administers must be allowed to at this moment, whatever the session says.
  func requireAdministrator(_ principal: Principal, in tx: any Transaction) throws {
    guard principal.mayAdminister else { throw Refusal.notAdministrator }
    guard let author = principal.account else { return }
    guard let own = try find(author, in: tx), own.isActive, own.role == .administrator else { throw Refusal.notAdministrator }
  }

  /// Makes an account inside a transaction. Throws `account.login_name_taken`.
  func insert(
    _ new: NewAccount.Checked, _ hash: PasswordHash, company: String? = nil, memberRole: MemberRole? = nil, mustChangePassword: Bool,
    id: String? = nil, by principal: Principal, in tx: any Transaction
  ) throws -> Account {
    if try isTaken(new.loginName, in: tx) { throw Refusal.loginNameTaken }
    let id = id ?? random.identifier()
    let body = new.event(company: company, memberRole: memberRole, mustChangePassword: mustChangePassword)
    try append(AccountEvent.created, body, account: id, by: principal, at: time.now(), in: tx)
    try Credentials.insert(id, hash, in: tx)
    return try existing(id, in: tx)
  }

  /// Asks before the hash is computed, so that a taken name costs little.
  func requireFree(_ name: LoginName) async throws {
    if try await database.read({ tx in try self.isTaken(name, in: tx) }) { throw Refusal.loginNameTaken }
  }

  private func isTaken(_ name: LoginName, in tx: any Transaction) throws -> Bool {
    try tx.first("SELECT id FROM accounts WHERE login_key = $1", [.text(name.key)]) != nil
  }

  /// Ends all that an account has under way.
  func expel(_ id: String, by principal: Principal, at now: Moment, in tx: any Transaction) throws {
    try endSessions(of: id, in: tx)
    try revokeTokens(of: id, by: principal, at: now, in: tx)
  }

  private func keepAdministrator(_ account: Account, in tx: any Transaction) throws {
    guard account.role == .administrator, account.isActive else { return }
    let others = try tx.first(
      "SELECT COUNT(*) FROM accounts WHERE role = $1 AND is_active = 1 AND id <> $2", [.text(account.role.rawValue), .text(account.id)])
    if (others?.integer(0) ?? 0) == 0 { throw Refusal.lastAdministrator }
  }

  /// 80 random bits in four groups that can be read out on the telephone.
  func temporaryPassword() -> String { RecoveryCode.shown(Base32.text(random.bytes(count: 10)).lowercased()) }
}
