import HTTPTypes
import Values

/// A form that is sent after the session has ended: what was typed is not lost.
extension Frame {
  /// The field that lets the same fields be sent once more in a new session.
  private static let resume = "resume"
  /// Fields that are never written into a page again.
  private static let secrets: Set<String> = [
    "password", "again", "old_password", "new_password", "proof", "code", "secret", "ticket", "invitation",
  ]

  /// The page for a form of a session that has ended; nil where nobody was signed in, or the form isn't one of ours.
  ///
  /// It holds what was typed, to be sent again after signing in. That this browser sent it from a page of ours is known by the old form's
  /// token, which the old session's cookie still proves; the new one is good for exactly these fields at this address in this browser.
  func expired(_ exchange: inout Exchange, _ route: Route, _ body: BodyReader) async throws -> Reply? {
    guard exchange.request.method == .post, !route.isAPI, exchange.caller.account == nil,
      let signed = cookies.value(.session, in: exchange.request.headers), let session = signer.verify(signed, for: .session)
    else { return nil }
    try checkSource(exchange.request.head)
    var kept: [(name: String, value: String)]?
    if case .form = route.body {
      let form = try await readForm(exchange, body)
      let isOurs = form["csrf"].map { signer.isMAC($0, of: "session " + session, .formToken) } ?? false
      guard isOurs || isResumed(form, exchange) else { return nil }
      let fields = Self.plain(form)
      if !fields.contains(where: { Self.secrets.contains($0.name) }) {
        let visitor = exchange.visitorID ?? RandomText.id()
        kept = fields + [(Self.resume, signer.mac(Self.sentence(visitor, exchange, fields), .resume))]
        if exchange.visitorID == nil {
          exchange.visitorID = visitor
          var reply = draw(page(kept, exchange, route), exchange)
          addCookie(&reply, cookies.setting(.visitor, signer.sign(visitor, for: .visitor)))
          return reply
        }
      }
    }
    return draw(page(kept, exchange, route), exchange)
  }

  /// Whether a form is one that such a page has sent again, unchanged, from the same browser.
  func isResumed(_ form: FormValues, _ exchange: Exchange) -> Bool {
    guard let mac = form[Self.resume], let visitor = exchange.visitorID else { return false }
    return signer.isMAC(mac, of: Self.sentence(visitor, exchange, Self.plain(form)), .resume)
  }

  private static func plain(_ form: FormValues) -> [(name: String, value: String)] {
    form.fields.pairs.filter { $0.name != "csrf" && $0.name != resume }
  }

  private static func sentence(_ visitor: String, _ exchange: Exchange, _ fields: [(name: String, value: String)]) -> String {
    // Browsers write the ends of lines in their own way when a page hands them back.
    visitor + "\n" + exchange.rawPath + "\n" + Query(fields.map { ($0.name, $0.value.replacing("\r\n", with: "\n")) }).text
  }

  private func page(_ kept: [(name: String, value: String)]?, _ exchange: Exchange, _ route: Route) -> Page {
    let language = exchange.caller.language
    // Where the form is drawn, if that is the same address; else wherever the role begins.
    var signIn = site.signInPath ?? "/"
    if let segments = RouteTable.segments(exchange.rawPath), case .route = table.match(.get, segments) {
      signIn = Query([("next", exchange.rawPath)]).address(signIn)
    }
    return Page(
      words.text("frame.expired_title", language), template: "frame/expired",
      [
        "is_kept": .flag(kept != nil), "action": .text(exchange.rawPath), "sign_in": .text(signIn),
        "fields": .list((kept ?? []).map { ["name": .text($0.name), "value": .text($0.value)] }),
      ], status: .unauthorized, isCacheable: false)
  }
}
