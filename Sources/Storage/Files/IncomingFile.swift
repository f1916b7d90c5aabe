import Crypto
import Foundation

/// A file that is being taken in: written under a name of its own and hashed on the way. Used by one caller, one call after the other.
final class IncomingFile: @unchecked Sendable {
  // Not shared: `put` awaits each call before the next, so that only one thread at a time is in here.
  private let root: String
  private let path: String
  private let limit_bytes: Int64
  private var descriptor: Int32
  private var hash = SHA256()
  private var size_bytes: Int64 = 0

  init(root: String, limit_bytes: Int64) throws {
    self.root = root
    self.limit_bytes = limit_bytes
    path = "\(root)/incoming/\(UUID().uuidString.lowercased())"
    descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw FileStoreError.system(errno: errno) }
  }

  deinit { discard() }

  /// Adds bytes; refuses those that pass the limit.
  func append(_ chunk: some Collection<UInt8>) throws {
    guard Int64(chunk.count) <= limit_bytes - size_bytes else { throw FileRefusal.tooLarge(limit_bytes: limit_bytes) }
    let done: Void? = try chunk.withContiguousStorageIfAvailable { try add(UnsafeRawBufferPointer($0)) }
    if done == nil { try Array(chunk).withUnsafeBytes { try add($0) } }
  }

  private func add(_ bytes: UnsafeRawBufferPointer) throws {
    hash.update(bufferPointer: bytes)
    try FileDescriptor(descriptor).write(bytes)
    size_bytes += Int64(bytes.count)
  }

  /// Checks what it is, brings it to the disk and gives it its name.
  func finish(accepting: Set<FileKind>, named: String?) throws -> StoredFile {
    guard size_bytes > 0 else { throw FileRefusal.empty }
    let kind = try ContentCheck(file: FileDescriptor(descriptor), size_bytes: size_bytes).kind(accepting: accepting, named: named)
    return StoredFile(sha256: try keep(), size_bytes: size_bytes, kind: kind)
  }

  /// Brings it to the disk and gives it its name, the hash of its content; `expecting` is the hash it must have.
  func keep(expecting: String? = nil) throws -> String {
    let sha256 = Hex.text(hash.finalize())
    if let expecting, expecting != sha256 { throw FileStoreError.damaged(sha256: expecting) }
    let folder = "\(root)/\(sha256.prefix(2))/\(sha256.dropFirst(2).prefix(2))"
    guard fsync(descriptor) == 0 else { throw FileStoreError.system(errno: errno) }
    try Folder.make(folder)
    guard rename(path, "\(folder)/\(sha256)") == 0 else { throw FileStoreError.system(errno: errno) }
    try Folder.sync(folder)
    close(descriptor)
    descriptor = -1
    return sha256
  }

  /// Removes what was written, if it wasn't taken in.
  func discard() {
    guard descriptor >= 0 else { return }
    close(descriptor)
    descriptor = -1
    unlink(path)
  }
}
