import Crypto
import Foundation
import NIOPosix

/// A kept file that is open for reading: a sequence of its chunks.
public final class KeptFile: AsyncSequence, Sendable {
  /// SHA-256 of the content, hexadecimal.
  public let sha256: String
  /// Its length.
  public let size_bytes: Int64
  private let descriptor: Int32
  private let pool: NIOThreadPool

  static let chunk_bytes = 65_536

  init(path: String, sha256: String, size_bytes: Int64, pool: NIOThreadPool) throws {
    self.sha256 = sha256
    self.size_bytes = size_bytes
    self.pool = pool
    descriptor = Foundation.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw errno == ENOENT ? FileStoreError.missing(sha256: sha256) : FileStoreError.system(errno: errno)
    }
    guard try FileDescriptor(descriptor).size_bytes() == size_bytes else { throw FileStoreError.damaged(sha256: sha256) }
  }

  deinit { if descriptor >= 0 { Foundation.close(descriptor) } }

  /// Reads it through and compares its hash. Throws `FileStoreError.damaged`.
  func verify() throws {
    var hash = SHA256()
    var offset: Int64 = 0
    while offset < size_bytes {
      let bytes = try chunk(at: offset)
      hash.update(data: bytes)
      offset += Int64(bytes.count)
    }
    guard Hex.text(hash.finalize()) == sha256 else { throw FileStoreError.damaged(sha256: sha256) }
  }

  /// The chunk at a place; a file that became shorter is damaged.
  func chunk(at offset: Int64) throws -> [UInt8] {
    let bytes = try FileDescriptor(descriptor).read(at: offset, count: Int(Swift.min(Int64(Self.chunk_bytes), size_bytes - offset)))
    guard !bytes.isEmpty else { throw FileStoreError.damaged(sha256: sha256) }
    return bytes
  }

  /// Gives its chunks, from the beginning.
  public func makeAsyncIterator() -> Iterator { Iterator(file: self) }

  /// The chunks of a file, each up to 64 KiB.
  public struct Iterator: AsyncIteratorProtocol {
    let file: KeptFile
    var offset: Int64 = 0

    /// The next chunk, or nil at the end. Throws `FileStoreError`.
    public mutating func next() async throws -> [UInt8]? {
      guard offset < file.size_bytes else { return nil }
      let place = offset
      let bytes = try await file.pool.runIfActive { [file] in try file.chunk(at: place) }
      offset += Int64(bytes.count)
      return bytes
    }
  }
}
