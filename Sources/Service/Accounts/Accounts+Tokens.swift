import Casework
import Storage

/// An API token as its owner sees it in the list.
public struct APIToken: Sendable, Hashable, Codable {
  /// Its name; no secret.
  public let id: String
  /// What its owner calls it.
  public let label: String
  /// What it may be used for.
  public let scopes: Set<Scope>
  /// When it was made.
  public let createdAt: Moment
  /// When it ends.
  public let expiresAt: Moment
  /// When it was revoked; nil if it wasn't.
  public let revokedAt: Moment?
  /// Its last use, to the hour; nil if it was never used.
  public let lastUsed: Moment?
}

/// Who asks with an API token, and for what it is good.
public struct TokenUse: Sendable, Hashable {
  /// The token's name.
  public let token: String
  /// Whose it is.
  public let account: Account
  /// What it may be used for: what was granted and the role still allows.
  public let scopes: Set<Scope>

  /// Throws `token.scope_missing` unless the token has a scope.
  public func require(_ scope: Scope) throws {
    if !scopes.contains(scope) { throw Refusal.scopeMissing(scope) }
  }
}

extension Accounts {
  /// Makes an API token. The secret (`hq_` and 43 characters) is shown this once and not kept; again under its key it
  /// is empty.
  ///
  /// Throws `session.elevation_needed`, `token.too_many`, or `input.invalid` with details: a label of 1 to 60 characters, at least one
  /// scope that the role allows, 1 to 366 days.
  public func createToken(
    _ session: Session, label: String, scopes: Set<Scope>, life_days: Int64, once: Once? = nil
  ) async throws -> (token: APIToken, secret: String) {
    try requireElevation(session)
    guard let role = session.role else { throw Refusal.setupNeeded }
    return try await makeToken(
      session.account.id, role, label: label, scopes: scopes, life_days: life_days, by: session.principal, once: once)
  }

  /// Makes an API token for an account on the server itself, for programs that have nobody to sign in. Otherwise as the other `createToken`.
  public func createToken(
    account id: String, label: String, scopes: Set<Scope>, life_days: Int64, by principal: Principal
  ) async throws -> (token: APIToken, secret: String) {
    guard case .program = principal else { throw Refusal.notAdministrator }
    let account = try await account(id)
    guard account.isActive else { throw Refusal.accountUnknown }
    return try await makeToken(id, account.role, label: label, scopes: scopes, life_days: life_days, by: principal, once: nil)
  }

  private func makeToken(
    _ account: String, _ role: Role, label: String, scopes: Set<Scope>, life_days: Int64, by principal: Principal, once: Once?
  ) async throws -> (token: APIToken, secret: String) {
    let line = TypedText.line(label, limit_characters: 60)
    var problems: [Refusal.Detail] = []
    if line == nil { problems.append(.tokenLabel) }
    if scopes.isEmpty || !scopes.isSubset(of: Scope.allowed(for: role)) { problems.append(.tokenScopes) }
    if !(1...settings.longestTokenLife_days).contains(life_days) { problems.append(.tokenLife(settings.longestTokenLife_days)) }
    guard problems.isEmpty, let line else { throw Refusal.invalid(problems) }
    let (secret, id) = ("hq_" + random.secret(), random.identifier())
    let made = try await write(once, kept: \.told) { tx in
      let now = self.time.now()
      let valid = try tx.first(
        "SELECT COUNT(*) FROM api_tokens WHERE account = $1 AND revoked_at IS NULL AND expires_at > $2",
        [.text(account), .integer(now.unixMilliseconds)])
      if (valid?.integer(0) ?? 0) >= Int64(self.settings.tokensPerAccount) { throw Refusal.tooManyTokens(self.settings.tokensPerAccount) }
      let end = now.adding(milliseconds: life_days * Moment.dayMilliseconds)
      try tx.execute(
        "INSERT INTO api_tokens VALUES ($1, $2, $3, $4, $5, $6, $7, NULL, NULL)",
        [
          .blob(SecretText.kept(secret)), .text(id), .text(account), .text(line), .text(Scope.text(scopes)),
          .integer(now.unixMilliseconds), .integer(end.unixMilliseconds),
        ])
      try self.append(
        AccountEvent.tokenCreated,
        AccountEvent.TokenCreated(token: id, scopes: scopes.sorted().map(\.rawValue), expires: end.text), account: account,
        by: principal, at: now, in: tx)
      let token = APIToken(id: id, label: line, scopes: scopes, createdAt: now, expiresAt: end, revokedAt: nil, lastUsed: nil)
      return Made(thing: token, secret: secret)
    }
    return (made.thing, made.secret)
  }

