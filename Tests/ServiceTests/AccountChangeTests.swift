import Casework
import Policy
import Storage
import TestAccounts
import Testing
import Values

@testable import Service

/// Changing the bank account of a claim that runs: who may, with what proof, and what it brings about.
struct AccountChangeTests {
  private static let other = BankAccount(holder: "江门演示灯饰有限公司", bank: "示例银行江门分行", number: "6200000000000002")

  @Test("an owner changes it; the team is told, the timeline shows both numbers hidden, the waiting time runs", arguments: Engine.allCases)
  func change(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      try await town.open()
      let id = try await town.submitted().id
      let key = Once(key: "a-1", owner: "owner", requestCode: "1")
      let asked = Tally()
      let change = { @Sendable in
        try await town.cases.changeAccount(Self.other, case: id, by: .owner, once: key) {
          asked.add()
          return Actor.owner.proof(at: town.time)
        }
      }
      let after = try await change()
      // Monday: Tuesday passes, and from Wednesday on it can be paid to. The claim stays where it is.
      #expect(after.accountUsableFrom == (try town.day("2025-09-03")))
      #expect(after.content.bank == Self.other && CaseRow.place(after) == "first_review/open")
      #expect(try await change() == after && asked.value == 1)
      let event = try #require(try await town.cases.timeline(case: id, by: .owner).last?.event)
      #expect(event == .accountChanged(bank: Self.other, before: "************0001", usableFrom: try town.day("2025-09-03")))
      // Whoever did it knows; the others are told, and nobody of another enterprise.
      #expect(try await town.cases.messages(by: .owner).items.isEmpty)
      #expect(try await town.cases.messages(by: .rival).items.isEmpty)
      let told = try await town.cases.messages(by: .colleague).items
      #expect(told.map(\.actor) == ["owner"] && told.map(\.message.caseID) == [id])
      #expect(
        told.first?.message.content
          == .accountChanged(before: "************0001", after: "************0002", usableFrom: try town.day("2025-09-03")))
      await refuses("case.account_same") {
        try await town.cases.changeAccount(Self.other, case: id, by: .colleague) { Actor.colleague.proof(at: town.time) }
      }
      try await town.audit()
    }
  }

  @Test("a proof is one's own and fresh; fillers, strangers and officers change nothing", arguments: Engine.allCases)
  func rights(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      try await town.open()
      let filler = Actor(account: "filler", role: .enterprise, enterprise: Actor.owner.enterprise)
      try await town.services.enrol([filler], as: .filler)
      let id = try await town.submitted().id
      let change = { @Sendable (actor: Actor, proof: IdentityProof) in
        try await town.cases.changeAccount(Self.other, case: id, by: actor) { proof }
      }
      await refuses("session.elevation_needed") { try await change(.owner, Actor.colleague.proof(at: town.time)) }
      let old = Actor.owner.proof(at: town.time)
      town.time.advance(seconds: 300)
      await refuses("session.elevation_needed") { try await change(.owner, old) }
      await refuses("company.not_owner") { try await change(filler, filler.proof(at: town.time)) }
      await refuses("case.not_found") { try await change(.rival, Actor.rival.proof(at: town.time)) }
      await refuses("case.not_yours") { try await change(.first, Actor.first.proof(at: town.time)) }
      #expect(try await town.state(id).content.bank == Town.account)
      // Among other content it can't be slipped in, not even where it was marked for correction.
      let item = CaseState.Correction.Item(field: "bank", reason: "incorrect", note: nil)
      _ = try await town.cases.askCorrection([item], note: nil, case: id, by: .first)
      var content = try await town.state(id).content
      content.bank = Self.other
      let slipped = content
      await refuses("case.account_needs_proof") { try await town.cases.save(slipped, case: id, by: .owner) }
      await refuses("case.account_needs_proof") { try await town.cases.state(slipped, keeping: nil, case: id, by: .owner) }
      _ = try await change(.owner, Actor.owner.proof(at: town.time))
      #expect(try await town.place(id) == "first_review/correcting")
      _ = try await town.cases.submit(case: id, isDeclared: true, by: .owner)
      try await town.audit()
    }
  }

  @Test("the waiting time is a setting, counted in working days", arguments: Engine.allCases)
  func setting(_ engine: Engine) async throws {
    var settings = CaseSettings()
    settings.accountCooling_workingDays = 3
    try await Town.with(engine, settings) { town in
      try await town.open()
      let id = try await town.submitted().id
      // Before the holidays of October: the 29th is a Monday, the 30th one working day, the 9th and 10th of October the others.
      try town.until("2025-09-29")
      let after = try await town.cases.changeAccount(Self.other, case: id, by: .owner) { Actor.owner.proof(at: town.time) }
      #expect(after.accountUsableFrom == (try town.day("2025-10-11")))
    }
  }

  @Test("the password proves it, or the code where there is a second factor; failures lock")
  func proof() async throws {
    try await Workbench.with { bench in
      let account = try await bench.officer("yanshi")
      let proof = try await bench.accounts.prove(account.id, with: Workbench.password)
      #expect(proof == IdentityProof(account: account.id, at: bench.time.now()))
      await refuses("account.proof_missing") { try await bench.accounts.prove(account.id, with: "") }
      await refuses("account.proof_wrong") { try await bench.accounts.prove(account.id, with: "123456") }
      let session = try await bench.signIn("yanshi").session
      let (secret, recovery) = try await bench.enrol(session)
      // The password counts no longer, and a code counts once.
      await refuses("account.code_wrong") { try await bench.accounts.prove(account.id, with: Workbench.password) }
      let code = bench.code(secret, steps: 1)
      bench.time.advance(seconds: 30)
      _ = try await bench.accounts.prove(account.id, with: code)
      await refuses("account.code_used") { try await bench.accounts.prove(account.id, with: code) }
      _ = try await bench.accounts.prove(account.id, with: recovery[0])
      for _ in 1..<bench.accounts.settings.failuresBeforeLock {
        await refuses("account.code_wrong") { try await bench.accounts.prove(account.id, with: "000000") }
      }
      await refuses("account.locked") { try await bench.accounts.prove(account.id, with: "000000") }
      await refuses("account.locked") { try await bench.accounts.prove(account.id, with: recovery[1]) }
    }
  }
}
