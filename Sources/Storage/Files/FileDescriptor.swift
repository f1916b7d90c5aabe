import Foundation

/// An open file of the system, with reads and writes that are complete or throw `FileStoreError.system`.
struct FileDescriptor {
  let number: Int32

  init(_ number: Int32) { self.number = number }

  /// Writes all the bytes.
  func write(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = Foundation.write(number, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      if count < 0 {
        if errno == EINTR { continue }
        throw FileStoreError.system(errno: errno)
      }
      rest = rest.dropFirst(count)
    }
  }

  /// At most `count` bytes from a place; fewer at the end of the file.
  func read(at offset: Int64, count: Int) throws -> [UInt8] {
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let more = pread(number, buffer.baseAddress.map { $0 + filled }, count - filled, off_t(offset) + off_t(filled))
        if more < 0 && errno == EINTR { continue }
        if more < 0 { failure = errno }
        if more <= 0 { return }
        filled += more
      }
    }
    guard failure == 0 else { throw FileStoreError.system(errno: failure) }
    return bytes
  }

  /// Its length.
  func size_bytes() throws -> Int64 {
    var status = stat()
    guard fstat(number, &status) == 0 else { throw FileStoreError.system(errno: errno) }
    return Int64(status.st_size)
  }
}
