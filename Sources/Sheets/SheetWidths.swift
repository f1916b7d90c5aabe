/// How wide columns are.
enum SheetWidths {
  /// The width of each column in characters of Western text: as wide as its widest line, within bounds.
  static func characters(of sheet: Sheet) -> [Int] {
    // Room for the arrow of the filter beside the header.
    var widths = sheet.columns.map { text($0.title) + 4 }
    for row in sheet.totals.map({ sheet.rows + [$0] }) ?? sheet.rows {
      for (index, cell) in row.enumerated() { widths[index] = max(widths[index], self.cell(cell) + 2) }
    }
    return zip(sheet.columns, widths).map { column, width in
      min(max(column.width_characters ?? min(width, 60), 6), 200)
    }
  }

  private static func cell(_ cell: SheetCell) -> Int {
    switch cell {
    case .empty: 0
    case .text(let content): text(content)
    case .integer(let number): String(number).utf8.count
    case .money(let minor):
      // With a comma for every three digits.
      SheetText.money(minor: minor).utf8.count + (String(minor.magnitude / 100).utf8.count - 1) / 3
    case .date: 10
    }
  }

  private static func text(_ content: String) -> Int {
    var widest = 0
    var width = 0
    for scalar in content.unicodeScalars {
      if scalar == "\n" { width = 0 }
      // From the Hangul letters on nearly everything is as wide as it is high.
      width += scalar.value >= 0x1100 ? 2 : 1
      widest = max(widest, width)
    }
    return widest
  }
}
