import Dispatch

/// Work that blocks its thread for a while, such as drawing papers: done on a thread of its own, never on those that answer requests.
struct Aside: Sendable {
  private let queue: DispatchQueue

  private init(_ label: String) { queue = DispatchQueue(label: label, qos: .userInitiated) }

  /// Papers; they are drawn one at a time anyway.
  static let papers = Aside("huiqi.papers")
  /// Tables as files.
  static let sheets = Aside("huiqi.sheets")
  /// Decisions computed again.
  static let decisions = Aside("huiqi.decisions")

  /// Does a piece of work and gives its result.
  func run<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      queue.async { continuation.resume(with: Swift.Result { try work() }) }
    }
  }
}
