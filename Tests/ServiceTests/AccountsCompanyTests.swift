import Casework
import Storage
import Testing
import Values

@testable import Service

/// Registering enterprises, and their teams.
struct AccountsCompanyTests {
  static let code = CreditCode(completing: "91440703MA5XXXXX0")?.text ?? ""
  static let otherCode = CreditCode(completing: "91440704MA5YYYYY1")?.text ?? ""

  static func register(_ bench: Workbench, _ code: String = code, owner: String = "owner.demo") async throws -> Account {
    let company = NewCompany(creditCode: code, name: "江门演示灯饰有限公司", district: "district-a")
    return try await bench.accounts.registerCompany(company, owner: owner, name: "演示负责人", password: Workbench.password).owner
  }

  static func join(_ bench: Workbench, _ owner: Account, _ loginName: String, as role: MemberRole = .filler) async throws -> Account {
    let code = try await bench.accounts.invite("同事", as: role, to: code, by: owner.principal).code
    return try await bench.accounts.acceptInvitation(code, loginName: loginName, name: "演示经办", password: Workbench.password)
  }

  @Test("an enterprise registers with its owner, once", arguments: Engine.allCases)
  func register(engine: Engine) async throws {
    try await Workbench.with(engine) { bench in
      let typed = " ９１440703-" + Self.code.dropFirst(8).lowercased()
      let owner = try await Self.register(bench, typed)
      #expect(owner.role == .enterprise && owner.enterprise == Self.code && owner.memberRole == .owner)
      let company = try await bench.accounts.company(Self.code)
      #expect(company.name == "江门演示灯饰有限公司" && company.district == "district-a" && company.registeredAt == Workbench.start.text)
      await refuses("company.already_registered") { try await Self.register(bench, owner: "other.demo") }
      await refuses("account.login_name_taken") { try await Self.register(bench, Self.otherCode) }
      await refuses("company.unknown") { try await bench.accounts.company(Self.otherCode) }
      try await bench.holds("companies", rows: 1)
      let session = try await bench.signIn("owner.demo").session
      #expect(session.role == .enterprise && session.account == owner)
      #expect(try await bench.events(Company.stream(Self.code)) == ["company.registered"])
    }
  }

  @Test("what is wrong with a registration is said at once, each at its place")
  func input() async throws {
    try await Workbench.with { bench in
      let company = NewCompany(creditCode: "91440703MA5XXXXXO0", name: " ", district: "")
      await finds([
        "/credit_code credit_code.letter_not_used", "/name company.name", "/district company.district",
        "/owner/password password.too_short",
        "/owner/login_name account.login_name", "/owner/name account.name",
      ]) { try await bench.accounts.registerCompany(company, owner: "?", name: "", password: "short") }
      try await bench.holds("events", rows: 0)
    }
  }

  @Test("many register one enterprise at once: one does", arguments: Engine.allCases)
  func race(engine: Engine) async throws {
    try await Workbench.with(engine) { bench in
      let answers = await withTaskGroup(of: String.self) { group in
        for number in 0..<10 { group.addTask { await refusal { try await Self.register(bench, owner: "owner.\(number)") } } }
        return await group.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
      }
      #expect(answers == ["done": 1, "company.already_registered": 9])
      try await bench.holds("accounts", rows: 1)
    }
  }

  @Test("registration by the public can be closed")
  func closed() async throws {
    try await Workbench.with(.sqlite, { $0.allowsRegistration = false }) { bench in
      await refuses("company.registration_closed") { try await Self.register(bench) }
      let company = NewCompany(creditCode: Self.code, name: "江门演示灯饰有限公司")
      await succeeds {
        try await bench.accounts.registerCompany(company, owner: "owner.demo", name: "演示", password: Workbench.password, by: .program)
      }
    }
  }

