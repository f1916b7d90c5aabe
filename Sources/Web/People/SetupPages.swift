import Service
import Values

/// What some accounts have to do before anything else: choose a password of their own, enrol a second factor.
///
/// The session has begun but opens nothing yet, so its secret travels in a signed ticket until the browser may keep it.
struct SetupPages: Sendable {
  let desk: Desk

  func changePassword(_ request: WebRequest) async throws -> Answer {
    guard let (id, next) = SignInPages.read(request) else { return .seeOther("/sign-in") }
    let session = try await desk.accounts.session(id)
    var reader = request.formReader()
    guard try await AccountPages.changePassword(session, &reader, desk, request) else {
      let form = FormView(values: reader.values, problems: reader.problems)
      return .page(passwordPage(request, form, ticket: SignInPages.ticket(id, next, request)))
    }
    let renewed = try await desk.accounts.session(id)
    if renewed.restriction == .secondFactor { return try await beginSecondFactor(renewed, id: id, next: next, request) }
    return .seeOther(next ?? SignInPages.home(renewed.account.role)).startingSession(id).noticing("people.password_changed")
  }

  func passwordPage(_ request: WebRequest, _ form: FormView, ticket: String) -> Page {
    FormPage(
      title: request.t("people.first_password_title"), lead: [request.t("people.first_password_lead")], action: "/sign-in/password",
      fields: AccountPages.passwordFields(request, form), hidden: [form.hidden("ticket", ticket)],
      submit: Components.submit(request.t("people.change_password")), problems: form.problems
    ).page
  }

  func beginSecondFactor(_ session: Session, id: String, next: String?, _ request: WebRequest) async throws -> Answer {
    let enrolment = try await desk.accounts.beginSecondFactor(session)
    let ticket = SignInPages.ticket(id, next, request)
    return .page(
      SecondFactorPages.enrolPage(
        request, FormView(), secret: enrolment.secret, address: enrolment.address, action: "/sign-in/second-factor", ticket: ticket))
  }

  func confirmSecondFactor(_ request: WebRequest) async throws -> Answer {
    guard let (id, next) = SignInPages.read(request) else { return .seeOther("/sign-in") }
    let session = try await desk.accounts.session(id)
    var reader = request.formReader()
    let codes = try await SecondFactorPages.confirm(session, &reader, desk, request)
    guard let codes else {
      let form = FormView(values: FormValues(), problems: reader.problems)
      return .page(
        SecondFactorPages.enrolPage(
          request, form, secret: request.form["secret"] ?? "", address: request.form["address"] ?? "", action: "/sign-in/second-factor",
          ticket: SignInPages.ticket(id, next, request)))
    }
    return .page(SecondFactorPages.codesPage(request, codes, goOn: next ?? SignInPages.home(session.account.role))).startingSession(id)
  }
}
