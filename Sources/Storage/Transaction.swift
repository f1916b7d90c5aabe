/// A transaction on one connection. It lives as long as the closure it was handed to and is used on that closure's thread only.
///
/// Statements are written once for both engines, with the parameters `$1`, `$2` … in any order and as often as needed; values are never
/// written into the text of a statement. A statement that fails ends the transaction: a body can catch the error, but nothing it wrote is
/// kept. Ask before, with `ON CONFLICT DO NOTHING` for instance, where a failure is expected. Both engines know `ON CONFLICT … DO UPDATE`, `RETURNING`, window functions and `WITH`.
public protocol Transaction: AnyObject {
  /// The engine underneath, for the rare statement that can't be the same on both.
  var engine: Engine { get }

  /// The rows of a statement. Throws `StorageError`.
  func query(_ sql: String, _ arguments: [SQLValue]) throws -> [Row]

  /// Runs a statement and gives the number of rows it added, changed or removed. Throws `StorageError`.
  @discardableResult
  func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int

  /// Hands over the rows of a SELECT one by one: for answers too large to hold. Throws what `body` throws, and `StorageError`.
  /// `body` may run other statements of this transaction.
  func forEach(_ sql: String, _ arguments: [SQLValue], _ body: (Row) throws -> Void) throws
}

extension Transaction {
  /// The rows of a statement without parameters. Throws `StorageError`.
  public func query(_ sql: String) throws -> [Row] { try query(sql, []) }

  /// Runs a statement without parameters and gives the number of rows it touched. Throws `StorageError`.
  @discardableResult
  public func execute(_ sql: String) throws -> Int { try execute(sql, []) }

  /// The first row of a statement, or nil if there is none. Throws `StorageError`.
  public func first(_ sql: String, _ arguments: [SQLValue] = []) throws -> Row? { try query(sql, arguments).first }
}
