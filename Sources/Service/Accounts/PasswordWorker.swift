import NIOPosix
import Synchronization

/// Where passwords are hashed: a few threads of their own, so that nobody else waits for them, with a short queue, so that a flood of
/// sign-ins is refused instead of eating the machine.
final class PasswordWorker: Sendable {
  private let pool: NIOThreadPool
  private let limit: Int
  private let underWay = Mutex(0)

  /// `threads` hash at once (each takes up to 64 MiB), `waiting` more may wait.
  init(threads: Int, waiting: Int) {
    precondition(threads > 0 && waiting >= 0, "a worker has a thread")
    pool = NIOThreadPool(numberOfThreads: threads)
    limit = threads + waiting
    pool.start()
  }

  /// A hash of a new password.
  func derive(_ password: String, salt: [UInt8], parameters: ScryptParameters) async throws -> PasswordHash {
    try await run { try PasswordHash.derive(password, salt: salt, parameters: parameters) }
  }

  /// Whether a hash is that of a password. Throws a refusal if too many wait already.
  func matches(_ password: String, _ hash: PasswordHash) async throws -> Bool { try await run { try hash.matches(password) } }

  private func run<T: Sendable>(_ body: @Sendable @escaping () throws -> T) async throws -> T {
    let isTaken = underWay.withLock { count in
      guard count < limit else { return false }
      count += 1
      return true
    }
    guard isTaken else { throw Refusal.busy }
    defer { underWay.withLock { $0 -= 1 } }
    return try await pool.runIfActive(body)
  }

  /// Finishes what is under way and stops the threads.
  func close() async { try? await pool.shutdownGracefully() }
}
