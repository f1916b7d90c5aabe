import Storage
import TestAccounts
import Testing

@testable import Service

/// Signing in with a password: what it takes, what it leaves, and what a guesser gets.
struct AccountsSignInTests {
  @Test("the right password opens a session and is an event", arguments: Engine.allCases)
  func signIn(engine: Engine) async throws {
    try await Workbench.with(engine) { bench in
      let account = try await bench.officer("wang.min")
      let issued = try await bench.signIn("  WANG.Min ")
      #expect(issued.session.account == account)
      #expect(issued.session.role == .cityReviewer)
      #expect(issued.id.utf8.count == 43)
      #expect(try await bench.accounts.session(issued.id) == issued.session)
      #expect(try await bench.events(Account.stream(account.id)) == ["account.created", "account.signed_in"])
      #expect(try await bench.bodies(Account.stream(account.id), "account.signed_in") == [#"{"means":"password"}"#])
    }
  }

  @Test("a wrong name and a wrong password are told apart by nobody", arguments: Engine.allCases)
  func oneAnswer(engine: Engine) async throws {
    try await Workbench.with(engine) { bench in
      _ = try await bench.officer("wang.min")
      for round in 1...12 {
        var answers: [Refusal] = []
        for name in ["wang.min", "nobody.here"] {
          do { _ = try await bench.signIn(name, "something else") } catch let refusal as Refusal { answers.append(refusal) }
        }
        #expect(answers.count == 2 && answers.first == answers.last, "round \(round): \(answers)")
        #expect(answers.first?.code == (round < 5 ? "account.wrong_password_or_name" : "account.locked"))
      }
      for name in ["", "x", "<script>", String(repeating: "a", count: 5000), "a\u{0}b"] {
        await refuses("account.wrong_password_or_name") { try await bench.signIn(name) }
      }
      await refuses("account.wrong_password_or_name") { try await bench.signIn("other", String(repeating: "长", count: 100_000)) }
    }
  }

