extension Diagnostic {
  /// The message as text for a terminal:
  ///
  /// ```
  /// error: unknown fact `enterprise_revenu_cny` [unknown-name]
  ///   --> policies/…/leading.yaml:12:9
  ///    |
  /// 12 |       - enterprise_revenu_cny >= floor
  ///    |         ^^^^^^^^^^^^^^^^^^^^^
  ///    = help: did you mean `enterprise_revenue_cny`?
  /// ```
  public func text(colours: Bool = false) -> String {
    let paint = Paint(on: colours)
    let colour = severity == .error ? Paint.Colour.red : .yellow
    var out = paint(severity.rawValue, colour) + ": " + message.readable + " " + paint("[\(id.rawValue)]", .dim) + "\n"
    if let place { out += Diagnostic.excerpt(place, paint, colour) }
    if let help { out += "   = help: \(help.readable)\n" }
    for note in notes {
      out += "   = note: \(note.message.readable)\n"
      if let place = note.place { out += Diagnostic.excerpt(place, paint, .blue) }
    }
    return out
  }

  private static func excerpt(_ place: Place, _ paint: Paint, _ colour: Paint.Colour) -> String {
    let number = String(place.line)
    let margin = String(repeating: " ", count: number.count)
    let (shown, before, width) = window(place)
    var out = "\(margin)--> \(place.file.withoutControls):\(place.line):\(place.column)\n"
    out += "\(margin) |\n"
    out += "\(number) | \(shown)\n"
    out += "\(margin) | " + String(repeating: " ", count: before) + paint(String(repeating: "^", count: width), colour) + "\n"
    return out
  }

  /// A long line is cut to what surrounds the place; a control character would upset the terminal and is shown as a dot.
  private static func window(_ place: Place) -> (shown: String, before: Int, width: Int) {
    let characters = Array(place.text.withoutControls)
    let start = place.column - 1
    let from = start > 100 ? start - 60 : 0
    let to = min(characters.count, from + 160)
    let shown = (from > 0 ? "…" : "") + String(characters[min(from, to)..<to]) + (to < characters.count ? "…" : "")
    let before = characters[min(from, characters.count)..<min(start, characters.count)].reduce(from > 0 ? 1 : 0) { $0 + $1.terminalWidth }
    let end = min(start + place.length, to)
    let width = start < end ? characters[start..<end].reduce(0) { $0 + $1.terminalWidth } : 1
    return (shown, before, max(1, width))
  }
}

extension Character {
  /// Columns the character takes on a terminal: 2 for East Asian wide and full-width characters, otherwise 1.
  public var terminalWidth: Int {
    guard let scalar = unicodeScalars.first?.value else { return 0 }
    switch scalar {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
      0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }

  fileprivate var isControl: Bool { unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) } }
}

extension String {
  /// Each character that would upset a terminal as a dot.
  fileprivate var withoutControls: String { String(map { $0.isControl ? "·" : $0 }) }

  /// The same, and not longer than a person reads: a name in a message may be as long as its file.
  fileprivate var readable: String { (count > 1000 ? prefix(1000) + "…" : self).withoutControls }

  /// Columns the text takes on a terminal.
  public var terminalWidth: Int { reduce(0) { $0 + $1.terminalWidth } }
}
