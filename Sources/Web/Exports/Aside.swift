import Dispatch
import HTTPTypes
import Synchronization
import Values

/// Work that blocks its thread for a while, such as drawing papers: done on a thread of its own, never on those that answer requests.
///
/// Only so many pieces wait: where anybody may ask for a paper, a line without an end would be filled by whoever likes.
final class Aside: Sendable {
  private let queue: DispatchQueue
  private let limit: Int
  private let waiting = Mutex(0)

  init(_ label: String, limit: Int) {
    queue = DispatchQueue(label: label, qos: .userInitiated)
    self.limit = limit
  }

  /// Papers; they are drawn one at a time anyway.
  static let papers = Aside("huiqi.papers", limit: 32)
  /// Tables as files.
  static let sheets = Aside("huiqi.sheets", limit: 32)
  /// Decisions computed again.
  static let decisions = Aside("huiqi.decisions", limit: 32)

  /// Does a piece of work and gives its result. Throws `files.busy` (503) where too many pieces wait already.
  func run<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
    let isTaken = waiting.withLock { waiting in
      if waiting >= limit { return false }
      waiting += 1
      return true
    }
    guard isTaken else { throw Self.busy }
    defer { waiting.withLock { $0 -= 1 } }
    return try await withCheckedThrowingContinuation { continuation in
      queue.async { continuation.resume(with: Swift.Result { try work() }) }
    }
  }

  static let busy = Failure(
    status: .serviceUnavailable, code: "files.busy", title: Bilingual(zh: "系统繁忙", en: "Busy"),
    detail: Bilingual(zh: "正在生成的文件较多，请稍后再试。", en: "Many files are being made. Try again in a moment."), retryAfter_seconds: 5)
}

/// Files that were made a moment ago, by what is in them: asked for again, they are not made again. The oldest are forgotten first.
final class MadeFiles: Sendable {
  private struct Content {
    var files: [String: [UInt8]] = [:]
    var order: [String] = []
    var size_bytes = 0
  }

  private let content = Mutex(Content())
  private let limit_bytes: Int

  /// Keeps at most this much, and no file larger than an eighth of it.
  init(limit_bytes: Int) { self.limit_bytes = limit_bytes }

  /// Those of the service.
  static let shared = MadeFiles(limit_bytes: 32 << 20)

  /// The file of a key, made if it isn't kept.
  func file(_ key: String, _ make: () throws -> [UInt8]) rethrows -> [UInt8] {
    if let known = self[key] { return known }
    let made = try make()
    keep(made, key)
    return made
  }

  /// The file of a key, if it is kept.
  subscript(_ key: String) -> [UInt8]? { content.withLock { $0.files[key] } }

  /// What is kept, in bytes.
  var size_bytes: Int { content.withLock { $0.size_bytes } }

  private func keep(_ file: [UInt8], _ key: String) {
    guard file.count <= limit_bytes / 8 else { return }
    content.withLock { content in
      guard content.files[key] == nil else { return }
      content.files[key] = file
      content.order.append(key)
      content.size_bytes += file.count
      while content.size_bytes > limit_bytes {
        let oldest = content.order.removeFirst()
        content.size_bytes -= content.files.removeValue(forKey: oldest)?.count ?? 0
      }
    }
  }
}
