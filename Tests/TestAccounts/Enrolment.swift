public import Casework
import Foundation
public import Service
import Storage

extension Services {
  /// Gives people of the tests their accounts, so that they can act; enterprises' people are owners of their teams unless said otherwise.
  public func enrol(_ actors: [Actor], as memberRole: MemberRole = .owner) async throws {
    try await database.write { [projections] tx in
      for actor in actors where try tx.first("SELECT id FROM accounts WHERE id = $1", [.text(actor.account)]) == nil {
        let created = NewEvent(
          stream: "account-" + actor.account, type: "account.created", body: try Created(actor, memberRole: memberRole).json())
        let logged = try EventLog.append([created], by: "system", role: "", at: "2025-01-01T00:00:00.000Z", in: tx)
        try projections.apply(logged, in: tx)
      }
    }
  }
}

/// The body of the event by which an account begins, as the log keeps it.
private struct Created: Encodable {
  let loginName: String
  let name: String
  let role: Role
  let office: String?
  let company: String?
  let memberRole: MemberRole?
  let mustChangePassword = false

  init(_ actor: Actor, memberRole: MemberRole) {
    loginName = "test." + actor.account
    name = "演示" + actor.account
    role = actor.role
    office = actor.office
    company = actor.enterprise
    self.memberRole = actor.role == .enterprise ? memberRole : nil
  }

  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }
}
