import Storage

extension Accounts {
  /// Invites somebody to a team. The code (16 letters and digits) is handed over by the owner and good for one person and a week;
  /// again under its key it is not told: it is empty.
  ///
  /// Throws `company.unknown`, `company.not_owner`, `company.too_many_invitations` or `input.invalid`.
  public func invite(
    _ label: String, as memberRole: MemberRole, to creditCode: String, by principal: Principal, once: Once? = nil
  ) async throws -> (invitation: Invitation, code: String) {
    guard let line = TypedText.line(label, limit_characters: 60) else { throw Refusal.invalid([.invitationLabel]) }
    let (id, code) = (random.identifier(), InvitationCode.new(random))
    let made = try await write(once, kept: \.told) { tx in
      try self.requireOwner(principal, creditCode, in: tx)
      let now = self.time.now()
      let open = try tx.first(
        "SELECT COUNT(*) FROM company_invitations WHERE company = $1 AND expires_at > $2",
        [.text(creditCode), .integer(now.unixMilliseconds)])
      let most = self.settings.invitationsPerCompany
      if (open?.integer(0) ?? 0) >= Int64(most) { throw Refusal.tooManyInvitations(most) }
      let end = now.adding(seconds: self.settings.invitation_seconds)
      try tx.execute(
        "INSERT INTO company_invitations VALUES ($1, $2, $3, $4, $5, $6, $7)",
        [
          .blob(self.kept(code)), .text(id), .text(creditCode), .text(memberRole.rawValue), .text(line), .integer(now.unixMilliseconds),
          .integer(end.unixMilliseconds),
        ])
      try self.append(
        AccountEvent.memberInvited, AccountEvent.MemberInvited(invitation: id, memberRole: memberRole), company: creditCode, by: principal,
        at: now, in: tx)
      let invitation = Invitation(id: id, label: line, memberRole: memberRole, expiresAt: end)
      return Made(thing: invitation, secret: InvitationCode.shown(code))
    }
    return (made.thing, made.secret)
  }

  /// The open invitations of a team, the first to end first.
  public func invitations(of creditCode: String, by principal: Principal) async throws -> [Invitation] {
    let now = time.now()
    return try await database.read { tx in
      try self.requireOwner(principal, creditCode, in: tx)
      return try tx.query(
        "SELECT id, label, member_role, expires_at FROM company_invitations WHERE company = $1 AND expires_at > $2 ORDER BY expires_at, id",
        [.text(creditCode), .integer(now.unixMilliseconds)]
      ).compactMap { row in
        MemberRole(rawValue: row.text(2)).map {
          Invitation(id: row.text(0), label: row.text(1), memberRole: $0, expiresAt: Moment(unixMilliseconds: row.integer(3)))
        }
      }
    }
  }

  /// Takes an invitation back. Throws `company.invitation_unknown`.
  public func withdrawInvitation(_ id: String, of creditCode: String, by principal: Principal, once: Once? = nil) async throws {
    _ = try await write(once) { tx in
      try self.requireOwner(principal, creditCode, in: tx)
      let removed = try tx.execute("DELETE FROM company_invitations WHERE id = $1 AND company = $2", [.text(id), .text(creditCode)])
      if removed == 0 { throw Refusal.invitationUnknown }
      try self.append(
        AccountEvent.invitationWithdrawn, AccountEvent.InvitationWithdrawn(invitation: id), company: creditCode, by: principal,
        at: self.time.now(), in: tx)
      return Done()
    }
  }

  /// Accepts an invitation with a new account. Throws `company.invitation_invalid`, `account.login_name_taken`, `service.busy` or
  /// `input.invalid`; the code stays good then.
  public func acceptInvitation(_ code: String, loginName: String, name: String, password: String, once: Once? = nil) async throws
    -> Account
  {
    if let known = try await known(once, Account.self) { return known }
    let problems = PasswordRules.problems(password, loginName: loginName, pointer: "/password")
    let person = try Accounts.person(loginName, name, at: "", problems: problems)
    // The code is looked at before the hash is computed, and again where it counts.
    _ = try await database.read { tx in try self.invitation(code, in: tx) }
    try await requireFree(person.loginName)
    let hash = try await newHash(password)
    return try await write(once) { tx in
      let invitation = try self.invitation(code, in: tx)
      let account = try self.insert(person, hash, mustChangePassword: false, by: .nobody, in: tx)
      return try self.join(account, invitation, in: tx)
    }
  }

  /// Accepts an invitation with the account somebody has. Throws `company.invitation_invalid` or `company.already_member`.
  public func acceptInvitation(_ code: String, _ session: Session, once: Once? = nil) async throws -> Account {
    guard session.role == .enterprise else { throw Refusal.alreadyMember }
    return try await write(once) { tx in
      let account = try self.existing(session.account.id, in: tx)
      guard account.isActive, account.enterprise == nil else { throw Refusal.alreadyMember }
      return try self.join(account, try self.invitation(code, in: tx), in: tx)
    }
  }

