public import Casework

/// The figures of signing in. The defaults are those of the service; tests make hashing cheap.
public struct AccountSettings: Sendable, Hashable {
  /// How dear a guess at a password is. Hashes made with other parameters are renewed at the next sign-in.
  public var scrypt = ScryptParameters.standard
  /// Threads that hash passwords.
  public var hashingThreads = 2
  /// Sign-ins that may wait for such a thread; more are refused with `service.busy`.
  public var hashingQueue = 64
  /// Wrong passwords or codes in a row that lock the account; the same number again locks it for twice as long.
  public var failuresBeforeLock: Int64 = 5
  /// The first lock.
  public var firstLock_seconds: Int64 = 15 * 60
  /// The longest lock.
  public var longestLock_seconds: Int64 = 24 * 3600
  /// A session that isn't used this long ends. It may end up to `touch_seconds` earlier, as its use isn't written down at once.
  public var sessionIdle_seconds: Int64 = 30 * 60
  /// A session never lives longer.
  public var sessionLife_seconds: Int64 = 12 * 3600
  /// How long a renewed proof of identity counts for acts that need one.
  public var elevation_seconds: Int64 = 10 * 60
  /// How long the second step of signing in may take.
  public var codeStep_seconds: Int64 = 5 * 60
  /// Use of a session is written down at most this often.
  public var touch_seconds: Int64 = 60
  /// Use of an API token is written down at most this often.
  public var tokenTouch_seconds: Int64 = 3600
  /// Sessions of one account; the one unused for longest ends when there is one more.
  public var sessionsPerAccount = 20
  /// API tokens of one account that are neither expired nor revoked.
  public var tokensPerAccount = 20
  /// The longest life of an API token.
  public var longestTokenLife_days: Int64 = 366
  /// How long an invitation to a team can be accepted.
  public var invitation_seconds: Int64 = 7 * 24 * 3600
  /// Invitations of one team that are open at a time.
  public var invitationsPerCompany = 50
  /// Roles that can do nothing before they have a second factor. Recommended: all officers; a demonstration has none.
  public var rolesWithSecondFactor: Set<Role> = []
  /// Whether anybody may register an enterprise: right for demonstrations, where enterprises are fictional.
  public var allowsRegistration = true
  /// The name that authenticator apps show.
  public var issuer = "Huiqi"

  /// The default figures.
  public init() {}

  /// The roles that should have a second factor wherever the service is in earnest.
  public static let recommendedRolesWithSecondFactor: Set<Role> = [
    .districtReviewer, .cityReviewer, .finance, .districtFinance, .auditor, .administrator,
  ]

  /// How long the account is locked after so many failures in a row; 0 if it isn't.
  func lock_seconds(failures: Int64) -> Int64 {
    guard failures > 0, failures % failuresBeforeLock == 0 else { return 0 }
    // Past 2^20 rounds the product would be beyond the longest lock anyway, and must not overflow.
    let doublings = min(failures / failuresBeforeLock - 1, 20)
    return min(firstLock_seconds << doublings, longestLock_seconds)
  }
}