  @Test("five failures lock for 15 minutes, five more for 30, and so on to a day", arguments: Engine.allCases)
  func lockOut(engine: Engine) async throws {
    try await Workbench.with(engine) { bench in
      let account = try await bench.officer("wang.min")
      let minutes: [Int64] = [15, 30, 60, 120, 240, 480, 960, 1440, 1440]
      for length in minutes {
        for _ in 1...4 { await refuses("account.wrong_password_or_name") { try await bench.signIn("wang.min", "wrong") } }
        await refuses("account.locked") { try await bench.signIn("wang.min", "wrong") }
        // The right password doesn't help while it is locked, and tries don't make the lock longer.
        await refuses("account.locked") { try await bench.signIn("wang.min") }
        bench.time.advance(seconds: length * 60 - 1)
        do { _ = try await bench.signIn("wang.min") } catch let refusal as Refusal { #expect(refusal.retryAfter_seconds == 1) }
        bench.time.advance(seconds: 1)
      }
      _ = try await bench.signIn("wang.min")
      // Success forgets: the next lock is a first one.
      for _ in 1...5 { _ = await refusal { try await bench.signIn("wang.min", "wrong") } }
      bench.time.advance(seconds: 900)
      _ = try await bench.signIn("wang.min")
      let failures = try await bench.bodies(Account.stream(account.id), "account.sign_in_failed")
      #expect(failures.count == minutes.count * 5 + 5)
      #expect(failures[0] == #"{"failures":1,"reason":"password"}"#)
      #expect(failures[4] == #"{"failures":5,"locked_until":"2026-03-05T08:15:00.000Z","reason":"password"}"#)
    }
  }

  @Test("the words of a lock say how long")
  func lockWords() {
    #expect(Refusal.locked(seconds: 900).message.zh == "连续多次输入错误，登录已暂时锁定。请在 15 分钟后重试，或联系管理员。")
    #expect(Refusal.locked(seconds: 61).message.zh.contains(" 2 分钟"))
    #expect(Refusal.locked(seconds: 1).message.en.contains("in 1 second,"))
    #expect(Refusal.locked(seconds: 86_400).message.en.contains("in 24 hours,"))
  }

  @Test("of many guesses at once five are heard", arguments: Engine.allCases)
  func concurrentGuesses(engine: Engine) async throws {
    try await Workbench.with(engine) { bench in
      let account = try await bench.officer("wang.min")
      for name in ["wang.min", "nobody.here"] {
        let answers = await withTaskGroup(of: String.self) { group in
          for _ in 0..<40 { group.addTask { await refusal { try await bench.signIn(name, "wrong") } } }
          return await group.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
        }
        #expect(answers == ["account.wrong_password_or_name": 4, "account.locked": 36], "\(name)")
        await refuses("account.locked") { try await bench.signIn(name) }
      }
      #expect(try await bench.bodies(Account.stream(account.id), "account.sign_in_failed").count == 5)
    }
  }

  @Test("many people sign in at once", arguments: Engine.allCases)
  func concurrentSignIns(engine: Engine) async throws {
    try await Workbench.with(engine, { $0.sessionsPerAccount = 8 }) { bench in
      _ = try await bench.officer("wang.min")
      let ids = try await withThrowingTaskGroup(of: String.self) { group in
        for _ in 0..<40 { group.addTask { try await bench.signIn("wang.min").id } }
        return try await group.reduce(into: Set<String>()) { $0.insert($1) }
      }
      #expect(ids.count == 40)
      // The oldest had to go.
      try await bench.holds("sessions", rows: 8)
      var live = 0
      for id in ids where await refusal({ try await bench.accounts.session(id) }) == "done" { live += 1 }
      #expect(live == 8)
    }
  }

  @Test("a flood is refused instead of waiting without end")
  func flood() async throws {
    try await Workbench.with(
      .sqlite,
      { settings in
        settings.scrypt = ScryptParameters(rounds: 1 << 14, blockSize: 8, parallelism: 1)
        settings.hashingThreads = 1
        settings.hashingQueue = 2
      }
    ) { bench in
      let answers = await withTaskGroup(of: String.self) { group in
        for number in 0..<60 { group.addTask { await refusal { try await bench.signIn("nobody\(number)") } } }
        return await group.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
      }
      #expect(answers["service.busy", default: 0] > 0)
      #expect(answers["account.wrong_password_or_name", default: 0] >= 3)
      #expect(answers.values.reduce(0, +) == 60)
      // Afterwards there is room again.
      await refuses("account.wrong_password_or_name") { try await bench.signIn("nobody") }
    }
  }

  @Test("names that don't exist leave a bounded trace, and never the name", arguments: Engine.allCases)
  func strangers(engine: Engine) async throws {
    try await Workbench.with(engine) { bench in
      for number in 0..<20 { _ = await refusal { try await bench.signIn("my-secret-\(number)", "wrong") } }
      let first = #"{"failures":1,"reason":"unknown_name"}"#
      let then = #"{"failures":20,"reason":"unknown_name"}"#
      let early = try await bench.bodies("sign-in", "account.sign_in_failed")
      #expect(early == [first])
      bench.time.advance(seconds: 60)
      _ = await refusal { try await bench.signIn("my-secret-20", "wrong") }
      let late = try await bench.bodies("sign-in", "account.sign_in_failed")
      #expect(late == [first, then])
      #expect(try await bench.count("sign_in_strangers") <= 21)
    }
  }

  @Test("a closed account is told so only after the right password")
  func inactive() async throws {
    try await Workbench.with { bench in
      let account = try await bench.officer("wang.min")
      try await bench.accounts.deactivate(account.id, by: .program)
      await refuses("account.wrong_password_or_name") { try await bench.signIn("wang.min", "wrong") }
      await refuses("account.inactive") { try await bench.signIn("wang.min") }
      for _ in 1...3 { _ = await refusal { try await bench.signIn("wang.min") } }
      await refuses("account.locked") { try await bench.signIn("wang.min") }
    }
  }

  @Test("hashes with other parameters are renewed at sign-in", arguments: Engine.allCases)
  func renewal(engine: Engine) async throws {
    try await Workbench.with(engine) { bench in
      _ = try await bench.officer("wang.min")
      var settings = bench.accounts.settings
      settings.scrypt = ScryptParameters(rounds: 32, blockSize: 1, parallelism: 1)
      let stricter = Accounts(database: bench.database, keys: Workbench.keys, time: bench.time, settings: settings)
      func parameters() async throws -> String {
        try await bench.database.read { try $0.query("SELECT parameters FROM credentials")[0].text(0) }
      }
      _ = await refusal { try await stricter.signIn(loginName: "wang.min", password: "wrong") }
      #expect(try await parameters() == "scrypt:16:1:1")
      await succeeds { try await stricter.signIn(loginName: "wang.min", password: Workbench.password) }
      #expect(try await parameters() == "scrypt:32:1:1")
      await succeeds { try await bench.signIn("wang.min") }
      await stricter.close()
    }
  }

  @Test("the log and the tables hold no password, and no secret in the clear", arguments: Engine.allCases)
  func noSecrets(engine: Engine) async throws {
    try await Workbench.with(engine) { bench in
      _ = try await bench.officer("wang.min")
      let issued = try await bench.signIn("wang.min")
      let (secret, recovery) = try await bench.enrol(issued.session)
      let token = try await bench.accounts.createToken(issued.session, label: "t", scopes: [.casesRead], life_days: 1).secret
      _ = await refusal { try await bench.signIn("wang.min", "wrong-password-1") }
      let secrets = [Workbench.password, "wrong-password-1", issued.id, token, Base32.text(secret)] + recovery
      let bodies = try await bench.database.read { tx in try EventLog.events(after: 0, limit: 1000, in: tx).map(\.body) }
      #expect(bodies.count >= 5)
      for secret in secrets { #expect(!bodies.contains { $0.contains(secret) }) }
      let rows = try await bench.database.read { tx in
        try ["credentials", "sessions", "api_tokens", "recovery_codes"].flatMap { try tx.query("SELECT * FROM \($0)") }
      }
      let needles = secrets.map { Array($0.utf8) } + [secret]
      for value in rows.flatMap(\.values) {
        let bytes: [UInt8] =
          switch value {
          case .text(let text): Array(text.utf8)
          case .blob(let blob): blob
          default: []
          }
        for needle in needles { #expect(!bytes.contains(needle)) }
      }
    }
  }
}
