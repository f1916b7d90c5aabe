import Storage

extension Accounts {
  /// Whether identity was proved recently enough for acts of weight.
  public func isElevated(_ session: Session) -> Bool {
    guard let elevatedAt = session.elevatedAt else { return false }
    return time.now() < elevatedAt.adding(seconds: settings.elevation_seconds)
  }

  /// Renews the proof of identity in a session: with a code where the account has a second factor, else with the password. The session
  /// gets a new secret; the old one ends.
  ///
  /// Throws `session.unknown`, `session.expired`, `account.code_needed`, `account.wrong_password_or_name`, `account.code_wrong`,
  /// `account.code_used`, `account.locked` or `service.busy`. Failures count as those of signing in.
  public func elevate(_ id: String, password: String? = nil, code: String? = nil) async throws -> IssuedSession {
    let session = try await session(id)
    let account = session.account
    if account.hasSecondFactor && code == nil { throw Refusal.codeNeeded }
    let tried = account.hasSecondFactor ? nil : try await check(password ?? "", of: account.id)
    return try await database.write { tx -> Result<IssuedSession, Refusal> in
      let now = self.time.now()
      guard let credentials = try Credentials.find(account.id, in: tx),
        try self.session(SecretText.kept(id), id, stage: .open, in: tx) != nil
      else { return .failure(.sessionUnknown) }
      if let wait = Credentials.wait_seconds(credentials.lockedUntil, at: now) { return .failure(.locked(seconds: wait)) }
      if let tried {
        if let refusal = try self.judge(tried, credentials, at: now, in: tx) { return .failure(refusal) }
      } else if case .failure(let refusal) = try self.prove(code ?? "", credentials, at: now, in: tx) {
        return .failure(refusal)
      }
      try self.forgive(account.id, in: tx)
      try self.remove(id, in: tx)
      try self.append(AccountEvent.elevated, account: account.id, by: session.principal, at: now, in: tx)
      return .success(
        try self.begin(try self.existing(account.id, in: tx), stage: .open, client: session.client, at: now, endsAt: session.endsAt, in: tx)
      )
    }.get()
  }

  /// Changes one's own password. All other sessions of the account end.
  ///
  /// Throws `account.wrong_password_or_name` for the present one, `input.invalid` with details for the new one, `account.locked` or
  /// `service.busy`.
  public func changePassword(_ session: Session, from old: String, to new: String) async throws {
    let account = session.account
    var problems = PasswordRules.problems(new, loginName: account.loginName, pointer: "/new_password")
    if PasswordHash.normalised(old) == PasswordHash.normalised(new) { problems.append(.samePassword) }
    guard problems.isEmpty else { throw Refusal.invalid(problems) }
    let tried = try await check(old, of: account.id)
    let hash = try await newHash(new)
    try await database.write { tx -> Result<Void, Refusal> in
      let now = self.time.now()
      guard let credentials = try Credentials.find(account.id, in: tx) else { return .failure(.accountUnknown) }
      if let wait = Credentials.wait_seconds(credentials.lockedUntil, at: now) { return .failure(.locked(seconds: wait)) }
      if let refusal = try self.judge(tried, credentials, at: now, in: tx) { return .failure(refusal) }
      try Credentials.replacePassword(of: account.id, with: hash, in: tx)
      try self.endSessions(of: account.id, except: session.handle, in: tx)
      try self.append(AccountEvent.passwordChanged, account: account.id, by: session.principal, at: now, in: tx)
      return .success(())
    }.get()
  }
}

extension Accounts {
  /// A password that was compared with a hash outside the transaction.
  struct TriedPassword: Sendable {
    let hash: PasswordHash
    let matches: Bool
  }

  func requireElevation(_ session: Session) throws {
    if !isElevated(session) { throw Refusal.elevationNeeded }
  }

  func check(_ password: String, of account: String) async throws -> TriedPassword {
    guard let credentials = try await database.read({ tx in try Credentials.find(account, in: tx) }) else { throw Refusal.accountUnknown }
    if let wait = Credentials.wait_seconds(credentials.lockedUntil, at: time.now()) { throw Refusal.locked(seconds: wait) }
    let tried = password.utf8.count <= 4 * PasswordRules.longest_characters ? password : ""
    let matches = try await passwords.matches(tried, credentials.password) && !tried.isEmpty
    return TriedPassword(hash: credentials.password, matches: matches)
  }

  /// The refusal for a wrong password, which is counted; nil for the right one.
  func judge(_ tried: TriedPassword, _ credentials: Credentials, at now: Moment, in tx: any Transaction) throws -> Refusal? {
    if tried.matches && tried.hash == credentials.password { return nil }
    return try fail(credentials, reason: "password", .wrongPasswordOrName, at: now, in: tx)
  }
}
