public import Casework
import Values

extension CaseService {
  /// States another account while a claim runs. Whoever does it proves anew who they are; no payment is ordered to the new account before
  /// its waiting time is over, and the team is told.
  ///
  /// Throws `company.not_owner`, `session.elevation_needed` for a proof that is old or somebody else's, and the refusals of the claim:
  /// `case.wrong_step` where the money is on its way or paid, `case.account_not_own`, `case.account_same`.
  ///
  /// - Parameter proof: asked for only where the act was not done before under its key, so that a retry needs no new code.
  public func changeAccount(
    _ account: BankAccount, case id: String, by actor: Actor, once: Once? = nil, proof: @Sendable () async throws -> IdentityProof
  ) async throws -> CaseState {
    if let once, let known = try await database.read({ tx in try once.known(CaseState.self, in: tx) }) { return known }
    let proof = try await proof()
    guard proof.isGood(for: actor, at: time.now()) else { throw Refusal.elevationNeeded }
    return try await act(actor, once: once) { [settings] act in
      let state = try act.load(id)
      try act.requireMember(.owner)
      guard let wait = act.book.calendar.date(workingDays: settings.accountCooling_workingDays, after: act.day),
        let usableFrom = settings.accountCooling_workingDays == 0 ? act.day : wait.date.adding(days: 1)
      else { throw Refusal(.wrongStep, case: id) }
      let after = try act.command(.changeAccount(account, usableFrom: usableFrom), on: state)
      try act.tell(
        TeamMessage(
          caseID: id, enterprise: state.enterprise,
          content: .accountChanged(before: state.content.bank?.masked, after: account.masked, usableFrom: usableFrom)))
      return after
    }
  }
}

extension Refusal {
  static let accountNeedsProof = Refusal(
    code: "case.account_needs_proof",
    message: Bilingual(
      zh: "提交后更换收款账户须单独办理，并再次确认身份。其他内容请分开保存。",
      en: "After handing in, the account is changed by itself, with a fresh proof of identity. Save the rest apart from it."),
    status: .conflict)
}

extension Refusal {
  /// Which case, and from when on: one of many that were chosen.
  static func accountCooling(_ state: CaseState) -> Refusal {
    guard let first = state.accountUsableFrom else { return Refusal(.accountCooling, case: state.id) }
    return Refusal(
      code: CaseRefusal.accountCooling.rawValue,
      message: Bilingual(
        zh: "办件 \(state.id) 的收款账户刚更换，\(first) 起方可拨付。请先不选该办件。",
        en: "The account of case \(state.id) was changed lately and can be paid to from \(first) on. Leave the case out until then."),
      status: .conflict)
  }
}
