import Casework
import Foundation
import Logging
import Storage
import Testing
import Values

@testable import Service
@testable import Web

/// What time should have done and could not is named where people look.
struct DueActsTests {
  @Test("a notice that can't be closed is named in the log, counted in the metrics and listed for supervisors; others close")
  func stuck() async throws {
    try await FundRoad.with { road in
      let (_, notice) = try await road.noticed(1)
      try await road.services.database.write { tx in
        try tx.execute("UPDATE notices SET body = 'broken' WHERE id = $1", [.text(notice.id)])
      }
      try road.set("2025-12-15T02:00:00.000Z")
      let acts = road.desk.dueActs
      try await acts.round(road.cases, road.test.frame.logger)
      #expect(acts.failed == [notice.id])
      #expect(road.test.logged.all.contains { $0.contains("\"due_act\":\"\(notice.id)\"") })
      #expect(acts.gauges.first { $0.name == "huiqi_due_acts_failed" }?.value == 1)
      let page = try await road.test.send(.get, "/oversight", session: .supervisor).text
      let list = try #require(page.components(separatedBy: "到期后系统未能自动办理").last)
      #expect(list.contains("href=\"/notices/\(notice.id)\""))
    }
  }
}
