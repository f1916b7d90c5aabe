extension Composer {
  /// The title of the paper, in the middle.
  mutating func add(title: String) {
    let text = text(title.forPaper, .title, alignment: .centre)
    y += .tenths(60)
    flow(text, x: Page.side, tag: .heading1)
    y += .tenths(160)
    isFresh = true
  }

  /// The next block.
  mutating func add(_ block: Block) {
    defer { isFresh = false }
    switch block {
    case .heading(let content, let level): add(heading: content, level: level)
    case .paragraph(let content): add(paragraph: content)
    case .facts(let facts): add(facts: facts)
    case .table(let columns, let rows, let total): add(columns: columns, rows: rows, total: total)
    case .seal(let lines): add(seal: lines)
    case .note(let content):
      skip(.tenths(60))
      flow(text(content.forPaper, .note), x: Page.side, tag: .paragraph)
      skip(.tenths(30))
    case .spacer: skip(TextStyle.body.pitch)
    case .rule:
      need(.tenths(120))
      put(.area(x: Page.side, y: y + .tenths(60), width: Page.measure, height: .tenths(5), darkness: 500))
      advance(.tenths(120))
    case .code(let content):
      flow(text(content.forPaper, .code), x: Page.side, tag: .paragraph)
    }
  }

  private mutating func add(heading: String, level: Int) {
    let style = TextStyle.heading(level: level)
    let text = text(heading.forPaper, style)
    // A heading doesn't stand alone at the foot of a page.
    need(text.height + .tenths(120) + 3 * TextStyle.body.pitch)
    skip(.tenths(100))
    flow(text, x: Page.side, tag: .heading(level: level))
    advance(.tenths(40))
  }

  private mutating func add(paragraph: String) {
    for content in paragraph.forPaper.split(separator: "\n", omittingEmptySubsequences: true) {
      // Chinese begins a paragraph two characters in, but not the line that names the addressee; English sets it off by a gap.
      // Lines keep their natural width: to fill them, Pango would also pull the digits of a sum apart.
      let isAddressee = isFresh && (content.last == "：" || content.last == ":")
      let text = text(String(content), .body, indent: language == .zh && !isAddressee ? 2 * TextStyle.body.size : 0)
      flow(text, x: Page.side, tag: .paragraph)
      skip(.tenths(language == .zh ? 20 : 70))
    }
  }

  private mutating func add(facts: [(label: String, value: String)]) {
    guard !facts.isEmpty else { return }
    let gap: Length = .tenths(120)
    let widest = facts.map { text($0.label.forPaper, .label).width }.max() ?? 0
    let labelWidth = min(widest, Page.measure * 38 / 100)
    let valueX = Page.side + labelWidth + gap
    skip(.tenths(40))
    put(.open(.table))
    for fact in facts {
      let label = text(fact.label.forPaper, .label, width: labelWidth)
      let value = text(fact.value.forPaper, .value, width: Page.measure - labelWidth - gap)
      placeRow(cells: [(label, Page.side, .header), (value, valueX, .cell)], above: .tenths(20), below: .tenths(20))
    }
    put(.close(.table))
    skip(.tenths(60))
  }

  /// A row of texts side by side: whole if a page can hold it, otherwise as many lines a page as fit.
  mutating func placeRow(cells: [(text: TextLayout, x: Length, tag: Tag)], above: Length, below: Length) {
    let pitch = cells.map(\.text.style.pitch).max() ?? 1
    let count = cells.map(\.text.count).max() ?? 0
    let padding = above + below
    let height = (cells.map(\.text.height).max() ?? 0) + padding
    if height <= Self.whole { need(height) }
    var first = 0
    while first < count {
      let fitting = min(count - first, Int((left - padding) / pitch))
      if fitting < 1, !isAtTop {
        breakPage()
        continue
      }
      let last = first + max(1, fitting)
      put(.open(.row))
      for cell in cells {
        put(.open(cell.tag))
        if first < cell.text.count { put(cell.text, lines: first..<min(last, cell.text.count), x: cell.x, y: y + above) }
        put(.close(cell.tag))
      }
      put(.close(.row))
      y += Length(last - first) * pitch + padding
      first = last
      if first < count { breakPage() }
    }
  }

  private mutating func add(seal lines: [String]) {
    let texts = lines.map { text($0.forPaper, .body) }
    let widest = min(texts.map(\.width).max() ?? 0, Page.measure * 7 / 10)
    let centred = lines.map { text($0.forPaper, .body, alignment: .centre, width: widest) }
    // Together on one page, unless it is a whole page of lines.
    need(centred.reduce(.tenths(200)) { min(Self.whole, $0 + $1.height) })
    skip(.tenths(200))
    let inset = 2 * TextStyle.body.size
    for text in centred { flow(text, x: Page.side + Page.measure - widest - inset, tag: .paragraph) }
    skip(.tenths(120))
  }
}
