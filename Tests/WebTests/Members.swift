import Casework

@testable import Service

extension Services {
  /// Makes accounts under the ids that tests act with, as members of the teams of their enterprises: nobody else acts for one.
  func enrol(_ actors: Actor..., as memberRole: MemberRole = .owner) async throws {
    for actor in actors {
      let event = try AccountEvent.new(
        "account-" + actor.account, AccountEvent.created,
        AccountEvent.Created(
          loginName: actor.account, name: "演示人员", role: .enterprise, office: nil, company: actor.enterprise, memberRole: memberRole,
          mustChangePassword: false))
      try await database.write { [accounts, cases] tx in
        try accounts.append([event], by: .program, at: cases.time.now(), in: tx)
      }
    }
  }
}

extension Actor {
  /// What somebody gives who has just proved who they are.
  func proof(at time: any TimeSource) -> IdentityProof { IdentityProof(account: account, at: time.now()) }
}
