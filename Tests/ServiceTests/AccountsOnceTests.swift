import Casework
import Storage
import Testing
import Values

@testable import Service

/// Acts about accounts and teams happen once for their key, in the transaction of the act itself; secrets are told once.
struct AccountsOnceTests {
  private func key(_ key: String, _ code: String = "1") -> Once { Once(key: key, owner: "admin", requestCode: code) }

  @Test("an account is made once, and its password told once", arguments: Engine.allCases)
  func made(_ engine: Engine) async throws {
    try await Workbench.with(engine) { bench in
      let accounts = bench.accounts
      let new = NewAccount(loginName: "yanshi", name: "演示人员", role: .finance)
      let first = try await accounts.create(new, by: .program, once: key("a"))
      let again = try await accounts.create(new, by: .program, once: key("a"))
      #expect(first.temporaryPassword != nil && again.temporaryPassword == nil && again.account == first.account)
      await refuses("idempotency.other_body") { try await accounts.create(new, by: .program, once: self.key("a", "2")) }
      await refuses("account.login_name_taken") { try await accounts.create(new, by: .program, once: self.key("b")) }
      // Refused, the key is free.
      let other = NewAccount(loginName: "yanshi2", name: "演示人员", role: .finance)
      #expect(try await accounts.create(other, by: .program, once: key("b")).account.loginName == "yanshi2")
      let id = first.account.id
      let password = try await accounts.resetPassword(id, by: .program, once: key("c"))
      let told = try await accounts.resetPassword(id, by: .program, once: key("c"))
      #expect(!password.isEmpty && told.isEmpty)
      #expect(try await bench.events("account-" + id) == ["account.created", "account.password_reset"])
      // Nothing secret is kept under the keys.
      let kept = try await bench.database.read { tx in try tx.query("SELECT response FROM idempotency").map { $0.text(0) } }
      for secret in [password, first.temporaryPassword ?? ""] { #expect(kept.allSatisfy { !$0.contains(secret) }) }
    }
  }

  @Test("locks, roles and closing happen once, and a retry gets the first answer", arguments: Engine.allCases)
  func changed(_ engine: Engine) async throws {
    try await Workbench.with(engine) { bench in
      let accounts = bench.accounts
      let id = try await bench.officer("yanshi").id
      let closed = try await accounts.deactivate(id, by: .program, once: key("1"))
      #expect(!closed.isActive)
      _ = try await accounts.reactivate(id, by: .program, once: key("2"))
      // Asked again, it answers as it did and closes nothing.
      #expect(try await accounts.deactivate(id, by: .program, once: key("1")) == closed)
      #expect(try await accounts.account(id).isActive)
      _ = try await accounts.rename(id, to: "演示甲", by: .program, once: key("3"))
      _ = try await accounts.rename(id, to: "演示甲", by: .program, once: key("3"))
      await refuses("account.already_so") { try await accounts.rename(id, to: "演示甲", by: .program, once: self.key("4")) }
      let role = try await accounts.changeRole(id, to: .finance, by: .program, once: key("5"))
      #expect(try await accounts.changeRole(id, to: .finance, by: .program, once: key("5")) == role && role.role == .finance)
      await #expect(throws: Refusal.self) { try await bench.signIn("yanshi", "falsch") }
      _ = try await accounts.unlock(id, by: .program, once: key("6"))
      _ = try await accounts.unlock(id, by: .program, once: key("6"))
      #expect(
        try await bench.events("account-" + id) == [
          "account.created", "account.deactivated", "account.reactivated", "account.renamed", "account.role_changed",
          "account.sign_in_failed", "account.unlocked",
        ])
    }
  }

  @Test("fifty at the same moment are one: tokens, invitations, teams", arguments: Engine.allCases)
  func together(_ engine: Engine) async throws {
    try await Workbench.with(engine) { bench in
      let accounts = bench.accounts
      let code = try #require(CreditCode(completing: "91440700DEM000101")).text
      let register = { @Sendable in
        try await accounts.registerCompany(
          NewCompany(creditCode: code, name: "江门演示灯饰有限公司"), owner: "yanshi", name: "演示", password: Workbench.password,
          once: self.key("r"))
      }
      let owner = try await register().owner
      #expect(try await register().owner == owner)
      let session = try await bench.signIn("yanshi").session
      let secrets = try await withThrowingTaskGroup(of: String.self) { group in
        for _ in 0..<50 {
          group.addTask {
            try await accounts.createToken(session, label: "程序", scopes: [.casesRead], life_days: 30, once: self.key("t")).secret
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(secrets.filter { !$0.isEmpty }.count == 1)
      let token = try #require(try await accounts.tokens(of: owner.id).first)
      #expect(try await accounts.tokens(of: owner.id).count == 1)
      let by = Principal.person(owner.actor)
      try await accounts.revokeToken(token.id, of: owner.id, by: by, once: key("v"))
      try await accounts.revokeToken(token.id, of: owner.id, by: by, once: key("v"))
      let made = try await accounts.invite("经办", as: .filler, to: code, by: by, once: key("i"))
      #expect(try await accounts.invite("经办", as: .filler, to: code, by: by, once: key("i")).code.isEmpty)
      #expect(try await accounts.invitations(of: code, by: by).map(\.id) == [made.invitation.id])
      let join = { @Sendable in
        try await accounts.acceptInvitation(
          made.code, loginName: "yanshi.jingban", name: "演示", password: Workbench.password, once: self.key("j"))
      }
      let filler = try await join()
      #expect(try await join() == filler && filler.memberRole == .filler)
      for _ in 0..<2 { try await accounts.changeMemberRole(filler.id, of: code, to: .owner, by: by, once: key("m")) }
      for _ in 0..<2 { try await accounts.removeMember(filler.id, of: code, by: by, once: key("x")) }
      let facts = try await accounts.saveProfile("{}", of: code, revision: 0, by: by, once: key("p"))
      #expect(try await accounts.saveProfile("{}", of: code, revision: 0, by: by, once: key("p")) == facts)
      #expect(
        try await bench.events("company-" + code) == [
          "company.registered", "company.member_invited", "company.member_joined", "company.member_role_changed", "company.member_removed",
          "company.profile_saved",
        ])
    }
  }
}
