import Casework
import Storage
import Testing

@testable import Service

/// API tokens: what they open, for how long, and how they end.
struct AccountsTokenTests {
  @Test("a token does what it was made for, and what the role still allows", arguments: Engine.allCases)
  func scopes(engine: Engine) async throws {
    try await Workbench.with(engine) { bench in
      let account = try await bench.officer("wang.min", .cityReviewer)
      let session = try await bench.signIn("wang.min").session
      let made = try await bench.accounts.createToken(session, label: "  对接\n系统 ", scopes: [.casesRead, .ledgerRead], life_days: 30)
      #expect(made.secret.hasPrefix("hq_") && made.secret.utf8.count == 46)
      #expect(made.token.label == "对接 系统")
      #expect(made.token.expiresAt == Workbench.start.adding(seconds: 30 * 86_400))
      let use = try await bench.accounts.use(token: made.secret)
      #expect(use.account == account && use.token == made.token.id && use.scopes == [.casesRead, .ledgerRead])
      try use.require(.casesRead)
      await refuses("token.scope_missing") { try use.require(.reviewWrite) }
      let body = try await bench.bodies(Account.stream(account.id), "account.token_created")
      let expected = #"{"expires":"2026-04-04T08:00:00.000Z","scopes":["cases:read","ledger:read"],"token":"\#(made.token.id)"}"#
      #expect(body == [expected])
    }
  }

  @Test("a token without sense is refused with all that is wrong")
  func input() async throws {
    try await Workbench.with { bench in
      _ = try await bench.officer("wang.min", .auditor)
      let session = try await bench.signIn("wang.min").session
      await finds(["/label token.label", "/scopes token.scopes", "/life_days token.life_days"]) {
        try await bench.accounts.createToken(session, label: " \n", scopes: [], life_days: 0)
      }
      await finds(["/scopes token.scopes"]) {
        try await bench.accounts.createToken(session, label: "t", scopes: [.casesRead, .ledgerWrite], life_days: 366)
      }
      await finds(["/life_days token.life_days"]) {
        try await bench.accounts.createToken(session, label: "t", scopes: [.casesRead], life_days: 367)
      }
      try await bench.holds("api_tokens", rows: 0)
    }
  }

  @Test("made-up, expired and revoked tokens are refused", arguments: Engine.allCases)
  func ends(engine: Engine) async throws {
    try await Workbench.with(engine) { bench in
      let account = try await bench.officer("wang.min")
      let session = try await bench.signIn("wang.min").session
      let short = try await bench.accounts.createToken(session, label: "short", scopes: [.casesRead], life_days: 1)
      let long = try await bench.accounts.createToken(session, label: "long", scopes: [.casesRead], life_days: 60)
      for text in [
        "", "hq_", short.secret + "A", String(short.secret.dropFirst(3)), "hq_" + String(repeating: "A", count: 43), short.token.id,
      ] {
        await refuses("token.unknown") { try await bench.accounts.use(token: text) }
      }
      bench.time.advance(seconds: 86_400 - 1)
      await succeeds { try await bench.accounts.use(token: short.secret) }
      bench.time.advance(seconds: 1)
      await refuses("token.expired") { try await bench.accounts.use(token: short.secret) }
      await succeeds { try await bench.accounts.use(token: long.secret) }
      let other = try await bench.officer("li.na")
      await refuses("token.unknown") { try await bench.accounts.revokeToken(long.token.id, of: account.id, by: other.principal) }
      await refuses("token.unknown") { try await bench.accounts.revokeToken(long.token.id, of: other.id, by: other.principal) }
      try await bench.accounts.revokeToken(long.token.id, of: account.id, by: account.principal)
      await refuses("token.revoked") { try await bench.accounts.use(token: long.secret) }
      await refuses("token.unknown") { try await bench.accounts.revokeToken(long.token.id, of: account.id, by: account.principal) }
      let revoked = try await bench.accounts.tokens(of: account.id).filter { $0.revokedAt == bench.time.now() }
      #expect(revoked.map(\.label) == ["long"])
      bench.time.advance(seconds: 30 * 86_400)
      try await bench.accounts.purge()
      #expect(try await bench.accounts.tokens(of: account.id).map(\.label) == ["long"])
    }
  }

  @Test("use is written down once an hour", arguments: Engine.allCases)
  func lastUsed(engine: Engine) async throws {
    try await Workbench.with(engine) { bench in
      let account = try await bench.officer("wang.min")
      let session = try await bench.signIn("wang.min").session
      let secret = try await bench.accounts.createToken(session, label: "t", scopes: [.casesRead], life_days: 1).secret
      @Sendable func lastUsed() async throws -> Moment? { try await bench.accounts.tokens(of: account.id)[0].lastUsed }
      let unused = try await lastUsed()
      #expect(unused == nil)
      _ = try await bench.accounts.use(token: secret)
      bench.time.advance(seconds: 3599)
      _ = try await bench.accounts.use(token: secret)
      let first = try await lastUsed()
      #expect(first == Workbench.start)
      bench.time.advance(seconds: 1)
      _ = try await bench.accounts.use(token: secret)
      let second = try await lastUsed()
      #expect(second == bench.time.now())
    }
  }

  @Test("no more than the limit, expired and revoked ones not counted", arguments: Engine.allCases)
  func limit(engine: Engine) async throws {
    try await Workbench.with(engine, { $0.tokensPerAccount = 3 }) { bench in
      let account = try await bench.officer("wang.min")
      let session = try await bench.signIn("wang.min").session
      let answers = await withTaskGroup(of: String.self) { group in
        for _ in 0..<10 {
          group.addTask { await refusal { try await bench.accounts.createToken(session, label: "t", scopes: [.casesRead], life_days: 1) } }
        }
        return await group.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
      }
      #expect(answers == ["done": 3, "token.too_many": 7])
      let one = try await bench.accounts.tokens(of: account.id)[0].id
      try await bench.accounts.revokeToken(one, of: account.id, by: account.principal)
      await succeeds { try await bench.accounts.createToken(session, label: "t", scopes: [.casesRead], life_days: 1) }
    }
  }

  @Test("no role can be given more than its own scopes, and no scope belongs to nobody")
  func table() {
    var given: Set<Scope> = []
    for role in Role.allCases { given.formUnion(Scope.allowed(for: role)) }
    #expect(given == Set(Scope.allCases))
    for role in Role.allCases where role != .administrator { #expect(!Scope.allowed(for: role).contains(.adminRead)) }
    for role in [Role.enterprise, .supervisor, .auditor, .administrator] {
      #expect(Scope.allowed(for: role).isDisjoint(with: [.reviewWrite, .ledgerWrite, .noticesWrite]))
    }
    #expect(Scope.allowed(for: .administrator) == [.adminRead, .adminWrite])
    #expect(Scope.scopes("cases:read nonsense ledger:read") == [.casesRead, .ledgerRead])
    #expect(Scope.scopes(Scope.text(Set(Scope.allCases))) == Set(Scope.allCases))
  }
}
