import TestDatabases
import Testing

@testable import Storage

/// Figures to read, not to assert: how fast durable writes are.
struct DurableWriteMeasurement {
  @Test("durable appends a second, 64 writers", arguments: Engine.allCases)
  func appends(engine: Engine) async throws {
    let (writers, each) = (64, 20)
    try await TestDatabase.with(engine) { database in
      let clock = ContinuousClock()
      let time = try await clock.measure {
        try await withThrowingTaskGroup(of: Void.self) { group in
          for writer in 0..<writers {
            group.addTask {
              for index in 0..<each {
                let event = NewEvent(stream: "case/\(writer)", type: "case.noted", body: "{\"n\":\(index)}")
                try await database.write { _ = try EventLog.append([event], by: "a", role: "r", at: EventLogTests.at, in: $0) }
              }
            }
          }
          try await group.waitForAll()
        }
      }
      let milliseconds = Int(time / .milliseconds(1))
      print("measured: \(engine.rawValue): \(writers * each) durable appends in \(milliseconds) ms")
      let verdict = try await EventLogTests.verdict(database)
      #expect(verdict.isIntact(Int64(writers * each)))
    }
  }
}
