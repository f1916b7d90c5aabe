import Crypto
import Storage

extension Accounts {
  /// Signs somebody in: with a password alone, or with a code as well where the account has a second factor. Without the code the
  /// answer is `codeNeeded`, and `finishSignIn` takes it.
  ///
  /// `replacing` is the secret of the browser's session so far, which ends; `client` describes the browser in the list of sessions.
  ///
  /// Throws `account.wrong_password_or_name`, `account.locked`, `account.code_wrong`, `account.code_used`, `account.inactive` or
  /// `service.busy`. Names that don't exist are answered with the same words, after the same time, and are locked in the same way.
  public func signIn(
    loginName: String, password: String, code: String? = nil, replacing: String? = nil, client: String? = nil
  ) async throws -> SignIn {
    let key = LoginName(loginName)?.key
    // What can't be a name is counted by what was typed: it must not lock others out who mistype theirs.
    let place = strangerPlace(key ?? "?" + loginName.prefix(200))
    let now = time.now()
    let found = try await database.read { tx in try self.lookUp(key ?? "", place: place, in: tx) }
    if let wait = Credentials.wait_seconds(found.lockedUntil, at: now) { throw Refusal.locked(seconds: wait) }
    let hash = found.credentials?.password ?? nobodysHash
    // The length is looked at first: hashing a book would take longer than a password.
    let tried = password.utf8.count <= 4 * PasswordRules.longest_characters ? password : ""
    let matches = try await passwords.matches(tried, hash) && found.credentials != nil && !tried.isEmpty
    let renewed = matches && hash.parameters != settings.scrypt ? try await newHash(password) : nil
    let line = client.flatMap { TypedText.line($0, limit_characters: 80) }
    return try await database.write { tx -> Result<SignIn, Refusal> in
      guard let account = found.account else { return .failure(try self.refuseStranger(place, in: tx)) }
      let outcome = try self.attempt(
        account, tried: hash, matches: matches, renewed: renewed, code: code, client: line, in: tx)
      if case .success(.signedIn) = outcome, let replacing { try self.remove(replacing, in: tx) }
      return outcome
    }.get()
  }

  /// The second step of signing in: the name of the first one, and a code of the authenticator app or a recovery code.
  ///
  /// Throws `account.code_wrong`, `account.code_used`, `account.code_step_expired`, `account.locked` or `account.inactive`.
  public func finishSignIn(step: String, code: String, replacing: String? = nil) async throws -> IssuedSession {
    guard Accounts.canBeSecret(step) else { throw Refusal.codeStepExpired }
    return try await database.write { tx -> Result<IssuedSession, Refusal> in
      let now = self.time.now()
      guard let first = try self.session(SecretText.kept(step), step, stage: .code, in: tx), now < first.endsAt,
        let credentials = try Credentials.find(first.account.id, in: tx)
      else { return .failure(.codeStepExpired) }
      if let refusal = try self.refusal(first.account, credentials, at: now, in: tx) {
        try self.remove(step, in: tx)
        return .failure(refusal)
      }
      switch try self.prove(code, credentials, at: now, in: tx) {
      case .failure(let refusal): return .failure(refusal)
      case .success(let means):
        try self.remove(step, in: tx)
        if let replacing { try self.remove(replacing, in: tx) }
        return .success(try self.admit(first.account, means: "password+\(means)", client: first.client, at: now, in: tx))
      }
    }.get()
  }
}

extension Accounts {
  struct Found: Sendable {
    let account: String?
    let credentials: Credentials?
    let lockedUntil: Moment?
  }

  /// What is known under a login name. A name that doesn't exist has a place in another table, and is locked like the others.
  private func lookUp(_ key: String, place: Int64, in tx: any Transaction) throws -> Found {
    let account = try tx.first("SELECT id FROM accounts WHERE login_key = $1", [.text(key)])?.text(0)
    if let account, let credentials = try Credentials.find(account, in: tx) {
      return Found(account: account, credentials: credentials, lockedUntil: credentials.lockedUntil)
    }
    let row = try tx.first("SELECT locked_until FROM sign_in_strangers WHERE place = $1", [.integer(place)])
    return Found(account: nil, credentials: nil, lockedUntil: row?.optionalInteger(0).map { Moment(unixMilliseconds: $0) })
  }

  /// Decides on an attempt, inside the transaction that records it: of many attempts at once, each sees what those before it did.
  private func attempt(
    _ id: String, tried: PasswordHash, matches: Bool, renewed: PasswordHash?, code: String?, client: String?, in tx: any Transaction
  ) throws -> Result<SignIn, Refusal> {
    let now = time.now()
    guard let credentials = try Credentials.find(id, in: tx) else { return .failure(.wrongPasswordOrName) }
    let account = try existing(id, in: tx)
    if let wait = Credentials.wait_seconds(credentials.lockedUntil, at: now) { return .failure(.locked(seconds: wait)) }
    // The password may have been changed while the hash was computed.
    guard matches, credentials.password == tried else {
      return .failure(try fail(credentials, reason: "password", .wrongPasswordOrName, at: now, in: tx))
    }
    if !account.isActive { return .failure(try fail(credentials, reason: "inactive", .inactive, at: now, in: tx)) }
    if let renewed { try renew(credentials, renewed, in: tx) }
    guard credentials.totpSecret != nil else {
      return .success(.signedIn(try admit(account, means: "password", client: client, at: now, in: tx)))
    }
    guard let code else {
      // The failures stay: whoever has the password must not be able to try codes without end.
      let end = now.adding(seconds: settings.codeStep_seconds)
      return .success(.codeNeeded(step: try begin(account, stage: .code, client: client, at: now, endsAt: end, in: tx).id))
    }
    switch try prove(code, credentials, at: now, in: tx) {
    case .failure(let refusal): return .failure(refusal)
    case .success(let means):
      return .success(.signedIn(try admit(account, means: "password+\(means)", client: client, at: now, in: tx)))
    }
  }

  /// Why an account can't go on signing in, or nil.
  private func refusal(_ account: Account, _ credentials: Credentials, at now: Moment, in tx: any Transaction) throws -> Refusal? {
    if let wait = Credentials.wait_seconds(credentials.lockedUntil, at: now) { return .locked(seconds: wait) }
    return account.isActive ? nil : .inactive
  }

  /// Lets somebody in: the failures are forgotten, and a session begins.
  private func admit(
    _ account: Account, means: String, client: String?, at now: Moment, in tx: any Transaction
  ) throws -> IssuedSession {
    try forgive(account.id, in: tx)
    try append(
      AccountEvent.signedIn, AccountEvent.SignedIn(means: means), account: account.id, by: .person(account.actor), at: now, in: tx)
    let end = now.adding(seconds: settings.sessionLife_seconds)
    return try begin(account, stage: .open, client: client, at: now, endsAt: end, in: tx)
  }

  private func renew(_ credentials: Credentials, _ hash: PasswordHash, in tx: any Transaction) throws {
    try tx.execute(
      "UPDATE credentials SET salt = $2, hash = $3, parameters = $4 WHERE account = $1",
      [.text(credentials.account), .blob(hash.salt), .blob(hash.hash), .text(hash.parameters.text)])
  }

  func remove(_ secret: String, in tx: any Transaction) throws {
    try tx.execute("DELETE FROM sessions WHERE id_sha256 = $1", [.blob(SecretText.kept(secret))])
  }

  func newHash(_ password: String) async throws -> PasswordHash {
    try await passwords.derive(password, salt: random.bytes(count: PasswordHash.saltLength_bytes), parameters: settings.scrypt)
  }
}
