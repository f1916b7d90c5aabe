import Casework
import Storage

@testable import Service

extension Services {
  /// Gives people of the tests their accounts, so that they can act; enterprises' people are owners of their teams unless said otherwise.
  func enrol(_ actors: [Actor], as memberRole: MemberRole = .owner) async throws {
    try await database.write { [projections] tx in
      for actor in actors where try tx.first("SELECT id FROM accounts WHERE id = $1", [.text(actor.account)]) == nil {
        let body = AccountEvent.Created(
          loginName: "test." + actor.account, name: "演示" + actor.account, role: actor.role, office: actor.office,
          company: actor.enterprise, memberRole: actor.role == .enterprise ? memberRole : nil, mustChangePassword: false)
        let event = try AccountEvent.new(Account.stream(actor.account), AccountEvent.created, body)
        let logged = try EventLog.append([event], by: "system", role: "", at: "2025-01-01T00:00:00.000Z", in: tx)
        try projections.apply(logged, in: tx)
      }
    }
  }
}

extension Actor {
  /// What somebody gives who has just proved who they are.
  func proof(at time: any TimeSource) -> IdentityProof { IdentityProof(account: account, at: time.now()) }
}
