import Casework
import Service
import Values

/// One's own account: who one is, the password, the sessions.
struct AccountPages: Sendable {
  let desk: Desk

  static func crumbs(_ request: WebRequest) -> [Page.Crumb] { [Page.Crumb(title: request.t("people.account_title"), path: "/account")] }

  /// The live session of whoever asks.
  static func session(_ desk: Desk, _ request: WebRequest) async throws -> Session {
    guard let id = request.caller.sessionID else { throw Failure.forbidden }
    return try await desk.accounts.session(id)
  }

  func show(_ request: WebRequest) async throws -> Answer {
    let account = try await Self.session(desk, request).account
    let language = request.language
    func row(_ key: String, _ value: String?) -> Components.Row { Components.Row(request.t(key), value) }
    var rows = [
      row("people.name", account.name), row("people.login_name", account.loginName), row("people.role", account.role.label[language]),
    ]
    if let office = account.office { rows.append(row("people.office", desk.officeName(office, language))) }
    if let code = account.enterprise {
      rows.append(row("people.company", try await desk.accounts.company(code).name))
      rows.append(row("people.credit_code", code))
      if let role = account.memberRole { rows.append(row("people.member_role", role.label[language])) }
    }
    let entries = [
      Components.Entry(request.t("people.password_title"), "/account/password", text: request.t("people.password_about")),
      Components.Entry(
        request.t("people.second_factor_title"), "/account/second-factor", text: request.t("people.second_factor_about"),
        tag: account.hasSecondFactor
          ? (request.t("people.state_on"), .good) : (request.t("people.state_off"), .quiet)),
      Components.Entry(request.t("people.sessions_title"), "/account/sessions", text: request.t("people.sessions_about")),
      Components.Entry(request.t("people.tokens_title"), "/account/tokens", text: request.t("people.tokens_about")),
    ]
    return .page(
      Page(
        request.t("people.account_title"), template: "people/account",
        ["summary": Components.summary(rows), "entries": Components.links(entries)]))
  }

  // MARK: Password

  func passwordPage(_ request: WebRequest) -> Answer { .page(passwordPage(request, FormView())) }

  private func passwordPage(_ request: WebRequest, _ form: FormView) -> Page {
    FormPage(
      title: request.t("people.password_title"), lead: [request.t("people.password_lead")], fields: Self.passwordFields(request, form),
      submit: Components.submit(request.t("people.change_password")), cancel: Components.Link(request.t("people.cancel"), "/account"),
      crumbs: Self.crumbs(request), problems: form.problems
    ).page
  }

  func changePassword(_ request: WebRequest) async throws -> Answer {
    let session = try await Self.session(desk, request)
    var reader = request.formReader()
    guard try await Self.changePassword(session, &reader, desk, request) else {
      return .page(passwordPage(request, FormView(values: reader.values, problems: reader.problems)))
    }
    return .seeOther("/account").noticing("people.password_changed")
  }

  static func passwordFields(_ request: WebRequest, _ form: FormView) -> [View] {
    [
      form.text("old_password", label: request.t("people.old_password"), kind: .password, width: .medium),
      form.text(
        "new_password", label: request.t("people.new_password"), hint: request.t("people.password_hint"), kind: .newPassword, width: .medium
      ),
      form.text("again", label: request.t("people.password_again"), kind: .newPassword, width: .medium),
    ]
  }

  /// Changes the password as a form says; false with problems in the reader.
  static func changePassword(_ session: Session, _ reader: inout FormReader, _ desk: Desk, _ request: WebRequest) async throws -> Bool {
    let (old, new) = (request.form["old_password"] ?? "", request.form["new_password"] ?? "")
    for (name, key) in [("old_password", "people.old_password"), ("new_password", "people.new_password")]
    where (request.form[name] ?? "").isEmpty {
      reader.report(name, code: "field.required", key: "frame.field_required", ["label": request.t(key)])
    }
    if new != request.form["again"] { reader.report("again", code: "password.differs", key: "people.password_differs") }
    guard reader.problems.isEmpty else { return false }
    do {
      try await desk.accounts.changePassword(session, from: old, to: new)
      return true
    } catch let refusal as Refusal where refusal.code == "account.wrong_password_or_name" {
      reader.report("old_password", code: refusal.code, key: "people.old_password_wrong")
    } catch let refusal as Refusal {
      reader.report(refusal, at: "old_password")
    }
    return false
  }

  // MARK: Sessions

  func sessions(_ request: WebRequest) async throws -> Answer {
    let own = try await Self.session(desk, request)
    let sessions = try await desk.accounts.sessions(of: own.account.id)
    let rows = sessions.map { session -> View in
      [
        "client": .text(session.client ?? request.t("people.unknown_client")), "started": .text(session.createdAt.shown(request.language)),
        "seen": .text(session.lastSeen.shown(request.language)), "handle": .text(session.handle),
        "is_own": .flag(session.handle == own.handle),
      ]
    }
    return .page(
      Page(
        request.t("people.sessions_title"), template: "people/sessions", ["sessions": .list(rows)], crumbs: Self.crumbs(request)))
  }

  func endSession(_ request: WebRequest) async throws -> Answer {
    let own = try await Self.session(desk, request)
    let handle = request.form["handle"] ?? ""
    try await desk.accounts.endSession(handle, of: own.account.id)
    if handle == own.handle { return .seeOther("/").endingSession().noticing("people.signed_out") }
    return .seeOther("/account/sessions").noticing("people.session_ended")
  }

  func endAll(_ request: WebRequest) async throws -> Answer {
    try await desk.accounts.signOutEverywhere(try await Self.session(desk, request))
    return .seeOther("/").endingSession().noticing("people.signed_out")
  }
}

extension Desk {
  /// What people call an office.
  func officeName(_ id: String, _ language: Language) -> String { book.officeName(id, language) }
}
