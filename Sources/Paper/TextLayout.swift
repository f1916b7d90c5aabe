import CPangoCairo

/// Text broken into lines for a width. Belongs to the lock of its `FontKit`.
final class TextLayout {
  /// How it looks.
  let style: TextStyle
  private let layout: OpaquePointer
  /// Where each line begins, from the left edge of the layout.
  private var starts: [Length] = []

  /// How many lines there are; at least one.
  var count: Int { starts.count }

  /// The height of all lines; beyond a thousand pages the exact figure is of no use, and the sums of such heights must stay in range.
  var height: Length { Length(min(Int64(count) * Int64(style.pitch), 1 << 29)) }

  /// The width of the longest line.
  private(set) var width: Length = 0

  /// Lays `text` out in lines of at most `width`.
  init(
    _ text: String, style: TextStyle, width: Length, alignment: Alignment, indent: Length, language: PaperLanguage,
    kit: FontKit
  ) {
    guard let layout = pango_layout_new(kit.context) else { preconditionFailure("Pango gives no layout") }
    self.layout = layout
    self.style = style
    if let font = pango_font_description_from_string(style.families) {
      pango_font_description_set_size(font, style.size)
      pango_font_description_set_weight(font, style.isBold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
      pango_layout_set_font_description(layout, font)
      pango_font_description_free(font)
    }
    let attributes = pango_attr_list_new()
    // All digits of one width, so that sums stand under each other; in English, quotation marks as narrow as its letters.
    pango_attr_list_insert(attributes, pango_attr_font_features_new(language == .en ? "tnum=1, pwid=1" : "tnum=1"))
    pango_layout_set_attributes(layout, attributes)
    pango_attr_list_unref(attributes)
    pango_layout_set_wrap(layout, style.breaksAnywhere ? PANGO_WRAP_CHAR : PANGO_WRAP_WORD_CHAR)
    pango_layout_set_auto_dir(layout, 0)
    pango_layout_set_width(layout, width)
    pango_layout_set_indent(layout, indent)
    pango_layout_set_alignment(
      layout, alignment == .leading ? PANGO_ALIGN_LEFT : alignment == .centre ? PANGO_ALIGN_CENTER : PANGO_ALIGN_RIGHT)
    var text = text
    text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { pango_layout_set_text(layout, $0.baseAddress, Int32(clamping: $0.count)) }
    }
    readLines()
  }

  deinit { g_object_unref(UnsafeMutableRawPointer(layout)) }

  /// Draws one line with its baseline beginning at a point.
  func draw(line: Int, x: Length, baseline: Length, on cairo: OpaquePointer) {
    cairo_move_to(cairo, pango_units_to_double(x + starts[line]), pango_units_to_double(baseline))
    pango_cairo_show_layout_line(cairo, pango_layout_get_line_readonly(layout, Int32(line)))
  }

  private func readLines() {
    guard let iterator = pango_layout_get_iter(layout) else { return }
    defer { pango_layout_iter_free(iterator) }
    repeat {
      var logical = PangoRectangle()
      pango_layout_iter_get_line_extents(iterator, nil, &logical)
      width = max(width, logical.x + logical.width)
      starts.append(logical.x)
    } while pango_layout_iter_next_line(iterator) != 0
  }
}
