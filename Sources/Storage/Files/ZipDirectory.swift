/// The list of contents of a zip file, read without unpacking anything.
struct ZipDirectory {
  /// What a container may hold before it is taken for a bomb.
  enum Limit {
    static let entries = 4_096
    static let unpacked_bytes: Int64 = 256 << 20
    /// Unpacked size for one packed byte; only judged above `free_bytes`, since a sheet of equal cells packs well.
    static let ratio: Int64 = 100
    static let free_bytes: Int64 = 16 << 20
  }

  struct Entry {
    let name: [UInt8]
    let packed_bytes: Int64
    let unpacked_bytes: Int64
    let offset: Int64
  }

  let entries: [Entry]

  /// Reads the directory; nil if the file isn't a whole, plain zip file. Throws `FileRefusal.zipBomb` for too many parts or too much in them.
  init?(file: FileDescriptor, size_bytes: Int64) throws {
    // The end record has 22 bytes and a comment of at most 65,535.
    let tailStart = max(0, size_bytes - 65_557)
    let tail = try file.read(at: tailStart, count: Int(size_bytes - tailStart))
    guard let end = Self.endRecord(in: tail) else { return nil }
    let count = Int(Self.number(tail, end + 10, 2))
    let length = Self.number(tail, end + 12, 4)
    let start = Self.number(tail, end + 16, 4)
    // Several disks, and the large form that no office program writes for a file of our size.
    guard Self.number(tail, end + 4, 4) == 0, Self.number(tail, end + 8, 2) == Int64(count), start != 0xFFFF_FFFF else { return nil }
    guard start + length <= tailStart + Int64(end), count > 0 else { return nil }
    guard count <= Limit.entries, length <= 4 << 20 else { throw FileRefusal.zipBomb }
    let bytes = try file.read(at: start, count: Int(length))
    guard bytes.count == Int(length), let entries = Self.entries(in: bytes, count: count) else { return nil }
    self.entries = entries
    try refuseBombs(directory: start)
  }

  /// The last end record whose comment reaches exactly to the end of the file.
  private static func endRecord(in tail: [UInt8]) -> Int? {
    guard tail.count >= 22 else { return nil }
    for place in stride(from: tail.count - 22, through: 0, by: -1) where tail[place] == 0x50 {
      if number(tail, place, 4) == 0x0605_4B50, place + 22 + Int(number(tail, place + 20, 2)) == tail.count { return place }
    }
    return nil
  }

  private static func entries(in bytes: [UInt8], count: Int) -> [Entry]? {
    var entries: [Entry] = []
    var place = 0
    for _ in 0..<count {
      guard place + 46 <= bytes.count, number(bytes, place, 4) == 0x0201_4B50 else { return nil }
      let nameLength = Int(number(bytes, place + 28, 2))
      let next = place + 46 + nameLength + Int(number(bytes, place + 30, 2)) + Int(number(bytes, place + 32, 2))
      guard next <= bytes.count else { return nil }
      // Encrypted parts can't be read by an officer, and hide what they are.
      guard number(bytes, place + 8, 2) & 1 == 0 else { return nil }
      entries.append(
        Entry(
          name: Array(bytes[place + 46..<place + 46 + nameLength]), packed_bytes: number(bytes, place + 20, 4),
          unpacked_bytes: number(bytes, place + 24, 4), offset: number(bytes, place + 42, 4)))
      place = next
    }
    return place == bytes.count ? entries : nil
  }

  /// Refuses sizes beyond the limits, and parts that share bytes (the way a small file names a huge content many times over).
  private func refuseBombs(directory: Int64) throws {
    let unpacked = entries.reduce(0) { $0 + $1.unpacked_bytes }
    let packed = entries.reduce(0) { $0 + $1.packed_bytes }
    guard unpacked <= Limit.unpacked_bytes else { throw FileRefusal.zipBomb }
    guard unpacked <= Limit.free_bytes || unpacked <= packed * Limit.ratio else { throw FileRefusal.zipBomb }
    var end: Int64 = 0
    for entry in entries.sorted(by: { $0.offset < $1.offset }) {
      guard entry.offset >= end else { throw FileRefusal.zipBomb }
      // A local header has at least 30 bytes and the name.
      end = entry.offset + 30 + Int64(entry.name.count) + entry.packed_bytes
    }
    guard end <= directory else { throw FileRefusal.zipBomb }
  }

  /// Which of the accepted kinds the parts make, or nil: an ordinary zip file, one with macros, one whose parts would leave the folder
  /// they are unpacked in, or one with two parts of one name (of which a reader may show either).
  func kind() -> FileKind? {
    let names = Set(entries.map { String(decoding: $0.name, as: UTF8.self) })
    guard names.count == entries.count else { return nil }
    for name in names {
      if name.isEmpty || name.hasPrefix("/") || name.contains("\\") || name.contains(":") { return nil }
      if name.split(separator: "/").contains("..") || name.lowercased().hasSuffix("vbaproject.bin") { return nil }
    }
    if names.contains("OFD.xml") { return .ofd }
    guard names.contains("[Content_Types].xml") else { return nil }
    switch (names.contains("xl/workbook.xml"), names.contains("word/document.xml")) {
    case (true, false): return .xlsx
    case (false, true): return .docx
    default: return nil
    }
  }

  /// A little-endian number.
  private static func number(_ bytes: [UInt8], _ place: Int, _ width: Int) -> Int64 {
    (0..<width).reduce(0) { $0 | Int64(bytes[place + $1]) << (8 * Int64($1)) }
  }
}
