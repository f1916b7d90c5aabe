import Casework
import FundLedger
import Storage
import Testing
import Values

@testable import Service

/// Who may see and do what; what is done once.
struct RoadRightsTests {
  @Test("a case of another district, of another enterprise, or still a draft does not exist", arguments: Engine.allCases)
  func invisible(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      try await town.open()
      let draft = try await town.cases.draft(
        measure: Town.exhibition, enterpriseName: Actor.owner.name, content: town.exhibition(), by: .owner)
      for actor in [Actor.first, .city, .finance, .payer, .supervisor, .auditor, .administrator, .rival] {
        await refuses("case.not_found") { try await town.cases.read(case: draft.id, by: actor) }
        #expect(try await town.cases.list(by: actor).items == [])
      }
      let id = try await town.submitted().id
      for actor in [Actor.elsewhere, .otherPayer, .rival, .administrator] {
        await refuses("case.not_found") { try await town.cases.read(case: id, by: actor) }
        await refuses("case.not_found") { try await town.cases.timeline(case: id, by: actor) }
        await refuses("case.not_found") { try await town.cases.readings(case: id, by: actor) }
        await refuses("case.not_found") { try await town.cases.concerns(case: id, by: actor) }
        await refuses("case.not_found") { try await town.cases.entries(case: id, by: actor) }
        await refuses("case.not_found") { try await town.cases.take(case: id, by: actor) }
        await refuses("case.not_found") { try await town.cases.accept(case: id, granted: nil, by: actor) }
        await refuses("case.not_found") { try await town.cases.withdraw(case: id, reason: nil, by: actor) }
        #expect(try await town.cases.list(by: actor).items == [])
      }
      await refuses("case.not_found") { try await town.cases.concerns(case: id, by: .owner) }
      for actor in [Actor.owner, .colleague, .first, .city, .finance, .payer, .supervisor, .auditor] {
        #expect(try await town.cases.read(case: id, by: actor).id == id)
      }
      // Reading was an act of everybody but the enterprise.
      let readers = try await town.cases.readings(case: id, by: .owner).map(\.account)
      #expect(readers == ["auditor", "supervisor", "payer", "finance", "city", "first"])
      await refuses("case.not_found") { try await town.cases.readings(case: id, by: .city) }
      try await town.audit()
    }
  }

  @Test("nobody reviews their own claim, or the same claim in adjacent steps", arguments: Engine.allCases)
  func apart(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      try await town.open()
      let id = try await town.submitted().id
      await refuses("case.own_case") { try await town.cases.accept(case: id, granted: nil, by: .party) }
      await refuses("case.not_your_role") { try await town.cases.accept(case: id, granted: nil, by: .city) }
      await refuses("case.not_your_role") { try await town.cases.accept(case: id, granted: nil, by: .owner) }
      _ = try await town.cases.take(case: id, by: .planner)
      await refuses("case.taken_by_other") { try await town.cases.accept(case: id, granted: nil, by: .first) }
      _ = try await town.cases.putBack(case: id, by: .first)
      _ = try await town.cases.accept(case: id, granted: nil, by: .first)
      _ = try await town.cases.proposePlan(procedure: Town.procedure, cases: [id], by: .first)
      // Somebody who has moved from the district to the city has reviewed this claim already.
      let moved = Actor(account: "first", role: .cityReviewer, office: "jm_commerce")
      try await town.services.accounts.changeRole("first", to: .cityReviewer, office: "jm_commerce", by: .program)
      await refuses("case.same_reviewer") { try await town.cases.accept(case: id, granted: nil, by: moved) }
      _ = try await town.cases.accept(case: id, granted: nil, by: .city)
      try await town.audit()
    }
  }

  @Test("a key does a thing once; with another request it is refused", arguments: Engine.allCases)
  func once(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      try await town.open()
      let content = try town.exhibition()
      let key = Once(key: "k-1", owner: "owner", requestCode: String(repeating: "1", count: 64))
      let make = { @Sendable (once: Once) in
        try await town.cases.draft(
          measure: Town.exhibition, enterpriseName: Actor.owner.name, content: content, by: .owner, once: once, evenIfOneExists: true)
      }
      let state = try await make(key)
      #expect(try await make(key) == state)
      await refuses("idempotency.other_body") { try await make(Once(key: "k-1", owner: "owner", requestCode: "2")) }
      let other = try await make(Once(key: "k-1", owner: "colleague", requestCode: "2"))
      #expect(other.id == "2025-000002")
      // Fifty at the same moment are one.
      let ids = try await withThrowingTaskGroup(of: String.self) { group in
        for _ in 0..<50 { group.addTask { try await make(Once(key: "k-2", owner: "owner", requestCode: "3")).id } }
        return try await group.reduce(into: Set()) { $0.insert($1) }
      }
      #expect(ids == ["2025-000003"])
      // A refused act leaves its key unused.
      let submit = { @Sendable (isDeclared: Bool) in
        try await town.cases.submit(
          case: state.id, isDeclared: isDeclared, by: .owner, once: Once(key: "k-3", owner: "owner", requestCode: "4"))
      }
      await refuses("case.not_declared") { try await submit(false) }
      let submitted = try await submit(true)
      #expect(try await submit(true) == submitted)
      #expect(try await town.cases.list(by: .owner).items.count == 3)
      try await town.audit()
    }
  }

  @Test("of two people who saw the same version one is told that it has changed", arguments: Engine.allCases)
  func versions(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      try await town.open()
      var content = try town.exhibition()
      let state = try await town.cases.draft(measure: Town.exhibition, enterpriseName: Actor.owner.name, content: content, by: .owner)
      content.facts["participation_booths"] = "1"
      let mine = content
      let saved = try await town.cases.save(mine, case: state.id, version: 1, by: .owner)
      #expect(saved.version == 2)
      // Saving the same again writes nothing.
      #expect(try await town.cases.save(mine, case: state.id, version: 2, by: .owner).version == 2)
      content.facts["participation_booths"] = "2"
      let theirs = content
      await refuses("case.changed") { try await town.cases.save(theirs, case: state.id, version: 1, by: .colleague) }
      await refuses("case.changed") { try await town.cases.submit(case: state.id, isDeclared: true, version: 1, by: .colleague) }
    }
  }

  @Test("an owner hands in; who fills forms does not", arguments: Engine.allCases)
  func filler(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      try await town.open()
      let accounts = town.services.accounts
      let company = try #require(CreditCode(completing: "91440700DEM000101")).text
      let owner = try await accounts.registerCompany(
        NewCompany(creditCode: company, name: "江门演示灯饰有限公司"), owner: "yanshi-owner", name: "演示负责人", password: Workbench.password
      ).owner
      let code = try await accounts.invite("经办", as: .filler, to: company, by: .person(owner.actor)).code
      let filler = try await accounts.acceptInvitation(code, loginName: "yanshi-filler", name: "演示经办", password: Workbench.password)
      let draft = try await town.cases.draft(
        measure: Town.exhibition, enterpriseName: "江门演示灯饰有限公司", content: town.exhibition(), by: filler.actor)
      await refuses("company.not_owner") { try await town.cases.submit(case: draft.id, isDeclared: true, by: filler.actor) }
      _ = try await town.cases.submit(case: draft.id, isDeclared: true, by: owner.actor)
    }
  }

  @Test("a decision record is shown with its own case only", arguments: Engine.allCases)
  func records(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      try await town.open()
      let mine = try await town.submitted()
      let theirs = try await town.submitted(Town.creditReports, by: .rival)
      let sha256 = try #require(theirs.decision?.recordSHA256)
      #expect(try await town.cases.record(sha256, case: theirs.id, by: .rival)?.contains("huiqi-decision-1") == true)
      #expect(try await town.cases.record(sha256, case: mine.id, by: .owner) == nil)
    }
  }

  @Test("a district's finance sees the entries of its own claims, and no others", arguments: Engine.allCases)
  func entries(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      try await town.open()
      let id = try await town.reviewed().id
      let own = try await town.cases.entries(by: .payer).items
      #expect(own.compactMap(\.caseID) == [id] && own.count == 2)
      let other = try await town.cases.entries(by: .otherPayer).items
      #expect(other.count == 1 && other.compactMap(\.caseID) == [])
      #expect(try await town.cases.entries(of: Fund(scheme: "jm2025-61", year: 2026), by: .finance).items.count == 2)
      #expect(try await town.cases.entries(of: Fund(scheme: "jm2025-61", year: 2025), by: .finance).items.count == 0)
      await refuses("case.not_your_role") { try await town.cases.entries(by: .owner) }
      #expect(try await town.cases.entries(case: id, by: .owner).items.map(\.act) == ["hold"])
    }
  }

  @Test("acts on money ask for their role before anything else", arguments: Engine.allCases)
  func money(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      try await town.open()
      let id = try await town.reviewed().id
      await refuses("case.not_your_role") {
        try await town.cases.appropriate(procedure: Town.procedure, year: 2026, amount: .cny(1), reference: "x", by: .planner)
      }
      await refuses("case.not_your_role") { try await town.cases.orderPayments(procedure: Town.procedure, cases: [id], by: .finance) }
      await refuses("case.not_your_role") { try await town.cases.previewPlan(procedure: Town.procedure, cases: [id], by: .owner) }
      await refuses("case.not_your_role") { try await town.cases.proposePlan(procedure: Town.procedure, cases: [id], by: .owner) }
      await refuses("case.not_your_role") { try await town.cases.funds(by: .first) }
      await refuses("case.not_your_role") { try await town.cases.batches(by: .owner) }
      await refuses("selection.empty") { try await town.cases.openNotice(procedure: Town.procedure, cases: [], by: .city) }
      await refuses("procedure.not_found") { try await town.cases.openNotice(procedure: "other", cases: [id], by: .city) }
    }
  }
}

