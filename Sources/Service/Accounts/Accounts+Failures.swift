import Crypto
import Storage

extension Accounts {
  /// Counts a failure, locks the account if it is one too many, and gives the refusal that people see.
  func fail(
    _ credentials: Credentials, reason: String, _ refusal: Refusal, at now: Moment, in tx: any Transaction
  ) throws -> Refusal {
    let failures = credentials.failures + 1
    let lock = settings.lock_seconds(failures: failures)
    let until = lock > 0 ? now.adding(seconds: lock) : nil
    try tx.execute(
      "UPDATE credentials SET failures = $2, locked_until = $3 WHERE account = $1",
      [.text(credentials.account), .integer(failures), SQLValue(until)])
    // While an account is locked nothing is tried and nothing recorded, so the log can't be flooded.
    try append(
      AccountEvent.signInFailed, AccountEvent.SignInFailed(reason: reason, failures: failures, lockedUntil: until?.text),
      account: credentials.account, by: .nobody, at: now, in: tx)
    return lock > 0 ? .locked(seconds: lock) : refusal
  }

  /// Forgets the failures of an account.
  func forgive(_ account: String, in tx: any Transaction) throws {
    try tx.execute("UPDATE credentials SET failures = 0, locked_until = NULL WHERE account = $1", [.text(account)])
  }

  /// Counts a failure under a name that doesn't exist, just as if it did.
  func refuseStranger(_ place: Int64, in tx: any Transaction) throws -> Refusal {
    let now = time.now()
    let row = try tx.first("SELECT failures, locked_until FROM sign_in_strangers WHERE place = $1", [.integer(place)])
    let lockedUntil = row?.optionalInteger(1).map { Moment(unixMilliseconds: $0) }
    if let wait = Credentials.wait_seconds(lockedUntil, at: now) { return .locked(seconds: wait) }
    let failures = (row?.integer(0) ?? 0) + 1
    let lock = settings.lock_seconds(failures: failures)
    try tx.execute(
      """
      INSERT INTO sign_in_strangers VALUES ($1, $2, $3)
      ON CONFLICT (place) DO UPDATE SET failures = excluded.failures, locked_until = excluded.locked_until
      """, [.integer(place), .integer(failures), SQLValue(lock > 0 ? now.adding(seconds: lock) : nil)])
    // The name isn't recorded: it may be a password typed into the wrong field.
    if let count = strangers.withLock({ $0.count(at: now) }) {
      let body = AccountEvent.SignInFailed(reason: "unknown_name", failures: count, lockedUntil: nil)
      try append([try AccountEvent.new("sign-in", AccountEvent.signInFailed, body)], by: .nobody, at: now, in: tx)
    }
    return lock > 0 ? .locked(seconds: lock) : .wrongPasswordOrName
  }

  /// Where the failures of a name that doesn't exist are counted: one of 2^16 places, which nobody without the key can foresee.
  func strangerPlace(_ key: String) -> Int64 {
    let hash = SecretText.kept(key, of: "stranger", key: keys.shortCodes)
    return Int64(hash[0]) << 8 | Int64(hash[1])
  }
}

/// Counts sign-ins under names that don't exist, so that the log gets one event a minute at most, however many there are.
struct StrangerCount {
  private static let pause_milliseconds: Int64 = 60_000
  private var waiting: Int64 = 0
  private var last: Moment?

  /// Counts one more; gives the number to be logged now, or nil if it is too early.
  mutating func count(at now: Moment) -> Int64? {
    waiting += 1
    if let last, (0..<StrangerCount.pause_milliseconds).contains(now.milliseconds(since: last)) { return nil }
    last = now
    defer { waiting = 0 }
    return waiting
  }
}