  /// Takes somebody out of a team, or lets them leave: an owner removes anybody, everybody may leave. Sessions end, tokens are revoked.
  ///
  /// Throws `company.unknown`, `company.not_owner`, `company.not_member` or `company.last_owner`.
  public func removeMember(_ id: String, of creditCode: String, by principal: Principal, once: Once? = nil) async throws {
    _ = try await write(once) { tx in
      let author = try self.requireMember(principal, creditCode, in: tx)
      if let author, author.id != id, author.memberRole != .owner { throw Refusal.notOwner }
      let account = try self.member(id, of: creditCode, in: tx)
      if account.memberRole == .owner { try self.keepOwner(besides: id, of: creditCode, in: tx) }
      let now = self.time.now()
      try self.append(
        AccountEvent.memberRemoved, AccountEvent.MemberRemoved(account: id), company: creditCode, by: principal, at: now, in: tx)
      try self.endSessions(of: id, in: tx)
      try self.revokeTokens(of: id, by: principal, at: now, in: tx)
      return Done()
    }
  }

  /// Makes somebody an owner or a filler. Throws as `removeMember` does, and `account.already_so`.
  public func changeMemberRole(_ id: String, of creditCode: String, to memberRole: MemberRole, by principal: Principal, once: Once? = nil)
    async throws
  {
    _ = try await write(once) { tx in
      try self.requireOwner(principal, creditCode, in: tx)
      let account = try self.member(id, of: creditCode, in: tx)
      if account.memberRole == memberRole { throw Refusal.alreadySo }
      if memberRole != .owner { try self.keepOwner(besides: id, of: creditCode, in: tx) }
      try self.append(
        AccountEvent.memberRoleChanged, AccountEvent.MemberRoleChanged(account: id, memberRole: memberRole), company: creditCode,
        by: principal, at: self.time.now(), in: tx)
      return Done()
    }
  }
}

extension Accounts {
  private struct OpenInvitation {
    let id: String
    let company: String
    let memberRole: MemberRole
    let hash: [UInt8]
  }

  private func append(
    _ type: String, _ body: some Encodable, company: String, by principal: Principal, at now: Moment, in tx: any Transaction
  ) throws {
    try append([try AccountEvent.new(Company.stream(company), type, body)], by: principal, at: now, in: tx)
  }

  private func kept(_ code: String) -> [UInt8] { SecretText.kept(code, of: "invitation", key: keys.shortCodes) }

  private func invitation(_ typed: String, in tx: any Transaction) throws -> OpenInvitation {
    guard let code = InvitationCode.normal(typed) else { throw Refusal.invitationInvalid }
    let hash = kept(code)
    let found = try tx.first(
      "SELECT id, company, member_role FROM company_invitations WHERE hash = $1 AND expires_at > $2",
      [.blob(hash), .integer(time.now().unixMilliseconds)])
    guard let row = found, let memberRole = MemberRole(rawValue: row.text(2)) else { throw Refusal.invitationInvalid }
    return OpenInvitation(id: row.text(0), company: row.text(1), memberRole: memberRole, hash: hash)
  }

  /// Uses an invitation up.
  private func join(_ account: Account, _ invitation: OpenInvitation, in tx: any Transaction) throws -> Account {
    try tx.execute("DELETE FROM company_invitations WHERE hash = $1", [.blob(invitation.hash)])
    try append(
      AccountEvent.memberJoined,
      AccountEvent.MemberJoined(account: account.id, memberRole: invitation.memberRole, invitation: invitation.id),
      company: invitation.company, by: .person(account.actor), at: time.now(), in: tx)
    return try existing(account.id, in: tx)
  }

  private func member(_ id: String, of creditCode: String, in tx: any Transaction) throws -> Account {
    guard let account = try find(id, in: tx), account.enterprise == creditCode else { throw Refusal.notMember }
    return account
  }

  private func keepOwner(besides id: String, of creditCode: String, in tx: any Transaction) throws {
    let others = try tx.first(
      "SELECT COUNT(*) FROM accounts WHERE company = $1 AND member_role = $2 AND is_active = 1 AND id <> $3",
      [.text(creditCode), .text(MemberRole.owner.rawValue), .text(id)])
    if (others?.integer(0) ?? 0) == 0 { throw Refusal.lastOwner }
  }
}

/// The code of an invitation: 80 random bits in 16 letters and digits, so that it needs no lock against trying.
enum InvitationCode {
  static func new(_ random: any RandomSource) -> String { Base32.text(random.bytes(count: 10)) }

  static func shown(_ code: String) -> String { RecoveryCode.shown(code) }

  /// The code in what somebody typed, or nil if it can't be one. Hyphens, spaces, small and full-width letters are forgiven.
  static func normal(_ typed: String) -> String? {
    let code = TypedText.folded(typed).uppercased().filter { !$0.isWhitespace && $0 != "-" }
    return code.utf8.count == 16 && Base32.bytes(code) != nil ? code : nil
  }
}
