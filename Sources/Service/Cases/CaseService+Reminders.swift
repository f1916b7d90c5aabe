import Casework
import Storage
import Values

extension CaseService {
  /// Drafts whose last call closes within the time set and that were not called to mind yet, with that call.
  static func closingDrafts(at now: Moment, within hours: Int64, in tx: any Transaction) throws -> [(id: String, call: Call)] {
    let last = now.adding(seconds: hours * 3600)
    let calls = try tx.query(
      "SELECT body FROM calls WHERE opens <= $1 AND closes >= $1", [.text(now.day.description)]
    ).map { try JSONBody.value(Call.self, $0.text(0)) }
    // A call ends with its last day.
    func isClosing(_ call: Call) -> Bool { call.closes.adding(days: 1).flatMap { Moment(startOf: $0) }.map { $0 <= last } ?? false }
    guard calls.contains(where: isClosing) else { return [] }
    let reminded = Set(
      try tx.query(
        "SELECT case_id, subject FROM team_messages WHERE kind = 'draft_closing' AND at >= $1",
        // What was told before a call closes within the time set was told within it.
        [.text(now.adding(seconds: -hours * 3600).text)]
      ).map { $0.text(0) + " " + $0.text(1) })
    return try tx.query("SELECT id, procedure, measure FROM cases WHERE place = 'draft' ORDER BY id").compactMap { row in
      // Where another call takes the draft for longer, nothing presses.
      let own = calls.filter { $0.procedure == row.text(1) && $0.covers(row.text(2)) }
      guard let call = own.max(by: { $0.closes < $1.closes }), isClosing(call), !reminded.contains(row.text(0) + " " + call.id)
      else { return nil }
      return (row.text(0), call)
    }
  }

  private static func isReminded(_ id: String, of call: Call, in tx: any Transaction) throws -> Bool {
    try tx.first(
      "SELECT 1 FROM team_messages WHERE case_id = $1 AND kind = 'draft_closing' AND subject = $2", [.text(id), .text(call.id)]) != nil
  }

  /// Calls a draft to mind, once a call. It is no event of the draft itself, so that nobody who is filling it in finds it changed.
  func remind(_ id: String, _ call: Call) async throws -> Bool {
    try await act(.clock) { act in
      guard let state = try CaseStore.load(id, in: act.tx), state.position == .draft, try !CaseService.isReminded(id, of: call, in: act.tx)
      else { return false }
      try act.tell(
        TeamMessage(caseID: id, enterprise: state.enterprise, content: .draftClosing(call: call.id, closes: call.closes)))
      return true
    }
  }
}
