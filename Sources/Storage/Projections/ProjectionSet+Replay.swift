extension ProjectionSet {
  /// Makes the tables of all projections in a database of their own, to replay a log into.
  public func make(in tx: any Transaction) throws {
    for projection in projections { try projection.clear(in: tx) }
  }

  /// Takes one event of a log in, in tables that `make` made. Events come in the order of the log, each once.
  public func replay(_ event: LoggedEvent, in tx: any Transaction) throws {
    for projection in projections { try projection.apply(event, in: tx) }
  }
}

extension EventLog {
  /// Hands over all events, the oldest first, one by one. Throws what `body` throws, and `StorageError`.
  public static func forEach(in tx: any Transaction, _ body: (LoggedEvent) throws -> Void) throws {
    try tx.forEach("SELECT \(columns) FROM events ORDER BY seq", []) { try body(LoggedEvent($0)) }
  }
}