  @Test("an invitation is good for one person and a week", arguments: Engine.allCases)
  func invite(engine: Engine) async throws {
    try await Workbench.with(engine) { bench in
      let owner = try await Self.register(bench)
      let (invitation, code) = try await bench.accounts.invite("财务李工", as: .filler, to: Self.code, by: owner.principal)
      #expect(code.count == 19 && invitation.expiresAt == Workbench.start.adding(seconds: 7 * 86_400))
      #expect(try await bench.accounts.invitations(of: Self.code, by: owner.principal) == [invitation])
      for wrong in ["", "AAAA-AAAA-AAAA-AAAA", String(code.dropLast()), invitation.id] {
        await refuses("company.invitation_invalid") {
          try await bench.accounts.acceptInvitation(wrong, loginName: "filler.demo", name: "经办", password: Workbench.password)
        }
      }
      // A form with a mistake doesn't use the code up.
      await finds(["/password password.too_short", "/login_name account.login_name"]) {
        try await bench.accounts.acceptInvitation(code, loginName: "?", name: "经办", password: "x")
      }
      let typed = code.lowercased().replacing("-", with: " ")
      let filler = try await bench.accounts.acceptInvitation(typed, loginName: "filler.demo", name: "经办", password: Workbench.password)
      #expect(filler.enterprise == Self.code && filler.memberRole == .filler && filler.role == .enterprise)
      await refuses("company.invitation_invalid") {
        try await bench.accounts.acceptInvitation(code, loginName: "second.demo", name: "经办", password: Workbench.password)
      }
      #expect(try await bench.accounts.members(of: Self.code) == [owner, filler])
      let late = try await bench.accounts.invite("来迟的人", as: .owner, to: Self.code, by: owner.principal)
      bench.time.advance(seconds: 7 * 86_400)
      await refuses("company.invitation_invalid") {
        try await bench.accounts.acceptInvitation(late.code, loginName: "late.demo", name: "经办", password: Workbench.password)
      }
      #expect(try await bench.accounts.invitations(of: Self.code, by: owner.principal).isEmpty)
      try await bench.accounts.purge()
      try await bench.holds("company_invitations", rows: 0)
      let types = try await bench.events(Company.stream(Self.code))
      #expect(types == ["company.registered", "company.member_invited", "company.member_joined", "company.member_invited"])
    }
  }

  @Test("one code, many at once: one joins", arguments: Engine.allCases)
  func inviteRace(engine: Engine) async throws {
    try await Workbench.with(engine) { bench in
      let owner = try await Self.register(bench)
      let code = try await bench.accounts.invite("同事", as: .filler, to: Self.code, by: owner.principal).code
      let answers = await withTaskGroup(of: String.self) { group in
        for number in 0..<8 {
          group.addTask {
            await refusal {
              try await bench.accounts.acceptInvitation(code, loginName: "filler.\(number)", name: "经办", password: Workbench.password)
            }
          }
        }
        return await group.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
      }
      #expect(answers == ["done": 1, "company.invitation_invalid": 7])
      try await bench.holds("accounts", rows: 2)
    }
  }

  @Test("only owners change the team, and only their own", arguments: Engine.allCases)
  func rights(engine: Engine) async throws {
    try await Workbench.with(engine) { bench in
      let owner = try await Self.register(bench)
      let filler = try await Self.join(bench, owner, "filler.demo")
      let stranger = try await Self.register(bench, Self.otherCode, owner: "stranger.demo")
      let officer = try await bench.officer("wang.min")
      let accounts = bench.accounts
      let open = try await accounts.invite("某人", as: .filler, to: Self.code, by: owner.principal).invitation
      for (principal, code) in [
        (filler.principal, "company.not_owner"), (stranger.principal, "company.unknown"), (officer.principal, "company.unknown"),
        (.nobody, "company.unknown"),
      ] {
        await refuses(code) { try await accounts.invite("某人", as: .owner, to: Self.code, by: principal) }
        await refuses(code) { try await accounts.invitations(of: Self.code, by: principal) }
        await refuses(code) { try await accounts.withdrawInvitation(open.id, of: Self.code, by: principal) }
        await refuses(code) { try await accounts.removeMember(owner.id, of: Self.code, by: principal) }
        await refuses(code) { try await accounts.changeMemberRole(filler.id, of: Self.code, to: .owner, by: principal) }
      }
      // Nor does an owner reach into another team by naming theirs.
      await refuses("company.invitation_unknown") {
        try await accounts.withdrawInvitation(open.id, of: Self.otherCode, by: stranger.principal)
      }
      await refuses("company.not_member") { try await accounts.removeMember(filler.id, of: Self.otherCode, by: stranger.principal) }
      await refuses("company.not_member") {
        try await accounts.changeMemberRole(filler.id, of: Self.otherCode, to: .owner, by: stranger.principal)
      }
      try await accounts.withdrawInvitation(open.id, of: Self.code, by: owner.principal)
      #expect(try await accounts.members(of: Self.code) == [owner, filler])
    }
  }

