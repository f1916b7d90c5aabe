import Synchronization

/// Counts of what the server does, in the text format that Prometheus reads. Labels are routes, methods and classes of status: nothing of a person.
final class Metrics: Sendable {
  /// A figure asked for when somebody reads the metrics, such as the age of an outbox.
  struct Gauge: Sendable {
    let name: String
    let help: String
    let value: Int64
  }

  private struct Key: Hashable {
    let method: String
    let route: String
  }

  private struct Counts {
    var byClass = [Int64](repeating: 0, count: 6)
    var buckets = [Int64](repeating: 0, count: Metrics.bounds_us.count)
    var sum_us: Int64 = 0
    var count: Int64 = 0
  }

  private static let bounds_us: [Int64] = [
    500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 2_500_000, 10_000_000,
  ]

  private let counts = Mutex<[Key: Counts]>([:])
  private let inFlight = Atomic<Int64>(0)

  /// A request begins.
  func began() { inFlight.add(1, ordering: .relaxed) }

  /// A request is answered.
  func ended(method: String, route: String, status: Int, duration_us: Int64) {
    inFlight.subtract(1, ordering: .relaxed)
    counts.withLock { counts in
      var entry = counts[Key(method: method, route: route)] ?? Counts()
      entry.byClass[min(max(status / 100, 0), 5)] += 1
      if let bucket = Self.bounds_us.firstIndex(where: { duration_us <= $0 }) { entry.buckets[bucket] += 1 }
      entry.sum_us += duration_us
      entry.count += 1
      counts[Key(method: method, route: route)] = entry
    }
  }

  /// How many requests are being answered now.
  var running: Int64 { inFlight.load(ordering: .relaxed) }

  /// Everything as text.
  func text(gauges: [Gauge]) -> String {
    var out = "# HELP huiqi_requests_in_flight Requests being answered now.\n# TYPE huiqi_requests_in_flight gauge\n"
    out += "huiqi_requests_in_flight \(running)\n"
    let all = counts.withLock { $0 }.sorted { ($0.key.route, $0.key.method) < ($1.key.route, $1.key.method) }
    out += "# HELP huiqi_requests_total Requests answered.\n# TYPE huiqi_requests_total counter\n"
    for (key, entry) in all {
      for (index, count) in entry.byClass.enumerated() where count > 0 {
        out += "huiqi_requests_total{method=\"\(key.method)\",route=\"\(key.route)\",status=\"\(index)xx\"} \(count)\n"
      }
    }
    out += "# HELP huiqi_request_seconds Time to answer.\n# TYPE huiqi_request_seconds histogram\n"
    for (key, entry) in all {
      let labels = "method=\"\(key.method)\",route=\"\(key.route)\""
      var sum: Int64 = 0
      for (bound, count) in zip(Self.bounds_us, entry.buckets) {
        sum += count
        out += "huiqi_request_seconds_bucket{\(labels),le=\"\(Self.seconds(bound))\"} \(sum)\n"
      }
      out += "huiqi_request_seconds_bucket{\(labels),le=\"+Inf\"} \(entry.count)\n"
      out += "huiqi_request_seconds_sum{\(labels)} \(Self.seconds(entry.sum_us))\n"
      out += "huiqi_request_seconds_count{\(labels)} \(entry.count)\n"
    }
    for gauge in gauges { out += "# HELP \(gauge.name) \(gauge.help)\n# TYPE \(gauge.name) gauge\n\(gauge.name) \(gauge.value)\n" }
    return out
  }

  /// Microseconds as decimal seconds.
  static func seconds(_ time_us: Int64) -> String {
    var fraction = String(time_us % 1_000_000)
    fraction = String(repeating: "0", count: 6 - fraction.utf8.count) + fraction
    while fraction.hasSuffix("0") && fraction.utf8.count > 1 { fraction.removeLast() }
    return "\(time_us / 1_000_000).\(fraction)"
  }
}
