import Logging
import Service
import Synchronization

/// What time does by itself, as seen by those who watch: which things failed in the last round, and how long ago that was.
final class DueActs: Sendable {
  private struct Round {
    var failed: [String] = []
    var at = ContinuousClock.now
  }

  private let last = Mutex(Round())

  /// The notices, objections and drafts whose due act failed in the last round; each is tried again in the next.
  var failed: [String] { last.withLock { $0.failed } }

  /// Does one round, names in the log what failed, and keeps it for those who look.
  func round(_ cases: CaseService, _ logger: Logger) async throws {
    let failed = try await cases.tick().failed
    for one in failed { logger.error("a due act failed", metadata: ["due_act": "\(one.id)", "error": "\(one.error)"]) }
    last.withLock { $0 = Round(failed: failed.map(\.id)) }
  }

  /// For the metrics: how many failed, and the seconds since a round went to its end, which grow while none does.
  var gauges: [Metrics.Gauge] {
    let round = last.withLock { $0 }
    return [
      .init(name: "huiqi_due_acts_failed", help: "Due acts that failed in the last round.", value: Int64(round.failed.count)),
      .init(
        name: "huiqi_due_acts_age_seconds", help: "Time since the last round of due acts.",
        value: (ContinuousClock.now - round.at).components.seconds),
    ]
  }
}
