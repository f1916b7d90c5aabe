import Foundation
import NIOPosix

extension FileStore {
  /// A store whose folder is there already, on the threads of another.
  init(root: String, pool: NIOThreadPool) {
    self.root = root
    self.pool = pool
  }

  /// The hashes of all files, in their order. Blocks.
  func all() throws -> [String] {
    var found: [String] = []
    for first in try Self.names(in: root, length: 2) {
      for second in try Self.names(in: "\(root)/\(first)", length: 2) {
        found += try Self.names(in: "\(root)/\(first)/\(second)", length: 64)
      }
    }
    return found
  }

  /// Removes what uploads left behind when the program was killed: files that nobody wrote to for a day.
  static func sweep(_ incoming: String) throws {
    for name in try names(in: incoming, length: 36) {
      var status = stat()
      if stat("\(incoming)/\(name)", &status) == 0, time(nil) - status.st_mtim.tv_sec > 86_400 { unlink("\(incoming)/\(name)") }
    }
  }

  /// The names in a folder that have so many hexadecimal digits, or hyphens.
  private static func names(in folder: String, length: Int) throws -> [String] {
    guard let stream = opendir(folder) else {
      if errno == ENOENT { return [] }
      throw FileStoreError.system(errno: errno)
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if name.utf8.count == length, name.utf8.allSatisfy({ $0 == UInt8(ascii: "-") || Hex.value($0) != nil }) { names.append(name) }
    }
    return names.sorted()
  }

  /// Takes a file over from another store and gives its length. Throws `FileStoreError.damaged` if its content isn't what its name says.
  /// Blocks.
  func copy(_ sha256: String, from other: FileStore, size_bytes: Int64? = nil) throws -> Int64 {
    let descriptor = Foundation.open(try other.path(sha256), O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileStoreError.missing(sha256: sha256) }
    defer { Foundation.close(descriptor) }
    let file = FileDescriptor(descriptor)
    let size = try file.size_bytes()
    if let size_bytes, size_bytes != size { throw FileStoreError.damaged(sha256: sha256) }
    let incoming = try IncomingFile(root: root, limit_bytes: .max)
    defer { incoming.discard() }
    var offset: Int64 = 0
    while offset < size {
      let bytes = try file.read(at: offset, count: 262_144)
      guard !bytes.isEmpty else { throw FileStoreError.damaged(sha256: sha256) }
      try incoming.append(bytes)
      offset += Int64(bytes.count)
    }
    _ = try incoming.keep(expecting: sha256)
    return size
  }
}
