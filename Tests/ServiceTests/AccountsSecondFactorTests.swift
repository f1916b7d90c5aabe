import Storage
import TestAccounts
import Testing

@testable import Service

/// Enrolling, using, losing and giving up a second factor.
struct AccountsSecondFactorTests {
  @Test("enrolment counts after the first code", arguments: Engine.allCases)
  func enrol(engine: Engine) async throws {
    try await Workbench.with(engine) { bench in
      let account = try await bench.officer("wang.min")
      let (here, there) = (try await bench.signIn("wang.min"), try await bench.signIn("wang.min"))
      await refuses("account.second_factor_absent") { try await bench.accounts.confirmSecondFactor(here.session, code: "123456") }
      let first = try await bench.accounts.beginSecondFactor(here.session)
      let enrolment = try await bench.accounts.beginSecondFactor(here.session)
      #expect(first.secret != enrolment.secret && enrolment.secret.count == 32)
      #expect(enrolment.address.contains("secret=\(enrolment.secret)&"))
      // Not confirmed: the password is still enough.
      await succeeds { try await bench.signIn("wang.min") }
      let secret = try #require(Base32.bytes(enrolment.secret))
      let forgotten = try #require(Base32.bytes(first.secret))
      await refuses("account.code_wrong") { try await bench.accounts.confirmSecondFactor(here.session, code: bench.code(forgotten)) }
      await refuses("account.code_wrong") { try await bench.accounts.confirmSecondFactor(here.session, code: "") }
      let recovery = try await bench.accounts.confirmSecondFactor(
        here.session, code: " \(bench.code(secret).prefix(3)) \(bench.code(secret).suffix(3))")
      #expect(recovery.count == 10 && Set(recovery).count == 10 && recovery.allSatisfy { $0.count == 14 })
      #expect(try await bench.accounts.account(account.id).hasSecondFactor)
      await succeeds { try await bench.accounts.session(here.id) }
      await refuses("session.unknown") { try await bench.accounts.session(there.id) }
      await refuses("account.second_factor_present") { try await bench.accounts.beginSecondFactor(here.session) }
      await refuses("account.second_factor_present") {
        try await bench.accounts.confirmSecondFactor(here.session, code: bench.code(secret))
      }
      #expect(try await bench.events(Account.stream(account.id)).contains("account.second_factor_enabled"))
    }
  }

  @Test("signing in takes both, in one step or two, and a code once", arguments: Engine.allCases)
  func signIn(engine: Engine) async throws {
    try await Workbench.with(engine) { bench in
      let account = try await bench.officer("wang.min")
      let (secret, _) = try await bench.enrol(bench.signIn("wang.min").session)
      // The code that confirmed enrolment is used already.
      await refuses("account.code_used") { try await bench.signIn("wang.min", code: bench.code(secret)) }
      bench.time.advance(seconds: 30)
      await refuses("account.wrong_password_or_name") { try await bench.signIn("wang.min", "wrong", code: bench.code(secret)) }
      await succeeds { try await bench.signIn("wang.min", code: bench.code(secret)) }
      await refuses("account.code_used") { try await bench.signIn("wang.min", code: bench.code(secret)) }
      bench.time.advance(seconds: 60)
      let step = try await bench.firstStep("wang.min")
      // The first step opens nothing.
      await refuses("session.unknown") { try await bench.accounts.session(step) }
      #expect(try await bench.accounts.sessions(of: account.id).count == 2)
      let wrong = bench.code(secret, steps: 9)
      await refuses("account.code_wrong") { try await bench.accounts.finishSignIn(step: step, code: wrong) }
      let issued = try await bench.accounts.finishSignIn(step: step, code: bench.code(secret))
      #expect(issued.id != step && issued.session.client == "Browser")
      #expect(try await bench.accounts.session(issued.id).role == .cityReviewer)
      await refuses("account.code_step_expired") { try await bench.accounts.finishSignIn(step: step, code: bench.code(secret, steps: 1)) }
      #expect(try await bench.bodies(Account.stream(account.id), "account.signed_in").last == #"{"means":"password+code"}"#)
    }
  }

  @Test("one code used twice at the same time is good once", arguments: Engine.allCases)
  func replayAtOnce(engine: Engine) async throws {
    try await Workbench.with(engine) { bench in
      _ = try await bench.officer("wang.min")
      let (secret, _) = try await bench.enrol(bench.signIn("wang.min").session)
      bench.time.advance(seconds: 30)
      let code = bench.code(secret)
      let answers = await withTaskGroup(of: String.self) { group in
        for _ in 0..<4 { group.addTask { await refusal { try await bench.signIn("wang.min", code: code) } } }
        return await group.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
      }
      #expect(answers == ["done": 1, "account.code_used": 3])
    }
  }

  @Test("whoever has the password can't try codes without end", arguments: Engine.allCases)
  func codesAreCounted(engine: Engine) async throws {
    try await Workbench.with(engine) { bench in
      _ = try await bench.officer("wang.min")
      let (secret, _) = try await bench.enrol(bench.signIn("wang.min").session)
      bench.time.advance(seconds: 300)
      var answers: [String] = []
      for _ in 0..<6 {
        // Each first step succeeds, and must not forget the failures of the second.
        guard let step = try? await bench.firstStep("wang.min") else {
          answers.append("locked")
          continue
        }
        answers.append(await refusal { try await bench.accounts.finishSignIn(step: step, code: bench.code(secret, steps: 7)) })
      }
      #expect(answers == Array(repeating: "account.code_wrong", count: 4) + ["account.locked", "locked"])
      bench.time.advance(seconds: 15 * 60)
      await succeeds { try await bench.signIn("wang.min", code: bench.code(secret)) }
    }
  }

