import Casework

/// Who may use a route. Every route states it; there is no default.
///
/// It says nothing about single objects: whether a reviewer may see this case is the use case's to decide.
enum Access: Sendable, Equatable {
  /// Everybody, signed in or not.
  case anyone
  /// Everybody who is signed in.
  case signedIn
  /// People with one of these roles.
  case roles(Set<Role>)

  /// Whether a role may pass; nil is a visitor.
  func admits(_ role: Role?) -> Bool {
    switch self {
    case .anyone: true
    case .signedIn: role != nil
    case .roles(let roles): role.map(roles.contains) ?? false
    }
  }
}
