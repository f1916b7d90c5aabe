import Casework
import Service
import Values

/// The people of an enterprise, the facts it keeps, and who looked into its claims.
struct TeamPages: Sendable {
  let desk: Desk

  private func crumbs(_ request: WebRequest) -> [Page.Crumb] { [Page.Crumb(title: request.t("enterprise.my_title"), path: "/my")] }

  private func code(_ request: WebRequest) throws -> String {
    guard let code = request.account.enterprise else { throw Failure.notFound }
    return code
  }

  // MARK: Team

  func show(_ request: WebRequest) async throws -> Answer {
    .page(try await page(request, FormView(values: FormValues(["role": "filler"]))))
  }

  private func page(_ request: WebRequest, _ form: FormView) async throws -> Page {
    let code = try code(request)
    let language = request.language
    let members = try await desk.accounts.members(of: code)
    let isOwner = members.contains { $0.id == request.account.id && $0.memberRole == .owner }
    let invitations = isOwner ? try await desk.accounts.invitations(of: code, by: .person(request.account.actor)) : []
    let roles = [
      FormView.Option(MemberRole.filler.rawValue, MemberRole.filler.label[language], hint: request.t("enterprise.filler_hint")),
      FormView.Option(MemberRole.owner.rawValue, MemberRole.owner.label[language], hint: request.t("enterprise.owner_hint")),
    ]
    return Page(
      request.t("enterprise.team_title"), template: "enterprise/team",
      [
        "members": .list(
          members.map { member in
            let other: MemberRole = member.memberRole == .owner ? .filler : .owner
            return [
              "name": .text(member.name), "login": .text(member.loginName), "role": .text(member.memberRole?.label[language] ?? ""),
              "id": .text(member.id),
              "is_self": .flag(member.id == request.account.id), "may_change": .flag(isOwner),
              "may_remove": .flag(isOwner || member.id == request.account.id),
              "other": .text(other.rawValue), "make": .text(request.t("enterprise.make_role", ["role": other.label[language]])),
              "remove": .text(request.t(member.id == request.account.id ? "enterprise.leave" : "enterprise.remove_member")),
            ]
          }),
        "is_owner": .flag(isOwner),
        "invitations": .list(
          invitations.map {
            [
              "label": .text($0.label), "role": .text($0.memberRole.label[language]), "id": .text($0.id),
              "until": .text($0.expiresAt.shown(language)),
            ]
          }),
        "has_invitations": .flag(!invitations.isEmpty),
        "fields": [
          form.text("label", label: request.t("enterprise.invitee"), hint: request.t("enterprise.invitee_hint"), width: .medium),
          form.radios("role", legend: request.t("people.member_role"), options: roles), FormOnce.view,
        ],
      ], crumbs: crumbs(request), problems: form.problems, isCacheable: false)
  }

  func invite(_ request: WebRequest) async throws -> Answer {
    let code = try code(request)
    var reader = request.formReader()
    let label = reader.text("label", label: request.t("enterprise.invitee"), limit_characters: 60)
    let role = reader.choice("role", label: request.t("people.member_role"), among: MemberRole.allCases.map(\.rawValue))
    if let label, let role = role.flatMap(MemberRole.init(rawValue:)), reader.problems.isEmpty {
      do {
        let (invitation, secret) = try await desk.accounts.invite(
          label, as: role, to: code, by: .person(request.account.actor), once: FormOnce.once(request))
        // Sent a second time: the code was shown with the first answer and is not kept.
        if secret.isEmpty { return .seeOther("/my/team").noticing("enterprise.invited_already") }
        return .page(
          Page(
            request.t("enterprise.invited_title"), template: "enterprise/invited",
            [
              "label": .text(invitation.label), "role": .text(invitation.memberRole.label[request.language]), "code": .text(secret),
              "until": .text(invitation.expiresAt.shown(request.language)),
            ], crumbs: crumbs(request) + [Page.Crumb(title: request.t("enterprise.team_title"), path: "/my/team")], isCacheable: false))
      } catch let refusal as Refusal where refusal.status != .notFound {
        reader.report(refusal, at: "label")
      }
    }
    return .page(try await page(request, FormView(values: reader.values, problems: reader.problems)))
  }

  func withdrawInvitation(_ request: WebRequest) async throws -> Answer {
    do {
      try await desk.accounts.withdrawInvitation(request.form["id"] ?? "", of: try code(request), by: .person(request.account.actor))
    } catch let refusal as Refusal where refusal.code == "company.invitation_unknown" {
      // Withdrawn or used before: what was wanted holds.
    }
    return .seeOther("/my/team").noticing("enterprise.invitation_withdrawn")
  }

