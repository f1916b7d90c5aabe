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
    settings: AccountSettings = AccountSettings()
  ) async throws -> Services {
    try await migrate(database, migrations)
    let projections = projections(book)
    try await projections.prepare(database)
    return Services(
      cases: CaseService(
        book: book, database: database, files: files, time: time, projections: projections, answerers: AnswererPool(book)),
      accounts: Accounts(database: database, keys: keys, time: time, settings: settings, projections: projections), database: database,
      files: files, projections: projections)
  }

  /// The tables that do not follow from the log, in the order of their history.
  public static let migrations = ServiceSchema.migrations + AccountsSchema.migrations

  /// The tables that follow from the log.
  public static func projections(_ book: PolicyBook) -> ProjectionSet {
    ProjectionSet([
      CaseProjection(calendar: book.calendar, procedures: book.procedures), FundProjection(), PaperworkProjection(calendar: book.calendar),
      AccountsProjection(), OversightProjection(),
    ])
  }

  /// Finishes what is under way.
  public func close() async {
    await accounts.close()
    await files.close()
    await database.close()
  }
}
