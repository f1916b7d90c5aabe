import Values

/// Figures drawn by the server as SVG, always with the same data as text: nobody needs the picture.
enum Charts {
  /// Day n of m, as a bar with its sentence.
  ///
  /// `day` may be past `total`; the bar is then full and `tone` should say so.
  static func days(_ day: Int, of total: Int, sentence: String, tone: Components.Tone = .active) -> View {
    precondition(total > 0, "a period has days")
    // At most 60 marks are drawn: beyond that they would touch.
    let marks = min(total, 60)
    let done = min(max(day, 0), total) * marks / total
    let step = 600 / marks
    return .part(
      "frame/days",
      [
        "sentence": .text(sentence), "tone": .text(tone.rawValue), "width": .number(step * marks),
        "marks": .list(
          (0..<marks).map { ["x": .number($0 * step), "width": .number(max(step - 3, 4)), "is_done": .flag($0 < done)] }),
      ])
  }

  /// A bar of a chart.
  struct Bar: Sendable {
    let label: String
    /// What the length shows; not negative.
    let value: Int64
    /// The figure as people read it in a column whose head names the unit.
    let shown: String
    /// The figure as it stands in the picture, with its unit.
    let drawn: String

    init(_ label: String, _ value: Int64, shown: String, drawn: String? = nil) {
      self.label = label
      self.value = value
      self.shown = shown
      self.drawn = drawn ?? shown
    }

    /// The words over the bar, in lines that fit into the picture.
    var lines: [String] { Charts.lines(label + "　" + drawn) }
  }

  /// A text in lines of at most so many halves of a Chinese character; it breaks at spaces, and between Chinese characters.
  static func lines(_ text: String, limit_halves: Int = 44) -> [String] {
    func width(_ text: Substring) -> Int { text.unicodeScalars.reduce(0) { $0 + ($1.value < 0x2E80 ? 1 : 2) } }
    var pieces: [Substring] = []
    var rest = text[...]
    while let first = rest.unicodeScalars.first {
      let isWide = first.value >= 0x2E80
      let end =
        isWide
        ? rest.index(after: rest.startIndex)
        : rest.firstIndex { $0 == " " || $0.unicodeScalars.allSatisfy { $0.value >= 0x2E80 } } ?? rest.endIndex
      let stop = end < rest.endIndex && rest[end] == " " ? rest.index(after: end) : max(end, rest.index(after: rest.startIndex))
      pieces.append(rest[..<stop])
      rest = rest[stop...]
    }
    var lines: [String] = [""]
    for piece in pieces {
      if let last = lines.last, !last.isEmpty, width(last[...]) + width(piece) > limit_halves { lines.append("") }
      lines[lines.count - 1] += piece
    }
    return lines.map { FieldText.trimmed($0) }.filter { !$0.isEmpty }
  }

  /// Horizontal bars, and the same as a table.
  static func bars(caption: String, labelTitle: String, valueTitle: String, _ bars: [Bar], total: (label: String, shown: String)? = nil)
    -> View
  {
    let greatest = max(bars.map(\.value).max() ?? 0, 1)
    let table = Table(
      caption: caption, columns: [.words(labelTitle), .figures(valueTitle)], rows: bars.map { [.text($0.label), .text($0.shown)] },
      totals: total.map { [$0.label, $0.shown] })
    var y = 0
    let drawn = bars.map { bar -> View in
      let lines = bar.lines.enumerated().map { index, text -> View in ["text": .text(text), "y": .number(y + 20 + index * 24)] }
      // Scaled in 128 bits: sums in 分 times pixels leave 64 bits.
      let length = Int(Int128(max(bar.value, 0)) * 480 / Int128(greatest))
      let top = y + lines.count * 24 + 3
      y = top + 25
      return ["lines": .list(lines), "length": .number(max(length, 1)), "y": .number(top)]
    }
    return .part(
      "frame/bars",
      ["caption": .text(caption), "height": .number(y + 4), "bars": .list(drawn), "table": table.view])
  }
}
