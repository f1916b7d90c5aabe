import Storage
import Values

extension Accounts {
  /// Registers an enterprise together with its first owner.
  ///
  /// Throws `company.registration_closed`, `company.already_registered`, `account.login_name_taken`, `service.busy`, or `input.invalid`
  /// with details about the credit code, names, district and password.
  public func registerCompany(
    _ company: NewCompany, owner loginName: String, name: String, password: String, by principal: Principal = .nobody, once: Once? = nil
  ) async throws -> (company: Company, owner: Account) {
    guard settings.allowsRegistration || principal.mayAdminister else { throw Refusal.registrationClosed }
    if let known = try await known(once, Registered.self) { return (known.company, known.owner) }
    let checkedCompany = company.checked()
    var problems = checkedCompany.problems
    problems += PasswordRules.problems(password, loginName: loginName, pointer: "/owner/password")
    let owner = try Accounts.person(loginName, name, at: "/owner", problems: problems)
    guard let (code, title, district) = checkedCompany.parts else { throw Refusal.invalid(problems) }
    if try await database.read({ tx in try self.findCompany(code, in: tx) != nil }) { throw Refusal.companyRegistered }
    try await requireFree(owner.loginName)
    let hash = try await newHash(password)
    let registered = try await write(once) { tx in
      if try self.findCompany(code, in: tx) != nil { throw Refusal.companyRegistered }
      let id = self.random.identifier()
      let event = AccountEvent.CompanyRegistered(name: title, district: district, owner: id)
      try self.append(
        [try AccountEvent.new(Company.stream(code), AccountEvent.companyRegistered, event)], by: principal, at: self.time.now(), in: tx)
      let account = try self.insert(
        owner, hash, company: code, memberRole: .owner, mustChangePassword: false, id: id, by: principal, in: tx)
      guard let company = try self.findCompany(code, in: tx) else { throw Refusal.companyUnknown }
      return Registered(company: company, owner: account)
    }
    return (registered.company, registered.owner)
  }

  private struct Registered: Codable, Sendable {
    let company: Company
    let owner: Account
  }

  /// An enterprise, by its credit code. Throws `company.unknown`.
  public func company(_ creditCode: String) async throws -> Company {
    guard let company = try await database.read({ tx in try self.findCompany(creditCode, in: tx) }) else { throw Refusal.companyUnknown }
    return company
  }

  /// The people of an enterprise, owners first.
  public func members(of creditCode: String) async throws -> [Account] {
    try await database.read { tx in
      try tx.query(
        "SELECT \(Account.columns) FROM accounts a WHERE a.company = $1 ORDER BY a.member_role DESC, a.login_key", [.text(creditCode)]
      ).map { Account($0) }
    }
  }

  /// What an enterprise kept for next time, or nil.
  public func profile(of creditCode: String) async throws -> CompanyProfile? {
    try await database.read { tx in try self.findProfile(creditCode, in: tx) }
  }

  /// Keeps facts for next time. `revision` is the one they were changed from, 0 if there were none. Nothing is written if they are the
  /// same as before.
  ///
  /// Throws `company.unknown` for people outside the team, `company.profile_changed` if a colleague was faster, or `input.invalid`.
  public func saveProfile(
    _ facts: String, of creditCode: String, revision: Int64, by principal: Principal, once: Once? = nil
  ) async throws -> CompanyProfile {
    guard ProfileText.isObject(facts) else { throw Refusal.invalid([.profile]) }
    return try await write(once) { tx in
      try self.requireMember(principal, creditCode, in: tx)
      let present = try self.findProfile(creditCode, in: tx)
      guard present?.revision ?? 0 == revision else { throw Refusal.profileChanged }
      if let present, present.facts == facts { return present }
      let event = AccountEvent.ProfileSaved(facts: facts)
      try self.append(
        [try AccountEvent.new(Company.stream(creditCode), AccountEvent.profileSaved, event)], by: principal, at: self.time.now(), in: tx)
      guard let saved = try self.findProfile(creditCode, in: tx) else { throw Refusal.companyUnknown }
      return saved
    }
  }
}

extension Accounts {
  func findCompany(_ creditCode: String, in tx: any Transaction) throws -> Company? {
    try tx.first("SELECT credit_code, name, district, registered_at FROM companies WHERE credit_code = $1", [.text(creditCode)]).map {
      Company(creditCode: $0.text(0), name: $0.text(1), district: $0.optionalText(2), registeredAt: $0.text(3))
    }
  }

  private func findProfile(_ creditCode: String, in tx: any Transaction) throws -> CompanyProfile? {
    try tx.first("SELECT facts, revision, saved_at, saved_by FROM company_profiles WHERE credit_code = $1", [.text(creditCode)]).map {
      CompanyProfile(facts: $0.text(0), revision: $0.integer(1), savedAt: $0.text(2), savedBy: $0.text(3))
    }
  }

  /// Whoever acts must be an active member of the team at this moment, whatever the session says. Others don't learn that it exists.
  @discardableResult
  func requireMember(_ principal: Principal, _ creditCode: String, in tx: any Transaction) throws -> Account? {
    guard try findCompany(creditCode, in: tx) != nil else { throw Refusal.companyUnknown }
    if case .program = principal { return nil }
    guard let id = principal.account, let account = try find(id, in: tx), account.isActive, account.enterprise == creditCode else {
      throw Refusal.companyUnknown
    }
    return account
  }

  /// Whoever acts must be an owner of the team at this moment.
  func requireOwner(_ principal: Principal, _ creditCode: String, in tx: any Transaction) throws {
    if let account = try requireMember(principal, creditCode, in: tx), account.memberRole != .owner { throw Refusal.notOwner }
  }

  /// A person of an enterprise, checked, with the places of the problems in a form that has them under `root`.
  static func person(_ loginName: String, _ name: String, at root: String, problems: [Refusal.Detail]) throws -> NewAccount.Checked {
    let new = NewAccount(loginName: loginName, name: name, role: .enterprise)
    let own = new.parts.problems.map { Refusal.Detail(pointer: $0.pointer.map { root + $0 }, code: $0.code, message: $0.message) }
    guard problems.isEmpty, own.isEmpty else { throw Refusal.invalid(problems + own) }
    return try new.checked()
  }
}

extension NewCompany {
  /// The parts as they are kept, or nil; and what is wrong with them.
  func checked() -> (parts: (code: String, name: String, district: String?)?, problems: [Refusal.Detail]) {
    var problems: [Refusal.Detail] = []
    if let problem = CreditCode.problem(of: creditCode, tolerant: true) { problems.append(.creditCode(problem)) }
    let line = TypedText.line(name, limit_characters: 120)
    if line == nil { problems.append(.companyName) }
    let place = district.flatMap { TypedText.line($0, limit_characters: 64) }
    if district != nil && place == nil { problems.append(.district) }
    guard problems.isEmpty, let line, let code = CreditCode(creditCode, tolerant: true) else { return (nil, problems) }
    return ((code.text, line, place), [])
  }
}
