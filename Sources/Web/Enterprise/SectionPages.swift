import Casework
import Service
import Values

/// The pages for particulars, vouchers and the bank account.
struct SectionPages: Sendable {
  let desk: Desk

  /// A section with its form.
  private func page(
    _ request: WebRequest, _ file: ClaimFile, _ title: String, _ lead: String, fields: [View], locked: View = .absent, notes: [String],
    form: FormView
  ) -> Page {
    Page(
      title, template: "enterprise/section",
      [
        "section_title": .text(title), "lead": .text(lead), "fields": .list(fields), "has_fields": .flag(!fields.isEmpty), "locked": locked,
        "hidden": .list(file.hidden(request)), "notes": Locked(file: file).notes(notes), "submit": Components.submit(file.t("save")),
        "back": .text(file.back(request.form["from"] ?? request.query["from"])),
      ], crumbs: file.crumbs, problems: form.problems)
  }

  // MARK: Particulars

  func particulars(_ request: WebRequest) async throws -> Answer {
    let file = try await open(request)
    return .page(particularsPage(request, file, FormView(values: FormValues(file.state.content.particulars))))
  }

  func saveParticulars(_ request: WebRequest) async throws -> Answer {
    let file = try await open(request)
    var reader = request.formReader()
    var given: [String: String?] = [:]
    for particular in changeable(file) {
      given.updateValue(
        reader.text(particular.id, label: particular.label[file.language], required: false, limit_characters: 200), forKey: particular.id)
    }
    guard reader.problems.isEmpty else {
      return .page(particularsPage(request, file, FormView(values: reader.values, problems: reader.problems)))
    }
    do {
      return try await file.save(request, request.form) { content in
        for (id, text) in given { content.particulars[id] = text }
      }
    } catch let refusal as Refusal where refusal.status == .conflict {
      let problem = file.problem(refusal, at: given.keys.sorted().first ?? "")
      return .page(particularsPage(request, file, FormView(values: reader.values, problems: [problem])))
    }
  }

  private func changeable(_ file: ClaimFile) -> [Procedure.Particular] {
    file.procedure.particulars(for: file.state.measure).filter { file.mayChange("particular:" + $0.id) }
  }

  private func particularsPage(_ request: WebRequest, _ file: ClaimFile, _ form: FormView) -> Page {
    let changeable = changeable(file)
    let locked = file.procedure.particulars(for: file.state.measure).filter { other in !changeable.contains { $0.id == other.id } }
    return page(
      request, file, file.t("task_particulars"), file.t("particulars_lead"),
      fields: changeable.map {
        form.text($0.id, label: $0.label[file.language], hint: $0.help?[file.language], isOptional: $0.isOptional)
      },
      locked: Locked(file: file).rows(
        locked.map { Components.Row($0.label[file.language], file.state.content.particulars[$0.id]) }),
      notes: changeable.map { "particular:" + $0.id }, form: form)
  }

  private func open(_ request: WebRequest) async throws -> ClaimFile {
    let file = try await ClaimFile.open(desk, request)
    try file.requireEditable()
    return file
  }

  // MARK: Bank account

  func bank(_ request: WebRequest) async throws -> Answer {
    let file = try await ClaimFile.open(desk, request)
    if !file.isDraft { return try await AccountChange(desk: desk).show(request, file) }
    var bank = file.state.content.bank
    if bank == nil {
      // The account of an earlier claim is offered, to be checked.
      bank = try await desk.cases.own(by: request.account.actor).items.lazy.compactMap(\.state.content.bank).first {
        Plain.text($0.holder) == Plain.text(file.state.enterpriseName)
      }
    }
    let values = FormValues([
      "holder": bank?.holder ?? file.state.enterpriseName, "bank": bank?.bank ?? "",
      "number": bank.map { ClaimSummary.grouped($0.number) } ?? "",
    ])
    return .page(bankPage(request, file, FormView(values: values)))
  }

  func saveBank(_ request: WebRequest) async throws -> Answer {
    let file = try await ClaimFile.open(desk, request)
    if !file.isDraft { return try await AccountChange(desk: desk).save(request, file) }
    var reader = request.formReader()
    let holder = reader.text("holder", label: file.t("bank_holder"), limit_characters: 120)
    if let holder, Plain.text(holder) != Plain.text(file.state.enterpriseName) {
      reader.report("holder", code: "case.account_not_own", key: "enterprise.bank_not_own", ["name": file.state.enterpriseName])
    }
    let bank = reader.text("bank", label: file.t("bank_bank"), limit_characters: 120)
    let number = reader.bankAccount("number", label: file.t("bank_number"))
    guard let holder, let bank, let number, reader.problems.isEmpty else {
      return .page(bankPage(request, file, FormView(values: reader.values, problems: reader.problems)))
    }
    let account = BankAccount(holder: holder, bank: bank, number: number)
    do {
      return try await file.save(request, request.form) { $0.bank = account }
    } catch let refusal as Refusal where refusal.status == .conflict {
      return .page(bankPage(request, file, FormView(values: reader.values, problems: [file.problem(refusal, at: "holder")])))
    }
  }

  private func bankPage(_ request: WebRequest, _ file: ClaimFile, _ form: FormView) -> Page {
    page(
      request, file, file.t("task_bank"), file.t("bank_lead"),
      fields: [
        form.text("holder", label: file.t("bank_holder"), hint: file.t("bank_holder_hint"), autocomplete: "organization"),
        form.text("bank", label: file.t("bank_bank"), hint: file.t("bank_bank_hint")),
        form.text("number", label: file.t("bank_number"), hint: file.t("bank_number_hint"), kind: .digits),
      ], notes: ["bank"], form: form)
  }
}
