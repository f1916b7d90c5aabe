extension EventLog {
  /// Recomputes every hash from a place of the log on, checks that places and stream versions have no gaps, and that the log ends where
  /// it is recorded to end. Run it in `read`: then it sees one state, and nobody waits for it.
  ///
  /// A check that begins after 1 trusts the hash of the event before. `progress` hears the number of events checked so far, every 10,000.
  public static func verify(
    in tx: any Transaction, from start: Int64 = 1, progress: (Int64) -> Void = { _ in }
  ) throws -> ChainVerdict {
    precondition(start >= 1, "the log begins at 1")
    var last = LogHead.empty
    if start > 1 {
      guard let row = try tx.first("SELECT hash FROM events WHERE seq = $1", [.integer(start - 1)]) else { return broken(start, .gap) }
      last = LogHead(seq: start - 1, hash: row.blob(0))
    }
    var versions: [String: Int64] = [:]
    var count: Int64 = 0
    var found: (seq: Int64, fault: ChainFault)?
    do {
      try tx.forEach("SELECT \(columns) FROM events WHERE seq >= $1 ORDER BY seq", [.integer(start)]) { row in
        let event = LoggedEvent(row)
        let before = try versions[event.stream] ?? (start == 1 ? 0 : version(of: event.stream, before: start, in: tx))
        if let fault = fault(of: event, after: last, streamVersion: before) {
          found = (event.seq, fault)
          throw Stop()
        }
        versions[event.stream] = event.version
        last = LogHead(seq: event.seq, hash: event.hash)
        count += 1
        if count.isMultiple(of: 10_000) { progress(count) }
      }
    } catch is Stop {}
    if let found { return broken(found.seq, found.fault) }
    let recorded = try head(in: tx)
    guard recorded == last else { return broken(min(recorded.seq, last.seq) + 1, .head) }
    progress(count)
    return .intact(count: count, head: last)
  }

  private struct Stop: Error {}

  /// The first thing that is wrong with an event, from the outside in.
  static func fault(of event: LoggedEvent, after last: LogHead, streamVersion: Int64) -> ChainFault? {
    if event.seq != last.seq + 1 { return .gap }
    if event.previousHash != last.hash { return .link }
    if EventHash.of(event) != event.hash { return .content }
    return event.version == streamVersion + 1 ? nil : .version
  }

  private static func version(of stream: String, before seq: Int64, in tx: any Transaction) throws -> Int64 {
    try tx.first("SELECT MAX(version) FROM events WHERE stream = $1 AND seq < $2", [.text(stream), .integer(seq)])?.optionalInteger(0) ?? 0
  }

  private static func broken(_ seq: Int64, _ fault: ChainFault) -> ChainVerdict {
    .broken(at: seq, what: fault, why: fault.sentence(seq))
  }
}
