import HTTPTypes

/// The cookies of the service: all of them HttpOnly and for this host alone.
struct Cookies: Sendable {
  /// A cookie.
  enum Name: String, Sendable, CaseIterable {
    /// The signed id of a session.
    case session = "huiqi_session"
    /// The signed id of a visitor, for the tokens of forms.
    case visitor = "huiqi_visitor"
    /// The language.
    case language = "huiqi_lang"
    /// The signed key of a message for the next page.
    case notice = "huiqi_notice"
  }

  /// Whether the public address is https: cookies are then Secure and their names begin with `__Host-`.
  let isSecure: Bool

  /// The name as it is sent.
  func written(_ name: Name) -> String { (isSecure ? "__Host-" : "") + name.rawValue }

  /// The value a request brings. Of several of the same name the first counts.
  func value(_ name: Name, in headers: HTTPFields) -> String? {
    let prefix = written(name) + "="
    for header in headers[values: .cookie] {
      for piece in header.split(separator: ";") {
        let pair = piece.drop { $0 == " " }
        if pair.hasPrefix(prefix) { return String(pair.dropFirst(prefix.count)) }
      }
    }
    return nil
  }

  /// A header that sets a cookie. Sessions end with the browser, at the latest when the store says so.
  ///
  /// All are Lax: who follows a link from a letter or another site is the same person, signed in or not, as on the next page. What changes
  /// anything takes a form's token, and a source that is this service.
  func setting(_ name: Name, _ value: String) -> String {
    let age: String =
      switch name {
      case .language: "; Max-Age=31536000"
      case .notice: "; Max-Age=60"
      case .session, .visitor: ""
      }
    return written(name) + "=" + value + "; Path=/; HttpOnly; SameSite=Lax" + age
      + (isSecure ? "; Secure" : "")
  }

  /// A header that takes a cookie away.
  func clearing(_ name: Name) -> String {
    written(name) + "=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0" + (isSecure ? "; Secure" : "")
  }
}
