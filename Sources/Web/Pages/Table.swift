import Values

/// A table with a caption: rows become blocks with labels on a phone.
struct Table: Sendable {
  /// A column.
  struct Column: Sendable {
    let title: String
    var isFigure = false

    /// A column of words.
    static func words(_ title: String) -> Column { Column(title: title) }
    /// A column of figures, set to the right.
    static func figures(_ title: String) -> Column { Column(title: title, isFigure: true) }
  }

  /// A cell.
  enum Cell: Sendable {
    case text(String)
    case link(String, String)
    case tag(String, Components.Tone)
  }

  let caption: String
  let columns: [Column]
  let rows: [[Cell]]
  /// The last row, of totals; as many as columns.
  var totals: [String]?
  /// What is said instead of an empty table.
  var empty: String?
  /// Whether a heading above says what the caption says, so that only readers of the page aloud need it.
  var isCaptionHidden = false

  /// The table as a part. Traps where a row has another number of cells than there are columns.
  var view: View {
    for row in rows { precondition(row.count == columns.count, "a row of the table \(caption) has \(row.count) cells") }
    precondition(totals.map { $0.count == columns.count } ?? true, "the totals of the table \(caption) don't fit")
    let views = rows.map { row -> View in
      ["cells": .list(zip(columns, row).enumerated().map { index, pair in Self.cell(pair.1, pair.0, isFirst: index == 0) })]
    }
    let totalCells: [View] = totals.map { zip(columns, $0).enumerated().map { Self.cell(.text($1.1), $1.0, isFirst: $0 == 0) } } ?? []
    return .part(
      "frame/table",
      [
        "caption": .text(caption),
        "columns": .list(columns.map { ["title": .text($0.title), "is_figure": .flag($0.isFigure)] }),
        "rows": .list(views), "has_rows": .flag(!rows.isEmpty), "totals": .list(totalCells), "has_totals": .flag(totals != nil),
        "empty": .optional(empty), "hides_caption": .flag(isCaptionHidden),
      ])
  }

  private static func cell(_ cell: Cell, _ column: Column, isFirst: Bool) -> View {
    var keys: [String: View] = [
      "column": .text(column.title), "is_figure": .flag(column.isFigure), "is_first": .flag(isFirst), "text": .absent, "path": .absent,
      "tone": .absent,
    ]
    switch cell {
    case .text(let text): keys["text"] = .text(text)
    case .link(let text, let path): (keys["text"], keys["path"]) = (.text(text), .text(path))
    case .tag(let text, let tone): (keys["text"], keys["tone"]) = (.text(text), .text(tone.rawValue))
    }
    return .map(keys)
  }
}
