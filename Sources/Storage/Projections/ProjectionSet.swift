/// The projections of the program. The table `projections` says how far each has read; they move together with the log.
public struct ProjectionSet: Sendable {
  let projections: [any Projection]
  /// Events that one transaction replays while the set is rebuilt: enough to share the commit, few enough to let others write between.
  static let chunk = 1_000

  /// A set of projections, applied in this order. Their names differ.
  public init(_ projections: [any Projection]) {
    precondition(Set(projections.map { type(of: $0).name }).count == projections.count, "two projections have one name")
    self.projections = projections
  }

  /// The tables of all projections, children after parents.
  public var tables: [String] { projections.flatMap { type(of: $0).tables } }

  /// Takes events in that were appended in this transaction. Throws `StorageError.projectionBehind` if the set doesn't stand at the
  /// event before the first: then the append is undone with it, and nothing is lost but time.
  public func apply(_ events: [LoggedEvent], in tx: any Transaction) throws {
    guard let first = events.first, let last = events.last, !projections.isEmpty else { return }
    let moved = try tx.execute(
      "UPDATE projections SET seq = $1 WHERE seq = $2", [.integer(last.seq), .integer(first.seq - 1)])
    guard moved == projections.count else { throw StorageError.projectionBehind(name: try behind(first.seq - 1, in: tx)) }
    for event in events {
      for projection in projections { try projection.apply(event, in: tx) }
    }
  }

  /// Makes the set fit for use at the start of the program: makes the tables of new projections, rebuilds those of another version or
  /// basis, forgets those that are no more, and reads what was appended without them. `migrate` comes first.
  public func prepare(_ database: any Database) async throws {
    try await database.write { tx in
      let known = try tx.query("SELECT name, version, basis FROM projections")
      for projection in projections {
        let (name, version, basis) = (type(of: projection).name, type(of: projection).version, projection.basis)
        if known.contains(where: { $0.text(0) == name && $0.integer(1) == version && $0.text(2) == basis }) { continue }
        try start(projection, in: tx)
      }
      let names = Set(projections.map { type(of: $0).name })
      for row in known where !names.contains(row.text(0)) {
        try tx.execute("DELETE FROM projections WHERE name = $1", [row[0]])
      }
    }
    try await catchUp(database)
  }

  /// Throws everything away and replays the whole log. Meanwhile appends are refused with `StorageError.projectionBehind`.
  public func rebuild(_ database: any Database, progress: @Sendable @escaping (Int64) -> Void = { _ in }) async throws {
    try await database.write { tx in
      for projection in projections { try start(projection, in: tx) }
    }
    try await catchUp(database, progress: progress)
  }

  private func start(_ projection: any Projection, in tx: any Transaction) throws {
    try projection.clear(in: tx)
    try tx.execute(
      """
      INSERT INTO projections (name, version, seq, basis) VALUES ($1, $2, 0, $3)
      ON CONFLICT (name) DO UPDATE SET version = excluded.version, seq = 0, basis = excluded.basis
      """, [.text(type(of: projection).name), .integer(type(of: projection).version), .text(projection.basis)])
  }

  /// Replays chunk by chunk until every projection stands at the head; stopped in between, it goes on where it was.
  private func catchUp(_ database: any Database, progress: @Sendable @escaping (Int64) -> Void = { _ in }) async throws {
    guard !projections.isEmpty else { return }
    var isBehind = true
    while isBehind {
      isBehind = try await database.write { tx in
        let seqs = try tx.query("SELECT name, seq FROM projections").map { ($0.text(0), $0.integer(1)) }
        let places = Dictionary(uniqueKeysWithValues: seqs)
        guard let lowest = places.values.min() else { return false }
        let events = try EventLog.events(after: lowest, limit: Self.chunk, in: tx)
        guard let last = events.last else { return false }
        for event in events {
          for projection in projections where (places[type(of: projection).name] ?? 0) < event.seq {
            try projection.apply(event, in: tx)
          }
        }
        try tx.execute("UPDATE projections SET seq = $1 WHERE seq < $1", [.integer(last.seq)])
        progress(last.seq)
        return true
      }
    }
  }

  private func behind(_ seq: Int64, in tx: any Transaction) throws -> String {
    try tx.first("SELECT name FROM projections WHERE seq <> $1 ORDER BY name", [.integer(seq)])?.text(0) ?? "?"
  }
}
