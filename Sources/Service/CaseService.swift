import Casework
public import Policy
public import Storage
import Values

/// Everything people do with claims, from a draft to money recovered: one file per use case, as extensions.
///
/// It puts the pure parts together: decisions from the packages, the rules of `Casework`, the book of `FundLedger`. Each act is one
/// transaction: events are appended to the log, projections follow, or nothing happened.
public final class CaseService: Sendable {
  /// The policies.
  public let book: PolicyBook
  /// Where events and projections are.
  public let database: any Database
  /// Where files are.
  public let files: FileStore
  /// What time it is.
  public let time: any TimeSource
  /// Answerers of the book.
  public let answerers: AnswererPool
  /// The figures that no document sets.
  public let settings: CaseSettings
  /// How much enterprises may upload.
  public let uploads: UploadSettings
  let projections: ProjectionSet
  let objectionCodes: ObjectionCodes

  /// The service over a database that `Setup.prepare` made ready.
  public init(
    book: PolicyBook, database: any Database, files: FileStore, time: any TimeSource, projections: ProjectionSet, answerers: AnswererPool,
    objectionCodes: ObjectionCodes, settings: CaseSettings = CaseSettings(), uploads: UploadSettings = UploadSettings()
  ) {
    self.book = book
    self.database = database
    self.files = files
    self.time = time
    self.projections = projections
    self.answerers = answerers
    self.objectionCodes = objectionCodes
    self.settings = settings
    self.uploads = uploads
  }

  /// Runs one act: everything in `body` happens together, or nothing does. With `once`, an act that was done already gives its first
  /// result again. Throws `Refusal` and `StorageError`.
  func act<T: Codable & Sendable>(
    _ actor: Actor, once: Once? = nil, _ body: @Sendable @escaping (Act) throws -> T
  ) async throws -> T {
    return try await database.write { [self] tx in
      try actor.requireStanding(in: tx)
      // What time it is when the act's turn comes: an act that waited for others is not older than they are.
      let moment = time.now()
      if let once, let known = try once.known(T.self, in: tx) { return known }
      let act = Act(service: self, tx: tx, actor: actor, moment: moment)
      let result = try body(act)
      try once?.remember(result, at: moment, in: tx)
      return result
    }
  }
}
