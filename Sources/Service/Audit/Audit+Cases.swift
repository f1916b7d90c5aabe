import Casework
import Storage
import Values

extension Audit {
  /// Every case folded from its events, compared with its row; and no row without events, no events without a row.
  func cases(_ progress: @Sendable @escaping (AuditReport.Check, Int64) -> Void) async throws -> AuditReport.Result {
    let projection = CaseProjection(calendar: book.calendar, procedures: book.procedures)
    let records = RecordComparison(book: book, claims: Claims(book: book, answerers: services.cases.answerers))
    return try await services.database.read { tx in
      var count: Int64 = 0
      var last = ""
      func differs(_ id: String, _ zh: String, _ en: String) -> AuditReport.Result {
        .init(check: .cases, count: count, difference: .init(place: "case \(id)", why: Bilingual(zh: zh, en: en)))
      }
      while true {
        // The log says which cases there are; their ids are the ends of the names of their streams.
        let streams = try tx.query(
          "SELECT DISTINCT stream FROM events WHERE stream > $1 AND stream >= 'case/' AND stream < 'case0' ORDER BY stream LIMIT 500",
          [.text(last)]
        ).map { $0.text(0) }
        guard let end = streams.last else { break }
        last = end
        for stream in streams {
          let id = String(stream.dropFirst(5))
          let events = try EventLog.events(of: stream, in: tx)
          guard let bodies = try? events.map({ try JSONBody.value(CaseEvent.self, $0.body) }), let state = fold(bodies), state.id == id
          else { return differs(id, "事件不成一个办件。", "The events make no case.") }
          guard let first = events.first, let latest = events.last,
            let row = try tx.first("SELECT \(CaseProjection.columns) FROM cases WHERE id = $1", [.text(id)])
          else { return differs(id, "有事件而没有办件。", "There are events and no row.") }
          let expected = try projection.values(state, createdAt: first.at, at: latest.at)
          let names = CaseProjection.columns.split(separator: ", ")
          if let place = expected.indices.first(where: { row[$0] != expected[$0] }) {
            return differs(id, "“\(names[place])”与事件不符。", "`\(names[place])` doesn't follow from its events.")
          }
          for (decision, state) in decisions(bodies) {
            let sha256 = decision.recordSHA256
            guard let record = try tx.first("SELECT record FROM decision_records WHERE sha256 = $1", [.text(sha256)])?.text(0) else {
              return differs(id, "缺少认定记录 \(sha256)。", "The decision record \(sha256) is missing.")
            }
            if let why = records.difference(decision, state, record: record) { return differs(id, why.zh, why.en) }
          }
          count += 1
        }
        progress(.cases, count)
      }
      let rows = try tx.first("SELECT COUNT(*) FROM cases")?.integer(0) ?? 0
      if rows != count {
        return differs("?", "办件共 \(rows) 个，事件只有 \(count) 个办件。", "There are \(rows) rows, and events of \(count) cases.")
      }
      return .init(check: .cases, count: count, difference: nil)
    }
  }

  private func fold(_ bodies: [CaseEvent]) -> CaseState? {
    // What an altered log may hold must not trap: a case is begun once, by its first event.
    for (place, body) in bodies.enumerated() {
      let isFirst = if case .created = body { true } else { false }
      if isFirst != (place == 0) { return nil }
    }
    return CaseState.fold(bodies)
  }

  /// The decisions recorded with a case, each with the case after its event.
  private func decisions(_ bodies: [CaseEvent]) -> [(RecordedDecision, CaseState)] {
    var state: CaseState?
    return bodies.compactMap { body in
      let after = CaseState.evolve(state, body)
      state = after
      return body.decision.map { ($0, after) }
    }
  }
}
