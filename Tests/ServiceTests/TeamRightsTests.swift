import Casework
import Storage
import Synchronization
import TestAccounts
import Testing
import Values

@testable import Service

/// Acts of enterprises ask the service itself who may: what a session says is not enough.
struct TeamRightsTests {
  @Test("every act of an enterprise refuses accounts that are unknown, closed, gone or of another team", arguments: Engine.allCases)
  func members(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      try await town.open()
      let enterprise = try #require(Actor.owner.enterprise)
      let unknown = Actor(account: "unknown", role: .enterprise, enterprise: enterprise)
      let pretender = Actor(account: "rival", role: .enterprise, enterprise: enterprise)
      let gone = Actor(account: "gone", role: .enterprise, enterprise: enterprise)
      let closed = Actor(account: "closed", role: .enterprise, enterprise: enterprise)
      try await town.services.enrol([gone, closed])
      try await town.happens("company.member_removed", AccountEvent.MemberRemoved(account: "gone"), to: "company-" + enterprise)
      try await town.happens(AccountEvent.deactivated, AccountEvent.Nothing(), to: "account-closed")
      let content = try town.exhibition()
      let draft = try await town.cases.draft(measure: Town.exhibition, enterpriseName: Actor.owner.name, content: content, by: .owner)
      for actor in [unknown, pretender, gone, closed] {
        let cases = town.cases
        await refuses("account.rights_changed") {
          try await cases.draft(measure: Town.exhibition, enterpriseName: "x", content: content, by: actor)
        }
        await refuses("account.rights_changed") { try await cases.save(Content(), case: draft.id, by: actor) }
        await refuses("account.rights_changed") { try await cases.state(content, keeping: nil, case: draft.id, by: actor) }
        await refuses("account.rights_changed") { try await cases.add(town.file("licence"), case: draft.id, by: actor) }
        await refuses("account.rights_changed") { try await cases.submit(case: draft.id, isDeclared: true, by: actor) }
        await refuses("account.rights_changed") { try await cases.withdraw(case: draft.id, reason: nil, by: actor) }
        await refuses("account.rights_changed") { try await cases.keepPromise(town.file("booth_proof"), case: draft.id, by: actor) }
        await refuses("account.rights_changed") {
          try await cases.changeAccount(Town.account, case: draft.id, by: actor) { actor.proof(at: town.time) }
        }
      }
      #expect(try await town.state(draft.id) == draft)
    }
  }

  @Test("who fills forms drafts, saves, uploads and gives a draft up; an owner hands in and takes back", arguments: Engine.allCases)
  func fillers(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      try await town.open()
      let cases = town.cases
      let filler = Actor(account: "filler", role: .enterprise, enterprise: Actor.owner.enterprise)
      try await town.services.enrol([filler], as: .filler)
      let content = try town.exhibition()
      let make = { @Sendable in
        try await cases.draft(
          measure: Town.exhibition, enterpriseName: Actor.owner.name, content: Content(), by: filler, evenIfOneExists: true)
      }
      let draft = try await make()
      _ = try await cases.save(content, case: draft.id, by: filler)
      _ = try await cases.add(town.file("licence", "再一份.pdf"), case: draft.id, by: filler)
      await refuses("company.not_owner") { try await cases.submit(case: draft.id, isDeclared: true, by: filler) }
      _ = try await cases.submit(case: draft.id, isDeclared: true, by: .colleague)
      await refuses("company.not_owner") { try await cases.withdraw(case: draft.id, reason: nil, by: filler) }
      _ = try await cases.withdraw(case: draft.id, reason: nil, by: .owner)
      let second = try await make()
      _ = try await cases.withdraw(case: second.id, reason: nil, by: filler)
      #expect(try await town.place(second.id) == "withdrawn")
      try await town.audit()
    }
  }
}

extension Town {
  /// Lets something happen to accounts or teams that no act of these tests is about.
  func happens(_ type: String, _ body: some Encodable & Sendable, to stream: String) async throws {
    let event = try AccountEvent.new(stream, type, body)
    try await services.database.write { [accounts = services.accounts, time] tx in
      try accounts.append([event], by: .program, at: time.now(), in: tx)
    }
  }
}

/// How often something was asked for.
final class Tally: Sendable {
  private let count = Mutex(0)
  var value: Int { count.withLock { $0 } }
  func add() { count.withLock { $0 += 1 } }
}
