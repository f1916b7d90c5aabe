import Casework
import Crypto
public import Storage
import Synchronization

/// Accounts, signing in, sessions, API tokens, and the teams of enterprises.
///
/// What happens is in the event log; secrets (hashes of passwords, keys of second factors, sessions, tokens) are in tables of their own.
/// Before the first use the database is migrated with `AccountsSchema.migrations`, and the projections are prepared.
///
/// Functions throw `Refusal` for what people can do something about, and `StorageError` for what they can't.
public final class Accounts: Sendable {
  let database: any Database
  let keys: ServerKeys
  let time: any TimeSource
  /// The figures of signing in.
  public let settings: AccountSettings
  let projections: ProjectionSet
  let random: any RandomSource
  let passwords: PasswordWorker
  /// A hash that no password has: names that don't exist take the same time as those that do.
  let nobodysHash: PasswordHash
  /// Sessions and tokens whose use is being written down at this moment.
  let touching = Mutex<Set<[UInt8]>>([])
  let strangers = Mutex(StrangerCount())

  /// The accounts in a database. `projections` are those of the whole program, as they move together; `close` it at the end.
  public init(
    database: any Database, keys: ServerKeys, time: any TimeSource = SystemTime(), settings: AccountSettings = AccountSettings(),
    projections: ProjectionSet = ProjectionSet([AccountsProjection()]), random: any RandomSource = SystemRandom()
  ) {
    self.database = database
    self.keys = keys
    self.time = time
    self.settings = settings
    self.projections = projections
    self.random = random
    passwords = PasswordWorker(threads: settings.hashingThreads, waiting: settings.hashingQueue)
    nobodysHash = PasswordHash(
      salt: random.bytes(count: PasswordHash.saltLength_bytes), hash: random.bytes(count: PasswordHash.hashLength_bytes),
      parameters: settings.scrypt)
  }

  /// Finishes the hashing that is under way and stops its threads. The database stays open.
  public func close() async { await passwords.close() }

  /// Ended sessions, expired invitations and tokens that expired a month ago leave the tables. To be run now and then.
  public func purge() async throws {
    let now = time.now().unixMilliseconds
    let idle = now - settings.sessionIdle_seconds * 1000
    try await database.write { tx in
      try tx.execute("DELETE FROM sessions WHERE ends_at <= $1 OR last_seen <= $2", [.integer(now), .integer(idle)])
      try tx.execute("DELETE FROM company_invitations WHERE expires_at <= $1", [.integer(now)])
      try tx.execute("DELETE FROM api_tokens WHERE expires_at <= $1", [.integer(now - 30 * Moment.dayMilliseconds)])
    }
  }
}

extension Accounts {
  /// Appends events and moves the projections with them.
  func append(_ events: [NewEvent], by principal: Principal, at now: Moment, in tx: any Transaction) throws {
    let logged = try EventLog.append(events, by: principal.actorText, role: principal.roleText, at: now.text, in: tx)
    try projections.apply(logged, in: tx)
  }

  /// Appends one event of an account.
  func append(
    _ type: String, _ body: some Encodable = AccountEvent.Nothing(), account id: String, by principal: Principal, at now: Moment,
    in tx: any Transaction
  ) throws {
    try append([try AccountEvent.new(Account.stream(id), type, body)], by: principal, at: now, in: tx)
  }

  /// An account by its id.
  func find(_ id: String, in tx: any Transaction) throws -> Account? {
    try tx.first("SELECT \(Account.columns) FROM accounts a WHERE a.id = $1", [.text(id)]).map { Account($0) }
  }

  /// An account by its id; a refusal if there is none.
  func existing(_ id: String, in tx: any Transaction) throws -> Account {
    guard let account = try find(id, in: tx) else { throw Refusal.accountUnknown }
    return account
  }
}

extension Account {
  /// The columns of an account `a`, as `init(_:from:)` reads them.
  static let columns =
    "a.id, a.login_name, a.name, a.role, a.office, a.company, a.member_role, a.is_active, a.has_second_factor, a.must_change_password"

  /// From a row that has the columns from a place on.
  init(_ row: Row, from first: Int = 0) {
    guard let role = Role(rawValue: row.text(first + 3)) else {
      preconditionFailure("the table holds a role that the program doesn't know")
    }
    self.init(
      id: row.text(first), loginName: row.text(first + 1), name: row.text(first + 2), role: role, office: row.optionalText(first + 4),
      enterprise: row.optionalText(first + 5), memberRole: row.optionalText(first + 6).flatMap(MemberRole.init(rawValue:)),
      isActive: row.flag(first + 7), hasSecondFactor: row.flag(first + 8), mustChangePassword: row.flag(first + 9))
  }
}
