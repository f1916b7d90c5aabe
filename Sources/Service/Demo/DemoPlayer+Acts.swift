import Casework
import Diagnostics
import FundLedger
import Policy
import Values

extension DemoPlayer {
  /// Does one act.
  mutating func play(_ act: DemoScript.Act) async throws {
    switch act.verb {
    case "call", "appropriate": try await announce(act)
    case "draft", "fix", "submit", "withdraw", "promise", "account": try await applicant(act)
    case "take", "put_back", "read", "correct", "accept", "refuse", "send_back": try await review(act)
    case "notice", "plan", "object", "find", "escalate": try await publish(act)
    default: try await fund(act)
    }
  }

  func actor(_ act: DemoScript.Act) throws -> Actor {
    let login = try act.node.text("by")
    guard let actor = actors[login] else { throw act.node.problem(.unknownID, "nobody signs in as `\(login)`") }
    return actor
  }

  /// The ids of the cases that an act names.
  func chosen(_ act: DemoScript.Act) throws -> [String] { try act.object.list().map(id) }

  func id(_ node: DemoNode) throws -> String {
    let (name, _) = try claim(node)
    guard let id = ids[name] else { throw node.problem(.invalidValue, "the case `\(name)` has not been begun yet") }
    return id
  }

  private func announce(_ act: DemoScript.Act) async throws {
    let actor = try actor(act)
    if act.verb == "call" {
      let days = try ["opens", "closes"].map { key in
        try act.node.required(key).day().date(today: now.day, book.calendar)
      }
      _ = try await cases.announceCall(
        procedure: procedure.id, title: try act.object.text(), opens: days[0], closes: days[1], by: actor)
      return
    }
    let yearNode = try act.node.required("year")
    let year: Int =
      switch try yearNode.text() {
      case "this": now.day.year
      case "next": now.day.year + 1
      default: Int(try yearNode.integer())
      }
    _ = try await cases.appropriate(
      procedure: procedure.id, year: year, amount: try act.object.money(), reference: try act.node.text("reference"), by: actor)
  }

  private mutating func applicant(_ act: DemoScript.Act) async throws {
    let actor = try actor(act)
    for node in act.object.list() {
      let (name, claim) = try claim(node)
      if act.verb == "draft" {
        let company = try company(claim)
        ids[name] = try await cases.draft(
          measure: claim.measure, enterpriseName: company.name, content: try await content(name, claim), by: actor, evenIfOneExists: true
        ).id
        continue
      }
      let id = try id(node)
      switch act.verb {
      case "fix":
        let before = try await cases.read(case: id, by: actor).content
        _ = try await cases.save(try await changed(before, name, act), case: id, by: actor)
      case "submit": _ = try await cases.submit(case: id, isDeclared: true, insists: try act.node.flag("insists"), by: actor)
      case "withdraw": _ = try await cases.withdraw(case: id, reason: try act.node.optionalText("reason"), by: actor)
      case "account":
        let account = try act.node.required("bank_account")
        // The script plays people who have proved who they are.
        let proof = IdentityProof(account: actor.account, at: cases.time.now())
        _ = try await cases.changeAccount(
          BankAccount(holder: try company(claim).name, bank: try account.text("bank"), number: try account.text("number")), case: id,
          by: actor
        ) { proof }
      default:
        for kind in try act.node.required("papers").texts() {
          guard let paper = procedure.papers.first(where: { $0.id == kind }) else {
            throw act.node.problem(.unknownID, "there is no paper `\(kind)`")
          }
          _ = try await cases.keepPromise(try await self.paper(paper, of: name), case: id, by: actor)
        }
      }
    }
  }

  /// The content with what an act states anew.
  private func changed(_ content: Content, _ name: String, _ act: DemoScript.Act) async throws -> Content {
    var content = content
    let (_, claim) = try claim(act.object)
    if let node = act.node["facts"] {
      let facts = try facts([node], company(claim))
      for (key, value) in facts { content.facts[key] = value.compact }
    }
    for (key, _, value) in try act.node["particulars"]?.entries() ?? [] { content.particulars[key] = try value.text() }
    for kind in try act.node["papers"]?.texts() ?? [] {
      guard let paper = procedure.papers.first(where: { $0.id == kind }) else {
        throw act.node.problem(.unknownID, "there is no paper `\(kind)`")
      }
      content.papers.removeAll { $0.kind == kind }
      content.papers.append(try await self.paper(paper, of: name, edition: "2"))
    }
    return content
  }

  private func review(_ act: DemoScript.Act) async throws {
    let actor = try actor(act)
    let (reason, note) = (try act.node.optionalText("reason"), try act.node.optionalText("note"))
    for node in act.object.list() {
      let id = try id(node)
      switch act.verb {
      case "take": _ = try await cases.take(case: id, by: actor)
      case "put_back": _ = try await cases.putBack(case: id, by: actor)
      case "read": _ = try await cases.read(case: id, by: actor)
      case "correct":
        let items = try act.node.required("items").list().map { item in
          try item.allow(["field", "reason", "note"])
          return CaseState.Correction.Item(
            field: try item.text("field"), reason: try item.text("reason"), note: try item.optionalText("note"))
        }
        _ = try await cases.askCorrection(items, note: note, case: id, by: actor)
      case "accept":
        var promises: [String: CivilDate] = [:]
        for (paper, _, days) in try act.node["promises"]?.entries() ?? [] {
          promises[paper] = DemoDay.fromToday(Int(try days.integer())).date(today: time.now().day, book.calendar)
        }
        _ = try await cases.accept(
          case: id, granted: try act.node["granted"]?.money(), reason: reason, note: note, promises: promises, by: actor)
      case "refuse": _ = try await cases.refuse(case: id, reason: try act.node.text("reason"), note: try act.node.text("note"), by: actor)
      default: _ = try await cases.sendBack(case: id, reason: try act.node.text("reason"), note: try act.node.text("note"), by: actor)
      }
    }
  }
}
