import Casework
import Storage

/// A proof, just given, that somebody is who they say: the code of the second factor where one is set up, the password otherwise.
/// `Accounts.prove` alone makes it.
public struct IdentityProof: Sendable, Hashable {
  let account: String
  let at: Moment

  /// How long it counts for the act it was given for.
  static let life_seconds: Int64 = 300

  func isGood(for actor: Actor, at now: Moment) -> Bool {
    account == actor.account && now >= at && now < at.adding(seconds: IdentityProof.life_seconds)
  }
}

extension Accounts {
  /// Proves who somebody is for one act: by the code of their second factor (or a recovery code, which is used up) where they have one, by
  /// their password otherwise. Failures count as those of signing in.
  ///
  /// Throws `account.proof_missing`, `account.proof_wrong`, `account.code_wrong`, `account.code_used`, `account.locked`,
  /// `account.inactive` or `service.busy`.
  public func prove(_ id: String, with typed: String) async throws -> IdentityProof {
    let account = try await account(id)
    guard account.isActive else { throw Refusal.inactive }
    guard !typed.isEmpty else { throw Refusal.proofMissing }
    let tried = account.hasSecondFactor ? nil : try await check(typed, of: id)
    return try await database.write { tx -> Result<IdentityProof, Refusal> in
      let now = self.time.now()
      guard let credentials = try Credentials.find(id, in: tx) else { return .failure(.accountUnknown) }
      if let wait = Credentials.wait_seconds(credentials.lockedUntil, at: now) { return .failure(.locked(seconds: wait)) }
      if credentials.totpSecret != nil {
        if case .failure(let refusal) = try self.prove(typed, credentials, at: now, in: tx) { return .failure(refusal) }
      } else {
        // A second factor given up at this very moment leaves nothing that was compared.
        guard let tried else { return .failure(.proofWrong) }
        if let refusal = try self.judge(tried, credentials, at: now, in: tx) {
          return .failure(refusal == .wrongPasswordOrName ? .proofWrong : refusal)
        }
      }
      try self.forgive(id, in: tx)
      try self.append(AccountEvent.elevated, account: id, by: .person(account.actor), at: now, in: tx)
      return .success(IdentityProof(account: id, at: now))
    }.get()
  }
}
