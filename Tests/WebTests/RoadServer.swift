import Casework
import Foundation
import TestAccounts
import Testing
import Values

@testable import Web

/// Serves claims at every stage of the money road while `HUIQI_ROAD_PORT` is set, to look at it in a browser; otherwise there is nothing to do.
struct RoadServer {
  @Test("the road is served where somebody asks for it", .enabled(if: ProcessInfo.processInfo.environment["HUIQI_ROAD_PORT"] != nil))
  func serve() async throws {
    let port = Int(ProcessInfo.processInfo.environment["HUIQI_ROAD_PORT"] ?? "") ?? 8130
    try await FundRoad.with { road in
      let (ids, batch) = try await road.ordered(4)
      _ = try await road.cases.takeBankResults(
        [
          BankResult(line: 1, amount: batch.lines[0].amount, outcome: .paid(reference: "YS2026010500017")),
          BankResult(line: 2, amount: batch.lines[1].amount, outcome: .returned(reason: "账号与户名不符")),
        ], batch: batch.id, by: FundRoad.payer)
      // A second round: handed in again, one on notice with an objection, one under review.
      var again: [String] = []
      for number in 5...9 {
        try await road.services.enrol([FundRoad.owner(number)])
        let draft = try await road.cases.draft(
          measure: FundRoad.measure, enterpriseName: FundRoad.name(number), content: FundRoad.content(number, bank: "99000000000000077"),
          by: FundRoad.owner(number))
        _ = try await road.cases.submit(case: draft.id, isDeclared: true, by: FundRoad.owner(number))
        again.append(draft.id)
      }
      _ = try await road.cases.appropriate(
        procedure: FundRoad.procedure, year: 2027, amount: Money(minor: 20_000_000), reference: "演财预〔2026〕1号", by: FundRoad.finance)
      for id in again.prefix(3) { _ = try await road.cases.accept(case: id, granted: nil, by: FundRoad.district) }
      _ = try await road.cases.proposePlan(procedure: FundRoad.procedure, cases: Array(again.prefix(3)), by: FundRoad.district)
      for id in again.prefix(3) { _ = try await road.cases.accept(case: id, granted: nil, by: FundRoad.city) }
      try road.set("2026-02-10T02:00:00.000Z")
      let notice = try await road.cases.openNotice(procedure: FundRoad.procedure, cases: Array(again.prefix(3)), by: FundRoad.city2)
      try road.set("2026-02-13T02:00:00.000Z")
      let objection = try await road.cases.object(
        notice: notice.id, caseID: again[0],
        objector: .init(kind: .person, name: "示例甲", identity: "440700190001010009", contact: "13800000000"),
        text: "演示异议", papers: [])
      var lines: [String] = []
      for role in Role.allCases {
        lines.append("session \(role.rawValue) huiqi_session=" + road.test.frame.signer.sign(TestIdentities.session(role), for: .session))
      }
      lines.append("objection \(objection.id) \(road.cases.code(of: objection)) \(ids[0]) \(notice.id)")
      // What a test prints is held back until it ends.
      try lines.joined(separator: "\n").write(toFile: road.folder + "/../huiqi-road.txt", atomically: true, encoding: .utf8)
      var site = HuiqiSite.site(road.desk)
      site.identities = FundRoad.People(office: "pengjiang")
      let served = try TestFrame(site, rates: [:]) { $0.port = port }
      try await WebServer(served.frame).run()
    }
  }
}
