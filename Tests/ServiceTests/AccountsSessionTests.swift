import Casework
import Storage
import Testing

@testable import Service

/// How sessions live, end, and are told apart from forged ones.
struct AccountsSessionTests {
  @Test("forged, shortened and foreign secrets open nothing", arguments: Engine.allCases)
  func forged(engine: Engine) async throws {
    try await Workbench.with(engine) { bench in
      _ = try await bench.officer("wang.min")
      let id = try await bench.signIn("wang.min").id
      let other = id.first == "A" ? "B" : "A"
      let forged = [
        "", "x", String(id.dropLast()), id + "A", other + id.dropFirst(), String(repeating: "A", count: 43), id.uppercased(), "' OR 1=1 --",
      ]
      for text in forged where text != id { await refuses("session.unknown") { try await bench.accounts.session(text) } }
      // What the table keeps is no key to it.
      let kept = try await bench.database.read { try $0.query("SELECT id_sha256, handle FROM sessions")[0] }
      await refuses("session.unknown") { try await bench.accounts.session(Base64URL.encode(kept.blob(0))) }
      await refuses("session.unknown") { try await bench.accounts.session(kept.text(1)) }
    }
  }

  @Test("a session ends after half an hour without use, and after twelve hours whatever happens", arguments: Engine.allCases)
  func ends(engine: Engine) async throws {
    try await Workbench.with(engine) { bench in
      _ = try await bench.officer("wang.min")
      let idle = try await bench.signIn("wang.min").id
      bench.time.advance(seconds: 30 * 60 - 1)
      await succeeds { try await bench.accounts.session(idle) }
      bench.time.advance(seconds: 30 * 60)
      await refuses("session.expired") { try await bench.accounts.session(idle) }
      let busy = try await bench.signIn("wang.min").id
      for _ in 0..<(12 * 3 - 1) {
        bench.time.advance(seconds: 20 * 60)
        await succeeds { try await bench.accounts.session(busy) }
      }
      bench.time.advance(seconds: 20 * 60)
      await refuses("session.expired") { try await bench.accounts.session(busy) }
      try await bench.accounts.purge()
      try await bench.holds("sessions", rows: 0)
      await refuses("session.unknown") { try await bench.accounts.session(busy) }
    }
  }

