public import Casework
import Storage
public import Values

extension CaseService {
  /// Money that came back from an enterprise and was not handed to the public purse yet.
  public struct RecoveredMoney: Sendable, Hashable {
    /// The case.
    public let caseID: String
    /// The enterprise.
    public let enterpriseName: String
    /// What came back in all.
    public let received: Money
    /// What of it waits to be handed on.
    public let left: Money
  }

  /// Recovered money that waits to be handed on, by case: for those who see the whole book.
  public func recoveredMoney(by actor: Actor) async throws -> [RecoveredMoney] {
    guard CaseService.fundReaders.subtracting([.districtFinance]).contains(actor.role) else { throw Refusal.notYourRole }
    return try await database.read { tx in
      try tx.query("SELECT state FROM cases WHERE recovered_minor > 0 ORDER BY id").compactMap { row in
        let state = try JSONBody.value(CaseState.self, row.text(0))
        guard let recovery = state.recovery, recovery.handedOn < recovery.received else { return nil }
        return RecoveredMoney(
          caseID: state.id, enterpriseName: state.enterpriseName, received: recovery.received,
          left: Money(minor: recovery.received.minor - recovery.handedOn.minor))
      }
    }
  }
}
