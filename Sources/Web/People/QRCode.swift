/// A QR code of a text in bytes, error correction level L, versions 1 to 10: enough for the address of a second factor.
///
/// Source: ISO/IEC 18004:2015. The mask is always the first one: the standard leaves the choice to a score that readers don't need.
struct QRCode: Sendable {
  /// Modules on a side.
  let size: Int
  /// Row by row: whether a module is dark.
  private(set) var modules: [[Bool]]
  /// Row by row: whether a module belongs to a pattern and holds no data.
  private var isFixed: [[Bool]]

  /// By version: all codewords, codewords of error correction in a block, blocks.
  private static let tables: [(total: Int, correction: Int, blocks: Int)] = [
    (26, 7, 1), (44, 10, 1), (70, 15, 1), (100, 20, 1), (134, 26, 1), (172, 18, 2), (196, 20, 2), (242, 24, 2), (292, 30, 2), (346, 18, 4),
  ]
  /// By version: where alignment patterns are centred.
  private static let alignments: [[Int]] = [
    [], [6, 18], [6, 22], [6, 26], [6, 30], [6, 34], [6, 22, 38], [6, 24, 42], [6, 26, 46], [6, 28, 50],
  ]

  /// The code of a text; nil if it is longer than 271 bytes with their head.
  init?(_ text: String) {
    let bytes = Array(text.utf8)
    let fitting = Self.tables.indices.first { index in
      let table = Self.tables[index]
      return 4 + (index < 9 ? 8 : 16) + 8 * bytes.count <= 8 * (table.total - table.correction * table.blocks)
    }
    guard let index = fitting else { return nil }
    size = 21 + 4 * index
    modules = Array(repeating: Array(repeating: false, count: size), count: size)
    isFixed = modules
    drawPatterns(version: index + 1)
    place(Self.interleaved(Self.data(bytes, index), Self.tables[index]))
  }

  // MARK: Data

  private static func data(_ bytes: [UInt8], _ index: Int) -> [UInt8] {
    let table = tables[index]
    let capacity = table.total - table.correction * table.blocks
    var bits: [Bool] = []
    func append(_ value: Int, _ count: Int) { for place in (0..<count).reversed() { bits.append(value >> place & 1 == 1) } }
    append(0b0100, 4)
    append(bytes.count, index < 9 ? 8 : 16)
    for byte in bytes { append(Int(byte), 8) }
    append(0, min(4, capacity * 8 - bits.count))
    append(0, (8 - bits.count % 8) % 8)
    var out = stride(from: 0, to: bits.count, by: 8).map { start in bits[start..<start + 8].reduce(UInt8(0)) { $0 << 1 | ($1 ? 1 : 0) } }
    while out.count < capacity { out.append((out.count - (bits.count / 8)) % 2 == 0 ? 0xEC : 0x11) }
    return out
  }

  /// The codewords of all blocks, one of each block in turn.
  private static func interleaved(_ data: [UInt8], _ table: (total: Int, correction: Int, blocks: Int)) -> [UInt8] {
    let short = data.count / table.blocks
    let longBlocks = data.count % table.blocks
    var blocks: [[UInt8]] = []
    var start = 0
    for block in 0..<table.blocks {
      let length = short + (block >= table.blocks - longBlocks ? 1 : 0)
      blocks.append(Array(data[start..<start + length]))
      start += length
    }
    let corrections = blocks.map { remainder($0, table.correction) }
    var out: [UInt8] = []
    for place in 0...short { for block in blocks where place < block.count { out.append(block[place]) } }
    for place in 0..<table.correction { for correction in corrections { out.append(correction[place]) } }
    return out
  }

  /// The Reed-Solomon remainder of a block in GF(256) modulo 0x11D.
  private static func remainder(_ data: [UInt8], _ count: Int) -> [UInt8] {
    var generator = [UInt8](repeating: 0, count: count)
    generator[count - 1] = 1
    var root: UInt8 = 1
    for _ in 0..<count {
      for place in 0..<count { generator[place] = multiplied(generator[place], root) ^ (place + 1 < count ? generator[place + 1] : 0) }
      root = multiplied(root, 2)
    }
    var out = [UInt8](repeating: 0, count: count)
    for byte in data {
      let factor = byte ^ out.removeFirst()
      out.append(0)
      for place in 0..<count { out[place] ^= multiplied(generator[place], factor) }
    }
    return out
  }

