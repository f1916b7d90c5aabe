import Casework
import Service
import Values

/// Accounts in the hands of an administrator.
struct AdministrationPages: Sendable {
  let desk: Desk
  static let pageLength = 50

  func list(_ request: WebRequest) async throws -> Answer {
    let language = request.language
    let role = request.query["role"].flatMap(Role.init(rawValue:))
    let list = "accounts?role=" + (role?.rawValue ?? "")
    let after = try request.place(list: list) ?? ""
    let found = try await desk.accounts.accounts(role: role, after: after, limit: Self.pageLength + 1)
    let shown = found.prefix(Self.pageLength)
    let table = Table(
      caption: request.t("people.accounts"),
      columns: [
        .words(request.t("people.login_name")), .words(request.t("people.name")), .words(request.t("people.role")),
        .words(request.t("people.belongs_to")), .words(request.t("people.state")),
      ],
      rows: shown.map { account in
        [
          .link(account.loginName, "/admin/accounts/" + account.id), .text(account.name), .text(account.role.label[language]),
          .text(account.office.map { desk.officeName($0, language) } ?? account.enterprise ?? "—"),
          account.isActive ? .tag(request.t("people.active"), .good) : .tag(request.t("people.inactive"), .quiet),
        ]
      }, empty: request.t("people.accounts_none"))
    let next = found.count > Self.pageLength ? shown.last.map { request.cursor($0.loginName.lowercased(), list: list) } : nil
    let options =
      [FormView.Option("", request.t("people.all_roles"))] + Role.allCases.map { FormView.Option($0.rawValue, $0.label[language]) }
    return .page(
      Page(
        request.t("people.admin_title"), template: "people/admin",
        [
          "table": table.view,
          "role": FormView(values: FormValues(request.query)).select("role", label: request.t("people.role"), options: options),
          "pages": next.map { Components.pages(previous: nil, next: request.query.setting("cursor", $0).address("/admin")) } ?? .absent,
        ]))
  }

  // MARK: New

  /// Proof is asked for before the form, so that nothing typed is lost.
  func showNew(_ request: WebRequest) async throws -> Answer {
    try await Confirming(desk: desk).elevated(request, back: "/admin/new") { _ in .page(newPage(request, FormView())) }
  }

  func create(_ request: WebRequest) async throws -> Answer {
    try await Confirming(desk: desk).elevated(request, back: "/admin/new") { _ in try await make(request) }
  }

  private func make(_ request: WebRequest) async throws -> Answer {
    var reader = request.formReader()
    let roles = Role.allCases.filter { $0 != .enterprise }
    let login = reader.text("login_name", label: request.t("people.login_name"), limit_characters: 64)
    let name = reader.text("name", label: request.t("people.name"), limit_characters: 60)
    let role = reader.choice("role", label: request.t("people.role"), among: roles.map(\.rawValue)).flatMap(Role.init(rawValue:))
    let office = reader.choice("office", label: request.t("people.office"), among: offices.map(\.id), required: false)
    if let login, let name, let role, reader.problems.isEmpty {
      do {
        let new = NewAccount(loginName: login, name: name, role: role, office: office)
        let (account, made) = try await desk.accounts.create(new, by: .person(request.account.actor), once: FormOnce.once(request))
        // Sent a second time: the password was shown with the first answer and is not kept.
        guard let password = made else { return .seeOther("/admin/accounts/" + account.id).noticing("people.made_already") }
        return .page(passwordPage(request, account.name, account.loginName, password, back: "/admin/accounts/" + account.id))
      } catch let refusal as Refusal {
        reader.report(refusal, at: "login_name")
      }
    }
    return .page(newPage(request, FormView(values: reader.values, problems: reader.problems)))
  }

  private var offices: [(id: String, name: Bilingual)] {
    desk.book.procedures.flatMap { procedure in
      [(procedure.cityOffice.id, procedure.cityOffice.name)]
        + procedure.routing.offices.values.sorted { $0.id < $1.id }.map { ($0.id, $0.name) }
    }.reduce(into: []) { all, office in if !all.contains(where: { $0.id == office.0 }) { all.append((office.0, office.1)) } }
  }

