import CPangoCairo

/// Draws composed pages into a PDF file in memory.
struct Painter {
  let document: PaperDocument
  let made: PaperTime

  /// The file. Throws `PaperError.cannotDraw`.
  func pdf(_ pages: [[Mark]]) throws -> [UInt8] {
    let sink = Sink()
    let unmanaged = Unmanaged.passUnretained(sink)
    let surface = cairo_pdf_surface_create_for_stream(
      { closure, data, length in
        guard let closure, let data else { return CAIRO_STATUS_WRITE_ERROR }
        Unmanaged<Sink>.fromOpaque(closure).takeUnretainedValue().bytes
          .append(contentsOf: UnsafeBufferPointer(start: data, count: Int(length)))
        return CAIRO_STATUS_SUCCESS
      }, unmanaged.toOpaque(), pango_units_to_double(Page.width), pango_units_to_double(Page.height))
    defer { cairo_surface_destroy(surface) }
    cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5)
    describe(surface)
    guard let cairo = cairo_create(surface) else { throw PaperError.cannotDraw("no context") }
    defer { cairo_destroy(cairo) }
    cairo_tag_begin(cairo, Tag.document.rawValue, nil)
    for page in pages {
      for mark in page { draw(mark, on: cairo) }
      cairo_show_page(cairo)
    }
    cairo_tag_end(cairo, Tag.document.rawValue)
    cairo_surface_finish(surface)
    for status in [cairo_status(cairo), cairo_surface_status(surface)] where status != CAIRO_STATUS_SUCCESS {
      throw PaperError.cannotDraw(String(cString: cairo_status_to_string(status)))
    }
    return withExtendedLifetime(sink) { $0.bytes }
  }

  private func describe(_ surface: OpaquePointer?) {
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, document.title.forOneLine)
    if !document.author.isEmpty { cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, document.author.forOneLine) }
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_KEYWORDS, document.code.forOneLine)
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Huiqi 惠企")
    // Without these the library writes the time of its clock, and the same receipt would be another file tomorrow.
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, made.text)
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, made.text)
  }

  private func draw(_ mark: Mark, on cairo: OpaquePointer) {
    switch mark {
    case .line(let text, let line, let x, let baseline):
      shade(text.style.darkness, on: cairo)
      text.draw(line: line, x: x, baseline: baseline, on: cairo)
    case .area(let x, let y, let width, let height, let darkness):
      shade(darkness, on: cairo)
      cairo_rectangle(
        cairo, pango_units_to_double(x), pango_units_to_double(y), pango_units_to_double(width), pango_units_to_double(height))
      cairo_fill(cairo)
    case .open(let tag): cairo_tag_begin(cairo, tag.rawValue, nil)
    case .close(let tag): cairo_tag_end(cairo, tag.rawValue)
    case .openLink(let target): cairo_tag_begin(cairo, CAIRO_TAG_LINK, "uri='\(target)'")
    case .closeLink: cairo_tag_end(cairo, CAIRO_TAG_LINK)
    }
  }

  private func shade(_ darkness: Length, on cairo: OpaquePointer) {
    let light = pango_units_to_double(1024 - darkness)
    cairo_set_source_rgb(cairo, light, light, light)
  }
}

/// Takes the bytes that the drawing library writes.
private final class Sink {
  var bytes: [UInt8] = []
}
