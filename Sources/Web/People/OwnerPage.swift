import Service
import Values

/// Putting somebody in as the owner of an enterprise: where others registered it in its name, or where registration is closed.
struct OwnerPage: Sendable {
  let desk: Desk
  static let path = "/admin/owner"

  func show(_ request: WebRequest) async throws -> Answer {
    let code = request.query["credit_code"] ?? ""
    let back = code.isEmpty ? Self.path : Query([("credit_code", code)]).address(Self.path)
    return try await Confirming(desk: desk).elevated(request, back: back) { _ in
      .page(page(request, FormView(values: FormValues(code.isEmpty ? [:] : ["credit_code": code]))))
    }
  }

  func install(_ request: WebRequest) async throws -> Answer {
    try await Confirming(desk: desk).elevated(request, back: Self.path) { _ in
      var reader = request.formReader()
      let code = reader.creditCode("credit_code", label: request.t("people.credit_code"))
      let company = reader.text("company_name", label: request.t("people.company"), required: false, limit_characters: 120)
      let login = reader.text("login_name", label: request.t("people.login_name"), limit_characters: 64)
      let name = reader.text("name", label: request.t("people.name"), required: false, limit_characters: 60)
      let reason = reader.text("reason", label: request.t("people.owner_reason"), limit_characters: 200)
      if let code, let login, let reason, reader.problems.isEmpty {
        do {
          let new = NewOwner(creditCode: code.text, companyName: company, loginName: login, name: name, reason: reason)
          let (_, owner, password) = try await desk.accounts.installOwner(
            new, by: .person(request.account.actor), once: FormOnce.once(request))
          let back = "/admin/accounts/" + owner.id
          guard let password else { return .seeOther(back).noticing("people.owner_installed") }
          let pages = AdministrationPages(desk: desk)
          return .page(pages.passwordPage(request, owner.name, owner.loginName, password, back: back))
        } catch let refusal as Refusal {
          reader.report(refusal, at: "login_name")
        }
      }
      return .page(page(request, FormView(values: reader.values, problems: reader.problems)))
    }
  }

  private func page(_ request: WebRequest, _ form: FormView) -> Page {
    FormPage(
      title: request.t("people.owner_title"), lead: [request.t("people.owner_lead"), request.t("people.owner_effect")],
      fields: [
        form.text("credit_code", label: request.t("people.credit_code"), hint: request.t("people.credit_code_hint"), width: .wide),
        form.text("company_name", label: request.t("people.company"), hint: request.t("people.owner_company_hint"), isOptional: true),
        form.text("login_name", label: request.t("people.login_name"), hint: request.t("people.owner_login_hint"), width: .medium),
        form.text("name", label: request.t("people.name"), hint: request.t("people.owner_name_hint"), width: .medium, isOptional: true),
        form.text("reason", label: request.t("people.owner_reason"), hint: request.t("people.owner_reason_hint")),
      ], submit: Components.submit(request.t("people.owner_submit")), cancel: Components.Link(request.t("people.cancel"), "/admin"),
      crumbs: AdministrationPages(desk: desk).crumbs(request), problems: form.problems
    ).page
  }
}
