import Crypto
import Foundation

/// A file of a backup that is being written, line by line, and hashed on the way.
final class BackupWriter {
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var hash = SHA256()
  private(set) var lines: Int64 = 0

  init(path: String) throws {
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw BackupError.disk(errno: errno) }
  }

  deinit { close(descriptor) }

  func line(_ values: [SQLValue]) throws {
    JSONLine.append(values, to: &buffer)
    buffer.append(UInt8(ascii: "\n"))
    lines += 1
    if buffer.count >= 262_144 { try flush() }
  }

  func raw(_ bytes: some Sequence<UInt8>) { buffer.append(contentsOf: bytes) }

  private func flush() throws {
    hash.update(data: buffer)
    try buffer.withUnsafeBytes { try FileDescriptor(descriptor).write($0) }
    buffer.removeAll(keepingCapacity: true)
  }

  /// Brings it to the disk and gives its hash.
  func finish() throws -> String {
    try flush()
    guard fsync(descriptor) == 0 else { throw BackupError.disk(errno: errno) }
    return Hex.text(hash.finalize())
  }
}

/// A file of a backup that is read line by line.
final class BackupReader {
  private let descriptor: Int32
  private let name: String
  private var offset: Int64 = 0
  private var buffer: [UInt8] = []
  private var place = 0

  init(path: String, name: String) throws {
    self.name = name
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw BackupError.damaged(part: name) }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// The next row, or nil at the end.
  func next() throws -> [SQLValue]? {
    var searched = place
    while true {
      if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        defer { place = end + 1 }
        guard let values = JSONLine.values(Array(buffer[place..<end])) else { throw BackupError.damaged(part: name) }
        return values
      }
      buffer.removeFirst(place)
      place = 0
      searched = buffer.count
      let more = try FileDescriptor(descriptor).read(at: offset, count: 262_144)
      if more.isEmpty {
        guard buffer.isEmpty else { throw BackupError.damaged(part: name) }
        return nil
      }
      offset += Int64(more.count)
      buffer += more
    }
  }

  /// SHA-256 of the whole file, hexadecimal.
  static func hash(path: String, name: String) throws -> String {
    let reader = try BackupReader(path: path, name: name)
    var hash = SHA256()
    var offset: Int64 = 0
    while true {
      let bytes = try FileDescriptor(reader.descriptor).read(at: offset, count: 262_144)
      if bytes.isEmpty { return Hex.text(hash.finalize()) }
      hash.update(data: bytes)
      offset += Int64(bytes.count)
    }
  }
}
