public import Policy
public import Storage

/// The services over one database, made ready together: their projections move as one.
public struct Services: Sendable {
  /// Everything that happens to claims.
  public let cases: CaseService
  /// Who people are.
  public let accounts: Accounts
  /// The database underneath.
  public let database: any Database
  /// The folder of files.
  public let files: FileStore
  /// The projections, for a rebuild.
  public let projections: ProjectionSet

  /// Makes tables or brings them up to date, lets projections catch up, and gives the services. Throws `StorageError`.
  public static func prepare(
    book: PolicyBook, database: any Database, files: FileStore, keys: ServerKeys, time: any TimeSource = SystemTime(),
    settings: AccountSettings = AccountSettings(), caseSettings: CaseSettings = CaseSettings(),
    uploads: UploadSettings = UploadSettings()
  ) async throws -> Services {
    try await migrate(database, migrations)
    let projections = projections(book)
    try await projections.prepare(database)
    return Services(
      cases: CaseService(
        book: book, database: database, files: files, time: time, projections: projections, answerers: AnswererPool(book),
        objectionCodes: ObjectionCodes(keys), settings: caseSettings, uploads: uploads),
      accounts: Accounts(database: database, keys: keys, time: time, settings: settings, projections: projections), database: database,
      files: files, projections: projections)
  }

  /// The tables that do not follow from the log, in the order of their history.
  public static let migrations = ServiceSchema.migrations + AccountsSchema.migrations

  /// The tables that follow from the log.
  public static func projections(_ book: PolicyBook) -> ProjectionSet {
    ProjectionSet([
      CaseProjection(calendar: book.calendar, procedures: book.procedures), FundProjection(), PaperworkProjection(calendar: book.calendar),
      AccountsProjection(), OversightProjection(), MessageProjection(),
    ])
  }

  /// Drops what nobody can use any more: ended sessions, expired invitations and tokens, and answers kept under keys for longer than
  /// `CaseSettings.keyLife_days`. To be run now and then; throws `StorageError`.
  public func purge() async throws {
    try await accounts.purge()
    let life_days = max(cases.settings.keyLife_days, 7)
    let before = cases.time.now().adding(milliseconds: -life_days * Moment.dayMilliseconds).text
    try await database.write { tx in _ = try Idempotency.purge(before: before, in: tx) }
  }

  /// Finishes what is under way.
  public func close() async {
    await accounts.close()
    await files.close()
    await database.close()
  }
}
