/// Tables that follow from the events alone: they can be thrown away and made anew at any time.
public protocol Projection: Sendable {
  /// Its name, unique for ever.
  static var name: String { get }
  /// Raised whenever its tables or its meaning change; an older one is rebuilt at start.
  static var version: Int64 { get }
  /// The names of its tables, children after parents. No other part of the program writes to them.
  static var tables: [String] { get }
  /// What makes its tables and indexes; the words of `Migration.Statement` apply.
  static var statements: [Migration.Statement] { get }

  /// What its rows follow from beside the events, such as a calendar, as a text that changes with it; rebuilt at start if it did.
  var basis: String { get }

  /// Takes one event in. Events come in the order of the log, each once.
  func apply(_ event: LoggedEvent, in tx: any Transaction) throws
  /// Empties it: removes its tables, if there are any, and makes them anew.
  func clear(in tx: any Transaction) throws
}

extension Projection {
  /// Nothing: the rows follow from the events alone.
  public var basis: String { "" }

  /// Removes the tables, the last first, and makes them anew.
  public func clear(in tx: any Transaction) throws {
    for table in Self.tables.reversed() { try tx.execute("DROP TABLE IF EXISTS \(table)") }
    for statement in Self.statements {
      if let sql = statement.sql(for: tx.engine) { try tx.execute(sql) }
    }
  }
}
