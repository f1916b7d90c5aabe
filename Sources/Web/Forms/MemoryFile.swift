import Service
import Synchronization

/// Keeps a small file in memory. One that is too large is forgotten and said so afterwards, so that what was typed beside it isn't lost.
final class MemoryFile: FileReceiver {
  private struct Content {
    var bytes: [UInt8] = []
    var isTooLarge = false
  }

  private let content = Mutex(Content())
  private let limit_bytes: Int

  /// A receiver of at most this much.
  init(limit_bytes: Int) { self.limit_bytes = limit_bytes }

  /// What came; nothing if it was too large.
  var bytes: [UInt8] { content.withLock { $0.bytes } }
  /// Whether more came than is kept.
  var isTooLarge: Bool { content.withLock { $0.isTooLarge } }

  func receive(_ bytes: [UInt8]) async throws {
    content.withLock { content in
      guard !content.isTooLarge else { return }
      content.bytes += bytes
      if content.bytes.count > limit_bytes { content = Content(bytes: [], isTooLarge: true) }
    }
  }

  /// The hash of the content: the same file is the same request.
  func finish() async throws -> String { Digest.sha256(bytes) }

  func cancel() async { content.withLock { $0 = Content() } }
}
