import Casework
import Storage
import Testing

@testable import Service

/// An administrator puts somebody in as the owner of an enterprise.
struct AccountsOwnerTests {
  private static let code = AccountsCompanyTests.code

  private static func new(_ login: String, company: String? = nil, name: String? = "演示新负责人") -> NewOwner {
    NewOwner(creditCode: code, companyName: company, loginName: login, name: name, reason: "书面申请 2026-1")
  }

  @Test("whoever took the name of an enterprise leaves it with all they brought; the claims stay", arguments: Engine.allCases)
  func taken(engine: Engine) async throws {
    try await Workbench.with(engine) { bench in
      let accounts = bench.accounts
      let admin = try await bench.officer("admin.demo", .administrator)
      let squatter = try await AccountsCompanyTests.register(bench, owner: "squatter.demo")
      let helper = try await AccountsCompanyTests.join(bench, squatter, "helper.demo")
      let session = try await bench.signIn("squatter.demo")
      let token = try await accounts.createToken(session.session, label: "程序", scopes: [.casesWrite], life_days: 30).secret
      let open = try await accounts.invite("同伙", as: .owner, to: Self.code, by: squatter.principal).code

      let (company, owner, password) = try await accounts.installOwner(Self.new("real.demo"), by: admin.principal)
      #expect(company.name == "江门演示灯饰有限公司" && owner.enterprise == Self.code && owner.memberRole == .owner && owner.mustChangePassword)
      #expect(try await accounts.members(of: Self.code) == [owner])
      for id in [squatter.id, helper.id] {
        let account = try await accounts.account(id)
        #expect(account.enterprise == nil && account.memberRole == nil && account.isActive)
      }
      await refuses("session.unknown") { try await accounts.session(session.id) }
      await refuses("token.revoked") { try await accounts.use(token: token) }
      await refuses("company.invitation_invalid") {
        try await accounts.acceptInvitation(open, loginName: "late.demo", name: "演示", password: Workbench.password)
      }
      let first = try await bench.signIn("real.demo", try #require(password)).session
      #expect(first.restriction == .passwordChange)
      let body = try #require(try await bench.bodies(Company.stream(Self.code), "company.owner_installed").first)
      let removed = [squatter.id, helper.id].sorted().map { "\"\($0)\"" }.joined(separator: ",")
      #expect(body == "{\"account\":\"\(owner.id)\",\"reason\":\"书面申请 2026-1\",\"removed\":[\(removed)]}")
      let logged = try await bench.database.read { try EventLog.events(of: Company.stream(Self.code), in: $0) }
      #expect(logged.last?.actor == admin.id && logged.last?.role == "administrator")
      // The tables follow from the log alone.
      let before = try await AccountsProjectionTests.tables(bench)
      try await accounts.projections.rebuild(bench.database)
      #expect(try await AccountsProjectionTests.tables(bench) == before)
    }
  }

  @Test("where registration is closed an administrator sets an enterprise up", arguments: Engine.allCases)
  func closed(engine: Engine) async throws {
    try await Workbench.with(engine) {
      $0.allowsRegistration = false
    } _: { bench in
      await refuses("company.registration_closed") { try await AccountsCompanyTests.register(bench) }
      await finds(["/company_name company.name"]) { try await bench.accounts.installOwner(Self.new("real.demo"), by: .program) }
      try await bench.holds("accounts", rows: 0)
      let made = try await bench.accounts.installOwner(Self.new("real.demo", company: "江门演示灯饰有限公司"), by: .program)
      #expect(made.company.creditCode == Self.code && made.owner.memberRole == .owner && made.temporaryPassword != nil)
      #expect(try await bench.events(Company.stream(Self.code)) == ["company.registered", "company.owner_installed"])
    }
  }

  @Test("an account that is there is taken if it is free or of the same enterprise, and no other")
  func accounts() async throws {
    try await Workbench.with { bench in
      let accounts = bench.accounts
      let owner = try await AccountsCompanyTests.register(bench)
      let filler = try await AccountsCompanyTests.join(bench, owner, "filler.demo")
      let gone = try await AccountsCompanyTests.join(bench, owner, "gone.demo")
      try await accounts.removeMember(gone.id, of: Self.code, by: owner.principal)
      _ = try await AccountsCompanyTests.register(bench, AccountsCompanyTests.otherCode, owner: "other.demo")
      _ = try await bench.officer("officer.demo")
      for login in ["other.demo", "officer.demo"] {
        await refuses("company.already_member") { try await accounts.installOwner(Self.new(login), by: .program) }
      }
      let raised = try await accounts.installOwner(Self.new("filler.demo", name: nil), by: .program)
      #expect(raised.owner.id == filler.id && raised.owner.memberRole == .owner && raised.temporaryPassword == nil)
      await refuses("account.already_so") { try await accounts.installOwner(Self.new("filler.demo"), by: .program) }
      let back = try await accounts.installOwner(Self.new("gone.demo"), by: .program)
      #expect(back.owner.id == gone.id)
      try await accounts.deactivate(owner.id, by: .program)
      await refuses("account.inactive") { try await accounts.installOwner(Self.new("owner.demo"), by: .program) }
    }
  }

  @Test("nobody else may, and what is wrong is said at once")
  func refused() async throws {
    try await Workbench.with { bench in
      let owner = try await AccountsCompanyTests.register(bench)
      for principal in [
        owner.principal, .nobody, .person(Actor(account: "x", role: .cityReviewer)), .person(Actor(account: "x", role: .administrator)),
      ] {
        await refuses("account.not_administrator") { try await bench.accounts.installOwner(Self.new("new.demo"), by: principal) }
      }
      let wrong = NewOwner(creditCode: "9144", loginName: "?", reason: " ")
      await finds(["/credit_code credit_code.length", "/login_name account.login_name", "/reason company.owner_reason"]) {
        try await bench.accounts.installOwner(wrong, by: .program)
      }
      await finds(["/name account.name"]) { try await bench.accounts.installOwner(Self.new("new.demo", name: nil), by: .program) }
    }
  }

  @Test("a name is as long as its scalars: one letter with thousands of marks is no name")
  func marks() {
    let marked = "a" + String(repeating: "\u{0301}", count: 40_000)
    #expect(marked.count == 1)
    #expect(TypedText.line(marked, limit_characters: 60) == nil)
    #expect(TypedText.line("é\u{0301}", limit_characters: 3) != nil)
  }
}
