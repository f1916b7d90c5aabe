extension Composer {
  /// Room at the left and right of the text of a cell.
  private static let padding: Length = .tenths(40)

  /// A table, with its header on every page it stands on.
  mutating func add(columns: [Column], rows: [[String]], total: [String]?) {
    precondition(!columns.isEmpty, "a table has columns")
    precondition(rows.allSatisfy { $0.count <= columns.count }, "a row has no more cells than there are columns")
    precondition((total?.count ?? 0) <= columns.count, "the total has no more cells than there are columns")
    let edges = Self.edges(columns)
    let header = cells(columns.map(\.title), columns, edges, .columnTitle, figures: .columnTitle, tag: .header)
    skip(.tenths(60))
    let headerHeight = Self.height(header) + Self.above + Self.below
    need(headerHeight + 2 * (TextStyle.cell.pitch + Self.above + Self.below))
    put(.open(.table))
    place(header: header, repeats: false)
    let totalRow = total.map { cells($0, columns, edges, .total, figures: .totalFigure, tag: .cell) }
    let totalHeight = totalRow.map { Self.height($0) + Self.above + Self.below } ?? 0
    if rows.isEmpty { placeNothing() }
    for (index, row) in rows.enumerated() {
      let row = cells(row, columns, edges, .cell, figures: .figure, tag: .cell)
      // The total doesn't stand alone under a header: the last row goes with it.
      let after = index == rows.count - 1 ? totalHeight : 0
      place(row: row, keeping: after, header: header, headerHeight: headerHeight)
      line(height: .tenths(3), darkness: 300)
    }
    if let totalRow {
      line(height: .tenths(7), darkness: 1024)
      place(row: totalRow, keeping: 0, header: header, headerHeight: headerHeight)
    }
    line(height: .tenths(10), darkness: 1024)
    put(.close(.table))
    skip(.tenths(80))
  }

  private static let above: Length = .tenths(30)
  private static let below: Length = .tenths(35)

  /// Where the columns begin, and where the last one ends.
  private static func edges(_ columns: [Column]) -> [Length] {
    let shares = columns.reduce(Int64(0)) { $0 + Int64($1.share) }
    var before: Int64 = 0
    var edges = [Page.side]
    for column in columns {
      before += Int64(column.share)
      edges.append(Page.side + Length(Int64(Page.measure) * before / shares))
    }
    return edges
  }

  private typealias Cell = (text: TextLayout, x: Length, tag: Tag)

  /// The cells of a row. Figures have a style of their own: only the sans serif fonts have digits of one width.
  private func cells(
    _ contents: [String], _ columns: [Column], _ edges: [Length], _ style: TextStyle, figures: TextStyle, tag: Tag
  ) -> [Cell] {
    columns.indices.map { index in
      let content = index < contents.count ? contents[index] : ""
      let width = max(.tenths(60), edges[index + 1] - edges[index] - 2 * Self.padding)
      let style = columns[index].alignment == .trailing ? figures : style
      let text = text(content.forPaper, style, alignment: columns[index].alignment, width: width)
      return (text, edges[index] + Self.padding, tag)
    }
  }

  private static func height(_ cells: [Cell]) -> Length { cells.map(\.text.height).max() ?? 0 }

  private mutating func line(height: Length, darkness: Length) {
    put(.area(x: Page.side, y: y - height, width: Page.measure, height: height, darkness: darkness))
  }

  private mutating func place(header: [Cell], repeats: Bool) {
    let height = Self.height(header) + Self.above + Self.below
    put(.area(x: Page.side, y: y, width: Page.measure, height: height, darkness: 70))
    put(.area(x: Page.side, y: y, width: Page.measure, height: .tenths(10), darkness: 1024))
    if !repeats { put(.open(.row)) }
    for cell in header {
      // Only the first header belongs to the structure: who listens should not hear it on every page.
      if !repeats { put(.open(cell.tag)) }
      put(cell.text, lines: 0..<cell.text.count, x: cell.x, y: y + Self.above)
      if !repeats { put(.close(cell.tag)) }
    }
    if !repeats { put(.close(.row)) }
    advance(height)
    line(height: .tenths(5), darkness: 1024)
  }

  /// A row; on a new page under the header if it doesn't fit with what it keeps below it. One that no page can hold is cut.
  private mutating func place(row: [Cell], keeping: Length, header: [Cell], headerHeight: Length) {
    let height = Self.height(row) + Self.above + Self.below
    let isTooTall = height + keeping > Self.whole - headerHeight
    var first = 0
    let count = row.map(\.text.count).max() ?? 1
    let pitch = TextStyle.cell.pitch
    if !isTooTall, height + keeping > left { breakTable(header) }
    while first < count {
      let fitting = Int((left - Self.above - Self.below) / pitch)
      if fitting < min(2, count - first), left < Self.whole - headerHeight {
        breakTable(header)
        continue
      }
      let last = min(count, first + max(1, fitting))
      put(.open(.row))
      for cell in row {
        put(.open(cell.tag))
        if first < cell.text.count { put(cell.text, lines: first..<min(last, cell.text.count), x: cell.x, y: y + Self.above) }
        put(.close(cell.tag))
      }
      put(.close(.row))
      advance(Length(last - first) * pitch + Self.above + Self.below)
      first = last
      if first < count { breakTable(header) }
    }
  }

  private mutating func breakTable(_ header: [Cell]) {
    line(height: .tenths(7), darkness: 1024)
    breakPage()
    place(header: header, repeats: true)
  }

  /// What an empty table says.
  private mutating func placeNothing() {
    let text = text(language == .zh ? "（无）" : "(none)", .cell, alignment: .centre)
    put(.open(.row))
    put(.open(.cell))
    put(text, lines: 0..<1, x: Page.side, y: y + Self.above)
    put(.close(.cell))
    put(.close(.row))
    advance(text.height + Self.above + Self.below)
  }
}