  private static func multiplied(_ a: UInt8, _ b: UInt8) -> UInt8 {
    var product = 0
    for place in (0..<8).reversed() { product = (product << 1) ^ ((product >> 7) * 0x11D) ^ ((Int(b) >> place & 1) * Int(a)) }
    return UInt8(product & 0xFF)
  }

  // MARK: Patterns

  private mutating func fix(_ x: Int, _ y: Int, _ isDark: Bool) {
    guard (0..<size).contains(x), (0..<size).contains(y) else { return }
    modules[y][x] = isDark
    isFixed[y][x] = true
  }

  private mutating func drawPatterns(version: Int) {
    for place in 0..<size {
      fix(6, place, place % 2 == 0)
      fix(place, 6, place % 2 == 0)
    }
    for (x, y) in [(3, 3), (size - 4, 3), (3, size - 4)] {
      for dy in -4...4 { for dx in -4...4 { fix(x + dx, y + dy, ![2, 4].contains(max(abs(dx), abs(dy)))) } }
    }
    let places = Self.alignments[version - 1]
    for x in places {
      for y in places {
        let isFinder = (x == 6 && y == 6) || (x == 6 && y == size - 7) || (x == size - 7 && y == 6)
        if isFinder { continue }
        for dy in -2...2 { for dx in -2...2 { fix(x + dx, y + dy, max(abs(dx), abs(dy)) != 1) } }
      }
    }
    drawFormat()
    if version >= 7 { drawVersion(version) }
  }

  /// Level L and mask 0, twice.
  private mutating func drawFormat() {
    let data = 0b01_000
    var rest = data
    for _ in 0..<10 { rest = (rest << 1) ^ ((rest >> 9) * 0x537) }
    let bits = (data << 10 | rest) ^ 0x5412
    func bit(_ place: Int) -> Bool { bits >> place & 1 == 1 }
    for place in 0...5 { fix(8, place, bit(place)) }
    fix(8, 7, bit(6))
    fix(8, 8, bit(7))
    fix(7, 8, bit(8))
    for place in 9..<15 { fix(14 - place, 8, bit(place)) }
    for place in 0..<8 { fix(size - 1 - place, 8, bit(place)) }
    for place in 8..<15 { fix(8, size - 15 + place, bit(place)) }
    fix(8, size - 8, true)
  }

  private mutating func drawVersion(_ version: Int) {
    var rest = version
    for _ in 0..<12 { rest = (rest << 1) ^ ((rest >> 11) * 0x1F25) }
    let bits = version << 12 | rest
    for place in 0..<18 {
      let (a, b) = (size - 11 + place % 3, place / 3)
      fix(a, b, bits >> place & 1 == 1)
      fix(b, a, bits >> place & 1 == 1)
    }
  }

  /// Puts the bits in, two columns at a time from the right, up and down, through mask 0.
  private mutating func place(_ codewords: [UInt8]) {
    var index = 0
    var right = size - 1
    while right >= 1 {
      if right == 6 { right = 5 }
      for step in 0..<size {
        for column in 0..<2 {
          let x = right - column
          let y = (right + 1) & 2 == 0 ? size - 1 - step : step
          if isFixed[y][x] { continue }
          let bit = index < codewords.count * 8 && codewords[index >> 3] >> UInt8(7 - index & 7) & 1 == 1
          modules[y][x] = bit != ((x + y) % 2 == 0)
          index += 1
        }
      }
      right -= 2
    }
  }
}

/// A QR code as the server draws it.
enum QRPicture {
  /// The size and path of a picture of a text, with the quiet zone; absent for no text or one that is too long.
  static func view(_ text: String) -> View {
    guard !text.isEmpty, let code = QRCode(text) else { return .absent }
    var path = ""
    for (y, row) in code.modules.enumerated() {
      for (x, isDark) in row.enumerated() where isDark { path += "M\(x + 4) \(y + 4)h1v1h-1z" }
    }
    return ["size": .number(code.size + 8), "path": .text(path)]
  }
}
