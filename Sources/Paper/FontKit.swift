import CPangoCairo
import Synchronization

/// The fonts, opened once and used by one paper at a time.
///
/// Pango's objects belong to one thread at a time and opening the Chinese fonts takes longer than laying out a paper: a lock around
/// one warm set of fonts is both safe and the quickest.
final class FontKit {
  private let map: UnsafeMutablePointer<PangoFontMap>
  /// What layouts are made in.
  let context: OpaquePointer

  private static let shared = Mutex<FontKit?>(nil)

  /// Gives the fonts to `use`, alone.
  static func alone<Result>(_ use: (FontKit) throws -> sending Result) rethrows -> sending Result {
    try shared.withLock { kit in
      let opened = kit ?? FontKit()
      kit = opened
      return try use(opened)
    }
  }

  private init() {
    guard let map = pango_cairo_font_map_new() else { preconditionFailure("Pango gives no fonts") }
    // One unit of the surface is a point; hinting would fit letters to a screen's grid, and to the settings of a machine.
    pango_cairo_font_map_set_resolution(OpaquePointer(map), 72)
    let options = cairo_font_options_create()
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
    defer { cairo_font_options_destroy(options) }
    guard let context = pango_font_map_create_context(map) else { preconditionFailure("Pango gives no context") }
    pango_cairo_context_set_font_options(context, options)
    pango_context_set_round_glyph_positions(context, 0)
    pango_context_set_base_dir(context, PANGO_DIRECTION_LTR)
    // Simplified forms of characters, also where an English paper names a Chinese enterprise.
    pango_context_set_language(context, pango_language_from_string("zh-cn"))
    self.map = map
    self.context = context
  }

  deinit {
    g_object_unref(UnsafeMutableRawPointer(context))
    g_object_unref(UnsafeMutableRawPointer(map))
  }
}
