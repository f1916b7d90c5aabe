import Casework
import Service
import Values

/// Changing the bank account of a claim that was handed in: by an owner of the team, who proves anew who they are.
struct AccountChange: Sendable {
  let desk: Desk

  /// Whether the account of a claim can be changed where it stands.
  static func isPossible(_ file: ClaimFile) -> Bool {
    guard case .at(_, let phase) = file.state.position else { return false }
    switch file.road.step?.kind {
    case .review, .plan, .notice, .budget, .release: return true
    case .payment: return phase != .running
    case .report, nil: return false
    }
  }

  func show(_ request: WebRequest, _ file: ClaimFile) async throws -> Answer {
    if !Self.isPossible(file) { try file.requireEditable() }
    let values = FormValues(["holder": file.state.enterpriseName, "bank": file.state.content.bank?.bank ?? ""])
    return .page(try await page(request, file, FormView(values: values)))
  }

  func save(_ request: WebRequest, _ file: ClaimFile) async throws -> Answer {
    let back = file.isCorrecting ? file.path + "/correction" : file.path
    // The second click of a double one, or a claim that has gone on meanwhile.
    guard Self.isPossible(file) else { return .seeOther(file.path) }
    var reader = request.formReader()
    let holder = reader.text("holder", label: file.t("bank_holder"), limit_characters: 120)
    if let holder, Plain.text(holder) != Plain.text(file.state.enterpriseName) {
      reader.report("holder", code: "case.account_not_own", key: "enterprise.bank_not_own", ["name": file.state.enterpriseName])
    }
    let bank = reader.text("bank", label: file.t("bank_bank"), limit_characters: 120)
    let number = reader.bankAccount("number", label: file.t("bank_number"))
    let proof = request.form["proof"] ?? ""
    if let holder, let bank, let number, reader.problems.isEmpty {
      let account = BankAccount(holder: holder, bank: bank, number: number)
      if account == file.state.content.bank, file.state.phase != .returned { return .seeOther(back) }
      let (accounts, id) = (desk.accounts, request.account.id)
      do {
        _ = try await desk.cases.changeAccount(
          account, case: file.state.id, by: request.account.actor, once: FormOnce.once(request)
        ) { try await accounts.prove(id, with: proof) }
        return .seeOther(back).noticing("enterprise.account_changed")
      } catch let refusal as Refusal where refusal.status != .notFound {
        reader.report(refusal, at: Self.field(refusal))
      }
    }
    // Neither password nor code is sent back.
    let typed = FormValues(["holder", "bank", "number"].reduce(into: [:]) { $0[$1] = request.form[$1] })
    return .page(try await page(request, file, FormView(values: typed, problems: reader.problems)))
  }

  /// The field that a refusal is about.
  private static func field(_ refusal: Refusal) -> String {
    if refusal.code.hasPrefix("account.") || refusal.code.hasPrefix("session.") { return "proof" }
    return refusal.code == "case.account_same" ? "number" : "holder"
  }

  private func page(_ request: WebRequest, _ file: ClaimFile, _ form: FormView) async throws -> Page {
    let person = try await desk.accounts.account(request.account.id)
    let isOwner = person.memberRole == .owner
    let days = String(desk.cases.settings.accountCooling_workingDays)
    let proof =
      person.hasSecondFactor
      ? form.text("proof", label: request.t("people.code"), hint: request.t("people.code_hint"), kind: .code, width: .medium)
      : form.text("proof", label: request.t("people.password"), hint: file.t("account_proof_hint"), kind: .password, width: .medium)
    let fields = [
      form.text("holder", label: file.t("bank_holder"), hint: file.t("bank_holder_hint"), autocomplete: "organization"),
      form.text("bank", label: file.t("bank_bank"), hint: file.t("bank_bank_hint")),
      form.text("number", label: file.t("bank_number"), hint: file.t("bank_number_hint"), kind: .digits), proof,
    ]
    var notes: [View] = []
    if let reason = file.state.bankReturn {
      notes.append(Components.notice(file.t("bank_said", ["reason": reason]), tone: .attention))
    }
    if case .list(let marked) = Locked(file: file).notes(["bank"]) { notes += marked }
    if let now = file.state.content.bank {
      notes.append(Components.notice(file.t("account_now", ["bank": now.bank, "number": now.masked])))
    }
    notes.append(Components.notice(file.t("account_waits", ["n": days]), file.t("account_told")))
    if !isOwner { notes.append(Components.notice(file.t("account_owner_only"), tone: .attention)) }
    return Page(
      file.t("account_title"), template: "enterprise/section",
      [
        "section_title": .text(file.t("account_title")),
        "lead": .text(file.t(file.state.phase == .returned ? "bank_returned_lead" : "bank_lead")),
        "fields": .list(isOwner ? fields : []), "has_fields": .flag(isOwner),
        "locked": .absent, "hidden": .list(file.hidden(request)),
        "notes": .list(notes), "submit": Components.submit(file.t("account_change")), "back": .text(file.back(nil)),
      ], crumbs: file.crumbs, problems: form.problems, isCacheable: false)
  }
}
