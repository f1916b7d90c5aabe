import Casework
import Service
import Values

/// Signing in: the password, the code of a second factor, and what some accounts have to set up before anything else.
///
/// Between its steps nothing is kept in the browser but the page itself: it carries a signed ticket, the name of the step before.
struct SignInPages: Sendable {
  let desk: Desk

  /// The page that a role begins with.
  static func home(_ role: Role) -> String {
    switch role {
    case .enterprise: "/my"
    case .districtReviewer, .cityReviewer: "/desk"
    case .finance, .districtFinance: "/fund"
    case .supervisor, .auditor: "/oversight"
    case .administrator: "/admin"
    }
  }

  func show(_ request: WebRequest) -> Answer {
    let next = OwnPath.safe(request.query["next"])
    if let role = request.caller.role { return .seeOther(next ?? Self.home(role)) }
    return .page(passwordPage(request, FormView(), next: next))
  }

  func signIn(_ request: WebRequest) async throws -> Answer {
    var reader = request.formReader()
    let next = OwnPath.safe(request.form["next"])
    let name = reader.text("login_name", label: request.t("people.login_name"), limit_characters: 128)
    let password = request.form["password"] ?? ""
    if password.isEmpty {
      reader.report("password", code: "field.required", key: "frame.field_required", ["label": request.t("people.password")])
    }
    guard let name, reader.problems.isEmpty else { return .page(passwordPage(request, reader, next: next)) }
    do {
      let outcome = try await desk.accounts.signIn(
        loginName: name, password: password, replacing: request.caller.sessionID, client: Self.client(request))
      switch outcome {
      case .signedIn(let issued): return try await enter(issued, next: next, request)
      case .codeNeeded(let step): return .page(codePage(request, FormView(), ticket: Self.ticket(step, next, request)))
      }
    } catch let refusal as Refusal {
      report(refusal, at: "login_name", &reader, request)
      return .page(passwordPage(request, reader, next: next))
    }
  }

  func finish(_ request: WebRequest) async throws -> Answer {
    var reader = request.formReader()
    guard let (step, next) = Self.read(request) else { return .seeOther("/sign-in") }
    let ticket = Self.ticket(step, next, request)
    guard let code = reader.text("code", label: request.t("people.code"), limit_characters: 40) else {
      return .page(codePage(request, FormView(values: reader.values, problems: reader.problems), ticket: ticket))
    }
    do {
      let issued = try await desk.accounts.finishSignIn(step: step, code: code, replacing: request.caller.sessionID)
      return try await enter(issued, next: next, request)
    } catch let refusal as Refusal where ["account.code_wrong", "account.code_used"].contains(refusal.code) {
      reader.report(refusal, at: "code")
      return .page(codePage(request, FormView(values: FormValues(), problems: reader.problems), ticket: ticket))
    } catch let refusal as Refusal {
      report(refusal, at: "login_name", &reader, request)
      return .page(passwordPage(request, reader, next: next))
    }
  }

  func signOut(_ request: WebRequest) async throws -> Answer {
    if let id = request.caller.sessionID { try await desk.accounts.signOut(id) }
    return .seeOther("/").endingSession().noticing("people.signed_out")
  }

  /// Lets somebody in, or shows what stands before everything else.
  func enter(_ issued: IssuedSession, next: String?, _ request: WebRequest) async throws -> Answer {
    let setup = SetupPages(desk: desk)
    switch issued.session.restriction {
    case nil: return .seeOther(next ?? Self.home(issued.session.account.role)).startingSession(issued.id)
    case .passwordChange: return .page(setup.passwordPage(request, FormView(), ticket: Self.ticket(issued.id, next, request)))
    case .secondFactor: return try await setup.beginSecondFactor(issued.session, id: issued.id, next: next, request)
    }
  }

  /// Says a refusal at a field; of a lock also until when it lasts.
  private func report(_ refusal: Refusal, at field: String, _ reader: inout FormReader, _ request: WebRequest) {
    guard refusal.code == "account.locked", let wait = refusal.retryAfter_seconds else { return reader.report(refusal, at: field) }
    let until = desk.cases.time.now().adding(seconds: wait)
    reader.report(
      field, code: refusal.code, key: "people.locked_until",
      ["why": refusal.message[request.language], "time": until.shown(request.language)])
  }

  private func passwordPage(_ request: WebRequest, _ reader: FormReader, next: String?) -> Page {
    passwordPage(request, FormView(values: reader.values, problems: reader.problems), next: next)
  }

  private func passwordPage(_ request: WebRequest, _ form: FormView, next: String?) -> Page {
    var links = [Components.Link(request.t("people.join_link"), "/join")]
    if desk.accounts.settings.allowsRegistration { links.insert(Components.Link(request.t("people.register_link"), "/register"), at: 0) }
    return FormPage(
      title: request.t("people.sign_in_title"), lead: [request.t("people.sign_in_lead")], action: "/sign-in",
      fields: [
        form.text("login_name", label: request.t("people.login_name"), width: .medium, autocomplete: "username"),
        form.text("password", label: request.t("people.password"), kind: .password, width: .medium),
      ], hidden: next.map { [form.hidden("next", $0)] } ?? [], submit: Components.submit(request.t("people.sign_in")), links: links,
      problems: form.problems
    ).page
  }

  private func codePage(_ request: WebRequest, _ form: FormView, ticket: String) -> Page {
    FormPage(
      title: request.t("people.code_title"), lead: [request.t("people.code_lead")], action: "/sign-in/code",
      fields: [form.text("code", label: request.t("people.code"), hint: request.t("people.code_hint"), kind: .code, width: .medium)],
      hidden: [form.hidden("ticket", ticket)], submit: Components.submit(request.t("people.sign_in")),
      cancel: Components.Link(request.t("people.start_again"), "/sign-in"), problems: form.problems
    ).page
  }

  /// How the browser calls itself, for the list of sessions.
  static func client(_ request: WebRequest) -> String? { request.headers[.userAgent].map { ClientName.short($0) } }

  /// What a page carries to the next step: a secret of the browser and where to go afterwards.
  static func ticket(_ secret: String, _ next: String?, _ request: WebRequest) -> String {
    request.signer.sign(secret + " " + (next ?? ""), for: .ticket)
  }

  /// What the page before carried; nil if it is not ours.
  static func read(_ request: WebRequest) -> (secret: String, next: String?)? {
    guard let text = request.signer.verify(request.form["ticket"] ?? "", for: .ticket) else { return nil }
    let parts = text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2 else { return nil }
    return (parts[0], OwnPath.safe(parts[1]))
  }
}

/// What people recognise their browser by.
enum ClientName {
  /// `Chrome, Linux` of a long text that browsers send; cut short where nothing is known in it.
  static func short(_ agent: String) -> String {
    func first(_ names: [(String, String)]) -> String? { names.first { agent.contains($0.0) }?.1 }
    let browser = first([
      ("MicroMessenger", "微信"), ("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
    ])
    let system = first([
      ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"), ("Linux", "Linux"),
    ])
    guard let browser else { return String(agent.prefix(40)) }
    return [browser, system].compactMap(\.self).joined(separator: ", ")
  }
}
