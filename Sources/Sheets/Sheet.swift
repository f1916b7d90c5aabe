/// A table as people save it: named columns, typed cells, and totals if there are any.
public struct Sheet: Hashable, Sendable {
  /// The name on the tab of a workbook. Any text: what Excel doesn't allow is replaced when it is written.
  public let name: String
  /// The columns, from left to right.
  public let columns: [SheetColumn]
  /// The rows, from top to bottom; a row may be shorter than the columns, and its missing cells are empty.
  public let rows: [[SheetCell]]
  /// The last line, such as sums, if there is one.
  public let totals: [SheetCell]?

  /// A table with these columns, rows and totals. No row may be longer than the columns.
  public init(name: String, columns: [SheetColumn], rows: [[SheetCell]], totals: [SheetCell]? = nil) {
    precondition(rows.allSatisfy { $0.count <= columns.count }, "a row has no more cells than there are columns")
    precondition((totals?.count ?? 0) <= columns.count, "the totals have no more cells than there are columns")
    self.name = name
    self.columns = columns
    self.rows = rows
    self.totals = totals
  }
}

/// A column of a sheet.
public struct SheetColumn: Hashable, Sendable {
  /// What stands in the header.
  public let title: String
  /// Its width in a workbook in characters of Western text (a Chinese character is two), or nil to fit what is in it.
  public let width_characters: Int?

  /// A column with this header.
  public init(_ title: String, width_characters: Int? = nil) {
    self.title = title
    self.width_characters = width_characters
  }
}