  @Test("a team keeps an owner; who leaves loses everything of it at once", arguments: Engine.allCases)
  func leave(engine: Engine) async throws {
    try await Workbench.with(engine) { bench in
      let owner = try await Self.register(bench)
      let filler = try await Self.join(bench, owner, "filler.demo")
      let accounts = bench.accounts
      await refuses("company.last_owner") { try await accounts.removeMember(owner.id, of: Self.code, by: owner.principal) }
      await refuses("company.last_owner") { try await accounts.changeMemberRole(owner.id, of: Self.code, to: .filler, by: owner.principal) }
      let issued = try await bench.signIn("filler.demo")
      let token = try await accounts.createToken(issued.session, label: "t", scopes: [.casesRead], life_days: 1).secret
      try await accounts.removeMember(filler.id, of: Self.code, by: filler.principal)
      await refuses("session.unknown") { try await accounts.session(issued.id) }
      await refuses("token.revoked") { try await accounts.use(token: token) }
      let gone = try await bench.signIn("filler.demo").session
      #expect(gone.account.enterprise == nil && gone.account.memberRole == nil)
      // With another invitation the same account joins again, as an owner now, and the first owner may go.
      let code = try await accounts.invite("回来的人", as: .owner, to: Self.code, by: owner.principal).code
      let back = try await accounts.acceptInvitation(code, gone)
      #expect(back.memberRole == .owner && back.id == filler.id)
      await refuses("company.already_member") { try await accounts.acceptInvitation(code, try await bench.signIn("filler.demo").session) }
      try await accounts.removeMember(owner.id, of: Self.code, by: back.principal)
      #expect(try await accounts.members(of: Self.code) == [back])
    }
  }

  @Test("what is kept for next time is told apart by revision", arguments: Engine.allCases)
  func profile(engine: Engine) async throws {
    try await Workbench.with(engine) { bench in
      let owner = try await Self.register(bench)
      let accounts = bench.accounts
      let none = try await accounts.profile(of: Self.code)
      #expect(none == nil)
      let facts = #"{"revenue":"12345678901234567.89","name":"灯\"饰"}"#
      let first = try await accounts.saveProfile(facts, of: Self.code, revision: 0, by: owner.principal)
      #expect(first == CompanyProfile(facts: facts, revision: 1, savedAt: Workbench.start.text, savedBy: owner.id))
      #expect(try await accounts.profile(of: Self.code) == first)
      await refuses("company.profile_changed") { try await accounts.saveProfile("{}", of: Self.code, revision: 0, by: owner.principal) }
      let same = try await accounts.saveProfile(facts, of: Self.code, revision: 1, by: owner.principal)
      #expect(same == first)
      #expect(try await accounts.saveProfile("{}", of: Self.code, revision: 1, by: owner.principal).revision == 2)
      let large = "{\"a\":\"" + String(repeating: "x", count: 256 * 1024) + "\"}"
      for wrong in ["", "[]", "1", "null", "{", "{} {}", "a: 1", large] {
        await finds(["/facts company.profile"]) { try await accounts.saveProfile(wrong, of: Self.code, revision: 2, by: owner.principal) }
      }
      let stranger = try await Self.register(bench, Self.otherCode, owner: "stranger.demo")
      await refuses("company.unknown") { try await accounts.saveProfile("{}", of: Self.code, revision: 2, by: stranger.principal) }
      #expect(try await bench.bodies(Company.stream(Self.code), "company.profile_saved").count == 2)
    }
  }
}
