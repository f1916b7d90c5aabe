import Casework
import Foundation
import FundLedger
import Storage
import TestSupport
import Testing
import Values

@testable import Service

/// Acts at random, by anybody, on anything: each is done or refused by name, and the books agree all the while.
struct RoadWanderTests {
  @Test("whatever people try, log, rows, book, limits and counts agree", arguments: Engine.allCases, [UInt64(1), 2, 3, 4])
  func wander(_ engine: Engine, seed: UInt64) async throws {
    try await Town.with(engine) { town in
      var wanderer = Wanderer(town, seed)
      try await town.open(money_cny: 100_000)
      try await town.fundDistrict(4_000)
      // What is noticed in the new year is paid by the year after.
      _ = try await town.cases.appropriate(procedure: Town.procedure, year: 2027, amount: .cny(100_000), reference: "演示", by: .finance)
      for step in 1...360 {
        await wanderer.step()
        if step.isMultiple(of: 30) { try await town.audit() }
      }
      #expect(wanderer.strange == [])
      // A walk that is refused everywhere would prove nothing.
      #expect(wanderer.done.count >= 14, "\(wanderer.done)")
      let before = try await town.tables()
      try await town.services.projections.rebuild(town.services.database)
      let after = try await town.tables()
      for (name, rows) in before {
        let (missing, extra) = (Set(rows).subtracting(after[name] ?? []), Set(after[name] ?? []).subtracting(rows))
        #expect(missing.isEmpty && extra.isEmpty, "\(name): \(Wanderer.difference(missing, extra))")
      }
    }
  }
}

/// Somebody who tries things.
struct Wanderer {
  let town: Town
  private var chance: SeededGenerator
  private var day: CivilDate
  private var ids: [String] = []
  private var notices: [Notice] = []
  private var batches: [PaymentBatch] = []
  private var objections: [Objection] = []
  /// How often each act was done.
  private(set) var done: [String: Int] = [:]
  /// What was neither done nor refused.
  private(set) var strange: [String] = []

  /// Where two rows part, for people.
  static func difference(_ missing: Set<String>, _ extra: Set<String>) -> String {
    let (first, second) = (missing.sorted().first ?? "", extra.sorted().first ?? "")
    let common = first.commonPrefix(with: second).count
    return "…\(first.dropFirst(max(0, common - 60)).prefix(200)) became …\(second.dropFirst(max(0, common - 60)).prefix(200))"
  }

  init(_ town: Town, _ seed: UInt64) {
    self.town = town
    chance = SeededGenerator(seed: seed)
    day = town.time.now().day
  }

