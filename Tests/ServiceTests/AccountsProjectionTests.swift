import Casework
import Storage
import TestAccounts
import Testing

@testable import Service

/// The tables of accounts follow from the log alone.
struct AccountsProjectionTests {
  static func tables(_ bench: Workbench) async throws -> [[Row]] {
    try await bench.database.read { tx in
      try AccountsProjection.tables.map { table in try tx.query("SELECT * FROM \(table) ORDER BY 1") }
    }
  }

  @Test("rebuilt from the log they are the same, and the chain is whole", arguments: Engine.allCases)
  func rebuild(engine: Engine) async throws {
    try await Workbench.with(engine) { bench in
      let accounts = bench.accounts
      let admin = try await bench.officer("admin.demo", .administrator)
      let reviewer = try await bench.officer("wang.min", .districtReviewer)
      try await accounts.rename(reviewer.id, to: "王敏（演示）", by: admin.principal)
      try await accounts.changeRole(reviewer.id, to: .cityReviewer, by: admin.principal)
      _ = try await bench.enrol(try await bench.signIn("wang.min").session)
      let closed = try await bench.officer("li.na", .auditor)
      try await accounts.deactivate(closed.id, by: admin.principal)
      let back = try await bench.officer("zhao.lei", .finance)
      try await accounts.deactivate(back.id, by: admin.principal)
      try await accounts.reactivate(back.id, by: admin.principal)
      _ = try await accounts.resetPassword(back.id, by: admin.principal)
      let owner = try await AccountsCompanyTests.register(bench)
      let stays = try await AccountsCompanyTests.join(bench, owner, "stays.demo")
      let leaves = try await AccountsCompanyTests.join(bench, owner, "leaves.demo")
      try await accounts.changeMemberRole(stays.id, of: AccountsCompanyTests.code, to: .owner, by: owner.principal)
      try await accounts.removeMember(leaves.id, of: AccountsCompanyTests.code, by: owner.principal)
      _ = try await accounts.saveProfile("{\"a\":1}", of: AccountsCompanyTests.code, revision: 0, by: owner.principal)
      _ = try await accounts.saveProfile("{\"a\":2}", of: AccountsCompanyTests.code, revision: 1, by: stays.principal)
      _ = await refusal { try await bench.signIn("nobody.here") }

      let before = try await Self.tables(bench)
      #expect(before.map(\.count) == [7, 1, 1])
      try await accounts.projections.rebuild(bench.database)
      let after = try await Self.tables(bench)
      #expect(after == before)
      // Secrets aren't part of it: everybody signs in as before.
      await succeeds { try await bench.signIn("admin.demo") }
      await refuses("account.code_needed") { try await bench.signIn("wang.min") }
      let verdict = try await bench.database.read { tx in try EventLog.verify(in: tx) }
      guard case .intact(let count, _) = verdict else {
        Issue.record("\(verdict)")
        return
      }
      #expect(count == (try await bench.count("events")))
    }
  }

  @Test("while the tables are being rebuilt nothing is half done", arguments: Engine.allCases)
  func behind(engine: Engine) async throws {
    try await Workbench.with(engine) { bench in
      _ = try await bench.officer("wang.min")
      _ = try await bench.database.write { tx in try tx.execute("UPDATE projections SET seq = 0") }
      await refuses("\(StorageError.projectionBehind(name: "accounts"))") { try await bench.officer("li.na") }
      await refuses("\(StorageError.projectionBehind(name: "accounts"))") { try await bench.signIn("wang.min") }
      try await bench.holds("credentials", rows: 1)
      try await bench.holds("sessions", rows: 0)
      try await bench.holds("events", rows: 1)
    }
  }

  @Test("every event type has one writer and a name of the right kind")
  func names() throws {
    let event = try AccountEvent.new("account-x", AccountEvent.roleChanged, AccountEvent.RoleChanged(role: .auditor, office: nil))
    #expect(event.body == #"{"role":"auditor"}"#)
    let empty = try AccountEvent.new("account-x", AccountEvent.deactivated)
    #expect(empty.body == "{}")
  }
}
