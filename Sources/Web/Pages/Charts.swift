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
    /// The figure as people read it.
    let shown: String

    init(_ label: String, _ value: Int64, shown: String) {
      self.label = label
      self.value = value
      self.shown = shown
    }
  }

  /// Horizontal bars, and the same as a table.
  static func bars(caption: String, labelTitle: String, valueTitle: String, _ bars: [Bar], total: (label: String, shown: String)? = nil)
    -> View
  {
    let greatest = max(bars.map(\.value).max() ?? 0, 1)
    let table = Table(
      caption: caption, columns: [.words(labelTitle), .figures(valueTitle)], rows: bars.map { [.text($0.label), .text($0.shown)] },
      totals: total.map { [$0.label, $0.shown] })
    return .part(
      "frame/bars",
      [
        "caption": .text(caption), "height": .number(bars.count * 52 + 4),
        "bars": .list(
          bars.enumerated().map { index, bar in
            // Scaled in 128 bits: sums in 分 times pixels leave 64 bits.
            let length = Int(Int128(max(bar.value, 0)) * 480 / Int128(greatest))
            return [
              "label": .text(bar.label), "shown": .text(bar.shown), "length": .number(max(length, 1)), "text_y": .number(index * 52 + 20),
              "y": .number(index * 52 + 27),
            ]
          }),
        "table": table.view,
      ])
  }
}
