import Casework
import Storage
import Testing
import Values

@testable import Service

/// What becomes of a line that somebody objects to.
struct RoadObjectionTests {
  private static let second = Actor.second

  @Test("the code of an objection can't be worked out from what was written", arguments: Engine.allCases)
  func codes(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      try await town.open()
      let (state, notice) = try await town.noticed()
      let (first, second) = (
        try await town.object(to: notice, state.id), try await town.object(to: notice, state.id, by: Town.resident(1))
      )
      let code = town.cases.code(of: first)
      #expect(code.count == 19 && code != town.cases.code(of: second))
      #expect(ObjectionCodes(ServerKeys(master: Array(1...32))).code(of: first.id) != code)
      let readable = Digest.code(["objection", first.id, first.objector.identity, first.objector.contact, first.text])
      await refuses("objection.not_found") { try await town.cases.objection(first.id, code: readable) }
      await refuses("objection.not_found") { try await town.cases.escalate(objection: first.id, code: readable) }
      await refuses("objection.not_found") { try await town.cases.objection(first.id, code: town.cases.code(of: second)) }
      #expect(try await town.cases.objection(first.id, code: code) == first)
    }
  }

  @Test("a finding nobody takes further takes effect when the time to do so has passed, and not a day later", arguments: Engine.allCases)
  func takesEffect(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      try await town.open()
      let (state, notice) = try await town.noticed()
      let objection = try await town.object(to: notice, state.id)
      try town.until("2025-09-03")
      _ = try await town.cases.find(objection: objection.id, result: .stands, sum: nil, reason: "属实。", by: .planner)
      // Found on 3 September: the fifth working day is the tenth, at whose end the finding takes effect.
      #expect(try await town.wake(on: "2025-09-09") == 1)  // the notice closed on the eighth
      #expect(try await town.wake(on: "2025-09-10") == 0)
      #expect(try await town.place(state.id) == "notice/running")
      #expect(try await town.wake(on: "2025-09-11") == 1)
      #expect(try await town.place(state.id) == "budget/open")
      await refuses("objection.wrong_state") {
        try await town.cases.escalate(objection: objection.id, code: town.cases.code(of: objection))
      }
      try await town.audit()
    }
  }

  @Test("a lowered sum sets the difference free, in the fund and in the limit", arguments: Engine.allCases)
  func lowered(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      try await town.open()
      let (state, notice) = try await town.noticed()
      let objection = try await town.object(to: notice, state.id)
      _ = try await town.cases.find(objection: objection.id, result: .lowered, sum: .cny(15_000), reason: "一个展位。", by: .planner)
      try await town.wake(on: "2025-09-20")
      let after = try await town.state(state.id)
      #expect(after.granted == .cny(15_000) && CaseRow.place(after) == "budget/open")
      #expect(try await town.balances() == ["treasury": -1_000_000, "available": 985_000, "committed": 15_000])
      try await town.audit()
    }
  }

  @Test("a refused line is out of fund and limit; the others go on", arguments: Engine.allCases)
  func refused(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      try await town.open()
      let ids = [try await town.reviewed().id, try await town.reviewed(Town.creditReports).id]
      let notice = try await town.cases.openNotice(procedure: Town.procedure, cases: ids, by: .city)
      let objection = try await town.object(to: notice, ids[0])
      _ = try await town.cases.find(objection: objection.id, result: .refused, sum: nil, reason: "未实际参展。", by: .planner)
      try await town.wake(on: "2025-09-20")
      #expect(try await town.place(ids[0]) == "refused")
      #expect(try await town.place(ids[1]) == "budget/open")
      #expect(try await town.balances() == ["treasury": -1_000_000, "available": 994_000, "committed": 6_000])
      try await town.audit()
    }
  }

  @Test("of two objections to one line the lower sum holds, whichever takes effect last", arguments: Engine.allCases, [false, true])
  func twoObjections(_ engine: Engine, isLowerFirst: Bool) async throws {
    try await Town.with(engine) { town in
      try await town.open()
      let (state, notice) = try await town.noticed()
      let objections = [
        try await town.object(to: notice, state.id, "甲"), try await town.object(to: notice, state.id, "乙", by: Town.resident(1)),
      ]
      let sums: [Money] = isLowerFirst ? [.cny(10_000), .cny(25_000)] : [.cny(25_000), .cny(10_000)]
      for (objection, sum) in zip(objections, sums) {
        _ = try await town.cases.find(objection: objection.id, result: .lowered, sum: sum, reason: "核减。", by: .planner)
      }
      try await town.wake(on: "2025-09-20")
      let after = try await town.state(state.id)
      #expect(after.granted == .cny(10_000) && CaseRow.place(after) == "budget/open" && after.disputes == [])
      try await town.audit()
    }
  }

  @Test("an objection to a line already refused ends without touching the money", arguments: Engine.allCases)
  func afterRefusal(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      try await town.open()
      let (state, notice) = try await town.noticed()
      let one = try await town.object(to: notice, state.id, "甲")
      let two = try await town.object(to: notice, state.id, "乙", by: Town.resident(1))
      _ = try await town.cases.find(objection: one.id, result: .refused, sum: nil, reason: "不实。", by: .planner)
      _ = try await town.cases.find(objection: two.id, result: .lowered, sum: .cny(20_000), reason: "核减。", by: .planner)
      try await town.wake(on: "2025-09-20")
      #expect(try await town.place(state.id) == "refused")
      let closed = try await town.cases.objections(.init(caseID: state.id), by: .supervisor).items.map(\.objection)
      #expect(closed.map(\.isClosed) == [true, true])
      #expect(try await town.balances() == ["treasury": -1_000_000, "available": 1_000_000])
      try await town.audit()
    }
  }

  @Test("nobody but the objector sees the objection, and the settling office settles it")
  func whoSees() async throws {
    try await Town.with(.sqlite) { town in
      try await town.open()
      let (state, notice) = try await town.noticed()
      let objection = try await town.object(to: notice, state.id)
      #expect(try await town.cases.objection(objection.id, code: town.cases.code(of: objection).lowercased()) == objection)
      await refuses("objection.not_found") { try await town.cases.objection(objection.id, code: "0000-0000-0000-0000") }
      await refuses("case.not_your_role") { try await town.cases.objections(by: .owner) }
      #expect(try await town.cases.objections(by: .elsewhere).items.isEmpty)
      #expect(try await town.cases.objections(by: .planner).items.map(\.objection) == [objection])
      await refuses("objection.not_your_role") {
        try await town.cases.find(objection: objection.id, result: .stands, sum: nil, reason: "属实。", by: .elsewhere)
      }
      await refuses("objection.not_your_role") {
        try await town.cases.find(objection: objection.id, result: .stands, sum: nil, reason: "属实。", by: .city2)
      }
      await refuses("objection.notice_closed") {
        try town.until("2025-09-09")
        return try await town.object(to: notice, state.id)
      }
      await refuses("objection.no_such_line") {
        try town.until("2025-09-08")
        return try await town.object(to: notice, "2025-000999")
      }
    }
  }

  @Test("nobody holds one line up twice, nor a notice without end, and only by a number that can be one", arguments: Engine.allCases)
  func room(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      try await town.open()
      let (state, notice) = try await town.noticed()
      let invented = Objection.Objector(kind: .person, name: "演示居民", identity: "440700199001010001", contact: "0750-0000000")
      await refuses("objection.identity_malformed") { try await town.object(to: notice, state.id, by: invented) }
      let typed = Objection.Objector(
        kind: .person, name: "演示居民", identity: " 4407001990 0101000x", contact: "0750-0000000")
      let objection = try await town.object(to: notice, state.id, by: typed)
      #expect(objection.objector.identity == Town.neighbour.identity)
      await refuses("objection.already_open") { try await town.object(to: notice, state.id, "再次提出") }
      await succeeds { try await town.object(to: notice, state.id, by: Town.resident(1)) }
      // Found, it can still be taken further: it is open until that time is over.
      _ = try await town.cases.find(objection: objection.id, result: .stands, sum: nil, reason: "属实。", by: .planner)
      await refuses("objection.already_open") { try await town.object(to: notice, state.id) }
    }
  }

  @Test("one person has ten open objections to a notice, and no more")
  func many() async throws {
    try await Town.with(.sqlite) { town in
      try await town.open()
      var ids: [String] = []
      for number in 0...CaseService.openObjections {
        let fee = try town.creditReports(fee_cny: String(1000 + number * 10))
        ids.append(try await town.reviewed(Town.creditReports, fee).id)
      }
      let notice = try await town.cases.openNotice(procedure: Town.procedure, cases: ids, by: .city)
      for id in ids.dropLast() { _ = try await town.object(to: notice, id) }
      let last = try #require(ids.last)
      await refuses("objection.too_many_open") { try await town.object(to: notice, last) }
      await succeeds { try await town.object(to: notice, last, by: Town.resident(2)) }
    }
  }
}
