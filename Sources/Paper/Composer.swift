/// Puts blocks on pages, from top to bottom.
struct Composer {
  let kit: FontKit
  let language: PaperLanguage
  /// The pages so far.
  private(set) var pages: [[Mark]] = [[]]
  /// Where the next thing goes on the last page.
  var y: Length = Page.top

  /// Nothing but the title stands on the paper.
  var isFresh = false

  init(kit: FontKit, language: PaperLanguage) {
    self.kit = kit
    self.language = language
  }

  /// Nothing stands on the page yet.
  var isAtTop: Bool { y == Page.top }
  /// What is left of the page.
  var left: Length { Page.end - y }
  /// What a whole page holds.
  static let whole: Length = Page.end - Page.top

  mutating func breakPage() {
    pages.append([])
    y = Page.top
  }

  /// Goes to a new page if this much doesn't fit on this one (and would fit on another).
  mutating func need(_ height: Length) {
    if height > left, !isAtTop { breakPage() }
  }

  /// A gap; it vanishes at the top of a page.
  mutating func skip(_ height: Length) {
    if !isAtTop { y += height }
  }

  mutating func put(_ mark: Mark) { pages[pages.count - 1].append(mark) }

  mutating func advance(_ height: Length) { y += height }

  /// Lines of a text at a height of this page. The place below isn't taken: see `advance`.
  mutating func put(_ text: TextLayout, lines: Range<Int>, x: Length, y: Length) {
    for (offset, line) in lines.enumerated() {
      put(.line(text, line, x: x, baseline: y + Length(offset) * text.style.pitch + text.style.ascent))
    }
  }

  /// A text that may go on on the next page, but leaves no single line behind or ahead.
  mutating func flow(_ text: TextLayout, x: Length, tag: Tag) {
    var first = 0
    while first < text.count {
      let rest = text.count - first
      var fitting = max(0, min(rest, Int(left / text.style.pitch)))
      if fitting == rest - 1, rest > 2 { fitting -= 1 }
      if fitting < min(rest, 2), !isAtTop {
        breakPage()
        continue
      }
      fitting = max(1, fitting)
      put(.open(tag))
      put(text, lines: first..<(first + fitting), x: x, y: y)
      put(.close(tag))
      y += Length(fitting) * text.style.pitch
      first += fitting
      if first < text.count { breakPage() }
    }
  }

  /// A text laid out, over the whole width of the page if not told otherwise.
  func text(
    _ content: String, _ style: TextStyle, alignment: Alignment = .leading, width: Length = Page.measure, indent: Length = 0
  ) -> TextLayout {
    TextLayout(content, style: style, width: width, alignment: alignment, indent: indent, language: language, kit: kit)
  }
}
