import Storage
import Values

/// Who is to answer for an enterprise, as an administrator has found out outside of this service: by its seal and its licence.
public struct NewOwner: Sendable, Hashable {
  /// The unified social credit code of the enterprise, as typed.
  public var creditCode: String
  /// The name of the enterprise; needed only if it isn't registered yet.
  public var companyName: String?
  /// What the owner types to sign in: that of a new account, or of one that belongs to no other enterprise.
  public var loginName: String
  /// The person's name; needed only for a new account.
  public var name: String?
  /// Why, for the log.
  public var reason: String

  /// Who is to answer for an enterprise.
  public init(creditCode: String, companyName: String? = nil, loginName: String, name: String? = nil, reason: String) {
    self.creditCode = creditCode
    self.companyName = companyName
    self.loginName = loginName
    self.name = name
    self.reason = reason
  }
}

extension Accounts {
  /// Puts somebody in as the one owner of an enterprise, whoever registered it: everybody else leaves its team, their sessions end, their
  /// tokens are revoked and open invitations are void. An enterprise that isn't registered yet is registered with its name.
  ///
  /// A new account gets a temporary password, given back once. Throws `account.not_administrator`, `company.already_member` for the account
  /// of an officer or of another enterprise, `account.inactive`, `account.already_so`, or `input.invalid` with details.
  public func installOwner(
    _ new: NewOwner, by principal: Principal, once: Once? = nil
  ) async throws -> (company: Company, owner: Account, temporaryPassword: String?) {
    guard principal.mayAdminister else { throw Refusal.notAdministrator }
    let (code, login, reason) = try new.checked()
    if let known = try await known(once, Made<Account>.self) { return (try await company(code), known.thing, nil) }
    let isKnown = try await database.read { tx in try self.account(login, in: tx) != nil }
    let temporary = isKnown ? nil : temporaryPassword()
    let hash = if let temporary { try await newHash(temporary) } else { nobodysHash }
    let made = try await write(once, kept: \.told) { tx in
      try self.requireAdministrator(principal, in: tx)
      let now = self.time.now()
      var events: [NewEvent] = []
      let owner: Account
      if let found = try self.account(login, in: tx) {
        guard found.role == .enterprise, found.enterprise == nil || found.enterprise == code else { throw Refusal.alreadyMember }
        guard found.isActive else { throw Refusal.inactive }
        owner = found
      } else {
        let person = try Accounts.person(new.loginName, new.name ?? "", at: "", problems: [])
        // Found a moment ago and gone meanwhile: names aren't given up, so it was never there.
        guard temporary != nil else { throw Refusal.accountUnknown }
        owner = try self.insert(person, hash, mustChangePassword: true, by: principal, in: tx)
      }
      if try self.findCompany(code, in: tx) == nil {
        guard let name = new.companyName.flatMap({ TypedText.line($0, limit_characters: 120) }) else {
          throw Refusal.invalid([.ownerCompany])
        }
        let body = AccountEvent.CompanyRegistered(name: name, district: nil, owner: owner.id)
        events.append(try AccountEvent.new(Company.stream(code), AccountEvent.companyRegistered, body))
      }
      let others = try tx.query("SELECT id FROM accounts WHERE company = $1 AND id <> $2 ORDER BY id", [.text(code), .text(owner.id)])
      let removed = others.map { $0.text(0) }
      if removed.isEmpty, owner.enterprise == code, owner.memberRole == .owner { throw Refusal.alreadySo }
      let body = AccountEvent.OwnerInstalled(account: owner.id, removed: removed, reason: reason)
      events.append(try AccountEvent.new(Company.stream(code), AccountEvent.ownerInstalled, body))
      try self.append(events, by: principal, at: now, in: tx)
      for id in removed { try self.expel(id, by: principal, at: now, in: tx) }
      try tx.execute("DELETE FROM company_invitations WHERE company = $1", [.text(code)])
      return Made(thing: try self.existing(owner.id, in: tx), secret: temporary ?? "")
    }
    return (try await company(code), made.thing, made.secret.isEmpty ? nil : made.secret)
  }

  private func account(_ login: LoginName, in tx: any Transaction) throws -> Account? {
    try tx.first("SELECT \(Account.columns) FROM accounts a WHERE a.login_key = $1", [.text(login.key)]).map { Account($0) }
  }
}

extension NewOwner {
  /// The parts that are needed in any case; a refusal that names all problems at once.
  fileprivate func checked() throws -> (code: String, login: LoginName, reason: String) {
    var problems: [Refusal.Detail] = []
    if let problem = CreditCode.problem(of: creditCode, tolerant: true) { problems.append(.creditCode(problem)) }
    let login = LoginName(loginName)
    if login == nil { problems.append(.loginName) }
    let why = TypedText.line(reason, limit_characters: 200)
    if why == nil { problems.append(.ownerReason) }
    guard problems.isEmpty, let code = CreditCode(creditCode, tolerant: true), let login, let why else { throw Refusal.invalid(problems) }
    return (code.text, login, why)
  }
}
