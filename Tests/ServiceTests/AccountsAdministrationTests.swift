import Casework
import Storage
import Testing

@testable import Service

/// What administrators do to accounts, and what nobody else can.
struct AccountsAdministrationTests {
  @Test("an account is made once, with all that is wrong said at once", arguments: Engine.allCases)
  func create(engine: Engine) async throws {
    try await Workbench.with(engine) { bench in
      let admin = try await bench.officer("admin.demo", .administrator)
      let new = NewAccount(loginName: "Zhang.Wei", name: " 张  三 ", role: .districtReviewer, office: "district-a")
      let made = try await bench.accounts.create(new, password: Workbench.password, by: admin.principal)
      #expect(made.temporaryPassword == nil)
      #expect(made.account.name == "张 三" && made.account.office == "district-a" && made.account.id.count == 16)
      #expect(try await bench.accounts.account(made.account.id) == made.account)
      #expect(try await bench.accounts.account(loginName: " ZHANG.wei") == made.account)
      let nobody = try await bench.accounts.account(loginName: "nobody")
      #expect(nobody == nil)
      var again = new
      again.loginName = "zhang.WEI"
      let same = again
      await refuses("account.login_name_taken") { try await bench.accounts.create(same, password: Workbench.password, by: admin.principal) }
      let wrong = NewAccount(loginName: "!", name: "\u{200B}", role: .districtFinance)
      await finds(["/login_name account.login_name", "/name account.name", "/office account.office", "/password password.too_short"]) {
        try await bench.accounts.create(wrong, password: "x", by: admin.principal)
      }
      let company = NewAccount(loginName: "company", name: "x", role: .enterprise)
      await refuses("account.role_not_changeable") { try await bench.accounts.create(company, by: admin.principal) }
      let events = try await bench.database.read { try EventLog.events(of: Account.stream(made.account.id), in: $0) }
      #expect(events.map(\.actor) == [admin.id] && events.map(\.role) == ["administrator"])
      let body =
        #"{"login_name":"Zhang.Wei","must_change_password":false,"name":"张 三","office":"district-a","role":"district_reviewer"}"#
      #expect(events.map(\.body) == [body])
    }
  }

  @Test("one login name, many at once: one gets it", arguments: Engine.allCases)
  func race(engine: Engine) async throws {
    try await Workbench.with(engine) { bench in
      let answers = await withTaskGroup(of: String.self) { group in
        for _ in 0..<12 { group.addTask { await refusal { try await bench.officer("wang.min") } } }
        return await group.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
      }
      #expect(answers == ["done": 1, "account.login_name_taken": 11])
      try await bench.holds("accounts", rows: 1)
      try await bench.holds("credentials", rows: 1)
    }
  }

  @Test("every other role is refused everything, and so is an administrator who isn't one any more")
  func onlyAdministrators() async throws {
    try await Workbench.with { bench in
      let target = try await bench.officer("target.demo")
      let former = try await bench.officer("former.admin", .administrator)
      _ = try await bench.officer("admin.demo", .administrator)
      try await bench.accounts.changeRole(former.id, to: .auditor, by: .program)
      var principals = Role.allCases.filter { $0 != .administrator }.map { Principal.person(Actor(account: "x", role: $0)) }
      principals += [.nobody, former.principal, .person(Actor(account: "made-up", role: .administrator))]
      let accounts = bench.accounts
      for principal in principals {
        await refuses("account.not_administrator") { try await accounts.rename(target.id, to: "x", by: principal) }
        await refuses("account.not_administrator") { try await accounts.deactivate(target.id, by: principal) }
        await refuses("account.not_administrator") { try await accounts.reactivate(target.id, by: principal) }
        await refuses("account.not_administrator") { try await accounts.changeRole(target.id, to: .auditor, by: principal) }
        await refuses("account.not_administrator") { try await accounts.resetPassword(target.id, by: principal) }
        await refuses("account.not_administrator") { try await accounts.unlock(target.id, by: principal) }
        await refuses("account.not_administrator") { try await accounts.resetSecondFactor(target.id, by: principal) }
        let new = NewAccount(loginName: "new.demo", name: "x", role: .auditor)
        await refuses("account.not_administrator") { try await accounts.create(new, by: principal) }
      }
      #expect(try await accounts.account(target.id) == target)
    }
  }

