import Crypto
import Storage

extension Accounts {
  /// The session that a secret opens: one indexed read. Throws `session.unknown`, `session.expired` or `account.inactive`.
  ///
  /// Its use is written down at most once a minute.
  public func session(_ id: String) async throws -> Session {
    guard Accounts.canBeSecret(id) else { throw Refusal.sessionUnknown }
    let key = SecretText.kept(id)
    guard let session = try await database.read({ tx in try self.session(key, id, stage: .open, in: tx) }) else {
      throw Refusal.sessionUnknown
    }
    let now = time.now()
    if now >= idleEnd(session) || now >= session.endsAt { throw Refusal.sessionExpired }
    if !session.account.isActive { throw Refusal.inactive }
    if now.milliseconds(since: session.lastSeen) >= settings.touch_seconds * 1000 {
      await touch(key, "UPDATE sessions SET last_seen = $2 WHERE id_sha256 = $1 AND last_seen < $2", at: now)
    }
    return session
  }

  /// The sessions of an account, the last used first.
  public func sessions(of account: String) async throws -> [Session] {
    let now = time.now()
    let all = try await database.read { tx in
      try tx.query(
        "\(Accounts.sessionQuery) WHERE s.account = $1 AND s.stage = 'open' ORDER BY s.last_seen DESC, s.handle", [.text(account)]
      ).map { self.session($0) }
    }
    return all.filter { now < idleEnd($0) && now < $0.endsAt }
  }

  /// Ends a session. One that doesn't exist is ended already.
  public func signOut(_ id: String) async throws {
    let key = SecretText.kept(id)
    try await database.write { tx in _ = try tx.execute("DELETE FROM sessions WHERE id_sha256 = $1", [.blob(key)]) }
  }

  /// Ends one of an account's sessions by its handle: a browser that was left open elsewhere.
  public func endSession(_ handle: String, of account: String) async throws {
    try await database.write { tx in
      _ = try tx.execute("DELETE FROM sessions WHERE handle = $1 AND account = $2", [.text(handle), .text(account)])
    }
  }

  /// Ends all sessions of the account, this one included.
  public func signOutEverywhere(_ session: Session) async throws {
    let now = time.now()
    try await database.write { tx in
      try self.endSessions(of: session.account.id, in: tx)
      try self.append(
        AccountEvent.signedOutEverywhere, account: session.account.id, by: session.principal, at: now, in: tx)
    }
  }
}

extension Accounts {
  enum Stage: String { case open, code }

  static let sessionQuery =
    "SELECT s.handle, s.created_at, s.last_seen, s.ends_at, s.elevated_at, s.client, \(Account.columns) FROM sessions s JOIN accounts a ON a.id = s.account"

  static func canBeSecret(_ text: String) -> Bool { text.utf8.count == 43 }

  func session(_ key: [UInt8], _ id: String, stage: Stage, in tx: any Transaction) throws -> Session? {
    try tx.first("\(Accounts.sessionQuery) WHERE s.id_sha256 = $1 AND s.stage = $2", [.blob(key), .text(stage.rawValue)]).map {
      session($0)
    }
  }

  func session(_ row: Row) -> Session {
    let account = Account(row, from: 6)
    return Session(
      handle: row.text(0), account: account, createdAt: Moment(unixMilliseconds: row.integer(1)),
      lastSeen: Moment(unixMilliseconds: row.integer(2)), endsAt: Moment(unixMilliseconds: row.integer(3)),
      elevatedAt: row.optionalInteger(4).map { Moment(unixMilliseconds: $0) }, client: row.optionalText(5),
      restriction: restriction(account))
  }

  func restriction(_ account: Account) -> Session.Restriction? {
    if account.mustChangePassword { return .passwordChange }
    return settings.rolesWithSecondFactor.contains(account.role) && !account.hasSecondFactor ? .secondFactor : nil
  }

  func idleEnd(_ session: Session) -> Moment { session.lastSeen.adding(seconds: settings.sessionIdle_seconds) }

  /// Begins a session, with a new secret always: one that somebody planted beforehand opens nothing.
  func begin(
    _ account: Account, stage: Stage, client: String?, at now: Moment, endsAt: Moment, in tx: any Transaction
  ) throws -> IssuedSession {
    let (id, handle) = (random.secret(), random.identifier())
    // Room is made before: the new session is never the one that has to go.
    try tx.execute(
      """
      DELETE FROM sessions WHERE account = $1 AND (ends_at <= $2 OR last_seen <= $3 OR (stage = $4 AND id_sha256 NOT IN (
        SELECT id_sha256 FROM sessions WHERE account = $1 AND stage = $4 ORDER BY last_seen DESC, handle LIMIT $5)))
      """,
      [
        .text(account.id), .integer(now.unixMilliseconds), .integer(now.adding(seconds: -settings.sessionIdle_seconds).unixMilliseconds),
        .text(stage.rawValue), .integer(Int64(settings.sessionsPerAccount - 1)),
      ])
    let elevatedAt = stage == .open ? now : nil
    try tx.execute(
      "INSERT INTO sessions VALUES ($1, $2, $3, $4, $5, $5, $6, $7, $8)",
      [
        .blob(SecretText.kept(id)), .text(handle), .text(account.id), .text(stage.rawValue), .integer(now.unixMilliseconds),
        .integer(endsAt.unixMilliseconds), SQLValue(elevatedAt), SQLValue(client),
      ])
    return IssuedSession(
      id: id,
      session: Session(
        handle: handle, account: account, createdAt: now, lastSeen: now, endsAt: endsAt, elevatedAt: elevatedAt, client: client,
        restriction: restriction(account)))
  }

  /// Ends the sessions of an account, all but one if it is named.
  func endSessions(of account: String, except handle: String? = nil, in tx: any Transaction) throws {
    try tx.execute("DELETE FROM sessions WHERE account = $1 AND handle <> $2", [.text(account), .text(handle ?? "")])
  }

  /// Writes down a use, once for many that come together. It may fail: reading must not stop because writing can't go on.
  func touch(_ key: [UInt8], _ sql: String, at now: Moment) async {
    guard touching.withLock({ $0.insert(key).inserted }) else { return }
    _ = try? await database.write { tx in try tx.execute(sql, [.blob(key), .integer(now.unixMilliseconds)]) }
    touching.withLock { _ = $0.remove(key) }
  }
}
