import NIOPosix
import Synchronization

/// A write that waits for its turn.
struct WriteJob: Sendable {
  /// Runs the body and gives what is to be done after the commit.
  let perform: @Sendable (any Transaction) throws -> @Sendable () -> Void
  /// Tells the caller that nothing of it was written.
  let fail: @Sendable (any Error) -> Void
}

/// What the group commit needs of a connection that writes.
protocol WritingConnection: Transaction {
  /// The first statement since the mark that failed. It can't be made good: the body it ran in is undone even if it goes on.
  var failure: StorageError? { get }
  /// Begins a transaction as the only writer of all processes.
  func begin() throws
  /// Sets the mark that `undo` goes back to, in place of the one before.
  func mark() throws
  /// Goes back to the mark; the transaction goes on.
  func undo() throws
  /// Commits with the data on the disk.
  func commit() throws
  /// Gives the whole transaction up. Never throws: a connection that can't even do that is dropped.
  func rollback()
}

extension StorageError {
  /// The error as those hear it who shared a commit: a broken rule is the fault of one of them, and nobody knows of which.
  var ofCommit: StorageError {
    switch self {
    case .constraint(let code, _), .statement(let code, _): .commitFailed(engineCode: code)
    default: self
    }
  }
}

/// Runs the writes that wait together in one transaction, so that they share the cost of bringing it to the disk.
enum GroupCommit {
  /// Runs jobs one after the other, commits, and only then tells their callers. A job that throws is undone alone.
  static func run(_ jobs: [WriteJob], on connection: some WritingConnection) {
    var waiting: [@Sendable () -> Void] = []
    var failed: [(WriteJob, any Error)] = []
    var kept: [WriteJob] = []
    do {
      try connection.begin()
      for job in jobs {
        // Nothing may be told before the commit: a job sees what the jobs before it wrote, and these aren't yet on the disk.
        try connection.mark()
        do {
          let tell = try job.perform(connection)
          if let failure = connection.failure { throw failure }
          waiting.append(tell)
          kept.append(job)
        } catch {
          failed.append((job, error))
          try connection.undo()
        }
      }
      if kept.isEmpty { connection.rollback() } else { try connection.commit() }
    } catch {
      connection.rollback()
      for (job, reason) in failed { job.fail(reason) }
      let rest = kept + jobs.dropFirst(kept.count + failed.count)
      for job in rest { job.fail(error) }
      return
    }
    for (job, reason) in failed { job.fail(reason) }
    for tell in waiting { tell() }
  }
}

/// The queue of writes and the thread that works it off.
final class WriteQueue: Sendable {
  private struct State {
    var waiting: [WriteJob] = []
    var isWorking = false
    var isClosed = false
  }

  private let state = Mutex(State())
  private let thread = NIOThreadPool(numberOfThreads: 1)
  private let most: Int
  private let run: @Sendable ([WriteJob]) -> Void

  /// A queue whose jobs are run by `run`, at most `most` at once.
  init(most: Int, run: @escaping @Sendable ([WriteJob]) -> Void) {
    self.most = most
    self.run = run
    thread.start()
  }

  /// Queues a write and waits until it is on the disk, or undone.
  func write<T: Sendable>(_ body: @Sendable @escaping (any Transaction) throws -> T) async throws -> T {
    try await withCheckedThrowingContinuation { caller in
      add(
        WriteJob(
          perform: { transaction in
            let value = try body(transaction)
            return { caller.resume(returning: value) }
          }, fail: { caller.resume(throwing: $0) }))
    }
  }

  private func add(_ job: WriteJob) {
    enum Next { case nothing, work, refuse }
    let next = state.withLock { state -> Next in
      if state.isClosed { return .refuse }
      state.waiting.append(job)
      if state.isWorking { return .nothing }
      state.isWorking = true
      return .work
    }
    switch next {
    case .nothing: break
    case .refuse: job.fail(StorageError.closed)
    case .work: thread.submit { _ in self.work() }
    }
  }

  /// Works the queue off; runs on the writer's thread until nothing waits.
  private func work() {
    while true {
      let jobs = state.withLock { state -> [WriteJob] in
        let jobs = Array(state.waiting.prefix(most))
        state.waiting.removeFirst(jobs.count)
        if jobs.isEmpty { state.isWorking = false }
        return jobs
      }
      if jobs.isEmpty { return }
      run(jobs)
    }
  }

  /// Takes nothing more, and returns when everything that waited is done.
  func close() async {
    state.withLock { $0.isClosed = true }
    // The work may be announced and not yet submitted: ask again until it has come and gone.
    repeat { try? await thread.runIfActive {} } while state.withLock { $0.isWorking }
    try? await thread.shutdownGracefully()
  }
}
