import Hummingbird
import NIOCore
import Synchronization
import Testing

@testable import Web

/// A body may be large or slow, not both without end.
struct BodyReaderTests {
  private final class Time: Sendable {
    private let seconds = Mutex<Int64>(0)
    var now_us: Int64 { seconds.withLock { $0 * 1_000_000 } }
    func pass(_ more: Int64) { seconds.withLock { $0 += more } }
  }

  /// Reads so many pieces with a pause before each; the code it is refused with, or how much came.
  private func read(_ pieces: Int, of size_bytes: Int, every pause_seconds: Int64) async throws -> String {
    let time = Time()
    let stream = AsyncStream<ByteBuffer>(unfolding: { [count = Mutex(0)] in
      let number = count.withLock { count in
        count += 1
        return count
      }
      guard number <= pieces else { return nil }
      time.pass(pause_seconds)
      return ByteBuffer(bytes: [UInt8](repeating: 1, count: size_bytes))
    })
    let reader = BodyReader(
      RequestBody(asyncSequence: stream), declared_bytes: nil, limit_bytes: 32 << 20, channel: nil, grace_seconds: 30, rate_bytes: 16 << 10,
      now_us: { time.now_us })
    do { return String(try await reader.all().count) } catch let failure as Failure { return failure.code }
  }

  @Test("20 MB at 64 KB a second come whole; before the grace is over anything may be slow")
  func slow() async throws {
    #expect(try await read(320, of: 64 << 10, every: 1) == String(20 << 20))
    #expect(try await read(30, of: 1, every: 1) == "30")
  }

  @Test("a trickle ends when its grace does")
  func trickle() async throws {
    #expect(try await read(31, of: 1, every: 1) == "body.too_slow")
    #expect(try await read(10_000, of: 8 << 10, every: 1) == "body.too_slow")
    #expect(try await read(2, of: 100_000, every: 31) == "body.too_slow")
  }
}
