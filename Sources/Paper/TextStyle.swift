/// How a kind of text looks.
struct TextStyle {
  /// Families in the order they are tried; what none of them has, fontconfig finds elsewhere.
  let families: String
  /// The size of the type.
  let size: Length
  /// From one baseline to the next, whatever fonts the line mixes.
  let pitch: Length
  /// Bold type.
  var isBold = false
  /// From 0 (white) to 1024 (black).
  var darkness: Length = 1024
  /// May be broken between any two characters.
  var breaksAnywhere = false

  static let serif = "Noto Serif CJK SC, Noto Serif CJK, serif"
  static let sans = "Noto Sans CJK SC, Noto Sans CJK, sans-serif"
  static let mono = "Noto Sans Mono CJK SC, Noto Sans Mono CJK, monospace"

  static let title = TextStyle(families: sans, size: .tenths(200), pitch: .tenths(300), isBold: true)
  static let heading1 = TextStyle(families: sans, size: .tenths(145), pitch: .tenths(230), isBold: true)
  static let heading2 = TextStyle(families: sans, size: .tenths(125), pitch: .tenths(205), isBold: true)
  static let heading3 = TextStyle(families: sans, size: .tenths(115), pitch: .tenths(190), isBold: true)
  static let body = TextStyle(families: serif, size: .tenths(115), pitch: .tenths(195))
  static let label = TextStyle(families: serif, size: .tenths(110), pitch: .tenths(180), darkness: 650)
  static let value = TextStyle(families: serif, size: .tenths(110), pitch: .tenths(180))
  static let columnTitle = TextStyle(families: sans, size: .tenths(95), pitch: .tenths(145), isBold: true)
  static let cell = TextStyle(families: serif, size: .tenths(95), pitch: .tenths(145))
  static let total = TextStyle(families: serif, size: .tenths(95), pitch: .tenths(145), isBold: true)
  static let figure = TextStyle(families: sans, size: .tenths(92), pitch: .tenths(145))
  static let totalFigure = TextStyle(families: sans, size: .tenths(92), pitch: .tenths(145), isBold: true)
  static let note = TextStyle(families: serif, size: .tenths(93), pitch: .tenths(150), darkness: 700)
  static let code = TextStyle(families: mono, size: .tenths(93), pitch: .tenths(150), breaksAnywhere: true)
  static let foot = TextStyle(families: serif, size: .tenths(85), pitch: .tenths(125), darkness: 700)

  /// From the top of a line to its baseline: the type of these fonts stands 0.88 above and 0.12 below it.
  var ascent: Length { (pitch - size) / 2 + size * 88 / 100 }

  /// The style of a heading of a block.
  static func heading(level: Int) -> TextStyle { level <= 1 ? heading1 : level == 2 ? heading2 : heading3 }
}
