public import Casework
import Values

extension CaseService {
  /// Begins a draft for a measure; where the enterprise has a draft for it already, that one is given, so that no second one appears.
  public func draft(
    measure: String, enterpriseName: String, content: Content, by actor: Actor, once: Once? = nil, evenIfOneExists: Bool = false
  ) async throws -> CaseState {
    guard let procedure = book.procedure(for: measure) else { throw Refusal.noSuchProcedure }
    return try await act(actor, once: once) { act in
      guard let enterprise = actor.enterprise, actor.role == .enterprise else { throw Refusal.notYourRole }
      try act.requireMember()
      if !evenIfOneExists,
        let row = try act.tx.first(
          "SELECT id FROM cases WHERE enterprise = $1 AND measure = $2 AND place = 'draft' ORDER BY id DESC LIMIT 1",
          [.text(enterprise), .text(measure)])
      {
        return try act.load(row.text(0))
      }
      _ = try Claims(book: act.book, answerers: act.service.answerers).stated(content.facts)
      try ContentCheck(procedure: procedure, measure: measure, day: act.day).require(content)
      let id = "\(act.day.year)-" + Numbers.padded(try act.number("case/\(act.day.year)"), to: 6)
      return try act.begin(
        .create(id: id, measure: measure, enterprise: enterprise, enterpriseName: enterpriseName, content: content),
        procedure: procedure.id, id: id)
    }
  }

  /// Keeps what was stated. With `version`, only if nobody else has changed the case since.
  public func save(_ content: Content, case id: String, version: Int64? = nil, by actor: Actor, once: Once? = nil) async throws -> CaseState
  {
    try await act(actor, once: once) { act in
      let state = try act.load(id)
      try act.requireMember()
      try act.expect(version, state)
      _ = try Claims(book: act.book, answerers: act.service.answerers).stated(content.facts)
      if content == state.content { return state }
      try act.keepAccount(content, state)
      try act.check(content, state)
      return try act.command(.save(content), on: state)
    }
  }

  /// Hands in a draft, or a correction, with the declaration of truth (第十五条).
  public func submit(
    case id: String, isDeclared: Bool, insists: Bool = false, version: Int64? = nil, by actor: Actor, once: Once? = nil
  ) async throws -> CaseState {
    try await act(actor, once: once) { act in
      let state = try act.load(id)
      try act.requireMember(.owner)
      try act.expect(version, state)
      let procedure = try act.procedure(state.procedure)
      let claims = Claims(book: act.book, answerers: act.service.answerers)
      let (decision, _, record) = try claims.decide(state, procedure, asOf: act.day, in: act.tx)
      try Claims.keep(record, sha256: decision.recordSHA256, in: act.tx)
      let place = state.content.facts[procedure.routing.fact].map { $0.replacing("\"", with: "") }
      let sha256 = Digest.sha256([id, act.moment.text, try JSONBody.text(state.content)].joined(separator: "\n"))
      let number =
        try state.receipt?.number ?? "HQ" + act.day.description.replacing("-", with: "") + "-"
        + Numbers.padded(try act.number("receipt/\(act.day)"), to: 5)
      let receipt = CaseState.Receipt(number: number, at: act.moment.text, sha256: sha256)
      return try act.command(
        .submit(.init(isDeclared: isDeclared, insists: insists, place: place, decision: decision, receipt: receipt)), on: state)
    }
  }

  /// Takes a claim back; what was kept for it in the fund and the limits becomes free. Once it was handed in, an owner of the team does it.
  public func withdraw(case id: String, reason: String?, by actor: Actor, once: Once? = nil) async throws -> CaseState {
    try await act(actor, once: once) { act in
      let state = try act.load(id)
      // Who fills a draft may give it up; what was handed in is an owner's to take back.
      try act.requireMember(state.position == .draft ? .filler : .owner)
      let after = try act.command(.withdraw(reason: reason), on: state)
      try act.letGo(state)
      return after
    }
  }

  /// Hands in a paper that was promised for later (容缺).
  public func keepPromise(_ file: PaperFile, case id: String, by actor: Actor, once: Once? = nil) async throws -> CaseState {
    try await act(actor, once: once) { act in
      let state = try act.load(id)
      try act.requireMember()
      var content = state.content
      content.papers.append(file)
      try act.check(content, state)
      return try act.command(.keepPromise(file), on: state)
    }
  }
}

extension Act {
  /// Refuses whoever is no member of a team; and, where the act is an owner's, whoever only fills forms (经办人填写，负责人提交). That the
  /// account still acts for its enterprise was read when the act began (`requireStanding`).
  func requireMember(_ least: MemberRole = .filler) throws {
    guard actor.role == .enterprise,
      let role = try tx.first("SELECT member_role FROM accounts WHERE id = $1", [.text(actor.account)])?.optionalText(0)
        .flatMap(MemberRole.init(rawValue:))
    else { throw Refusal(.notYours, case: nil) }
    if least == .owner, role != .owner { throw Refusal.notOwner }
  }

  /// Refuses another account among changed content once a claim was handed in: it is changed by `changeAccount`, with a proof of identity.
  func keepAccount(_ content: Content, _ state: CaseState) throws {
    if state.position != .draft, content.bank != state.content.bank { throw Refusal.accountNeedsProof }
  }

  /// Refuses what goes beyond the limits of a claim.
  func check(_ content: Content, _ state: CaseState) throws {
    try ContentCheck(procedure: try procedure(state.procedure), measure: state.measure, day: day).require(
      content, insteadOf: state.content)
  }

  /// Refuses if somebody else has changed the case since it was read.
  func expect(_ version: Int64?, _ state: CaseState) throws {
    if let version, version != state.version { throw Refusal.caseChanged }
  }
}

extension Refusal {
  static let caseChanged = Refusal(
    code: "case.changed", message: Bilingual(zh: "办件刚刚被修改过，请刷新后再试。", en: "The case was changed meanwhile; reload and try again."),
    status: .conflict)
}

/// Numbers as texts of one length.
enum Numbers {
  static func padded(_ number: Int64, to length: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, length - text.count)) + text
  }
}
