import Storage

/// What somebody needs to enrol an authenticator app; shown once.
public struct SecondFactorEnrolment: Sendable, Hashable {
  /// The secret as the app takes it by hand: base32.
  public let secret: String
  /// The same as an address: `otpauth://totp/…`, for a link or a picture.
  public let address: String
}

extension Accounts {
  /// Begins to enrol a second factor: a new secret, which counts only after a code of it was confirmed.
  ///
  /// Throws `session.elevation_needed` or `account.second_factor_present`.
  public func beginSecondFactor(_ session: Session) async throws -> SecondFactorEnrolment {
    try requireElevation(session)
    let secret = random.bytes(count: TOTP.secretLength_bytes)
    let account = session.account
    let sealed = try keys.sealed(secret, of: account.id)
    try await database.write { tx in
      let changed = try tx.execute(
        "UPDATE credentials SET totp_pending = $2 WHERE account = $1 AND totp_secret IS NULL", [.text(account.id), .blob(sealed)])
      if changed == 0 { throw Refusal.secondFactorPresent }
    }
    return SecondFactorEnrolment(
      secret: Base32.text(secret), address: TOTP.address(secret: secret, account: account.loginName, issuer: settings.issuer))
  }

  /// Ends enrolment with the first code, and gives the recovery codes: shown once, each good for one sign-in without the app.
  ///
  /// Throws `account.code_wrong`, `account.locked`, `account.second_factor_present` or `account.second_factor_absent`.
  public func confirmSecondFactor(_ session: Session, code: String) async throws -> [String] {
    let account = session.account.id
    return try await database.write { tx -> Result<[String], Refusal> in
      let now = self.time.now()
      guard let credentials = try Credentials.find(account, in: tx) else { return .failure(.accountUnknown) }
      if let wait = Credentials.wait_seconds(credentials.lockedUntil, at: now) { return .failure(.locked(seconds: wait)) }
      if credentials.totpSecret != nil { return .failure(.secondFactorPresent) }
      guard let pending = credentials.totpPending else { return .failure(.secondFactorAbsent) }
      let secret = try self.keys.opened(pending, of: account)
      guard let digits = TOTP.digits(code), case .accepted(let step) = TOTP.check(digits, secret: secret, at: now, after: nil) else {
        return .failure(try self.fail(credentials, reason: "code", .codeWrong, at: now, in: tx))
      }
      try tx.execute(
        "UPDATE credentials SET totp_secret = totp_pending, totp_pending = NULL, totp_last_step = $2 WHERE account = $1",
        [.text(account), .integer(step)])
      try self.append(AccountEvent.secondFactorEnabled, account: account, by: session.principal, at: now, in: tx)
      try self.endSessions(of: account, except: session.handle, in: tx)
      return .success(try self.newRecoveryCodes(account, in: tx))
    }.get()
  }

  /// New recovery codes; the old ones end. Throws `session.elevation_needed` or `account.second_factor_absent`.
  public func renewRecoveryCodes(_ session: Session) async throws -> [String] {
    try requireElevation(session)
    let account = session.account.id
    return try await database.write { tx in
      guard try Credentials.find(account, in: tx)?.totpSecret != nil else { throw Refusal.secondFactorAbsent }
      try self.append(AccountEvent.recoveryCodesRenewed, account: account, by: session.principal, at: self.time.now(), in: tx)
      return try self.newRecoveryCodes(account, in: tx)
    }
  }

  /// How many recovery codes an account has left.
  public func recoveryCodesLeft(_ session: Session) async throws -> Int {
    let account = session.account.id
    return try await database.read { tx in
      Int(try tx.first("SELECT COUNT(*) FROM recovery_codes WHERE account = $1", [.text(account)])?.integer(0) ?? 0)
    }
  }

  /// Gives up the second factor. Throws `session.elevation_needed`, `account.second_factor_absent`, or
  /// `account.second_factor_required` if the role must have one.
  public func disableSecondFactor(_ session: Session) async throws {
    try requireElevation(session)
    if settings.rolesWithSecondFactor.contains(session.account.role) { throw Refusal.secondFactorRequired }
    try await database.write { tx in
      try self.removeSecondFactor(of: session.account.id, by: session.principal, in: tx)
    }
  }
}

extension Accounts {
  static let recoveryCodes = 10

  /// Checks what somebody typed as the second step: a code of the app, or a recovery code, which is used up. The answer says what it was.
  func prove(_ typed: String, _ credentials: Credentials, at now: Moment, in tx: any Transaction) throws -> Result<String, Refusal> {
    if let code = RecoveryCode.normal(typed) {
      let kept = SecretText.kept(code, of: credentials.account, key: keys.shortCodes)
      let used = try tx.execute(
        "DELETE FROM recovery_codes WHERE account = $1 AND hash = $2", [.text(credentials.account), .blob(kept)])
      if used == 1 { return .success("recovery_code") }
    } else if let sealed = credentials.totpSecret, let digits = TOTP.digits(typed) {
      let secret = try keys.opened(sealed, of: credentials.account)
      switch TOTP.check(digits, secret: secret, at: now, after: credentials.totpLastStep) {
      case .accepted(let step):
        try tx.execute(
          "UPDATE credentials SET totp_last_step = $2 WHERE account = $1", [.text(credentials.account), .integer(step)])
        return .success("code")
      case .used: return .failure(try fail(credentials, reason: "code_used", .codeUsed, at: now, in: tx))
      case .wrong: break
      }
    }
    return .failure(try fail(credentials, reason: "code", .codeWrong, at: now, in: tx))
  }

  func removeSecondFactor(of account: String, by principal: Principal, in tx: any Transaction) throws {
    let changed = try tx.execute(
      """
      UPDATE credentials SET totp_secret = NULL, totp_pending = NULL, totp_last_step = NULL
      WHERE account = $1 AND totp_secret IS NOT NULL
      """, [.text(account)])
    if changed == 0 { throw Refusal.secondFactorAbsent }
    try tx.execute("DELETE FROM recovery_codes WHERE account = $1", [.text(account)])
    try append(AccountEvent.secondFactorDisabled, account: account, by: principal, at: time.now(), in: tx)
  }

  private func newRecoveryCodes(_ account: String, in tx: any Transaction) throws -> [String] {
    try tx.execute("DELETE FROM recovery_codes WHERE account = $1", [.text(account)])
    return try (0..<Accounts.recoveryCodes).map { _ in
      let code = RecoveryCode.new(random)
      try tx.execute(
        "INSERT INTO recovery_codes VALUES ($1, $2)",
        [.text(account), .blob(SecretText.kept(code, of: account, key: keys.shortCodes))])
      return RecoveryCode.shown(code)
    }
  }
}

/// A code of 60 random bits for somebody who lost their telephone: twelve letters and digits, shown in three groups.
enum RecoveryCode {
  static func new(_ random: any RandomSource) -> String { String(Base32.text(random.bytes(count: 8)).prefix(12)) }

  static func shown(_ code: String) -> String {
    let letters = Array(code)
    return stride(from: 0, to: letters.count, by: 4).map { String(letters[$0..<min($0 + 4, letters.count)]) }.joined(separator: "-")
  }

  /// The code in what somebody typed, or nil if it can't be one. Hyphens, spaces, small and full-width letters are forgiven.
  static func normal(_ typed: String) -> String? {
    let code = TypedText.folded(typed).uppercased().filter { !$0.isWhitespace && $0 != "-" }
    return code.utf8.count == 12 && code.utf8.allSatisfy { (65...90).contains($0) || (50...55).contains($0) } ? code : nil
  }
}
