/// Zip files for the tests, made byte by byte, so that they can lie.
struct ZipText {
  struct Part {
    var name: String
    var content: [UInt8] = Array("<x/>".utf8)
    /// What the directory says of the unpacked size; the true one if nil.
    var claimed_bytes: UInt32?
    /// Where the directory says that the part stands; the true place if nil.
    var claimedOffset: UInt32?
    var flags: UInt16 = 0
  }

  static func file(_ parts: [Part], comment: String = "") -> [UInt8] {
    var bytes: [UInt8] = []
    var directory: [UInt8] = []
    for part in parts {
      let offset = part.claimedOffset ?? UInt32(bytes.count)
      let sizes = number(UInt32(0)) + number(UInt32(part.content.count)) + number(part.claimed_bytes ?? UInt32(part.content.count))
      let middle =
        number(part.flags) + number(UInt16(0)) + number(UInt32(0)) + sizes + number(UInt16(part.name.utf8.count)) + number(UInt16(0))
      bytes += number(UInt32(0x0403_4B50)) + number(UInt16(20)) + middle + Array(part.name.utf8) + part.content
      directory += number(UInt32(0x0201_4B50)) + number(UInt16(20)) + number(UInt16(20)) + middle
      directory += number(UInt16(0)) + number(UInt16(0)) + number(UInt16(0)) + number(UInt32(0)) + number(offset) + Array(part.name.utf8)
    }
    let start = UInt32(bytes.count)
    bytes += directory + number(UInt32(0x0605_4B50)) + number(UInt32(0)) + number(UInt16(parts.count)) + number(UInt16(parts.count))
    return bytes + number(UInt32(directory.count)) + number(start) + number(UInt16(comment.utf8.count)) + Array(comment.utf8)
  }

  /// A container of a kind, with parts before those that make it one.
  static func office(_ main: String, _ others: [Part] = [], comment: String = "") -> [UInt8] {
    file(others + [Part(name: "[Content_Types].xml"), Part(name: main)], comment: comment)
  }

  private static func number<N: FixedWidthInteger>(_ number: N) -> [UInt8] { withUnsafeBytes(of: number.littleEndian) { Array($0) } }
}
