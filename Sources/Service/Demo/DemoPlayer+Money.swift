import Casework
import Diagnostics
import Values

extension DemoPlayer {
  /// Plans, notices and objections.
  mutating func publish(_ act: DemoScript.Act) async throws {
    switch act.verb {
    case "plan": _ = try await cases.proposePlan(procedure: procedure.id, cases: try chosen(act), by: try actor(act))
    case "notice": _ = try await cases.openNotice(procedure: procedure.id, cases: try chosen(act), by: try actor(act))
    case "object":
      let (name, _) = try claim(act.object)
      let id = try id(act.object)
      let objector = try act.node.required("objector")
      try objector.allow(["kind", "name", "identity", "contact"])
      guard let kind = Objection.Objector.Kind(rawValue: try objector.text("kind")) else {
        throw objector.problem(.invalidValue, "an objector is a `person` or an `organisation`")
      }
      guard let notice = try await notice(of: id) else { throw act.node.problem(.invalidValue, "the case is on no notice") }
      var papers: [PaperFile] = []
      if kind == .organisation {
        let bytes = DemoPapers.pdf(["DEMONSTRATION PAPER - FICTIONAL, PROVES NOTHING", "objection to \(name)"])
        let stored = try await services.files.put(bytes, limit_bytes: 1 << 20)
        papers.append(
          PaperFile(
            kind: "objection", name: "盖章材料.pdf", sha256: stored.sha256, size_bytes: stored.size_bytes, mediaType: stored.kind.mediaType))
      }
      objections[name] = try await cases.object(
        notice: notice, caseID: id,
        objector: .init(
          kind: kind, name: try objector.text("name"), identity: try objector.text("identity"), contact: try objector.text("contact")),
        text: try act.node.text("text"), papers: papers)
    default:
      let (name, _) = try claim(act.object)
      guard let objection = objections[name] else { throw act.node.problem(.invalidValue, "nobody has objected to `\(name)`") }
      if act.verb == "escalate" {
        objections[name] = try await cases.escalate(objection: objection.id, code: cases.code(of: objection))
        return
      }
      let result = try act.node.required("result")
      guard let finding = Objection.Finding.Result(rawValue: try result.text()) else {
        throw result.problem(.invalidValue, "a finding is `stands`, `lowered` or `refused`")
      }
      objections[name] = try await cases.find(
        objection: objection.id, result: finding, sum: try act.node["granted"]?.money(), reason: try act.node.text("reason"),
        by: try actor(act))
    }
  }

  private func notice(of id: String) async throws -> String? {
    try await services.database.read { tx in try CaseStore.load(id, in: tx)?.notice }
  }

  /// Budget, release, payment, report and recovery.
  func fund(_ act: DemoScript.Act) async throws {
    let actor = try actor(act)
    switch act.verb {
    case "budget": _ = try await cases.budget(procedure: procedure.id, cases: try chosen(act), by: actor)
    case "release": _ = try await cases.release(procedure: procedure.id, cases: try chosen(act), by: actor)
    case "order": _ = try await cases.orderPayments(procedure: procedure.id, cases: try chosen(act), by: actor)
    case "bank": try await bank(act, actor)
    case "report":
      _ = try await cases.report(procedure: procedure.id, cases: try chosen(act), text: try act.node.text("text"), by: actor)
    case "demand": _ = try await cases.demandRecovery(case: try id(act.object), finding: try act.node.text("text"), by: actor)
    case "receive":
      _ = try await cases.receiveRecovery(
        case: try id(act.object), amount: try act.node.required("amount").money(), reference: try act.node.text("reference"), by: actor)
    default: throw act.node.problem(.unknownKey, "`\(act.verb)` is nothing that happens to claims")
    }
  }

  /// What the bank says about cases of one batch: those with a reason came back, the others were paid.
  private func bank(_ act: DemoScript.Act, _ actor: Actor) async throws {
    var results: [BankResult] = []
    var batchID: String?
    for (_, key, value) in try act.object.entries() {
      let id = try id(key)
      let found = try await services.database.read { tx in try CaseStore.load(id, in: tx)?.batch.flatMap { try BatchStore.load($0, in: tx) }
      }
      guard let batch = found, let line = batch.lines.firstIndex(where: { $0.caseID == id }) else {
        throw key.problem(.invalidValue, "the case is in no payment batch")
      }
      batchID = batch.id
      let says = try value.text()
      results.append(
        BankResult(
          line: line + 1, amount: batch.lines[line].amount,
          outcome: says == "paid" ? .paid(reference: "YS\(batch.id)-\(line + 1)") : .returned(reason: says)))
    }
    guard let batchID else { throw Refusal.emptySelection }
    _ = try await cases.takeBankResults(results, batch: batchID, by: actor)
  }
}
