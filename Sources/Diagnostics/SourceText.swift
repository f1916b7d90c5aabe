/// A text with a name, and the places in it.
///
/// Offsets are UTF-8 byte offsets from the start; lines and columns count from 1, columns in characters,
/// so that an editor puts the cursor where the message points.
public struct SourceText: Sendable {
  /// What people know the text by: a path, or a word such as `--facts`.
  public let name: String
  /// The text itself.
  public let text: String
  private let lineStarts: [Int]

  /// Takes the text over and finds its lines (`\n` and `\r\n`).
  public init(name: String, text: String) {
    var text = text
    text.makeContiguousUTF8()
    self.name = name
    self.text = text
    var starts = [0]
    var offset = 0
    for byte in text.utf8 {
      offset += 1
      if byte == UInt8(ascii: "\n") { starts.append(offset) }
    }
    self.lineStarts = starts
  }

  /// The number of lines; an empty text has one.
  public var lineCount: Int { lineStarts.count }

  /// The line and column of a byte offset; an offset past the end counts as the end.
  public func position(at offset: Int) -> (line: Int, column: Int) {
    let offset = min(max(offset, 0), text.utf8.count)
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    let prefix = text.utf8.dropFirst(lineStarts[low]).prefix(offset - lineStarts[low])
    return (low + 1, String(decoding: prefix, as: UTF8.self).count + 1)
  }

  /// The byte offset of a line (from 1) and a column (from 1, in Unicode scalars, as libyaml counts them).
  public func offset(line: Int, scalarColumn: Int) -> Int {
    guard line >= 1, line <= lineStarts.count else { return text.utf8.count }
    var offset = lineStarts[line - 1]
    var remaining = scalarColumn - 1
    for scalar in String(self.line(line)).unicodeScalars {
      if remaining <= 0 { break }
      offset += scalar.utf8.count
      remaining -= 1
    }
    return offset
  }

  /// One line (from 1) without its line end; empty where there is no such line.
  public func line(_ number: Int) -> Substring {
    guard number >= 1, number <= lineStarts.count else { return "" }
    let start = lineStarts[number - 1]
    let end = number < lineStarts.count ? lineStarts[number] - 1 : text.utf8.count
    var line = text.utf8.dropFirst(start).prefix(end - start)
    if line.last == UInt8(ascii: "\r") { line = line.dropLast() }
    return Substring(line)
  }
}