  private func newPage(_ request: WebRequest, _ form: FormView) -> Page {
    let language = request.language
    let roles = Role.allCases.filter { $0 != .enterprise }.map { FormView.Option($0.rawValue, $0.label[language]) }
    let offices = [FormView.Option("", request.t("people.no_office"))] + offices.map { FormView.Option($0.id, $0.name[language]) }
    return FormPage(
      title: request.t("people.new_account"), lead: [request.t("people.new_account_lead")],
      fields: [
        form.text("login_name", label: request.t("people.login_name"), hint: request.t("people.login_name_hint"), width: .medium),
        form.text("name", label: request.t("people.name"), width: .medium),
        form.radios("role", legend: request.t("people.role"), options: roles),
        form.select("office", label: request.t("people.office"), hint: request.t("people.office_hint"), options: offices, isOptional: true),
      ], hidden: [FormOnce.view], submit: Components.submit(request.t("people.create_account")),
      cancel: Components.Link(request.t("people.cancel"), "/admin"),
      crumbs: crumbs(request), problems: form.problems
    ).page
  }

  // MARK: One account

  func crumbs(_ request: WebRequest) -> [Page.Crumb] { [Page.Crumb(title: request.t("people.admin_title"), path: "/admin")] }

  func show(_ request: WebRequest) async throws -> Answer {
    let account = try await desk.accounts.account(request["id"])
    let language = request.language
    let rows = [
      Components.Row(request.t("people.login_name"), account.loginName), Components.Row(request.t("people.name"), account.name),
      Components.Row(request.t("people.role"), account.role.label[language]),
      Components.Row(
        request.t("people.belongs_to"), account.office.map { desk.officeName($0, language) } ?? account.enterprise ?? "—"),
      Components.Row(request.t("people.state"), request.t(account.isActive ? "people.active" : "people.inactive")),
      Components.Row(request.t("people.second_factor_title"), request.t(account.hasSecondFactor ? "people.state_on" : "people.state_off")),
    ]
    return .page(
      Page(
        account.name, template: "people/admin_account",
        [
          "name": .text(account.name), "summary": Components.summary(rows), "is_active": .flag(account.isActive),
          "has_second_factor": .flag(account.hasSecondFactor), "base": .text("/admin/accounts/" + account.id), "key": FormOnce.view,
          "owner_path": .optional(account.enterprise.map { Query([("credit_code", $0)]).address(OwnerPage.path) }),
        ], crumbs: crumbs(request)))
  }

  func deactivate(_ request: WebRequest) async throws -> Answer {
    try await change(request, "people.account_closed") { try await desk.accounts.deactivate($0, by: $1) }
  }

  func reactivate(_ request: WebRequest) async throws -> Answer {
    try await change(request, "people.account_opened") { try await desk.accounts.reactivate($0, by: $1) }
  }

  func unlock(_ request: WebRequest) async throws -> Answer {
    try await change(request, "people.account_unlocked") { try await desk.accounts.unlock($0, by: $1) }
  }

  func resetSecondFactor(_ request: WebRequest) async throws -> Answer {
    try await change(request, "people.second_factor_reset") { try await desk.accounts.resetSecondFactor($0, by: $1) }
  }

  func resetPassword(_ request: WebRequest) async throws -> Answer {
    let account = try await desk.accounts.account(request["id"])
    return try await Confirming(desk: desk).elevated(request, back: "/admin/accounts/" + account.id) { _ in
      let password = try await desk.accounts.resetPassword(
        account.id, by: .person(request.account.actor), once: FormOnce.once(request))
      // Sent a second time: the password was shown with the first answer and is not kept.
      if password.isEmpty { return .seeOther("/admin/accounts/" + account.id).noticing("people.made_already") }
      return .page(passwordPage(request, account.name, account.loginName, password, back: "/admin/accounts/" + account.id))
    }
  }

  /// Changes an account after a fresh proof of who asks: each of these acts can put somebody else in its place. What is so already needs no
  /// telling: the button was pressed twice.
  private func change(_ request: WebRequest, _ notice: String, _ body: (String, Principal) async throws -> Void) async throws -> Answer {
    let path = "/admin/accounts/" + PercentCoding.encode(request["id"])
    return try await Confirming(desk: desk).elevated(request, back: path) { _ in
      do {
        try await body(request["id"], .person(request.account.actor))
      } catch let refusal as Refusal where refusal.code == "account.already_so" {}
      return .seeOther(path).noticing(notice)
    }
  }

  /// A temporary password, shown once.
  func passwordPage(_ request: WebRequest, _ name: String, _ login: String, _ password: String, back: String) -> Page {
    Page(
      request.t("people.temporary_title"), template: "people/temporary_password",
      ["name": .text(name), "login": .text(login), "password": .text(password), "back": .text(back)], crumbs: crumbs(request),
      isCacheable: false)
  }
}