  func remove(_ request: WebRequest) async throws -> Answer {
    let id = request.form["id"] ?? ""
    do {
      try await desk.accounts.removeMember(id, of: try code(request), by: .person(request.account.actor))
    } catch let refusal as Refusal where refusal.code == "company.not_member" {
      // Removed before: what was wanted holds.
    }
    if id == request.account.id { return .seeOther("/").endingSession().noticing("enterprise.left") }
    return .seeOther("/my/team").noticing("enterprise.member_removed")
  }

  func changeRole(_ request: WebRequest) async throws -> Answer {
    guard let role = MemberRole(rawValue: request.form["role"] ?? "") else { throw Failure.notFound }
    do {
      try await desk.accounts.changeMemberRole(
        request.form["id"] ?? "", of: try code(request), to: role, by: .person(request.account.actor))
    } catch let refusal as Refusal where refusal.code == "account.already_so" {}
    return .seeOther("/my/team").noticing("enterprise.role_changed")
  }

  // MARK: Facts that are kept

  func profile(_ request: WebRequest) async throws -> Answer {
    let facts = ClaimFacts.company(desk.book)
    let kept = try await Kept(desk: desk).facts(of: request.account)
    let form = FactForm(book: desk.book, say: request.voice)
    return .page(try await profilePage(request, FormView(values: form.values(facts.all, facts.values(kept)))))
  }

  func saveProfile(_ request: WebRequest) async throws -> Answer {
    let facts = ClaimFacts.company(desk.book)
    let (stated, problems) = FactForm(book: desk.book, say: request.voice).read(facts.all, request.form)
    guard problems.isEmpty else { return .page(try await profilePage(request, FormView(values: request.form, problems: problems))) }
    try await Kept(desk: desk).merge(stated, request.account)
    return .seeOther("/my").noticing("enterprise.profile_saved")
  }

  private func profilePage(_ request: WebRequest, _ form: FormView) async throws -> Page {
    let company = try await desk.accounts.company(try code(request))
    let fields = ClaimFacts.company(desk.book).all.map { FactForm(book: desk.book, say: request.voice).field($0, form) }
    return FormPage(
      title: request.t("enterprise.profile_title"), lead: [request.t("enterprise.profile_lead")],
      above: [
        Components.summary([
          Components.Row(request.t("people.company"), company.name), Components.Row(request.t("people.credit_code"), company.creditCode),
        ])
      ], fields: fields, submit: Components.submit(request.t("enterprise.save")),
      cancel: Components.Link(request.t("people.cancel"), "/my"),
      crumbs: crumbs(request), problems: form.problems
    ).page
  }

  // MARK: Who looked

  func readingsOfAll(_ request: WebRequest) async throws -> Answer {
    let paging = ListPaging(request)
    let claims = try await desk.cases.own(
      .handedIn, after: try paging.place(), limit: ListPaging.size, by: request.account.actor)
    let entries = claims.items.filter { $0.state.receipt != nil }.compactMap { claim in
      ClaimFile(desk, claim.state, request.voice).map {
        Components.Entry($0.title, "/my/readings/" + $0.state.id, facts: [$0.state.id, $0.road.place])
      }
    }
    return .page(
      Page(
        request.t("enterprise.readings_title"), template: "enterprise/readings_of_all",
        [
          "entries": Components.links(entries), "is_empty": .flag(entries.isEmpty && claims.next == nil),
          "pages": paging.links(next: claims.next),
        ], crumbs: crumbs(request)))
  }

  func readings(_ request: WebRequest) async throws -> Answer {
    let file = try await ClaimFile.open(desk, request)
    let language = request.language
    let readings = try await desk.cases.readings(case: file.state.id, by: request.account.actor)
    var offices: [String: String] = [:]
    for account in Set(readings.map(\.account)) {
      guard let known = try? await desk.accounts.account(account) else { continue }
      offices[account] = known.office.map { desk.officeName($0, language) }
    }
    let table = Table(
      caption: request.t("enterprise.readings_of", ["number": file.state.id]),
      columns: [
        .words(request.t("enterprise.reading_time")), .words(request.t("enterprise.reading_role")),
        .words(request.t("enterprise.reading_office")),
      ],
      rows: readings.map { reading in
        [
          .text(Moment(reading.at)?.shown(language) ?? reading.at), .text(Role(rawValue: reading.role)?.label[language] ?? reading.role),
          .text(offices[reading.account] ?? "—"),
        ]
      }, empty: request.t("enterprise.readings_none"))
    return .page(
      Page(
        request.t("enterprise.readings_title"), template: "enterprise/readings", ["table": table.view, "claim": .text(file.title)],
        crumbs: crumbs(request) + [Page.Crumb(title: file.state.id, path: file.path)]))
  }
}
