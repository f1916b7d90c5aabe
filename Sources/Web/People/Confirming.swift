import Service
import Values

/// Proving once more who one is, before acts of weight: with the code of the second factor, else with the password.
struct Confirming: Sendable {
  let desk: Desk

  /// Runs an act that needs a fresh proof; without one, asks for it first and leads back.
  func elevated(_ request: WebRequest, back: String, _ body: (Session) async throws -> Answer) async throws -> Answer {
    let session = try await AccountPages.session(desk, request)
    let ask = Query([("next", back)]).address("/account/confirm")
    guard desk.accounts.isElevated(session) else { return .seeOther(ask) }
    do {
      return try await body(session)
    } catch let refusal as Refusal where refusal.code == "session.elevation_needed" {
      return .seeOther(ask)
    }
  }

  func show(_ request: WebRequest) async throws -> Answer {
    let session = try await AccountPages.session(desk, request)
    return .page(page(request, session, FormView(), next: OwnPath.safe(request.query["next"])))
  }

  func confirm(_ request: WebRequest) async throws -> Answer {
    let session = try await AccountPages.session(desk, request)
    let next = OwnPath.safe(request.form["next"])
    var reader = request.formReader()
    let proof = request.form["proof"] ?? ""
    let hasCode = session.account.hasSecondFactor
    if proof.isEmpty {
      let label = request.t(hasCode ? "people.code" : "people.password")
      reader.report("proof", code: "field.required", key: "frame.field_required", ["label": label])
    } else {
      do {
        let issued = try await desk.accounts.elevate(
          request.caller.sessionID ?? "", password: hasCode ? nil : proof, code: hasCode ? proof : nil)
        return .seeOther(next ?? "/account").startingSession(issued.id).noticing("people.confirmed")
      } catch let refusal as Refusal where refusal.code == "account.wrong_password_or_name" {
        reader.report("proof", code: refusal.code, key: "people.old_password_wrong")
      } catch let refusal as Refusal {
        reader.report(refusal, at: "proof")
      }
    }
    return .page(page(request, session, FormView(values: FormValues(), problems: reader.problems), next: next))
  }

  private func page(_ request: WebRequest, _ session: Session, _ form: FormView, next: String?) -> Page {
    let field =
      session.account.hasSecondFactor
      ? form.text("proof", label: request.t("people.code"), hint: request.t("people.code_hint"), kind: .code, width: .medium)
      : form.text("proof", label: request.t("people.password"), kind: .password, width: .medium)
    return FormPage(
      title: request.t("people.confirm_title"), lead: [request.t("people.confirm_lead")], action: "/account/confirm", fields: [field],
      hidden: next.map { [form.hidden("next", $0)] } ?? [], submit: Components.submit(request.t("people.confirm")),
      cancel: Components.Link(request.t("people.cancel"), "/account"), crumbs: AccountPages.crumbs(request), problems: form.problems
    ).page
  }
}
