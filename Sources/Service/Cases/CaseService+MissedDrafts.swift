import Casework
import Storage
import Values

/// Something that a day should have done, and why it was not: for whoever runs the service. It holds nothing of what the case says.
public struct DueFailure: Sendable, Equatable {
  /// The notice, objection or draft.
  public let id: String
  /// The code of a refusal or a storage error, or else the name of the error's type.
  public let error: String

  init(_ id: String, _ error: any Error) {
    self.id = id
    self.error =
      switch error {
      case let refusal as Refusal: refusal.code
      case let error as StorageError: error.code
      default: "\(type(of: error))"
      }
  }
}

extension CaseService {
  /// Drafts whose call has closed since they were begun, with the last such call; those that a call open or announced still takes are not
  /// missed. One that was begun after a call closed waits for the next.
  ///
  /// This is asked every half minute: of the drafts only those are read that were begun before the last call closed, by an index of their
  /// own. Once they are marked there are none.
  func missedDrafts(on today: CivilDate, in tx: any Transaction) throws -> [(id: String, call: String)] {
    let calls = try tx.query("SELECT body FROM calls ORDER BY closes DESC, id").map { try JSONBody.value(Call.self, $0.text(0)) }
    var missed: [(id: String, call: String)] = []
    for procedure in book.procedures {
      let own = calls.filter { $0.procedure == procedure.id }
      let measures = procedure.measures.filter { measure in
        let covering = own.filter { $0.covers(measure) }
        return !covering.isEmpty && covering.allSatisfy { $0.closes < today }
      }
      // The latest is the first.
      guard let last = own.first(where: { call in measures.contains(where: call.covers) }), let after = last.closes.adding(days: 1),
        let end = Moment(startOf: after)
      else { continue }
      let places = measures.indices.map { "$\($0 + 3)" }.joined(separator: ", ")
      let rows = try tx.query(
        """
        SELECT id, measure, created_at FROM cases
        WHERE place = 'draft' AND created_at < $1 AND procedure = $2 AND measure IN (\(places)) ORDER BY id
        """, [.text(end.text), .text(procedure.id)] + measures.map { .text($0) })
      for row in rows {
        // Days are those of the place, which the time written down in UTC does not begin with.
        guard let begun = Moment(row.text(2))?.day,
          let closed = own.first(where: { $0.covers(row.text(1)) && begun <= $0.closes })
        else { continue }
        missed.append((row.text(0), closed.id))
      }
    }
    return missed
  }
}