  @Test("use is written down once a minute, and reading writes nothing in between", arguments: Engine.allCases)
  func touch(engine: Engine) async throws {
    try await Workbench.with(engine) { bench in
      _ = try await bench.officer("wang.min")
      let id = try await bench.signIn("wang.min").id
      func lastSeen() async throws -> Int64 {
        try await bench.database.read { try $0.query("SELECT last_seen FROM sessions")[0].integer(0) }
      }
      let start = Workbench.start.unixMilliseconds
      bench.time.advance(seconds: 59)
      _ = try await bench.accounts.session(id)
      #expect(try await lastSeen() == start)
      bench.time.advance(seconds: 1)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<50 { group.addTask { _ = try await bench.accounts.session(id) } }
        try await group.waitForAll()
      }
      #expect(try await lastSeen() == start + 60_000)
      bench.time.advance(seconds: 30)
      _ = try await bench.accounts.session(id)
      #expect(try await lastSeen() == start + 60_000)
      #expect(bench.accounts.touching.withLock { $0.isEmpty })
    }
  }

  @Test("signing in again gives another secret and ends the one it replaces")
  func rotation() async throws {
    try await Workbench.with { bench in
      _ = try await bench.officer("wang.min")
      let first = try await bench.signIn("wang.min").id
      guard
        case .signedIn(let second) = try await bench.accounts.signIn(loginName: "wang.min", password: Workbench.password, replacing: first)
      else {
        Issue.record("signed in")
        return
      }
      #expect(second.id != first)
      await refuses("session.unknown") { try await bench.accounts.session(first) }
      // A failed sign-in ends nothing.
      _ = await refusal { try await bench.accounts.signIn(loginName: "wang.min", password: "wrong", replacing: second.id) }
      await succeeds { try await bench.accounts.session(second.id) }
    }
  }

  @Test("signing out here, elsewhere and everywhere", arguments: Engine.allCases)
  func signOut(engine: Engine) async throws {
    try await Workbench.with(engine) { bench in
      let account = try await bench.officer("wang.min")
      let other = try await bench.officer("li.na")
      let stranger = try await bench.signIn("li.na").id
      @Sendable func open(_ number: Int) async throws -> String {
        bench.time.advance(seconds: 1)
        let client = " Browser\n\(number)\u{202E} "
        let answer = try await bench.accounts.signIn(loginName: "wang.min", password: Workbench.password, client: client)
        guard case .signedIn(let issued) = answer else { return "" }
        return issued.id
      }
      let ids = [try await open(0), try await open(1), try await open(2), try await open(3)]
      let list = try await bench.accounts.sessions(of: account.id)
      #expect(list.map(\.client) == ["Browser 3", "Browser 2", "Browser 1", "Browser 0"])
      try await bench.accounts.signOut(ids[0])
      try await bench.accounts.signOut(ids[0])
      // Nobody ends a session of somebody else by its handle.
      try await bench.accounts.endSession(list[1].handle, of: other.id)
      await succeeds { try await bench.accounts.session(ids[2]) }
      try await bench.accounts.endSession(list[1].handle, of: account.id)
      await refuses("session.unknown") { try await bench.accounts.session(ids[2]) }
      try await bench.accounts.signOutEverywhere(try await bench.accounts.session(ids[1]))
      for id in ids { await refuses("session.unknown") { try await bench.accounts.session(id) } }
      await succeeds { try await bench.accounts.session(stranger) }
      #expect(try await bench.events(Account.stream(account.id)).last == "account.signed_out_everywhere")
    }
  }

  @Test("proof of identity is renewed with the password, in a new session", arguments: Engine.allCases)
  func elevation(engine: Engine) async throws {
    try await Workbench.with(engine) { bench in
      let account = try await bench.officer("wang.min")
      let first = try await bench.signIn("wang.min")
      #expect(bench.accounts.isElevated(first.session))
      bench.time.advance(seconds: 600)
      let old = try await bench.accounts.session(first.id)
      #expect(!bench.accounts.isElevated(old))
      await refuses("session.elevation_needed") {
        try await bench.accounts.createToken(old, label: "t", scopes: [.casesRead], life_days: 1)
      }
      await refuses("session.elevation_needed") { try await bench.accounts.beginSecondFactor(old) }
      await refuses("account.wrong_password_or_name") { try await bench.accounts.elevate(first.id, password: "wrong") }
      await refuses("account.wrong_password_or_name") { try await bench.accounts.elevate(first.id) }
      await refuses("session.unknown") { try await bench.accounts.elevate("x", password: Workbench.password) }
      let second = try await bench.accounts.elevate(first.id, password: Workbench.password)
      #expect(second.id != first.id && bench.accounts.isElevated(second.session))
      // The end stays where it was: renewing doesn't prolong.
      #expect(second.session.endsAt == first.session.endsAt)
      await refuses("session.unknown") { try await bench.accounts.session(first.id) }
      #expect(try await bench.events(Account.stream(account.id)).last == "account.elevated")
      for _ in 1...4 { _ = await refusal { try await bench.accounts.elevate(second.id, password: "wrong") } }
      await refuses("account.locked") { try await bench.accounts.elevate(second.id, password: "wrong") }
      await refuses("account.locked") { try await bench.signIn("wang.min") }
      // Who is in stays in.
      await succeeds { try await bench.accounts.session(second.id) }
    }
  }

  @Test("a changed password ends all other sessions", arguments: Engine.allCases)
  func changePassword(engine: Engine) async throws {
    try await Workbench.with(engine) { bench in
      let account = try await bench.officer("wang.min")
      let (here, there) = (try await bench.signIn("wang.min"), try await bench.signIn("wang.min"))
      let new = "a quiet lamp in the harbour"
      await refuses("account.wrong_password_or_name") { try await bench.accounts.changePassword(here.session, from: "wrong", to: new) }
      let accounts = bench.accounts
      await finds(["/new_password password.too_short"]) {
        try await accounts.changePassword(here.session, from: Workbench.password, to: "short")
      }
      await finds(["/new_password password.same"]) {
        try await accounts.changePassword(here.session, from: Workbench.password, to: Workbench.password)
      }
      try await bench.accounts.changePassword(here.session, from: Workbench.password, to: new)
      await succeeds { try await bench.accounts.session(here.id) }
      await refuses("session.unknown") { try await bench.accounts.session(there.id) }
      await refuses("account.wrong_password_or_name") { try await bench.signIn("wang.min") }
      await succeeds { try await bench.signIn("wang.min", new) }
      #expect(try await bench.events(Account.stream(account.id)).contains("account.password_changed"))
    }
  }

  @Test("somebody with a temporary password can do nothing but change it")
  func temporaryPassword() async throws {
    try await Workbench.with { bench in
      let new = NewAccount(loginName: "chen.jie", name: "演示人员", role: .auditor)
      let made = try await bench.accounts.create(new, by: .program)
      let temporary = try #require(made.temporaryPassword)
      #expect(made.account.mustChangePassword && temporary.count == 19)
      let issued = try await bench.signIn("chen.jie", temporary)
      #expect(issued.session.restriction == .passwordChange && issued.session.role == nil)
      await refuses("account.setup_needed") {
        try await bench.accounts.createToken(issued.session, label: "t", scopes: [.auditRead], life_days: 1)
      }
      try await bench.accounts.changePassword(issued.session, from: temporary, to: "a quiet lamp in the harbour")
      let session = try await bench.accounts.session(issued.id)
      #expect(session.restriction == nil && session.role == .auditor)
    }
  }
}
