import Service
import Values

/// The second factor: enrolling an authenticator app, recovery codes, giving it up.
struct SecondFactorPages: Sendable {
  let desk: Desk
  static let path = "/account/second-factor"

  func show(_ request: WebRequest) async throws -> Answer {
    let session = try await AccountPages.session(desk, request)
    let left = session.account.hasSecondFactor ? try await desk.accounts.recoveryCodesLeft(session) : 0
    return .page(
      Page(
        request.t("people.second_factor_title"), template: "people/second_factor",
        [
          "is_on": .flag(session.account.hasSecondFactor), "codes_left": .text(request.t("people.codes_left", ["n": String(left)])),
          "may_disable": .flag(!desk.accounts.settings.rolesWithSecondFactor.contains(session.account.role)),
        ], crumbs: AccountPages.crumbs(request)))
  }

  func begin(_ request: WebRequest) async throws -> Answer {
    try await Confirming(desk: desk).elevated(request, back: Self.path) { session in
      let enrolment = try await desk.accounts.beginSecondFactor(session)
      return .page(
        Self.enrolPage(
          request, FormView(), secret: enrolment.secret, address: enrolment.address, action: Self.path + "/confirm", ticket: nil))
    }
  }

  func confirm(_ request: WebRequest) async throws -> Answer {
    let session = try await AccountPages.session(desk, request)
    var reader = request.formReader()
    guard let codes = try await Self.confirm(session, &reader, desk, request) else {
      return .page(
        Self.enrolPage(
          request, FormView(values: FormValues(), problems: reader.problems), secret: request.form["secret"] ?? "",
          address: request.form["address"] ?? "", action: Self.path + "/confirm", ticket: nil))
    }
    return .page(Self.codesPage(request, codes, goOn: Self.path))
  }

  func renewCodes(_ request: WebRequest) async throws -> Answer {
    try await Confirming(desk: desk).elevated(request, back: Self.path) { session in
      .page(Self.codesPage(request, try await desk.accounts.renewRecoveryCodes(session), goOn: Self.path))
    }
  }

  func disable(_ request: WebRequest) async throws -> Answer {
    try await Confirming(desk: desk).elevated(request, back: Self.path) { session in
      try await desk.accounts.disableSecondFactor(session)
      return .seeOther(Self.path).noticing("people.second_factor_disabled")
    }
  }

  /// Ends enrolment with the code of a form; nil with a problem in the reader.
  static func confirm(_ session: Session, _ reader: inout FormReader, _ desk: Desk, _ request: WebRequest) async throws -> [String]? {
    guard let code = reader.text("code", label: request.t("people.code"), limit_characters: 40) else { return nil }
    do {
      return try await desk.accounts.confirmSecondFactor(session, code: code)
    } catch let refusal as Refusal where refusal.status != .conflict {
      reader.report(refusal, at: "code")
      return nil
    }
  }

  /// The secret to type or scan, and the field for the first code. The secret comes along, so that a mistyped code doesn't change it.
  static func enrolPage(
    _ request: WebRequest, _ form: FormView, secret: String, address: String, action: String, ticket: String?
  ) -> Page {
    // What a form brings back is shown again only where it can be a secret.
    let isSound = (16...64).contains(secret.utf8.count) && secret.utf8.allSatisfy { (65...90).contains($0) || (50...55).contains($0) }
    let shown = isSound ? secret : ""
    let groups = stride(from: 0, to: shown.count, by: 4).map { start in String(shown.dropFirst(start).prefix(4)) }
    let link = address.hasPrefix("otpauth://totp/") && address.utf8.count <= 400 ? address : ""
    var hidden = [form.hidden("secret", shown), form.hidden("address", link)]
    if let ticket { hidden.append(form.hidden("ticket", ticket)) }
    return Page(
      request.t("people.enrol_title"), template: "people/enrol",
      [
        "secret": .text(groups.joined(separator: " ")), "address": .text(link), "picture": QRPicture.view(link), "action": .text(action),
        "hidden": .list(hidden),
        "code": form.text("code", label: request.t("people.code"), hint: request.t("people.first_code_hint"), kind: .code, width: .medium),
      ], crumbs: ticket == nil ? AccountPages.crumbs(request) : [], problems: form.problems, isCacheable: false)
  }

  /// The recovery codes, shown once.
  static func codesPage(_ request: WebRequest, _ codes: [String], goOn: String) -> Page {
    Page(
      request.t("people.codes_title"), template: "people/codes", ["codes": .list(codes.map { .text($0) }), "go_on": .text(goOn)],
      isCacheable: false)
  }
}
