import Casework
import Storage

/// Cases in the log.
enum CaseStore {
  static func stream(_ id: String) -> String { "case/" + id }

  /// The case as its row keeps it, which `audit verify` compares with its events; nil where there is none.
  static func load(_ id: String, in tx: any Transaction) throws -> CaseState? { try CaseRow.state(id, in: tx) }

  /// The case as those read it who are not of its enterprise: what was saved for a correction and not handed in is the enterprise's own
  /// affair, also where the claim has ended meanwhile.
  static func handedIn(_ state: CaseState, in tx: any Transaction) throws -> CaseState {
    switch state.position {
    case .at(_, .correcting), .ended(.refused), .ended(.withdrawn):
      let events = try EventLog.events(of: stream(state.id), in: tx).map { try JSONBody.value(CaseEvent.self, $0.body) }
      return CaseState.handedIn(events) ?? state
    default: return state
    }
  }

  /// Who may see a case: its enterprise, its offices, the city, and those who supervise. Nobody else learns that it is there.
  static func maySee(_ state: CaseState, _ actor: Actor) -> Bool {
    switch actor.role {
    case .enterprise: actor.enterprise == state.enterprise
    case .districtReviewer, .districtFinance: state.office != nil && actor.office == state.office
    case .cityReviewer, .finance, .supervisor, .auditor: state.office != nil
    case .administrator: false
    }
  }
}

/// Calls for applications in the log.
enum CallStore {
  static func calls(of procedure: String, in tx: any Transaction) throws -> [Call] {
    try tx.query("SELECT body FROM calls WHERE procedure = $1 ORDER BY opens, id", [.text(procedure)])
      .map { try JSONBody.value(Call.self, $0.text(0)) }
  }
}
