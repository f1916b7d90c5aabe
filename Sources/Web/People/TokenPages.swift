import Service
import Values

/// Tokens for programs: made with what they may do and until when, shown once, revoked.
struct TokenPages: Sendable {
  let desk: Desk
  static let path = "/account/tokens"
  /// How long a token may live, in days, as the form offers it.
  static let lives_days: [Int64] = [30, 90, 180, 365]

  func show(_ request: WebRequest) async throws -> Answer {
    try await Confirming(desk: desk).elevated(request, back: Self.path) { session in
      .page(try await page(request, session, FormView(values: FormValues(["life_days": "90"]))))
    }
  }

  func create(_ request: WebRequest) async throws -> Answer {
    try await Confirming(desk: desk).elevated(request, back: Self.path) { session in
      var reader = request.formReader()
      let label = reader.text("label", label: request.t("people.token_label"), limit_characters: 60)
      let allowed = Scope.allowed(for: session.account.role).sorted()
      let scopes = reader.choices(
        "scopes", label: request.t("people.token_scopes"), among: allowed.map(\.rawValue), required: true)
      let life = reader.choice("life_days", label: request.t("people.token_life"), among: Self.lives_days.map(String.init))
      if let label, let life = life.flatMap(Int64.init), reader.problems.isEmpty {
        do {
          let (token, secret) = try await desk.accounts.createToken(
            session, label: label, scopes: Set(scopes.compactMap(Scope.init(rawValue:))), life_days: life,
            once: FormOnce.once(request))
          // Sent a second time: the secret was shown with the first answer and is not kept.
          if secret.isEmpty { return .seeOther(Self.path).noticing("people.token_made_already") }
          return .page(
            Page(
              request.t("people.token_made_title"), template: "people/token_made",
              [
                "secret": .text(secret), "label": .text(token.label), "expires": .text(token.expiresAt.shown(request.language)),
              ], crumbs: AccountPages.crumbs(request), isCacheable: false))
        } catch let refusal as Refusal where refusal.code != "session.elevation_needed" {
          reader.report(refusal, at: "label")
        }
      }
      return .page(try await page(request, session, FormView(values: reader.values, problems: reader.problems)))
    }
  }

  func revoke(_ request: WebRequest) async throws -> Answer {
    let session = try await AccountPages.session(desk, request)
    do {
      try await desk.accounts.revokeToken(request.form["id"] ?? "", of: session.account.id, by: .person(session.account.actor))
    } catch let refusal as Refusal where refusal.code == "token.unknown" {
      // Revoked before: a double click. What was wanted holds.
    }
    return .seeOther(Self.path).noticing("people.token_revoked")
  }

  private func page(_ request: WebRequest, _ session: Session, _ form: FormView) async throws -> Page {
    let language = request.language
    let now = desk.cases.time.now()
    let tokens = try await desk.accounts.tokens(of: session.account.id)
    let rows = tokens.map { token -> View in
      let state: View =
        token.revokedAt != nil
        ? Components.tag(request.t("people.token_is_revoked"), .quiet)
        : token.expiresAt <= now
          ? Components.tag(request.t("people.token_is_over"), .quiet) : Components.tag(request.t("people.token_is_valid"), .good)
      return [
        "id": .text(token.id), "label": .text(token.label), "state": state,
        "is_valid": .flag(token.revokedAt == nil && token.expiresAt > now),
        "scopes": .text(token.scopes.sorted().map { $0.label[language] }.joined(separator: language == .zh ? "、" : ", ")),
        "created": .text(token.createdAt.shown(language)), "expires": .text(token.expiresAt.shown(language)),
        "used": .text(token.lastUsed?.shown(language) ?? request.t("people.token_never_used")),
      ]
    }
    let scopes = Scope.allowed(for: session.account.role).sorted().map {
      FormView.Option($0.rawValue, $0.label[language], hint: $0.rawValue)
    }
    return Page(
      request.t("people.tokens_title"), template: "people/tokens",
      [
        "tokens": .list(rows), "has_tokens": .flag(!rows.isEmpty),
        "fields": [
          form.text("label", label: request.t("people.token_label"), hint: request.t("people.token_label_hint"), width: .medium),
          form.checkboxes("scopes", legend: request.t("people.token_scopes"), options: scopes, isOptional: false),
          form.select(
            "life_days", label: request.t("people.token_life"),
            options: Self.lives_days.map { FormView.Option(String($0), request.t("people.days", ["n": String($0)])) }), FormOnce.view,
        ], "submit": Components.submit(request.t("people.token_make")),
      ], crumbs: AccountPages.crumbs(request), problems: form.problems, isCacheable: false)
  }
}
