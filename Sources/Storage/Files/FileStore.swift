import Foundation
import NIOPosix

/// A file that is kept: its content's hash is its name.
public struct StoredFile: Sendable, Hashable, Codable {
  /// SHA-256 of the content, 64 hexadecimal digits.
  public let sha256: String
  /// Its length.
  public let size_bytes: Int64
  /// What its content is.
  public let kind: FileKind

  /// A file that is kept.
  public init(sha256: String, size_bytes: Int64, kind: FileKind) {
    self.sha256 = sha256
    self.size_bytes = size_bytes
    self.kind = kind
  }
}

/// Why a kept file can't be read.
public enum FileStoreError: Error, Sendable, Hashable {
  /// There is no such file.
  case missing(sha256: String)
  /// Its length or its hash isn't what it was.
  case damaged(sha256: String)
  /// The file system refused; `errno` says why.
  case system(errno: Int32)
}

/// Files by the hash of their content, in folders of a root: `aa/bb/<sha256>`. The same content is kept once. No path is ever made of a
/// text that somebody typed. Calls that block run on threads of the store.
public struct FileStore: Sendable {
  let root: String
  let pool: NIOThreadPool

  /// The store in a folder, which is made if it doesn't exist. Throws `FileStoreError.system`.
  public init(root: String) throws {
    self.root = root
    try Folder.make(root + "/incoming")
    try Self.sweep(root + "/incoming")
    pool = NIOThreadPool(numberOfThreads: 2)
    pool.start()
  }

  /// Stops the threads of the store.
  public func close() async {
    try? await pool.shutdownGracefully()
  }

  /// Takes a file in, chunk by chunk, and gives it back once it is on the disk.
  ///
  /// Throws `FileRefusal` for content that isn't taken: as soon as it passes the limit, or after the last chunk for what its content turns
  /// out to be. `named` is the name it came with, which the content must agree with. Nothing is left behind after a throw.
  public func put<Chunks: AsyncSequence>(
    _ chunks: Chunks, limit_bytes: Int64, accepting: Set<FileKind> = Set(FileKind.allCases), named: String? = nil
  ) async throws -> StoredFile where Chunks.Element: Collection<UInt8> & Sendable {
    let incoming = try await run { try IncomingFile(root: root, limit_bytes: limit_bytes) }
    do {
      for try await chunk in chunks { try await run { try incoming.append(chunk) } }
      return try await run { try incoming.finish(accepting: accepting, named: named) }
    } catch {
      try? await run { incoming.discard() }
      throw error
    }
  }

  /// Takes a file in that is held in memory; otherwise as the other `put`.
  public func put(
    _ bytes: [UInt8], limit_bytes: Int64, accepting: Set<FileKind> = Set(FileKind.allCases), named: String? = nil
  ) async throws -> StoredFile {
    try await run {
      let incoming = try IncomingFile(root: root, limit_bytes: limit_bytes)
      do {
        try incoming.append(bytes)
        return try incoming.finish(accepting: accepting, named: named)
      } catch {
        incoming.discard()
        throw error
      }
    }
  }

  /// Opens a kept file to read it in chunks. It must have its length; `verifying` also reads it through and compares its hash.
  /// Throws `FileStoreError`.
  public func open(_ sha256: String, size_bytes: Int64, verifying: Bool = false) async throws -> KeptFile {
    try await run {
      let file = try KeptFile(path: path(sha256), sha256: sha256, size_bytes: size_bytes, pool: pool)
      if verifying { try file.verify() }
      return file
    }
  }

  /// The whole content of a kept file, for small ones; the length is checked, and with `verifying` the hash. Throws `FileStoreError`.
  public func read(_ sha256: String, size_bytes: Int64, verifying: Bool = false) async throws -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Int(size_bytes))
    for try await chunk in try await open(sha256, size_bytes: size_bytes, verifying: verifying) { bytes += chunk }
    return bytes
  }

  /// Where a file is kept. A text that isn't 64 lower-case hexadecimal digits names no file.
  func path(_ sha256: String) throws -> String {
    guard sha256.utf8.count == 64, Hex.bytes(sha256.utf8) != nil else { throw FileStoreError.missing(sha256: "?") }
    return "\(root)/\(sha256.prefix(2))/\(sha256.dropFirst(2).prefix(2))/\(sha256)"
  }

  /// Runs a blocking body on a thread of the store.
  func run<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
    try await pool.runIfActive(body)
  }
}
