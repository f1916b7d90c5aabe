import Casework
import Values

/// Who an account is, as the frame needs it; asked once for every request.
struct Identity: Sendable, Equatable {
  /// The account's id.
  let id: String
  /// The name shown in the header.
  let name: String
  /// What it may act as.
  let role: Role
  /// The office an officer works for, such as a district's.
  let office: String?
  /// The enterprise somebody acts for.
  let enterprise: String?
}

/// Who asks: an anonymous visitor, somebody signed in, or a program with a token.
struct Caller: Sendable {
  /// The account; nil for visitors.
  let account: Identity?
  /// What a token is good for; nil for people with a session, who may do all that their role may.
  let scopes: Set<String>?
  /// The language to answer in.
  let language: Language
  /// The session's id; nil for visitors and tokens.
  let sessionID: String?

  /// The role; nil for visitors.
  var role: Role? { account?.role }
  /// Whether it is a program with a token.
  var isProgram: Bool { scopes != nil }

  /// A visitor.
  static func visitor(_ language: Language) -> Caller { Caller(account: nil, scopes: nil, language: language, sessionID: nil) }
}

/// Where the frame asks who somebody is. The session's signature has been checked before; expiry and revocation are the source's.
protocol IdentitySource: Sendable {
  /// The account of a live session, or nil.
  func account(session id: String) async throws -> Identity?
  /// The account and scopes of a live token, or nil.
  func account(token: String) async throws -> (account: Identity, scopes: Set<String>)?
}

/// Nobody: for a service without accounts.
struct NoIdentities: IdentitySource {
  func account(session id: String) async throws -> Identity? { nil }
  func account(token: String) async throws -> (account: Identity, scopes: Set<String>)? { nil }
}
