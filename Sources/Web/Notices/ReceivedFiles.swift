import Synchronization

/// The files of one form, each by its field, kept in memory until the form is found good.
final class ReceivedFiles: Sendable {
  private let files = Mutex<[String: MemoryFile]>([:])
  private let limit_bytes: Int

  /// Files of at most this much each.
  init(limit_bytes: Int) { self.limit_bytes = limit_bytes }

  /// A receiver for a file that begins.
  func receiver(_ start: FileStart) -> MemoryFile {
    let file = MemoryFile(limit_bytes: limit_bytes)
    files.withLock { $0[start.field] = file }
    return file
  }

  /// The file of a field.
  func content(_ field: String) -> MemoryFile? { files.withLock { $0[field] } }
}
