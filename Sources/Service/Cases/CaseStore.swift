import Casework
import Storage

/// Cases in the log.
enum CaseStore {
  static func stream(_ id: String) -> String { "case/" + id }

  /// The case as its row keeps it, which `audit verify` compares with its events; nil where there is none.
  static func load(_ id: String, in tx: any Transaction) throws -> CaseState? { try CaseRow.state(id, in: tx) }

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