  /// The tokens of an account, the newest first.
  public func tokens(of account: String) async throws -> [APIToken] {
    try await database.read { tx in
      try tx.query(
        """
        SELECT id, label, scopes, created_at, expires_at, revoked_at, last_used FROM api_tokens WHERE account = $1
        ORDER BY created_at DESC, id
        """, [.text(account)]
      ).map { row in
        APIToken(
          id: row.text(0), label: row.text(1), scopes: Scope.scopes(row.text(2)), createdAt: Moment(unixMilliseconds: row.integer(3)),
          expiresAt: Moment(unixMilliseconds: row.integer(4)), revokedAt: row.optionalInteger(5).map { Moment(unixMilliseconds: $0) },
          lastUsed: row.optionalInteger(6).map { Moment(unixMilliseconds: $0) })
      }
    }
  }

  /// Revokes one of an account's tokens for good. Throws `token.unknown` if it has no such token, or it was revoked before.
  public func revokeToken(_ id: String, of account: String, by principal: Principal, once: Once? = nil) async throws {
    guard principal.mayAdminister || principal.account == account else { throw Refusal.tokenUnknown }
    _ = try await write(once) { tx in
      let now = self.time.now()
      let changed = try tx.execute(
        "UPDATE api_tokens SET revoked_at = $3 WHERE id = $1 AND account = $2 AND revoked_at IS NULL",
        [.text(id), .text(account), .integer(now.unixMilliseconds)])
      if changed == 0 { throw Refusal.tokenUnknown }
      try self.append(
        AccountEvent.tokenRevoked, AccountEvent.TokenRevoked(token: id), account: account, by: principal, at: now, in: tx)
      return Done()
    }
  }

  /// Who asks with the secret of a token: one indexed read. Throws `token.unknown`, `token.expired`, `token.revoked`, `account.inactive`
  /// or `account.setup_needed`.
  public func use(token secret: String) async throws -> TokenUse {
    guard secret.hasPrefix("hq_"), Accounts.canBeSecret(String(secret.dropFirst(3))) else { throw Refusal.tokenUnknown }
    let key = SecretText.kept(secret)
    let found = try await database.read { tx in
      try tx.first(
        """
        SELECT t.id, t.scopes, t.expires_at, t.revoked_at, t.last_used, \(Account.columns)
        FROM api_tokens t JOIN accounts a ON a.id = t.account WHERE t.hash = $1
        """, [.blob(key)])
    }
    guard let row = found else { throw Refusal.tokenUnknown }
    let now = time.now()
    if !row.isNull(3) { throw Refusal.tokenRevoked }
    if now.unixMilliseconds >= row.integer(2) { throw Refusal.tokenExpired }
    let account = Account(row, from: 5)
    if !account.isActive { throw Refusal.inactive }
    if restriction(account) != nil { throw Refusal.setupNeeded }
    if now.unixMilliseconds - (row.optionalInteger(4) ?? 0) >= settings.tokenTouch_seconds * 1000 {
      await touch(key, "UPDATE api_tokens SET last_used = $2 WHERE hash = $1", at: now)
    }
    return TokenUse(
      token: row.text(0), account: account, scopes: Scope.scopes(row.text(1)).intersection(Scope.allowed(for: account.role)))
  }

  /// Revokes all tokens of an account and says how many.
  func revokeTokens(of account: String, by principal: Principal, at now: Moment, in tx: any Transaction) throws {
    let ids = try tx.query("SELECT id FROM api_tokens WHERE account = $1 AND revoked_at IS NULL ORDER BY id", [.text(account)])
    if ids.isEmpty { return }
    try tx.execute(
      "UPDATE api_tokens SET revoked_at = $2 WHERE account = $1 AND revoked_at IS NULL",
      [.text(account), .integer(now.unixMilliseconds)])
    try append(
      try ids.map {
        try AccountEvent.new(Account.stream(account), AccountEvent.tokenRevoked, AccountEvent.TokenRevoked(token: $0.text(0)))
      }, by: principal, at: now, in: tx)
  }
}
