import CPangoCairo

/// A length in 1/1024 of a point, Pango's own unit. Whole numbers only, so that a layout is the same on every machine.
typealias Length = Int32

extension Length {
  /// This many tenths of a point.
  static func tenths(_ count: Int32) -> Length { count * 1024 / 10 }
}

/// A4 upright and its margins.
enum Page {
  /// 210 mm.
  static let width: Length = 609_562
  /// 297 mm.
  static let height: Length = 862_095
  /// 25 mm at both sides.
  static let side: Length = 72_567
  /// 25 mm above the text.
  static let top: Length = 72_567
  /// 27 mm below the text: room for the foot.
  static let bottom: Length = 78_373
  /// Where the line of the foot is.
  static let foot: Length = height - 58_000
  /// The width of the text.
  static let measure: Length = width - 2 * side
  /// The lowest place for text.
  static let end: Length = height - bottom
}

/// Something at its place on a page.
enum Mark {
  /// A line of a text: the left edge of the text, and the baseline.
  case line(TextLayout, Int, x: Length, baseline: Length)
  /// A filled rectangle, its darkness from 0 (white) to 1024 (black).
  case area(x: Length, y: Length, width: Length, height: Length, darkness: Length)
  /// The beginning of an element of the document's structure, for readers that speak.
  case open(Tag)
  /// The end of that element.
  case close(Tag)
  /// The beginning of a link to an address.
  case openLink(String)
  /// The end of a link.
  case closeLink
}

/// The elements of structure, as PDF names them.
enum Tag: String {
  case document = "Document"
  case heading1 = "H1"
  case heading2 = "H2"
  case heading3 = "H3"
  case heading4 = "H4"
  case paragraph = "P"
  case table = "Table"
  case row = "TR"
  case header = "TH"
  case cell = "TD"

  /// The element of a heading of a block; the title of the paper is the first.
  static func heading(level: Int) -> Tag { level <= 1 ? .heading2 : level == 2 ? .heading3 : .heading4 }
}
