/// One piece of a paper, from top to bottom.
public enum Block: Sendable {
  /// A heading; level 1 is the highest under the title, 3 the lowest.
  case heading(String, level: Int)
  /// Running text; a line feed begins a new paragraph.
  case paragraph(String)
  /// Labels and their values in two columns.
  case facts([(label: String, value: String)])
  /// A table: its header stands again on every page, a row is never cut in half (unless it is taller than a page).
  case table(columns: [Column], rows: [[String]], total: [String]?)
  /// The issuing office and the date at the right, kept together.
  case seal(lines: [String])
  /// A remark in small type.
  case note(String)
  /// A gap of one line.
  case spacer
  /// A thin line across the page.
  case rule
  /// Hashes and other machine text: one width for all characters, broken anywhere.
  case code(String)
}

/// A column of a table.
public struct Column: Hashable, Sendable {
  /// What stands in the header.
  public let title: String
  /// Its part of the width of the table, relative to the other columns; at least 1.
  public let share: Int
  /// Where its text stands.
  public let alignment: Alignment

  /// A column of a table; sums are `.trailing`.
  public init(_ title: String, share: Int = 1, alignment: Alignment = .leading) {
    precondition(share >= 1, "a column has a share of at least 1")
    self.title = title
    self.share = share
    self.alignment = alignment
  }
}

/// Where text stands between its two edges.
public enum Alignment: Hashable, Sendable {
  /// At the left.
  case leading
  /// In the middle.
  case centre
  /// At the right: figures, whose digits all have one width.
  case trailing
}