  @Test("closing, opening, another role: sessions and tokens end", arguments: Engine.allCases)
  func expel(engine: Engine) async throws {
    try await Workbench.with(engine) { bench in
      let account = try await bench.officer("wang.min")
      @Sendable func both() async throws -> (String, String) {
        let issued = try await bench.signIn("wang.min")
        return (issued.id, try await bench.accounts.createToken(issued.session, label: "t", scopes: [.casesRead], life_days: 1).secret)
      }
      let first = try await both()
      try await bench.accounts.deactivate(account.id, by: .program)
      await refuses("session.unknown") { try await bench.accounts.session(first.0) }
      await refuses("token.revoked") { try await bench.accounts.use(token: first.1) }
      await refuses("account.already_so") { try await bench.accounts.deactivate(account.id, by: .program) }
      try await bench.accounts.reactivate(account.id, by: .program)
      await refuses("account.already_so") { try await bench.accounts.reactivate(account.id, by: .program) }
      await refuses("token.revoked") { try await bench.accounts.use(token: first.1) }
      let second = try await both()
      try await bench.accounts.changeRole(account.id, to: .districtFinance, office: "district-b", by: .program)
      await refuses("session.unknown") { try await bench.accounts.session(second.0) }
      await refuses("token.revoked") { try await bench.accounts.use(token: second.1) }
      let changed = try await bench.accounts.account(account.id)
      #expect(changed.role == .districtFinance && changed.office == "district-b" && changed.isActive)
      await refuses("account.already_so") {
        try await bench.accounts.changeRole(account.id, to: .districtFinance, office: "district-b", by: .program)
      }
      await finds(["/office account.office"]) { try await bench.accounts.changeRole(account.id, to: .districtReviewer, by: .program) }
      await refuses("account.role_not_changeable") { try await bench.accounts.changeRole(account.id, to: .enterprise, by: .program) }
      await refuses("account.unknown") { try await bench.accounts.deactivate("nobody", by: .program) }
    }
  }

  @Test("the last administrator stays", arguments: Engine.allCases)
  func lastAdministrator(engine: Engine) async throws {
    try await Workbench.with(engine) { bench in
      let first = try await bench.officer("admin.one", .administrator)
      await refuses("account.last_administrator") { try await bench.accounts.deactivate(first.id, by: first.principal) }
      await refuses("account.last_administrator") { try await bench.accounts.changeRole(first.id, to: .auditor, by: .program) }
      let second = try await bench.officer("admin.two", .administrator)
      // Each closes the other at the same moment: one of them must fail.
      async let a = refusal { try await bench.accounts.deactivate(second.id, by: first.principal) }
      async let b = refusal { try await bench.accounts.deactivate(first.id, by: second.principal) }
      let answers = await [a, b]
      #expect(answers.filter { $0 == "done" }.count == 1)
      let left = try await bench.accounts.accounts(role: .administrator).filter(\.isActive)
      #expect(left.count == 1)
    }
  }

  @Test("a reset password is temporary and lifts the lock", arguments: Engine.allCases)
  func reset(engine: Engine) async throws {
    try await Workbench.with(engine) { bench in
      let account = try await bench.officer("wang.min")
      let issued = try await bench.signIn("wang.min")
      for _ in 1...5 { _ = await refusal { try await bench.signIn("wang.min", "wrong") } }
      let temporary = try await bench.accounts.resetPassword(account.id, by: .program)
      await refuses("session.unknown") { try await bench.accounts.session(issued.id) }
      await refuses("account.wrong_password_or_name") { try await bench.signIn("wang.min") }
      let after = try await bench.signIn("wang.min", temporary)
      #expect(after.session.restriction == .passwordChange)
      for _ in 1...5 { _ = await refusal { try await bench.signIn("wang.min", "wrong") } }
      await refuses("account.locked") { try await bench.signIn("wang.min", temporary) }
      try await bench.accounts.unlock(account.id, by: .program)
      await succeeds { try await bench.signIn("wang.min", temporary) }
      await refuses("account.already_so") { try await bench.accounts.unlock(account.id, by: .program) }
    }
  }

  @Test("accounts are listed page by page", arguments: Engine.allCases)
  func list(engine: Engine) async throws {
    try await Workbench.with(engine) { bench in
      for name in ["b.demo", "A.demo", "c.demo", "张三", "d.demo"] {
        _ = try await bench.officer(name, name == "c.demo" ? .auditor : .finance)
      }
      let first = try await bench.accounts.accounts(limit: 2).map(\.loginName)
      #expect(first == ["A.demo", "b.demo"])
      let rest = try await bench.accounts.accounts(after: "B.demo").map(\.loginName)
      #expect(rest == ["c.demo", "d.demo", "张三"])
      let finance = try await bench.accounts.accounts(role: .finance).map(\.loginName)
      #expect(finance == ["A.demo", "b.demo", "d.demo", "张三"])
      try await bench.accounts.rename(try await bench.accounts.accounts(limit: 1)[0].id, to: "改名", by: .program)
      #expect(try await bench.accounts.account(loginName: "a.demo")?.name == "改名")
    }
  }
}
