import Casework
import Storage
import Values

extension Audit {
  /// All tables that follow from the log, made anew from it in a database of their own and compared row by row: plans, notices,
  /// objections, payment batches, accounts, statistics and the rest. Cases themselves are compared by `cases`, which says more.
  ///
  /// Nothing is replayed from a log whose chain is broken: it tells nothing.
  func tables(
    isLogSound: Bool, _ progress: @Sendable @escaping (AuditReport.Check, Int64) -> Void
  ) async throws -> AuditReport.Result {
    guard isLogSound else {
      return .init(
        check: .tables, count: 0,
        difference: .init(
          place: "events",
          why: Bilingual(zh: "日志本身已被改动，查询表无从核对。", en: "The log itself was changed; there is nothing to compare the tables with.")))
    }
    let set = services.projections
    return try await services.database.read { tx in
      try ScratchDatabase().use { scratch in
        try set.make(in: scratch)
        if let found = try Replay(set: set, log: tx, scratch: scratch, progress: { progress(.tables, $0) }).run() {
          return .init(check: .tables, count: 0, difference: found)
        }
        var count: Int64 = 0
        for table in set.tables where table != "cases" {
          let comparison = try TableComparison(table, kept: tx, expected: scratch)
          if let found = try comparison.difference(count: &count) { return .init(check: .tables, count: count, difference: found) }
        }
        return .init(check: .tables, count: count, difference: nil)
      }
    }
  }
}

/// The log read into tables of their own.
private struct Replay {
  let set: ProjectionSet
  let log: any Transaction
  let scratch: any Transaction
  let progress: (Int64) -> Void

  /// What in the log makes no sense; nil if all of it could be read.
  func run() throws -> AuditReport.Difference? {
    var found: AuditReport.Difference?
    try EventLog.forEach(in: log) { event in
      if found != nil { return }
      do {
        guard isInOrder(event) else { throw OutOfOrder() }
        try set.replay(event, in: scratch)
      } catch {
        found = .init(
          place: "event \(event.seq)",
          why: Bilingual(zh: "这条事件无法读入查询表。", en: "This event can't be read into the tables."))
      }
      if event.seq.isMultiple(of: 1_000) { progress(event.seq) }
    }
    return found
  }

  private struct OutOfOrder: Error {}

  /// What an altered log may hold must not trap: a case and an objection are begun once, by their first event.
  private func isInOrder(_ event: LoggedEvent) -> Bool {
    for (family, first) in [("case", "case.created"), ("objection", "objection.received")]
    where event.type.hasPrefix(family + ".") || event.stream.hasPrefix(family + "/") {
      return event.stream.hasPrefix(family + "/") && (event.type == first) == (event.version == 1)
    }
    return true
  }
}

/// Two copies of one table, read side by side in the order of its key.
private struct TableComparison {
  let table: String
  let kept: any Transaction
  let expected: any Transaction
  private let columns: [String]
  /// The places of the key among the columns.
  private let key: [Int]

  private static let page = 500

  init(_ table: String, kept: any Transaction, expected: any Transaction) throws {
    self.table = table
    self.kept = kept
    self.expected = expected
    // Both were made by the same statements; the scratch database is SQLite whatever the other is.
    let described = try expected.query("SELECT name, pk FROM pragma_table_info($1) ORDER BY cid", [.text(table)])
    columns = described.map { $0.text(0) }
    key = described.indices.filter { described[$0].integer(1) > 0 }.sorted { described[$0].integer(1) < described[$1].integer(1) }
    precondition(!key.isEmpty, "a table of a projection has a key")
  }

  /// The first row in which they differ.
  func difference(count: inout Int64) throws -> AuditReport.Difference? {
    var last: [SQLValue]?
    while true {
      let (rows, wanted) = (try page(after: last, in: kept), try page(after: last, in: expected))
      for index in 0..<max(rows.count, wanted.count) {
        guard index < rows.count else { return missing(wanted[index]) }
        guard index < wanted.count else { return extra(rows[index]) }
        if name(rows[index]) != name(wanted[index]) {
          let isMissing = try row(like: wanted[index], in: kept) == nil
          return isMissing ? missing(wanted[index]) : extra(rows[index])
        }
        if let column = columns.indices.first(where: { rows[index][$0] != wanted[index][$0] }) {
          return .init(
            place: "\(table) \(name(rows[index]))",
            why: Bilingual(zh: "“\(columns[column])”与日志不符。", en: "`\(columns[column])` doesn't follow from the log."))
        }
      }
      count += Int64(rows.count)
      guard rows.count == Self.page, let end = rows.last else { return nil }
      last = key.map { end[$0] }
    }
  }

  private var order: String { key.map { columns[$0] }.joined(separator: ", ") }

  private func page(after last: [SQLValue]?, in tx: any Transaction) throws -> [Row] {
    let marks = key.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
    let condition = last == nil ? "" : "WHERE (\(order)) > (\(marks))"
    return try tx.query(
      "SELECT \(columns.joined(separator: ", ")) FROM \(table) \(condition) ORDER BY \(order) LIMIT \(Self.page)", last ?? [])
  }

  /// The row with the key of another.
  private func row(like other: Row, in tx: any Transaction) throws -> Row? {
    let conditions = key.enumerated().map { "\(columns[$1]) = $\($0 + 1)" }.joined(separator: " AND ")
    return try tx.first("SELECT \(order) FROM \(table) WHERE \(conditions)", key.map { other[$0] })
  }

  private func name(_ row: Row) -> String {
    key.map { place in
      switch row[place] {
      case .text(let text): text
      case .integer(let number): String(number)
      default: "?"
      }
    }.joined(separator: " ")
  }

  private func missing(_ row: Row) -> AuditReport.Difference {
    .init(place: "\(table) \(name(row))", why: Bilingual(zh: "日志中有而表中没有。", en: "It is in the log and not in the table."))
  }

  private func extra(_ row: Row) -> AuditReport.Difference {
    .init(place: "\(table) \(name(row))", why: Bilingual(zh: "表中有而日志中没有。", en: "It is in the table and not in the log."))
  }
}
