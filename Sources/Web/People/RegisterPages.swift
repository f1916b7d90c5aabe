import Casework
import Policy
import Service
import Values

/// Registering an enterprise, and joining the team of one with a code.
struct RegisterPages: Sendable {
  let desk: Desk

  func show(_ request: WebRequest) -> Answer { .page(page(request, FormView())) }

  /// The fact by which claims are routed, with the places to choose from: asked once here, and kept with the enterprise's facts.
  static func place(_ book: PolicyBook) -> FactInfo? {
    book.procedures.first.flatMap { procedure in book.facts.first { $0.name == procedure.routing.fact } }
  }

  func register(_ request: WebRequest) async throws -> Answer {
    var reader = request.formReader()
    let code = reader.creditCode("credit_code", label: request.t("people.credit_code"))
    let company = reader.text("company", label: request.t("people.company"), limit_characters: 120)
    let place = Self.place(desk.book)
    let district = place.flatMap { reader.choice("district", label: $0.label[request.language], among: $0.choices.map(\.id)) }
    let person = reader.text("name", label: request.t("people.name"), limit_characters: 60)
    let login = reader.text("login_name", label: request.t("people.login_name"), limit_characters: 64)
    let password = newPassword(&reader, request)
    if let code, let company, let person, let login, let password, reader.problems.isEmpty {
      do {
        _ = try await desk.accounts.registerCompany(
          NewCompany(creditCode: code.text, name: company, district: district), owner: login, name: person, password: password)
        if let place, let district {
          _ = try await desk.accounts.saveProfile(
            JSONText.object([(place.name, .string(district))]).compact, of: code.text, revision: 0, by: .program)
        }
        return try await enter(login, password, request, notice: "people.registered")
      } catch let refusal as Refusal {
        // The same form sent twice: the enterprise is there and it is theirs.
        if ["company.already_registered", "account.login_name_taken"].contains(refusal.code),
          let known = try await desk.accounts.account(loginName: login), known.enterprise == code.text,
          let answer = try? await enter(login, password, request, notice: "people.registered")
        {
          return answer
        }
        reader.report(
          refusal, at: refusal.code == "company.already_registered" ? "credit_code" : "company",
          fields: ["/owner/password": "password", "/owner/name": "name", "/owner/login_name": "login_name", "/name": "company"])
      }
    }
    return .page(page(request, FormView(values: reader.values, problems: reader.problems)))
  }

  private func page(_ request: WebRequest, _ form: FormView) -> Page {
    let language = request.language
    var fields = [
      form.text(
        "credit_code", label: request.t("people.credit_code"), hint: request.t("people.credit_code_hint"), width: .wide),
      form.text("company", label: request.t("people.company"), hint: request.t("people.company_hint"), autocomplete: "organization"),
    ]
    if let place = Self.place(desk.book) {
      let options = [FormView.Option("", request.t("public.choose"))] + place.choices.map { FormView.Option($0.id, $0.label[language]) }
      fields.append(form.select("district", label: place.label[language], hint: place.help?[language], options: options))
    }
    fields += personFields(request, form)
    return FormPage(
      title: request.t("people.register_title"), lead: [request.t("people.register_lead")], fields: fields,
      submit: Components.submit(request.t("people.register")), links: [Components.Link(request.t("people.join_link"), "/join")],
      problems: form.problems
    ).page
  }

  // MARK: Joining

  func showJoining(_ request: WebRequest) -> Answer { .page(joinPage(request, FormView())) }

  func join(_ request: WebRequest) async throws -> Answer {
    var reader = request.formReader()
    let code = reader.text("invitation", label: request.t("people.invitation"), limit_characters: 60)
    let person = reader.text("name", label: request.t("people.name"), limit_characters: 60)
    let login = reader.text("login_name", label: request.t("people.login_name"), limit_characters: 64)
    let password = newPassword(&reader, request)
    if let code, let person, let login, let password, reader.problems.isEmpty {
      do {
        _ = try await desk.accounts.acceptInvitation(code, loginName: login, name: person, password: password)
        return try await enter(login, password, request, notice: "people.joined")
      } catch let refusal as Refusal {
        reader.report(refusal, at: "invitation")
      }
    }
    return .page(joinPage(request, FormView(values: reader.values, problems: reader.problems)))
  }

  private func joinPage(_ request: WebRequest, _ form: FormView) -> Page {
    FormPage(
      title: request.t("people.join_title"), lead: [request.t("people.join_lead")],
      fields: [
        form.text("invitation", label: request.t("people.invitation"), hint: request.t("people.invitation_hint"), width: .medium)
      ] + personFields(request, form), submit: Components.submit(request.t("people.join")),
      cancel: Components.Link(request.t("people.cancel"), "/sign-in"), problems: form.problems
    ).page
  }

  // MARK: Both

  private func personFields(_ request: WebRequest, _ form: FormView) -> [View] {
    [
      form.text("name", label: request.t("people.name"), hint: request.t("people.name_hint"), width: .medium, autocomplete: "name"),
      form.text(
        "login_name", label: request.t("people.login_name"), hint: request.t("people.login_name_hint"), width: .medium,
        autocomplete: "username"),
      form.text(
        "password", label: request.t("people.password"), hint: request.t("people.password_hint"), kind: .newPassword, width: .medium),
      form.text("again", label: request.t("people.password_repeat"), kind: .newPassword, width: .medium),
    ]
  }

  private func newPassword(_ reader: inout FormReader, _ request: WebRequest) -> String? {
    let password = request.form["password"] ?? ""
    if password.isEmpty {
      reader.report("password", code: "field.required", key: "frame.field_required", ["label": request.t("people.password")])
      return nil
    }
    if password != request.form["again"] {
      reader.report("again", code: "password.differs", key: "people.password_differs")
      return nil
    }
    return password
  }

  private func enter(_ login: String, _ password: String, _ request: WebRequest, notice: String) async throws -> Answer {
    let outcome = try await desk.accounts.signIn(
      loginName: login, password: password, replacing: request.caller.sessionID, client: SignInPages.client(request))
    guard case .signedIn(let issued) = outcome else { return .seeOther("/sign-in") }
    return .seeOther(SignInPages.home(issued.session.account.role)).startingSession(issued.id).noticing(notice)
  }
}
