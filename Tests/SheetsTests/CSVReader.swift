/// Reads CSV as RFC 4180 says, knowing nothing of how ours is written.
enum CSVReader {
  static func rows(_ bytes: [UInt8]) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var field: [UInt8] = []
    var isQuoted = false
    var rest = bytes[...]
    if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
    while let byte = rest.popFirst() {
      if isQuoted {
        if byte != 0x22 {
          field.append(byte)
        } else if rest.first == 0x22 {
          field.append(0x22)
          rest = rest.dropFirst()
        } else {
          isQuoted = false
        }
        continue
      }
      switch byte {
      case 0x22: isQuoted = true
      case 0x2C:
        row.append(String(decoding: field, as: UTF8.self))
        field = []
      case 0x0D where rest.first == 0x0A:
        rest = rest.dropFirst()
        row.append(String(decoding: field, as: UTF8.self))
        field = []
        rows.append(row)
        row = []
      default: field.append(byte)
      }
    }
    return rows
  }
}
