import Foundation
import Synchronization

/// Where the time comes from. Nothing in the service asks the machine itself, so that tests can let years pass.
public protocol TimeSource: Sendable {
  /// The present moment.
  func now() -> Moment
}

/// The clock of the machine.
public struct SystemTime: TimeSource {
  /// The clock of the machine.
  public init() {}

  /// The present moment.
  public func now() -> Moment {
    // clock_gettime counts in whole nanoseconds; Date would bring binary floating point.
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Moment(unixMilliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }
}

/// A clock that stands until it is moved: for tests and demonstrations.
public final class ManualTime: TimeSource {
  private let moment: Mutex<Moment>

  /// A clock that stands at a moment.
  public init(_ start: Moment) { moment = Mutex(start) }

  /// Where the clock stands.
  public func now() -> Moment { moment.withLock { $0 } }

  /// Moves the clock.
  public func advance(seconds: Int64) { moment.withLock { $0 = $0.adding(seconds: seconds) } }

  /// Moves the clock.
  public func advance(milliseconds: Int64) { moment.withLock { $0 = $0.adding(milliseconds: milliseconds) } }

  /// Sets the clock, forwards or back.
  public func set(_ new: Moment) { moment.withLock { $0 = new } }
}
