import Synchronization
import Values

/// How many may be inside at a time, of all callers and of one.
final class Gate: Sendable {
  private let limit: Int
  private let perCaller: Int
  private let inside = Mutex<[String: Int]>([:])

  /// A gate for so many.
  init(limit: Int, perCaller: Int) {
    self.limit = limit
    self.perCaller = perCaller
  }

  /// Lets a caller in, or refuses with 503; whoever came in has to `leave`.
  func enter(_ caller: String) throws(Failure) {
    let isIn = inside.withLock { inside in
      guard inside.values.reduce(0, +) < limit, inside[caller, default: 0] < perCaller else { return false }
      inside[caller, default: 0] += 1
      return true
    }
    guard isIn else { throw Self.full }
  }

  /// A caller goes.
  func leave(_ caller: String) {
    inside.withLock { inside in
      let left = inside[caller, default: 1] - 1
      inside[caller] = left > 0 ? left : nil
    }
  }

  static let full = Failure(
    status: .serviceUnavailable, code: "uploads.busy", title: Bilingual(zh: "系统繁忙", en: "Busy"),
    detail: Bilingual(
      zh: "正在上传的人较多，这次没有接收。请稍后重新提交。", en: "Many people are uploading, and this was not taken. Send it again in a moment."),
    retryAfter_seconds: 10)
}