  private mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &chance) }

  /// One act, mostly by somebody who might do it.
  mutating func step() async {
    let cases = town.cases
    let id = ids.isEmpty ? "2025-000001" : ids[below(ids.count)]
    let state = ids.isEmpty ? nil : try? await town.state(id)
    let stranger = below(12) == 0
    let procedure = Town.procedure
    switch (below(100), state?.position) {
    case (0..<12, _) where ids.count < 12, (_, nil):
      let measure = [Town.exhibition, Town.creditReports, Town.insurance][below(3)]
      let actor = below(3) == 0 ? Actor.rival : .owner
      let name = "示例展\(below(4))"
      let fee = ["140", "4000", "12000", "20000"][below(4)]
      if let made = await attempt(
        "submit",
        { [town] in
          let content =
            switch measure {
            case Town.exhibition: try town.exhibition(name, of: actor)
            case Town.creditReports: try town.creditReports(fee_cny: fee, of: actor)
            default: try town.premium(fee + ".37", of: actor)
            }
          return try await town.submitted(measure, content, by: actor)
        })
      {
        ids.append(made.id)
      }
    case (12..<20, _):
      guard let next = day.adding(days: [1, 1, 2, 3, 9, 50][below(6)]), next.year < 2027 else { return }
      day = next
      await attempt("wake") { [town, day] in
        try town.until(day.description)
        let (_, failed) = try await town.cases.tick()
        return failed.map(\.id)
      }.map { failed in if !failed.isEmpty { strange.append("tick failed for \(failed)") } }
    case (20..<22, _):
      let owner = state?.enterprise == Actor.rival.enterprise ? Actor.rival : .owner
      await attempt("withdraw") { try await cases.withdraw(case: id, reason: nil, by: stranger ? .first : owner) }
    case (22..<24, _):
      await attempt("recover") { try await cases.demandRecovery(case: id, finding: "演示", by: .city) }
    case (24..<27, _):
      await attempt("receive") { try await cases.receiveRecovery(case: id, amount: .cny(50), reference: "R", by: .city) }
    case (27..<28, _):
      let actor: Actor = below(2) == 0 ? .finance : stranger ? .otherPayer : .payer
      await attempt("appropriate") {
        try await cases.appropriate(procedure: procedure, year: 2027, amount: .cny(2_000), reference: "演示", by: actor)
      }
    case (28..<31, _): await undo(id, stranger, state)
    case (_, .at(let step, let phase)): await work(step, phase, id, stranger, state, procedure)
    default: break
    }
  }

  /// What undoes something done before.
  private mutating func undo(_ id: String, _ stranger: Bool, _ state: CaseState?) async {
    let cases = town.cases
    switch below(5) {
    case 0: await attempt("stop") { try await cases.stop(case: id, reason: "fraud", note: "演示", by: stranger ? .planner : .city) }
    case 1: await attempt("withdraw demand") { try await cases.withdrawDemand(case: id, reason: "演示", by: stranger ? .finance : .city) }
    case 2: await attempt("hand on") { try await cases.returnToTreasury(case: id, amount: .cny(50), reference: "H", by: .finance) }
    case 3:
      guard let batch = batches.last(where: { $0.id == state?.batch }), let line = batch.lines.firstIndex(where: { $0.caseID == id }) else {
        return
      }
      await attempt("late return") {
        try await cases.takeLateReturn(
          batch: batch.id, line: line + 1, amount: batch.lines[line].amount, reason: "演示", by: stranger ? .otherPayer : .payer)
      }
    default:
      await attempt("reduce") {
        try await cases.reduceAppropriation(procedure: Town.procedure, year: 2026, amount: .cny(500), reference: "演示", by: .finance)
      }
    }
  }

  private mutating func work(
    _ step: String, _ phase: CaseState.Phase, _ id: String, _ stranger: Bool, _ state: CaseState?, _ procedure: String
  ) async {
    let cases = town.cases
    let owner = state?.enterprise == Actor.rival.enterprise ? Actor.rival : .owner
    let lower = below(3) == 0 ? state?.decision?.amount.map { Money(minor: $0.minor / 2) } : nil
    let some = Array(Set(ids.shuffled(using: &chance).prefix(below(3)) + [id]))
    switch (step, phase) {
    case ("first_review", .correcting):
      await attempt("correct") { try await cases.submit(case: id, isDeclared: true, by: stranger ? .first : owner) }
    case ("first_review", _), ("second_review", _):
      let isFirst = step == "first_review"
      let reviewer: Actor = stranger ? .elsewhere : isFirst ? .first : .city
      switch below(8) {
      case 0: await attempt("take") { try await cases.take(case: id, by: reviewer) }
      case 1:
        let item = CaseState.Correction.Item(field: "bank", reason: "incorrect", note: nil)
        await attempt("ask") { try await cases.askCorrection([item], note: nil, case: id, by: reviewer) }
      case 2 where below(3) == 0:
        await attempt("refuse") { try await cases.refuse(case: id, reason: "duplicate", note: "演示", by: reviewer) }
      case 3: await attempt("send back") { try await cases.sendBack(case: id, reason: "check_again", note: "演示", by: reviewer) }
      default:
        await attempt("accept") {
          try await cases.accept(case: id, granted: lower, reason: lower.map { _ in "lower_budget" }, by: reviewer)
        }
      }
    case ("district_plan", _) where below(8) == 0:
      await attempt("plan back") {
        try await cases.sendBack(case: id, reason: "limit_used", note: "演示", by: stranger ? .elsewhere : .planner)
      }
    case ("district_plan", _):
      await attempt("preview") { try await cases.previewPlan(procedure: procedure, cases: some, by: .planner) }
      await attempt("plan") { try await cases.proposePlan(procedure: procedure, cases: stranger ? some : [id], by: .planner) }
    case ("notice", .open):
      let chosen = stranger ? some : [id]
      if let notice = await attempt("notice", { try await cases.openNotice(procedure: procedure, cases: chosen, by: .city2) }) {
        notices.append(notice)
      }
    case ("notice", _):
      if let notice = notices.last(where: { $0.lines.contains { $0.caseID == id } }), below(2) == 0 {
        if let made = await attempt("object", { [town] in try await town.object(to: notice, id) }) { objections.append(made) }
      } else if let objection = objections.last(where: { $0.caseID == id }) {
        if below(4) == 0 {
          await attempt("escalate") { try await cases.escalate(objection: objection.id, code: cases.code(of: objection)) }
        }
        let result: Objection.Finding.Result = [.stands, .stands, .lowered, .lowered, .refused][below(5)]
        let sum = (state?.granted).map { Money(minor: $0.minor * Int64(1 + below(3)) / 3) }
        let settler: Actor = below(2) == 0 ? .planner : .city3
        await attempt("find") { try await cases.find(objection: objection.id, result: result, sum: sum, reason: "演示", by: settler) }
      }
    case ("budget", _): await attempt("budget") { try await cases.budget(procedure: procedure, cases: stranger ? some : [id], by: .city) }
    case ("release", _):
      await attempt("release") { try await cases.release(procedure: procedure, cases: stranger ? some : [id], by: .finance) }
    case ("payment", .open):
      if let batch = await attempt(
        "order", { try await cases.orderPayments(procedure: procedure, cases: stranger ? some : [id], by: .payer) })
      {
        batches.append(batch)
      }
    case ("payment", .running):
      guard let batch = batches.last(where: { $0.id == state?.batch }), let line = batch.lines.firstIndex(where: { $0.caseID == id }) else {
        return
      }
      let result = BankResult(
        line: line + 1, amount: batch.lines[line].amount, outcome: below(3) == 0 ? .returned(reason: "演示") : .paid(reference: "B"))
      await attempt("bank") { try await cases.takeBankResults([result], batch: batch.id, by: stranger ? .otherPayer : .payer) }
    case ("payment", _):
      let account = BankAccount(holder: owner.name, bank: "示例银行", number: "620000000000000\(below(10))")
      let proof = owner.proof(at: town.time)
      await attempt("account") { try await cases.changeAccount(account, case: id, by: owner) { proof } }
    default: await attempt("report") { try await cases.report(procedure: procedure, cases: [id], text: "演示", by: .first) }
    }
  }

  @discardableResult
  private mutating func attempt<T: Sendable>(_ name: String, _ act: @Sendable () async throws -> T) async -> T? {
    do {
      let value = try await act()
      done[name, default: 0] += 1
      return value
    } catch is Refusal {
      return nil
    } catch {
      strange.append("\(name): \(error)")
      return nil
    }
  }
}
