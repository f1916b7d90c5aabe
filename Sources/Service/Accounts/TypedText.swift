/// What people type, made even before it is compared.
enum TypedText {
  /// Full-width letters, digits and signs as the plain ones, the ideographic space as a space.
  static func folded(_ text: String) -> String {
    var out = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if (0xFF01...0xFF5E).contains(scalar.value), let plain = Unicode.Scalar(scalar.value - 0xFEE0) {
        out.append(plain)
      } else {
        out.append(scalar.value == 0x3000 ? " " : scalar)
      }
    }
    return String(out)
  }

  /// Without white space at both ends.
  static func trimmed(_ text: String) -> String {
    let start = text.drop { $0.isWhitespace }
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...last])
  }

  /// A name or label as it is kept: trimmed, with single spaces, without control and direction characters; nil if nothing is left or
  /// it is longer than `limit` characters (Unicode scalars: one letter can carry thousands of marks).
  static func line(_ text: String, limit_characters limit: Int) -> String? {
    let clean = String(
      String.UnicodeScalarView(
        text.unicodeScalars.filter { scalar in
          switch scalar.properties.generalCategory {
          case .control: scalar.properties.isWhitespace
          case .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
          default: true
          }
        }))
    let line = clean.split { $0.isWhitespace }.joined(separator: " ")
    return line.isEmpty || line.unicodeScalars.count > limit ? nil : line
  }
}
