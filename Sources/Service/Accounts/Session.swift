public import Casework

/// Somebody who is signed in, as long as it lasts.
public struct Session: Sendable, Hashable {
  /// Its name in lists; no secret.
  public let handle: String
  /// Who is signed in.
  public let account: Account
  /// When it began.
  public let createdAt: Moment
  /// Its last use that was written down.
  public let lastSeen: Moment
  /// When it ends at the latest.
  public let endsAt: Moment
  /// When identity was last proved: at sign-in or later.
  public let elevatedAt: Moment?
  /// The browser or program, as it was described at sign-in.
  public let client: String?
  /// What must be done before anything else, or nil.
  public let restriction: Restriction?

  /// What stands before everything else.
  public enum Restriction: String, Sendable, Hashable, CaseIterable {
    /// The password was set by somebody else and must be changed.
    case passwordChange = "password_change"
    /// The role needs a second factor, and there is none yet.
    case secondFactor = "second_factor"
  }

  /// The role it acts in; nil as long as something stands before everything else, so that nothing else is allowed.
  public var role: Role? { restriction == nil ? account.role : nil }

  /// Who acts in it.
  var principal: Principal { .person(account.actor) }
}

/// A session that has just begun, with the secret that the browser keeps.
public struct IssuedSession: Sendable {
  /// The secret for the cookie: 43 characters, 256 random bits. It is not kept here.
  public let id: String
  /// The session.
  public let session: Session
}

/// What came of signing in.
public enum SignIn: Sendable {
  /// Signed in.
  case signedIn(IssuedSession)
  /// The password is right; the second step takes this name of the first one and a code. It is a secret of the browser, too.
  case codeNeeded(step: String)
}
