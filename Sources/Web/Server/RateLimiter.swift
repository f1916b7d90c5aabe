import Foundation
import Synchronization

/// How often somebody may come: a bucket that fills with time and is emptied by requests. Memory is bounded: the longest unseen are forgotten first,
/// which lets them start with a full bucket again.
final class RateLimiter: Sendable {
  /// A rate.
  struct Rate: Sendable, Equatable {
    /// Requests that may come at once.
    let burst: Int64
    /// Requests per minute afterwards.
    let perMinute: Int64
  }

  private struct Bucket {
    /// Millionths of a request.
    var level: Int64
    var time_us: Int64
  }

  private struct State {
    var young: [String: Bucket] = [:]
    var old: [String: Bucket] = [:]
  }

  private let rate: Rate
  private let capacity: Int
  private let state = Mutex(State())

  /// A limiter that remembers at most twice `capacity` callers.
  init(_ rate: Rate, capacity: Int = 20_000) {
    precondition(rate.burst > 0 && rate.perMinute > 0 && capacity > 0, "a rate lets something pass")
    self.rate = rate
    self.capacity = capacity
  }

  /// Takes one request of a caller at a moment; answers nil if it may pass, otherwise the seconds to wait.
  func take(_ key: String, now_us: Int64) -> Int? {
    state.withLock { state in
      var bucket = state.young[key] ?? state.old[key] ?? Bucket(level: rate.burst * 1_000_000, time_us: now_us)
      // A minute of 60 million µs brings perMinute million millionths: one µs brings perMinute / 60 of them. More than the whole bucket's time brings no more.
      let fullAfter_us = rate.burst * 60_000_000 / rate.perMinute + 1
      let gain = min(max(now_us - bucket.time_us, 0), fullAfter_us) * rate.perMinute / 60
      bucket.level = min(bucket.level + gain, rate.burst * 1_000_000)
      bucket.time_us = now_us
      let passes = bucket.level >= 1_000_000
      if passes { bucket.level -= 1_000_000 }
      if state.young[key] == nil, state.young.count >= capacity {
        state.old = state.young
        state.young = [:]
      }
      state.young[key] = bucket
      if passes { return nil }
      let missing = 1_000_000 - bucket.level
      return Int((missing * 60 / rate.perMinute + 999_999) / 1_000_000)
    }
  }

  /// How many callers are remembered.
  var count: Int { state.withLock { $0.young.count + $0.old.count } }
}

/// An address as limits count it.
enum CallerAddress {
  /// An address of IPv4 as it is; of IPv6 its first 64 bits, which belong to one connection: whoever has it has all the others of it. One of
  /// IPv4 within IPv6 is the one of IPv4.
  static func key(_ address: String) -> String {
    var bytes = in6_addr()
    guard address.contains(":"), inet_pton(AF_INET6, String(address.prefix { $0 != "%" }), &bytes) == 1 else { return address }
    let all = withUnsafeBytes(of: &bytes) { Array($0) }
    if all.prefix(10).allSatisfy({ $0 == 0 }), all[10] == 0xFF, all[11] == 0xFF {
      return all.suffix(4).map(String.init).joined(separator: ".")
    }
    let digits = Array("0123456789abcdef")
    return String(all.prefix(8).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }) + "/64"
  }
}