  @Test("a lock ends the first step, and so do five minutes and closing the account", arguments: Engine.allCases)
  func firstStepEnds(engine: Engine) async throws {
    try await Workbench.with(engine) { bench in
      let account = try await bench.officer("wang.min")
      let (secret, _) = try await bench.enrol(bench.signIn("wang.min").session)
      let late = try await bench.firstStep("wang.min")
      bench.time.advance(seconds: 300)
      await refuses("account.code_step_expired") { try await bench.accounts.finishSignIn(step: late, code: bench.code(secret)) }
      let locked = try await bench.firstStep("wang.min")
      for _ in 1...5 { _ = await refusal { try await bench.signIn("wang.min", "wrong") } }
      await refuses("account.locked") { try await bench.accounts.finishSignIn(step: locked, code: bench.code(secret)) }
      await refuses("account.code_step_expired") { try await bench.accounts.finishSignIn(step: locked, code: bench.code(secret)) }
      bench.time.advance(seconds: 900)
      let closed = try await bench.firstStep("wang.min")
      try await bench.accounts.deactivate(account.id, by: .program)
      await refuses("account.code_step_expired") { try await bench.accounts.finishSignIn(step: closed, code: bench.code(secret)) }
      for text in ["", "x", String(repeating: "A", count: 43)] {
        await refuses("account.code_step_expired") { try await bench.accounts.finishSignIn(step: text, code: "123456") }
      }
    }
  }

  @Test("a recovery code is good once, for its account only", arguments: Engine.allCases)
  func recovery(engine: Engine) async throws {
    try await Workbench.with(engine) { bench in
      let account = try await bench.officer("wang.min")
      let (_, recovery) = try await bench.enrol(bench.signIn("wang.min").session)
      _ = try await bench.officer("li.na")
      _ = try await bench.enrol(bench.signIn("li.na").session)
      await refuses("account.code_wrong") { try await bench.signIn("li.na", code: recovery[0]) }
      let typed = recovery[0].lowercased().replacing("-", with: " ")
      let issued = try await bench.signIn("wang.min", code: typed)
      await refuses("account.code_wrong") { try await bench.signIn("wang.min", code: recovery[0]) }
      #expect(try await bench.accounts.recoveryCodesLeft(issued.session) == 9)
      #expect(try await bench.bodies(Account.stream(account.id), "account.signed_in").last == #"{"means":"password+recovery_code"}"#)
      let renewed = try await bench.accounts.renewRecoveryCodes(issued.session)
      await refuses("account.code_wrong") { try await bench.signIn("wang.min", code: recovery[1]) }
      await succeeds { try await bench.signIn("wang.min", code: renewed[1]) }
    }
  }

  @Test("proof of identity is renewed with a code where there is a second factor")
  func elevation() async throws {
    try await Workbench.with { bench in
      _ = try await bench.officer("wang.min")
      let issued = try await bench.signIn("wang.min")
      let (secret, _) = try await bench.enrol(issued.session)
      bench.time.advance(seconds: 601)
      await refuses("account.code_needed") { try await bench.accounts.elevate(issued.id, password: Workbench.password) }
      await refuses("account.code_wrong") { try await bench.accounts.elevate(issued.id, code: "000000") }
      let second = try await bench.accounts.elevate(issued.id, code: bench.code(secret))
      #expect(bench.accounts.isElevated(second.session))
      await refuses("account.code_used") { try await bench.accounts.elevate(second.id, code: bench.code(secret)) }
    }
  }

  @Test("giving it up, and having it taken away", arguments: Engine.allCases)
  func disable(engine: Engine) async throws {
    try await Workbench.with(engine) { bench in
      let account = try await bench.officer("wang.min")
      let issued = try await bench.signIn("wang.min")
      await refuses("account.second_factor_absent") { try await bench.accounts.disableSecondFactor(issued.session) }
      _ = try await bench.enrol(issued.session)
      try await bench.accounts.disableSecondFactor(issued.session)
      #expect(try await bench.accounts.account(account.id).hasSecondFactor == false)
      try await bench.holds("recovery_codes", rows: 0)
      await succeeds { try await bench.signIn("wang.min") }
      _ = try await bench.enrol(issued.session)
      try await bench.accounts.resetSecondFactor(account.id, by: .program)
      await refuses("session.unknown") { try await bench.accounts.session(issued.id) }
      await succeeds { try await bench.signIn("wang.min") }
      await refuses("account.second_factor_absent") { try await bench.accounts.resetSecondFactor(account.id, by: .program) }
    }
  }

  @Test("roles that must have one can do nothing without")
  func required() async throws {
    try await Workbench.with(.sqlite, { $0.rolesWithSecondFactor = AccountSettings.recommendedRolesWithSecondFactor }) { bench in
      _ = try await bench.officer("wang.min")
      let issued = try await bench.signIn("wang.min")
      #expect(issued.session.restriction == .secondFactor && issued.session.role == nil)
      _ = try await bench.enrol(issued.session)
      let session = try await bench.accounts.session(issued.id)
      #expect(session.restriction == nil && session.role == .cityReviewer)
      await refuses("account.second_factor_required") { try await bench.accounts.disableSecondFactor(session) }
      _ = try await bench.officer("zhao.lei", .supervisor)
      #expect(try await bench.signIn("zhao.lei").session.restriction == nil)
    }
  }
}
