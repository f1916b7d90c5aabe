extension String {
  /// The text as it can stand on paper: without control characters, and without the marks that turn the direction of text
  /// (they could make a sum read differently from what it is). Line ends become line feeds, tabs become spaces.
  var forPaper: String {
    var out = String.UnicodeScalarView()
    var afterReturn = false
    for scalar in unicodeScalars {
      defer { afterReturn = scalar == "\r" }
      switch scalar.value {
      case 0x0A where afterReturn: continue
      case 0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029: out.append("\n")
      case 0x09: out.append(" ")
      case 0x00...0x1F, 0x7F...0x9F: continue
      case 0x200E, 0x200F, 0x061C, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: continue
      default: out.append(scalar)
      }
    }
    return String(out)
  }

  /// The same on one line.
  var forOneLine: String { forPaper.replacing("\n", with: " ") }
}