/// Who acts is who they are when the act is written down; who answers for a claim is an owner of its team.
struct RoadStandingTests {
  /// An owner and a filler of a new enterprise, and a claim of theirs whose payment the bank returned.
  private static func team(_ town: Town) async throws -> (owner: Actor, filler: Actor) {
    let accounts = town.services.accounts
    let company = try #require(CreditCode(completing: "91440700DEM000101")).text
    let owner = try await accounts.registerCompany(
      NewCompany(creditCode: company, name: "江门演示灯饰有限公司"), owner: "yanshi-owner", name: "演示负责人", password: Workbench.password
    ).owner
    let code = try await accounts.invite("经办", as: .filler, to: company, by: .person(owner.actor)).code
    let filler = try await accounts.acceptInvitation(code, loginName: "yanshi-filler", name: "演示经办", password: Workbench.password)
    return (owner.actor, filler.actor)
  }

  @Test("who fills forms takes no claim back and names no other account", arguments: Engine.allCases)
  func fillers(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      try await town.open()
      let (owner, filler) = try await Self.team(town)
      let second = try await town.submitted(Town.creditReports, town.creditReports(of: owner), by: owner)
      let id = try await town.noticed(Town.exhibition, town.exhibition(of: owner), by: owner).state.id
      try town.until("2025-12-01")
      _ = try await town.cases.tick()
      _ = try await town.cases.budget(procedure: Town.procedure, cases: [id], by: .city)
      try town.until("2026-01-05")
      _ = try await town.cases.release(procedure: Town.procedure, cases: [id], by: .finance)
      let batch = try await town.cases.orderPayments(procedure: Town.procedure, cases: [id], by: .payer)
      _ = try await town.cases.takeBankResults(
        [BankResult(line: 1, amount: batch.lines[0].amount, outcome: .returned(reason: "户名不符"))], batch: batch.id, by: .payer)
      let own = try await town.state(id).content.bank
      let other = BankAccount(holder: owner.name, bank: "演示银行", number: "6200000000009999")
      await refuses("company.not_owner") { try await town.cases.changeAccount(other, case: id, by: filler) { filler.proof(at: town.time) } }
      #expect(try await town.state(id).content.bank == own)
      let changed = try await town.cases.changeAccount(other, case: id, by: owner) { owner.proof(at: town.time) }
      #expect(changed.content.bank == other)

      await refuses("company.not_owner") { try await town.cases.withdraw(case: second.id, reason: nil, by: filler) }
      #expect(try await town.place(second.id) == "first_review/open")
      #expect(try await town.cases.withdraw(case: second.id, reason: nil, by: owner).position == .ended(.withdrawn))
      // A draft binds nobody: who began it can drop it.
      let draft = try await town.cases.draft(
        measure: Town.creditReports, enterpriseName: owner.name, content: town.creditReports(of: owner), by: filler)
      #expect(try await town.cases.withdraw(case: draft.id, reason: nil, by: filler).position == .ended(.withdrawn))
    }
  }

  @Test("somebody removed, moved or closed since the request began does nothing any more", arguments: Engine.allCases)
  func standing(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      try await town.open()
      let accounts = town.services.accounts
      let (owner, filler) = try await Self.team(town)
      let draft = try await town.cases.draft(
        measure: Town.exhibition, enterpriseName: owner.name, content: town.exhibition(of: owner), by: filler)
      try await accounts.removeMember(filler.account, of: owner.enterprise ?? "", by: .person(owner))
      let later = try town.exhibition("另一个展会", of: owner)
      await refuses("account.rights_changed") { try await town.cases.save(later, case: draft.id, by: filler) }
      // Neither owner nor filler any more: no way around the signature.
      await refuses("account.rights_changed") { try await town.cases.submit(case: draft.id, isDeclared: true, by: filler) }
      let id = try await town.cases.submit(case: draft.id, isDeclared: true, by: owner).id

      try await accounts.changeRole("first", to: .districtReviewer, office: "xinhui", by: .program)
      await refuses("account.rights_changed") { try await town.cases.accept(case: id, granted: nil, by: .first) }
      await refuses("account.rights_changed") { try await town.cases.read(case: id, by: .first) }
      try await accounts.deactivate("planner", by: .program)
      await refuses("account.rights_changed") { try await town.cases.take(case: id, by: .planner) }
      await refuses("account.rights_changed") {
        try await town.cases.take(case: id, by: Actor(account: "nobody", role: .districtReviewer, office: "pengjiang"))
      }
      #expect(try await town.cases.readings(case: id, by: owner).isEmpty)
      #expect(try await town.place(id) == "first_review/open")
    }
  }

  @Test("the clock and the public act under no role", arguments: Engine.allCases)
  func nobody(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      try await town.open()
      let (state, notice) = try await town.noticed()
      _ = try await town.object(to: notice, state.id)
      let other = try await town.reviewed(Town.creditReports)
      _ = try await town.cases.openNotice(procedure: Town.procedure, cases: [other.id], by: .city)
      try await town.wake(on: "2025-12-01")
      let roles = try await town.services.database.read { tx in
        try tx.query("SELECT DISTINCT actor, role FROM events WHERE actor IN ('clock', 'public') ORDER BY actor").map {
          [$0.text(0), $0.text(1)]
        }
      }
      #expect(roles == [["clock", "clock"], ["public", "public"]])
    }
  }
}
