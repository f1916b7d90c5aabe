public import Policy
import Synchronization

/// Answerers of one book, lent to one piece of work at a time.
///
/// An `Answerer` keeps scratch memory and belongs to one thread while it works; making one costs more than most questions. The pool makes one
/// only where none is idle, so there are never more than threads that answer at once.
public final class AnswererPool: Sendable {
  /// An answerer on its way between the pool and the thread that uses it.
  ///
  /// Unchecked: it is reached only by whoever holds it, and it is either in the list of the idle or lent, never both.
  private struct Lent: @unchecked Sendable { let answerer: Answerer }

  /// The book that is answered from.
  public let book: PolicyBook
  private let idle = Mutex<[Lent]>([])
  private let capacity: Int

  /// A pool for a book.
  ///
  /// - Parameter capacity: how many idle answerers are kept.
  public init(_ book: PolicyBook, capacity: Int = 64) {
    self.book = book
    self.capacity = capacity
  }

  /// Does a piece of work with an answerer of its own. The work doesn't wait for anything, and doesn't keep the answerer.
  public func with<Result>(_ work: (Answerer) throws -> Result) rethrows -> Result {
    let lent = idle.withLock { $0.popLast() } ?? Lent(answerer: Answerer(book))
    defer { idle.withLock { if $0.count < capacity { $0.append(lent) } } }
    return try work(lent.answerer)
  }

  /// How many answerers are idle.
  public var idleCount: Int { idle.withLock { $0.count } }
}
